"""A workbook's sheets → one Filing: whatever is wrong with it becomes a finding, never an exception."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from youthreport.addresses import place_of
from youthreport.intake.choosing import Chosen, choose_sheets
from youthreport.intake.cover import Cover, check_period, period_of, read_cover, read_revision, read_submitted
from youthreport.intake.entries import indicator_layout, read_entries
from youthreport.intake.identity import check_identity
from youthreport.intake.ours import OwnFormulas
from youthreport.intake.readings import finding
from youthreport.intake.recognising import fold
from youthreport.intake.sheets import FarCell, Workbook
from youthreport.intake.tables import list_layout, read_table
from youthreport.intake.units import check_type, match_unit, unit_of_cover
from youthreport.model import (
    Catalogue,
    Cell,
    Entry,
    Filing,
    FilingStatus,
    Finding,
    ListSheet,
    ListTable,
    OrgUnit,
    Period,
    Roster,
    Severity,
)
from youthreport.quoting import quoted

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_USE_FORM = "请使用本期报送表，不要删除工作表；本期没有的，请在封面勾选“本期无此项”。"


def read_book(
    book: Workbook,
    name: str,
    digest: str,
    *,
    roster: Roster | None,
    catalogue: Catalogue,
    period: Period | None,
) -> Filing:
    """The filing that the sheets make; rejected for an unknown unit or another period.

    `period` None: the one that the cover names is meant, and a cover that names none is an error.
    """
    cover = read_cover(book.sheets, name)
    period = period or period_of(cover)
    if period is None:
        return _timeless(cover, name, digest)
    unit, findings = match_unit(cover, roster) if roster is not None else (unit_of_cover(cover), [])
    unit_type = unit.type if unit else cover.text("单位类型")
    findings += _coverless(cover, unit)
    if not findings or unit:
        findings += check_type(cover, unit_type, catalogue)
    findings += check_period(cover, period)
    rejected = any(f.rule == "X26" and f.severity is Severity.ERROR for f in findings)
    if unit and not rejected:
        findings += check_identity(cover, unit, period, roster)
    revision, about_revision = read_revision(cover)
    submitted, about_day = read_submitted(cover, period)
    content = read_content(book, cover, name, unit_type, catalogue=catalogue, period=period)
    return Filing(
        name,
        digest,
        unit,
        period.code,
        revision,
        submitted,
        FilingStatus.REJECTED if rejected else FilingStatus.ACCEPTED,
        content.entries,
        content.tables,
        (*findings, *cover.findings, *about_revision, *about_day, *content.findings),
    )


def _coverless(cover: Cover, unit: OrgUnit | None) -> list[Finding]:
    """A doubt about a return without 封面 whose unit only the hidden sheet tells."""
    if cover.place.sheet or unit is None:
        return []
    told = f"缺少工作表“封面”，按表内隐藏的编码识别为“{unit.name}”；版次、报送日期和“本期无此项”都读不到"
    remedy = "请使用本期报送表，补上封面后重新报送。"
    return [finding("M28", Severity.WARNING, cover.place, told, remedy)]


def _timeless(cover: Cover, name: str, digest: str) -> Filing:
    """A return of nobody knows which period: nothing in it can be judged."""
    text = cover.text("报告期")
    told = f"封面的报告期{quoted(text)}看不出是哪个半年" if text else "封面没有写报告期"
    remedy = "请在封面填写报告期，如 2026S1；已有项目文件夹的，请把报表放入其中的 returns 文件夹再审核。"
    fault = finding("X26", Severity.ERROR, cover.cell("报告期"), f"{told}，整份没有审核", remedy, raw=text)
    unit = unit_of_cover(cover)
    return Filing(name, digest, unit, "", 1, None, FilingStatus.REJECTED, findings=(fault,))


@dataclass(frozen=True, slots=True)
class Content:
    """What a workbook says besides its cover."""

    entries: tuple[Entry, ...]
    tables: dict[str, ListTable]
    findings: tuple[Finding, ...]


def read_content(
    book: Workbook,
    cover: Cover,
    name: str,
    unit_type: str,
    *,
    catalogue: Catalogue,
    period: Period,
    indicator_sheet: str = "指标表",
    other: Collection[str] = (),
) -> Content:
    """Entries, list tables by sheet name, and findings for a unit of that type; `other` sheets are passed over.

    Of an unknown type nothing can be read: nobody could say what is asked of it.
    """
    far = [_far(name, sheet.name, cell) for sheet in book.sheets for cell in sheet.far]
    if unit_type not in catalogue.unit_types:
        return Content((), {}, tuple(far))
    lists = catalogue.sheets_of(unit_type)
    layouts = [
        indicator_layout(indicator_sheet, adds_up=unit_type in catalogue.aggregates),
        *(list_layout(sheet, catalogue.measures) for sheet in lists),
    ]
    others = {*other, cover.place.sheet}
    chosen = choose_sheets(book.sheets, layouts, name, ticked=cover.ticks, other=others)
    entries, notes = _entries(name, chosen, indicator_sheet, cover, catalogue, unit_type)
    findings = [*far, *chosen.findings, *notes]
    tables = {}
    for sheet in lists:
        tables[sheet.name], notes = _table(name, chosen, sheet, cover, catalogue=catalogue, period=period)
        findings += notes
    return Content(entries, tables, tuple(findings))


def _entries(
    name: str, chosen: Chosen, sheet: str, cover: Cover, catalogue: Catalogue, unit_type: str
) -> tuple[tuple[Entry, ...], list[Finding]]:
    indicators = chosen.found.get(sheet)
    if indicators:
        own = OwnFormulas(catalogue, unit_type, cover, indicators, chosen.found)
        return read_entries(name, indicators, catalogue, unit_type, own)
    if sheet in chosen.refused:
        return (), []
    told = f"缺少工作表“{sheet}”，各项指标按缺报处理"
    return (), [finding("M28", Severity.ERROR, Cell(name), told, _USE_FORM)]


def _far(name: str, sheet: str, cell: FarCell) -> Finding:
    place = place_of(cell.ref)
    # Nobody can be led to an address that no spreadsheet has.
    exists = place is not None and place[0] <= _LAST_ROW and place[1] <= _LAST_COLUMN
    return finding(
        "M38",
        Severity.WARNING,
        Cell(name, sheet, cell.ref if exists else ""),
        f"{cell.ref}在很远的位置，其中的{quoted(cell.text)}没有读取，其余内容照常读取",
        "请核对后删去该格；需要报送的内容请填入表内。",
        raw=cell.text,
    )


def _table(
    name: str, chosen: Chosen, sheet: ListSheet, cover: Cover, *, catalogue: Catalogue, period: Period
) -> tuple[ListTable, list[Finding]]:
    ticked = fold(sheet.name) in cover.ticks
    found = chosen.found.get(sheet.name)
    if found:
        table, notes = read_table(name, found, sheet, catalogue, period, ticked=ticked)
        return replace(table, tick=cover.tick(sheet.name)), notes
    missing = ListTable(sheet.name, (), ticked, False, Cell(name, sheet.name), cover.tick(sheet.name))
    if ticked or sheet.name in chosen.refused:
        return missing, []
    severity = Severity.ERROR if sheet.compulsory else Severity.WARNING
    return missing, [finding("M28", severity, Cell(name), f"缺少工作表“{sheet.name}”，按缺报处理", _USE_FORM)]
