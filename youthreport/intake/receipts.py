"""收表登记 of district.xlsx → the day on which each unit's return came, by revision where the register tells them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from youthreport.intake import settings
from youthreport.intake.cover import revision_of
from youthreport.intake.named_units import NamedUnits
from youthreport.intake.recognising import Found, Header, Layout
from youthreport.intake.sheets import Workbook
from youthreport.model import Period
from youthreport.quoting import quoted

RECEIVED = Layout(
    "收表登记",
    (
        Header("单位编码", (), True),
        Header("单位全称", ("单位名称", "单位")),
        Header("收到日期", ("日期",), True),
        Header("版次", ("报送次序", "第几次报送", "次序")),
        Header("备注"),
    ),
)
_ANY = 0  # stands for the revision of a row that names none


@dataclass(frozen=True, slots=True)
class Receipts:
    """The days by unit code, and by unit code and revision; None where rows contradict each other."""

    any_revision: Mapping[str, date]
    by_revision: Mapping[tuple[str, int], date | None]


@dataclass(frozen=True, slots=True)
class _Line:
    row: int
    day: date


def read_receipts(book: Workbook, name: str, period: Period, units: NamedUnits) -> Receipts:
    """What the register says. Rows that give one return two days give it none, and each such row is a doubt."""
    found = settings.find_sheet(book, RECEIVED, name, required=False)
    lines: dict[tuple[str, int], list[_Line]] = {}
    for row in settings.rows(found) if found else ():
        assert found is not None
        written, called = settings.text(found, row, "单位编码"), settings.text(found, row, "单位全称")
        if not (written or called):
            continue
        day = settings.day(found, name, row, "收到日期", period)
        # The form lists every unit of its day: a line without a date says nothing.
        if day is None or not units.agree(found, row, written, called):
            continue
        revision = _revision(found, row, units)
        if revision is not None:
            code = units.code(found, row, written or called)
            lines.setdefault((code, revision), []).append(_Line(row, day))
    days = {key: _day(found, key, given, units) for key, given in lines.items()} if found else {}
    return Receipts(
        {code: day for (code, revision), day in days.items() if revision == _ANY and day},
        {key: day for key, day in days.items() if key[1] != _ANY},
    )


def _revision(found: Found, row: int, units: NamedUnits) -> int | None:
    """The revision that the row is of, 0 for none; None, with a doubt, for what is no revision."""
    text = settings.text(found, row, "版次") if "版次" in found.columns else ""
    number = revision_of(text) if text else _ANY
    if number is None:
        told = f"版次{quoted(text)}看不出是第几版，本行不起作用"
        units.doubt("M36", found, row, "版次", told, "请把版次填为1、2、3等数字，或者留空。", raw=text)
    return number


def _day(found: Found, key: tuple[str, int], given: list[_Line], units: NamedUnits) -> date | None:
    """The day that all rows of one return agree on; None, with a doubt at each row, when they do not."""
    if len({line.day for line in given}) == 1:
        return given[0].day
    code, revision = key
    told = "、".join(f"第{line.row}行{line.day.isoformat()}" for line in given)
    which = f"第{revision}版" if revision else ""
    message = f"{units.named(code)}{which}有{len(given)}行收到日期互相矛盾（{told}），都不起作用，暂按报送表封面的报送日期"
    remedy = f"请只留收到合格报送表的那一行的日期；是几次报送的，{_tell_apart(found, revision)}。"
    for line in given:
        units.doubt("M39", found, line.row, "收到日期", message, remedy, raw=line.day.isoformat())
    return None


def _tell_apart(found: Found, revision: int) -> str:
    if revision:
        return "请分别改正版次"
    return f"请在{'“版次”栏' if '版次' in found.columns else '表头加一栏“版次”，'}写明各是第几版"
