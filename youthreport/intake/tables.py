"""The list sheets of a file → list tables with their findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from youthreport.intake.cells import CellReader
from youthreport.intake.concealed import hidden_rows
from youthreport.intake.list_columns import column_reader, header_units
from youthreport.intake.readings import finding
from youthreport.intake.recognising import Found, Header, Layout
from youthreport.intake.records import Readers, read_record
from youthreport.intake.rows import Row, rows_of
from youthreport.intake.sums import check_total
from youthreport.model import (
    Catalogue,
    Cell,
    Finding,
    ListRow,
    ListSheet,
    ListTable,
    Period,
    Severity,
)
from youthreport.quoting import quoted


def list_layout(sheet: ListSheet, measures: Mapping[str, tuple[str, ...]]) -> Layout:
    """The layout of a list sheet."""
    headers = tuple(
        Header(c.name, c.aliases, c.required and not c.default, header_units(c, measures))
        for c in sheet.columns
    )
    return Layout(sheet.name, headers, sheet.aliases)


@dataclass(slots=True)
class _Table:
    file: str
    found: Found
    sheet: ListSheet
    readers: Readers
    cells: CellReader
    rows: list[ListRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    # Where the last subtotal stood: the next one adds up what follows.
    since: int = 0


def read_table(
    file: str, found: Found, sheet: ListSheet, catalogue: Catalogue, period: Period, *, ticked: bool
) -> tuple[ListTable, list[Finding]]:
    """The records of a list sheet; totals, examples, notes and empty rows are left out, each with a finding."""
    readers = {
        c.name: column_reader(c, catalogue, period, date1904=found.sheet.date1904) for c in sheet.columns
    }
    table = _Table(file, found, sheet, readers, CellReader(file, found))
    rows = list(rows_of(found))
    for row in rows:
        _read_row(table, row)
    for row in rows:
        if row.kind == "total":
            table.findings += check_total(file, found, row, sheet.columns, table.rows, readers)
    table.findings += hidden_rows(found, file, [record.number for record in table.rows])
    none = ticked or (not table.rows and any(row.kind == "none" for row in rows))
    # A tick on the cover against rows in the sheet is a contradiction for the checks to tell.
    return ListTable(sheet.name, tuple(table.rows), none, True, Cell(file, found.sheet.name)), table.findings


def _read_row(table: _Table, row: Row) -> None:
    if row.kind == "record":
        record, findings = read_record(table.cells, table.sheet, table.readers, row.number)
        table.rows += [record] if record else []
        table.findings += findings
        return
    table.findings.append(_left_out(table, row))
    if row.kind == "subtotal":
        part = table.rows[table.since :]
        table.findings += check_total(table.file, table.found, row, table.sheet.columns, part, table.readers)
        table.since = len(table.rows)


_WHY = {
    "none": ("M05", "填{}，按本期无此项处理", "以后请在封面勾选“本期无此项”。"),
    "example": ("M32", "{}是示例行，未计入", "以后请删去示例行。"),
    "note": ("M32", "{}是说明行，未计入", "以后请把说明写在表外或备注栏。"),
    "heading": ("M32", "{}等是重复的表头，未计入", "以后请只保留一行表头。"),
    "total": ("M32", "{}是合计行，未计入", "以后请删去合计行，由程序计算。"),
    "subtotal": ("M32", "{}是小计行，未计入", "以后请删去小计行，由程序计算。"),
    "stray": (
        "M38",
        "{}离其他内容很远，没有作为记录读取",
        "请核对后删去该格；确是记录的，请紧接上一条填写。",
    ),
}


def _left_out(table: _Table, row: Row) -> Finding:
    """On a row that is no record."""
    rule, message, remedy = _WHY[row.kind]
    severity = Severity.WARNING if row.kind == "stray" else Severity.NOTICE
    place = table.found.first_cell(table.file, row.number)
    told = f"第{row.number}行{message.format(quoted(row.text))}"
    return finding(rule, severity, place, told, remedy, raw=row.text)
