"""The list sheets of a file → list tables with their findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from youthreport.intake.cells import CellReader
from youthreport.intake.dates import read_date
from youthreport.intake.normalising import read_choice, read_flag, read_number, read_text
from youthreport.intake.readings import Reading, shown
from youthreport.intake.recognising import Found, Header, Layout, fold, reference
from youthreport.model import (
    Catalogue,
    Cell,
    Finding,
    ListColumn,
    ListRow,
    ListSheet,
    ListTable,
    Period,
    Severity,
)

_TOTALS = ("合计", "小计", "总计", "共计", "累计")
_EXAMPLES = ("示例", "样例", "填写示例", "例如", "(示例)", "举例")
_NONE_WORDS = frozenset({"无", "没有", "暂无", "本期无", "无此项", "本期无此项"})
_NUMERIC = ("count", "money")


def list_layout(sheet: ListSheet) -> Layout:
    """The layout of a list sheet."""
    headers = tuple(Header(c.name, c.aliases, c.required and not c.default) for c in sheet.columns)
    return Layout(sheet.name, headers, sheet.aliases)


def column_reader(column: ListColumn, catalogue: Catalogue, period: Period) -> Callable[[object], Reading]:
    """The function that normalises a cell of that column."""
    match column.kind:
        case "count" | "money":
            measure = column.measure or ("元" if column.kind == "money" else "")
            fraction = column.kind == "money"
            return lambda value: read_number(value, measure, catalogue.measures, fraction=fraction)
        case "date":
            return lambda value: read_date(value, period)
        case "flag":
            return read_flag
        case "choice":
            return lambda value: read_choice(value, column.choices)
        case _:
            return read_text


@dataclass(frozen=True, slots=True)
class _Table:
    file: str
    found: Found
    sheet: ListSheet
    readers: dict[str, Callable[[object], Reading]]
    rows: list[ListRow]
    findings: list[Finding]

    @property
    def place(self) -> Cell:
        return Cell(self.file, self.found.sheet.name)


def read_table(
    file: str, found: Found, sheet: ListSheet, catalogue: Catalogue, period: Period, *, ticked: bool
) -> tuple[ListTable, list[Finding]]:
    """The records of a list sheet; totals, examples and empty rows are left out."""
    readers = {column.name: column_reader(column, catalogue, period) for column in sheet.columns}
    table = _Table(file, found, sheet, readers, [], [])
    hidden, empty = 0, ticked
    for row in _rows_with_content(found):
        kind = _row_kind(found, row)
        if kind == "none":
            empty = True
            table.findings.append(
                _note(table, row, "M05", "填“无”，按本期无此项处理", remedy="以后请在封面勾选“本期无此项”。")
            )
        elif kind == "example":
            table.findings.append(_note(table, row, "M32", "是示例行，未计入", remedy="以后请删去示例行。"))
        elif kind == "total":
            _note_total(table, row)
        else:
            _add_row(table, row)
            hidden += row in found.sheet.hidden_rows
    if hidden:
        table.findings.append(
            Finding(
                "M31",
                Severity.WARNING,
                table.place,
                f"有{hidden}行被隐藏，已计入",
                "不需计入的请删除，需计入的请取消隐藏。",
            )
        )
    # A tick on the cover against rows in the sheet is a contradiction for the checks to tell.
    said_empty = ticked or (empty and not table.rows)
    return ListTable(sheet.name, tuple(table.rows), said_empty, True, table.place), table.findings


def _rows_with_content(found: Found) -> list[int]:
    columns = set(found.columns.values())
    rows = {row for row, column in found.sheet.cells if row > found.row and column in columns}
    rows |= {row for row, column in found.sheet.formulas if row > found.row and column in columns}
    return sorted(rows)


def _row_kind(found: Found, row: int) -> str:
    width = max(found.columns.values())
    values = [found.sheet.cells[row, c] for c in range(1, width + 1) if (row, c) in found.sheet.cells]
    texts = [fold(value) for value in values if isinstance(value, str)]
    if texts and all(text in _NONE_WORDS for text in texts) and len(texts) == len(values):
        return "none"
    for text in texts[:2]:
        if text.rstrip(":") in _TOTALS:
            return "total"
        if text.startswith(_EXAMPLES) or text.endswith("(示例)"):
            return "example"
    if not any(shown(value).strip() for value in values) and not any(
        r == row for r, _ in found.sheet.formulas
    ):
        return "blank"
    return "record"


def _note(table: _Table, row: int, rule: str, message: str, *, remedy: str) -> Finding:
    cell = Cell(table.file, table.found.sheet.name, reference(row, min(table.found.columns.values())))
    return Finding(rule, Severity.NOTICE, cell, f"第{row}行{message}", remedy)


def _note_total(table: _Table, row: int) -> None:
    table.findings.append(
        _note(table, row, "M32", "是合计行，未计入", remedy="以后请删去合计行，由系统计算。")
    )
    for column in table.sheet.columns:
        value = table.found.value(row, column.name)
        if column.kind not in _NUMERIC or not isinstance(value, int | float) or isinstance(value, bool):
            continue
        total = sum(_numbers(table.rows, column.name), Decimal(0))
        if total != Decimal(str(value)):
            cell = table.found.cell(table.file, row, column.name)
            table.findings.append(
                Finding(
                    "M32",
                    Severity.WARNING,
                    cell,
                    f"合计填{shown(value)}，按明细计算为{shown(total)}，采用明细",
                    "请核对明细是否漏登或重复。",
                    raw=shown(value),
                )
            )


def _numbers(rows: Iterable[ListRow], name: str) -> Iterable[Decimal]:
    for row in rows:
        value = row.values.get(name)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            yield Decimal(value)


def _add_row(table: _Table, row: int) -> None:
    cells = CellReader(table.file, table.found)
    values: dict[str, str | int | Decimal | date | bool] = {}
    places: dict[str, Cell] = {}
    raws: dict[str, str] = {}
    findings: list[Finding] = []
    estimates: set[str] = set()
    for column in table.sheet.columns:
        numeric = column.kind in _NUMERIC
        reading, places[column.name], notes = cells.read(
            row, column.name, table.readers[column.name], numeric=numeric
        )
        findings.extend(notes)
        if reading.raw:
            raws[column.name] = reading.raw
        if reading.value is not None:
            values[column.name] = reading.value
        if reading.estimate:
            estimates.add(column.name)
    if not raws or not any(raws[name].strip() for name in raws):
        return
    # A row that only merging filled down is no record of its own.
    if not any(
        (row, column) in table.found.sheet.cells or (row, column) in table.found.sheet.formulas
        for column in table.found.columns.values()
    ):
        return
    _set_defaults(table, values, raws)
    table.findings.extend(findings)
    first = Cell(table.file, table.found.sheet.name, reference(row, min(table.found.columns.values())))
    table.rows.append(ListRow(row, values, places, raws, first, estimates=frozenset(estimates)))


def _set_defaults(
    table: _Table, values: dict[str, str | int | Decimal | date | bool], raws: dict[str, str]
) -> None:
    for column in table.sheet.columns:
        if column.default and column.name not in values and not raws.get(column.name, "").strip():
            value = table.readers[column.name](column.default).value
            if value is not None:
                values[column.name] = value
