"""One return file → one Filing: whatever is wrong with it becomes a finding, never an exception."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from youthreport.intake.cover import (
    Cover,
    check_period,
    match_unit,
    read_cover,
    read_revision,
    read_submitted,
)
from youthreport.intake.entries import indicator_layout, read_entries
from youthreport.intake.reading import Workbook, read_workbook
from youthreport.intake.recognising import find_sheets, fold
from youthreport.intake.tables import list_layout, read_table
from youthreport.model import (
    Catalogue,
    Cell,
    Entry,
    Filing,
    FilingStatus,
    Finding,
    ListTable,
    OrgUnit,
    Period,
    Roster,
    Severity,
)


def read_filing(path: Path, name: str, roster: Roster | None, catalogue: Catalogue, period: Period) -> Filing:
    """The return in the file; `name` is its path as findings show it.

    Without a roster the unit is what the cover says. A file that cannot be read gives status
    unreadable, one of an unknown unit or another period gives rejected.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return _unreadable(name, "", period, "文件打不开", "请检查文件是否被占用或没有读取权限。")
    digest = hashlib.sha256(data).hexdigest()
    book = read_workbook(data)
    if not book.verdict.readable or not book.sheets:
        message = book.verdict.message or "里面没有工作表"
        return _unreadable(
            name, digest, period, message, book.verdict.remedy or "请使用本期报送表填写后重新报送。"
        )
    return _read_book(book, name, digest, roster=roster, catalogue=catalogue, period=period)


def _unreadable(name: str, digest: str, period: Period, message: str, remedy: str) -> Filing:
    finding = Finding("M38", Severity.ERROR, Cell(name), f"文件{message}", remedy)
    return Filing(name, digest, None, period.code, 0, None, FilingStatus.UNREADABLE, findings=(finding,))


def _read_book(
    book: Workbook, name: str, digest: str, *, roster: Roster | None, catalogue: Catalogue, period: Period
) -> Filing:
    cover = read_cover(book.sheets, name)
    unit, findings = match_unit(cover, roster) if roster is not None else (_unit_of_cover(cover), [])
    findings += check_period(cover, period)
    rejected = any(finding.rule == "X26" and finding.severity is Severity.ERROR for finding in findings)
    revision, notes = read_revision(cover)
    submitted, more = read_submitted(cover, period)
    filing = Filing(
        name,
        digest,
        unit,
        period.code,
        revision,
        submitted,
        FilingStatus.REJECTED if rejected else FilingStatus.ACCEPTED,
    )
    unit_type = unit.type if unit else cover.text("单位类型")
    entries, tables, content = read_content(book, cover, name, unit_type, catalogue=catalogue, period=period)
    return replace(filing, entries=entries, tables=tables, findings=(*findings, *notes, *more, *content))


def _unit_of_cover(cover: Cover) -> OrgUnit | None:
    code, name = cover.text("单位编码") or cover.meta_unit, cover.text("单位全称")
    return OrgUnit(code or name, name or code, cover.text("单位类型")) if code or name else None


def read_content(
    book: Workbook,
    cover: Cover,
    name: str,
    unit_type: str,
    *,
    catalogue: Catalogue,
    period: Period,
    indicator_sheet: str = "指标表",
) -> tuple[tuple[Entry, ...], dict[str, ListTable], list[Finding]]:
    """Entries, list tables by sheet name, and findings for a unit of that type."""
    lists = catalogue.sheets_of(unit_type)
    layouts = [
        indicator_layout(indicator_sheet, adds_up=unit_type in catalogue.aggregates),
        *(list_layout(sheet) for sheet in lists),
    ]
    found, findings = find_sheets(book.sheets, layouts, name)
    entries: tuple[Entry, ...] = ()
    if indicator_sheet in found:
        entries, notes = read_entries(
            name, found[indicator_sheet], catalogue, unit_type, own_form=bool(cover.form_version)
        )
        findings += notes
    tables = {}
    for sheet in lists:
        ticked = fold(sheet.name) in cover.ticks
        if sheet.name in found:
            tables[sheet.name], notes = read_table(
                name, found[sheet.name], sheet, catalogue, period, ticked=ticked
            )
            findings += notes
        else:
            tables[sheet.name] = ListTable(sheet.name, (), ticked, False, Cell(name, sheet.name))
    wanted = "" if indicator_sheet in found else indicator_sheet
    findings += _missing_sheets(name, wanted, tables, catalogue, findings)
    return entries, tables, findings


def _missing_sheets(
    name: str,
    indicator_sheet: str,
    tables: dict[str, ListTable],
    catalogue: Catalogue,
    findings: list[Finding],
) -> list[Finding]:
    """Findings on sheets that are not there; `indicator_sheet` is "" when that one is."""
    refused = {
        finding.cell.sheet
        for finding in findings
        if finding.rule in ("M28", "M30") and finding.severity == "error"
    }
    remedy = "请使用本期报送表，不要删除工作表；本期没有的，请在封面勾选“本期无此项”。"
    missing = []
    if indicator_sheet and indicator_sheet not in refused:
        missing.append(Finding("M28", Severity.ERROR, Cell(name), f"缺少工作表“{indicator_sheet}”", remedy))
    for table in tables.values():
        if not table.present and not table.ticked and table.sheet not in refused:
            severity = Severity.ERROR if catalogue.sheet(table.sheet).compulsory else Severity.WARNING
            missing.append(
                Finding("M28", severity, Cell(name), f"缺少工作表“{table.sheet}”，按缺报处理", remedy)
            )
    return missing
