"""Units and what they report → a real project folder: settings, roster, district workbook, returns and a short paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.sections import make
from youthreport.catalogue import load_catalogue
from youthreport.forms import Known, write_district, write_return, write_roster
from youthreport.model import OrgUnit, Period, Roster

CATALOGUE = load_catalogue()
PERIOD = Period("2026S1")
TEXTS = {
    "dist_name": "澄岚区",
    "dist_short": "澄岚团区委",
    "superiors": "团市委、区委",
    "sign_org": "共青团澄岚区委员会",
}
SECTION = (
    "## 上半年工作情况\n全区有团员{{ 团员总数 }}人{% 从句 %}，{{ 团员总数|同比 }}{% 完 %}，新建团组织{{ 新建团组织数 }}个。\n"
    "开展志愿服务{{ 志愿服务活动场次|余 }}场，学社衔接率{{ 学社衔接率|率 }}。"
)
Record = Mapping[str, object]
Lists = Mapping[str, Sequence[Record]]

STREET = OrgUnit("JD01", "甲街道团工委", "街道", ("甲街道",))
OTHER = OrgUnit("JD02", "乙街道团工委", "街道", ("乙街道",))
SCHOOL = OrgUnit("XX01", "丙中学团委", "学校")


def settings(
    period: Period, name: str = "共青团澄岚区委员会", short: str = "澄岚团区委", more: str = ""
) -> str:
    return f'[organisation]\nname = "{name}"\nshort = "{short}"\n\n[period]\ncode = "{period.code}"\n{more}'


def start(
    folder: Path,
    units: Sequence[OrgUnit],
    *,
    period: Period = PERIOD,
    values: Mapping[str, int] | None = None,
    lists: Lists | None = None,
    section: str = SECTION,
    types: Sequence[str] = (),
    more: str = "",
) -> Path:
    """A project without returns; `values` and `lists` are the district's own."""
    (folder / "returns").mkdir(parents=True)
    (folder / "youthreport.toml").write_text(settings(period, more=more), encoding="utf-8")
    (folder / "roster.xlsx").write_bytes(write_roster(units, types))
    book = opened(write_district(CATALOGUE, period, Roster(tuple(units)), TEXTS))
    fill_values(book["区级指标"], {"wx_fans": 1000, "org_task": 10, **(values or {})})
    for name, rows in (lists or {}).items():
        fill_list(book[name], rows)
    book.save(folder / "district.xlsx")
    (folder / "templates" / "sections").mkdir(parents=True)
    (folder / "templates" / "sections" / "01_工作.docx").write_bytes(make(section))
    return folder


def hand_in(
    folder: Path,
    unit: OrgUnit,
    values: Mapping[str, object] | None = None,
    lists: Lists | None = None,
    *,
    period: Period = PERIOD,
    revision: int = 1,
    file: str = "",
    reasons: Mapping[str, str] | None = None,
    day: date | None = None,
) -> Path:
    """A complete return in returns/: what is compulsory and not given is 10, lists that are not named are ticked.

    A street says that it has no leaving pupils.

    `day` is that of handing in, the first one after the period unless said.
    """
    given: dict[str, object] = {
        i.code: 10
        for i in CATALOGUE.indicators_of(unit.type)
        if unit.type in i.compulsory and i.source in ("typed", "system")
    }
    if unit.type == STREET.type:  # no pupils leave a street; left blank, no rate of the district would stand
        given |= {"xs_due": 0, "xs_done": 0}
    book = opened(write_return(unit, CATALOGUE, period, Known()))
    fill_values(book["指标表"], given | dict(values or {}), reasons or {})
    rows = dict(lists or {})
    for name, records in rows.items():
        fill_list(book[name], records)
    empty = [s.name for s in CATALOGUE.sheets_of(unit.type) if s.name not in rows]
    fill_cover(book["封面"], empty, revision, day or period.end + timedelta(days=1))
    path = folder / "returns" / (file or f"{unit.code}.xlsx")
    book.save(path)
    return path


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def header(sheet: Worksheet, needed: str) -> tuple[int, dict[str, int]]:
    """The row of the header that holds `needed`, and its columns."""
    for row in range(1, 9):
        names = {str(c.value).strip(): c.column for c in sheet[row] if c.value}
        if needed in names:
            return row, names
    raise LookupError(f"{sheet.title}: {needed}")


def fill_values(
    sheet: Worksheet, values: Mapping[str, object], reasons: Mapping[str, str] | None = None
) -> None:
    top, columns = header(sheet, "指标代码")
    left = set(values)
    for row in range(top + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["指标代码"]).value)
        if code in values:
            sheet.cell(row, columns["本期数"]).value = values[code]  # type: ignore[assignment]
            left.discard(code)
        if reasons and code in reasons:
            sheet.cell(row, columns["差异说明"]).value = reasons[code]
    assert not left, left


def fill_list(sheet: Worksheet, rows: Sequence[Record]) -> None:
    names = [c.name for c in CATALOGUE.sheet(sheet.title).columns]
    top, columns = header(sheet, names[0])
    for number, record in enumerate(rows, top + 1):
        for column, value in record.items():
            sheet.cell(number, columns[column]).value = value  # type: ignore[assignment]


def fill_cover(sheet: Worksheet, empty: Sequence[str], revision: int, day: date) -> None:
    said = {"版次": revision, "填表人": "栾沐桐", "审核人": "祝以宁", "报送日期": day}
    for row in range(1, sheet.max_row + 1):
        label = str(sheet.cell(row, 1).value or "")
        if label in said:
            sheet.cell(row, 2).value = said[label]
        elif label.startswith("本期无此项") and label.split("：")[1] in empty:
            sheet.cell(row, 2).value = "✓"


def act(name: str, day: date = date(2026, 5, 4), place: str = "广场", **more: object) -> Record:
    """A volunteer activity."""
    return {"活动名称": name, "活动类型": "志愿服务", "起始日期": day, "地点": place, "参与人次": 20, **more}


def merge(folder: Path, gone: str, into: str) -> None:
    """The roster says that one unit has become part of the other."""
    book = openpyxl.load_workbook(folder / "roster.xlsx")
    sheet = book["应报单位名册"]
    top, columns = header(sheet, "单位编码")
    for row in range(top + 1, sheet.max_row + 1):
        if sheet.cell(row, columns["单位编码"]).value == gone:
            sheet.cell(row, columns["并入单位编码"]).value = into
    book.save(folder / "roster.xlsx")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file but the log, which tells of every run."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.suffix != ".log")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}
