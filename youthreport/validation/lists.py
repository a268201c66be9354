"""The list sheets of a filing → rows outside the period and repeated rows set aside (X17, X18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from youthreport.listing import OUTSIDE, REPEATED, normalised, text_of
from youthreport.model import (
    Catalogue,
    Filing,
    Finding,
    ListRow,
    ListSheet,
    ListTable,
    Period,
    Severity,
)


def check_lists(filing: Filing, catalogue: Catalogue, period: Period) -> Filing:
    """The filing with such rows excluded and a finding for each."""
    tables = dict(filing.tables)
    findings: list[Finding] = []
    for sheet in catalogue.sheets:
        if sheet.name in tables:
            table, outside = _inside(tables[sheet.name], sheet, period)
            tables[sheet.name], repeated = _once(table, sheet)
            findings += [*outside, *repeated, *_both(table)]
    return replace(filing, tables=tables, findings=(*filing.findings, *findings))


def record_key(row: ListRow, sheet: ListSheet) -> tuple[str, ...]:
    """What makes the row the same record as another; empty when the sheet or row has no key."""
    key = tuple(normalised(text_of(row.values.get(column))) for column in sheet.key)
    return key if any(key) else ()


def _inside(table: ListTable, sheet: ListSheet, period: Period) -> tuple[ListTable, list[Finding]]:
    if not (sheet.bound_to_period and sheet.date_column):
        return table, []
    rows, findings = [], []
    for row in table.rows:
        day = row.values.get(sheet.date_column)
        day = day.date() if isinstance(day, datetime) else day
        if row.excluded or not isinstance(day, date) or day in period:
            rows.append(row)
            continue
        rows.append(replace(row, excluded=OUTSIDE))
        cell = row.cells.get(sheet.date_column, row.cell)
        raw = row.raws.get(sheet.date_column, day.isoformat())
        findings.append(
            Finding(
                "X17",
                Severity.WARNING,
                cell,
                f"“{sheet.date_column}”为{day.isoformat()}，不在{period}"
                f"（{period.start.isoformat()}至{period.end.isoformat()}）内，本行未计入。",
                "请核对日期；确属其他报告期的，请删除本行。",
                raw=raw,
            )
        )
    return replace(table, rows=tuple(rows)), findings


def _once(table: ListTable, sheet: ListSheet) -> tuple[ListTable, list[Finding]]:
    first: dict[tuple[str, ...], ListRow] = {}
    rows, findings = [], []
    for row in table.rows:
        key = record_key(row, sheet)
        if row.excluded or not key or first.setdefault(key, row) is row:
            rows.append(row)
            continue
        rows.append(replace(row, excluded=f"{REPEATED}：与第{first[key].number}行相同"))
        findings.append(
            Finding(
                "X18",
                Severity.NOTICE,
                row.cell,
                f"第{row.number}行与第{first[key].number}行是同一条记录（{'、'.join(sheet.key)}相同），"
                "只计一次，本行未计入。",
                "如确为两条不同的记录，请写明名称、日期或地点的区别；否则请删除本行。",
                raw=next((raw for raw in row.raws.values() if raw), ""),
            )
        )
    return replace(table, rows=tuple(rows)), findings


def _both(table: ListTable) -> list[Finding]:
    if not (table.ticked and table.rows):
        return []
    return [
        Finding(
            "X16",
            Severity.WARNING,
            table.cell,
            f"封面勾选了“本期无此项：{table.sheet}”，但该表有{len(table.rows)}行记录，以表内记录为准。",
            "请取消封面的勾选，或删除该表的记录。",
            raw="是",
        )
    ]
