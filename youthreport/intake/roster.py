"""roster.xlsx → the units that must report, or a ConfigurationError with the cell and what to do."""

from __future__ import annotations

import re
from pathlib import Path

from youthreport.errors import ConfigurationError
from youthreport.intake import settings
from youthreport.intake.normalising import read_flag
from youthreport.intake.recognising import Found, Header, Layout
from youthreport.model import OrgUnit, Period, Roster

UNIT_TYPES = ("街道", "学校", "企业", "两新", "机关", "区县")
_LAYOUT = Layout(
    "应报单位名册",
    (
        Header("单位编码", ("编码", "单位代码"), True),
        Header("单位全称", ("单位名称", "全称"), True),
        Header("简称/别名", ("简称", "别名", "简称别名")),
        Header("类型", ("单位类型",), True),
        Header("领域"),
        Header("上级单位编码", ("上级编码", "上级单位")),
        Header("有效期起"),
        Header("有效期止"),
        Header("是否系统"),
        Header("是否有下级另报"),
        Header("并入单位编码", ("并入编码",)),
        Header("联系人"),
    ),
    ("名册", "roster", "单位名册"),
)
_ANY_PERIOD = Period("2000S1")


def read_roster(path: Path, name: str) -> Roster:
    """The roster in the file; `name` is its path as messages show it."""
    _, book = settings.open_workbook(path, name, "应报单位名册")
    found = settings.find_sheet(book, _LAYOUT, name, only=True)
    assert found is not None
    units: dict[str, OrgUnit] = {}
    for row in settings.rows(found):
        unit = _read_unit(found, name, row)
        if unit.code in units:
            raise _fault(
                found,
                name,
                row,
                "单位编码",
                f"单位编码“{unit.code}”重复",
                remedy="请为每个单位填写不同的编码。",
            )
        units[unit.code] = unit
    if not units:
        raise ConfigurationError("名册里没有单位", place=name, remedy="请填写应报单位，每个单位一行。")
    _check_links(found, name, units)
    return Roster(tuple(units.values()))


def _fault(
    found: Found, name: str, row: int, column: str, message: str, *, remedy: str
) -> ConfigurationError:
    return ConfigurationError(message, place=str(found.cell(name, row, column)), remedy=remedy)


def _read_unit(found: Found, name: str, row: int) -> OrgUnit:
    values = {h.name: settings.text(found, row, h.name) for h in _LAYOUT.headers}
    for column in ("单位编码", "单位全称", "类型"):
        if not values[column]:
            raise _fault(
                found, name, row, column, f"“{column}”没有填", remedy=f"请补填{column}，或删去这一行。"
            )
    if values["类型"] not in UNIT_TYPES:
        raise _fault(
            found,
            name,
            row,
            "类型",
            f"不认识的类型“{values['类型']}”",
            remedy=f"请改为其中之一：{'、'.join(UNIT_TYPES)}。",
        )
    return OrgUnit(
        values["单位编码"],
        values["单位全称"],
        values["类型"],
        tuple(alias.strip() for alias in re.split("[、；;\n]", values["简称/别名"]) if alias.strip()),
        values["领域"],
        values["上级单位编码"],
        settings.day(found, name, row, "有效期起", _ANY_PERIOD),
        settings.day(found, name, row, "有效期止", _ANY_PERIOD),
        _flag(found, name, row, "是否系统"),
        _flag(found, name, row, "是否有下级另报"),
        values["并入单位编码"],
        values["联系人"],
    )


def _flag(found: Found, name: str, row: int, column: str) -> bool:
    reading = read_flag(found.value(row, column))
    if reading.refused:
        raise _fault(found, name, row, column, reading.notes[0].message, remedy=reading.notes[0].remedy)
    return reading.value is True


def _check_links(found: Found, name: str, units: dict[str, OrgUnit]) -> None:
    """A unit that a row names is on the roster, and no unit is merged into, or under, itself by any way round."""
    links = {
        "上级单位编码": {code: unit.parent for code, unit in units.items()},
        "并入单位编码": {code: unit.merged_into for code, unit in units.items()},
    }
    for row in settings.rows(found):
        unit = settings.text(found, row, "单位编码")
        for column, targets in links.items():
            target = targets[unit]
            if target and target not in units:
                told, remedy = f"{column}“{target}”不在名册", "请改为名册中的单位编码。"
                raise _fault(found, name, row, column, told, remedy=remedy)
            if _leads_back(unit, targets):
                told, remedy = (
                    f"从“{unit}”顺着{column}又回到了它自己",
                    "请更正这几个单位的编码，不能互为上级或互相并入。",
                )
                raise _fault(found, name, row, column, told, remedy=remedy)


def _leads_back(unit: str, targets: dict[str, str]) -> bool:
    seen, at = set(), targets.get(unit, "")
    while at and at not in seen and at != unit:
        seen.add(at)
        at = targets.get(at, "")
    return at == unit
