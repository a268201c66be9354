"""The list sheets of a file → list tables with their findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from youthreport.addresses import reference
from youthreport.intake.cells import CellReader
from youthreport.intake.dates import read_date
from youthreport.intake.normalising import read_choice, read_flag, read_text
from youthreport.intake.numbers import read_number
from youthreport.intake.readings import Reading, finding, notice, quoted, warning
from youthreport.intake.recognising import Found, Header, Layout
from youthreport.intake.rows import Row, rows_of
from youthreport.intake.sums import check_total
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

Value = str | int | Decimal | date | bool
NUMERIC = ("count", "money")


def list_layout(sheet: ListSheet, measures: Mapping[str, tuple[str, ...]]) -> Layout:
    """The layout of a list sheet."""
    headers = tuple(
        Header(c.name, c.aliases, c.required and not c.default, _header_units(c, measures))
        for c in sheet.columns
    )
    return Layout(sheet.name, headers, sheet.aliases)


def _measure(column: ListColumn) -> str:
    return column.measure or ("元" if column.kind == "money" else "")


def _header_units(column: ListColumn, measures: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The units that a header may state: 人 in a cell of 人次 is let pass, over the whole column it is a doubt."""
    measure = _measure(column)
    if column.kind not in NUMERIC or not measure:
        return ()
    other = {"人次": "人", "人": "人次", "名": "人次"}.get(measure)
    return tuple(dict.fromkeys((measure, *(m for m in measures.get(measure, ()) if m != other))))


def column_reader(
    column: ListColumn, catalogue: Catalogue, period: Period, *, date1904: bool = False
) -> Callable[[object], Reading]:
    """The function that normalises a cell of that column."""
    read = _plain_reader(column, catalogue, period, date1904=date1904)
    return read if column.required else lambda value: _optional(read(value))


def _plain_reader(
    column: ListColumn, catalogue: Catalogue, period: Period, *, date1904: bool
) -> Callable[[object], Reading]:
    match column.kind:
        case "count" | "money":
            fraction = column.kind == "money"
            return lambda value: read_number(value, _measure(column), catalogue.measures, fraction=fraction)
        case "date":
            return lambda value: read_date(value, period, date1904=date1904)
        case "flag":
            return read_flag
        case "choice":
            return lambda value: read_choice(value, column.choices)
        case _:
            return read_text


def _optional(reading: Reading) -> Reading:
    """A dash where nothing need be written is a blank, and only noted."""
    notes = tuple(
        notice("M06", note.message, note.remedy) if note.rule == "M06" else note for note in reading.notes
    )
    return replace(reading, notes=notes)


@dataclass(slots=True)
class _Table:
    file: str
    found: Found
    sheet: ListSheet
    readers: Mapping[str, Callable[[object], Reading]]
    rows: list[ListRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    # Where the last subtotal stood: the next one adds up what follows.
    since: int = 0

    @property
    def place(self) -> Cell:
        return Cell(self.file, self.found.sheet.name)

    def first_cell(self, row: int) -> Cell:
        """The leftmost known cell of the row."""
        return Cell(
            self.file, self.found.sheet.name, reference(row, min(self.found.columns.values(), default=1))
        )


def read_table(
    file: str, found: Found, sheet: ListSheet, catalogue: Catalogue, period: Period, *, ticked: bool
) -> tuple[ListTable, list[Finding]]:
    """The records of a list sheet; totals, examples, notes and empty rows are left out, each with a finding."""
    readers = {
        c.name: column_reader(c, catalogue, period, date1904=found.sheet.date1904) for c in sheet.columns
    }
    table = _Table(file, found, sheet, readers)
    rows = list(rows_of(found))
    for row in rows:
        _read_row(table, row)
    for row in rows:
        if row.kind == "total":
            table.findings += check_total(file, found, row, sheet.columns, table.rows, readers)
    _note_hidden(table)
    none = ticked or (not table.rows and any(row.kind == "none" for row in rows))
    # A tick on the cover against rows in the sheet is a contradiction for the checks to tell.
    return ListTable(sheet.name, tuple(table.rows), none, True, table.place), table.findings


def _read_row(table: _Table, row: Row) -> None:
    match row.kind:
        case "record":
            _add_record(table, row.number)
        case "none":
            _say(
                table, row, "M05", f"填{quoted(row.text)}，按本期无此项处理", "以后请在封面勾选“本期无此项”。"
            )
        case "example":
            _say(table, row, "M32", f"{quoted(row.text)}是示例行，未计入", "以后请删去示例行。")
        case "note":
            _say(table, row, "M32", f"{quoted(row.text)}是说明行，未计入", "以后请把说明写在表外或备注栏。")
        case "heading":
            _say(table, row, "M32", f"{quoted(row.text)}等是重复的表头，未计入", "以后请只保留一行表头。")
        case "stray":
            _say(
                table,
                row,
                "M38",
                f"{quoted(row.text)}离其他内容很远，没有作为记录读取",
                "请核对后删去该格；确是记录的，请紧接上一条填写。",
                severity=Severity.WARNING,
            )
        case "total" | "subtotal":
            _say(table, row, "M32", f"{quoted(row.text)}是合计行，未计入", "以后请删去合计行，由程序计算。")
            if row.kind == "subtotal":
                part = table.rows[table.since :]
                table.findings += check_total(
                    table.file, table.found, row, table.sheet.columns, part, table.readers
                )
                table.since = len(table.rows)


def _say(
    table: _Table, row: Row, rule: str, message: str, remedy: str, *, severity: Severity = Severity.NOTICE
) -> None:
    place = table.first_cell(row.number)
    told = f"第{row.number}行{message}"
    table.findings.append(finding(rule, severity, place, told, remedy, raw=row.text))


def _note_hidden(table: _Table) -> None:
    hidden = [row.number for row in table.rows if row.number in table.found.sheet.hidden_rows]
    if hidden:
        which = "、".join(str(number) for number in hidden[:5]) + ("等" if len(hidden) > 5 else "")
        table.findings.append(
            finding(
                "M31",
                Severity.WARNING,
                table.place,
                f"有{len(hidden)}行被隐藏（第{which}行），已计入",
                "不需计入的请删除，需计入的请取消隐藏。",
            )
        )


def _add_record(table: _Table, row: int) -> None:
    record = _Record(table, row)
    for column in table.sheet.columns:
        record.read(column)
    if not record.filled:
        return
    record.set_defaults()
    table.findings.extend(record.findings)
    table.rows.append(
        ListRow(
            row,
            record.values,
            record.places,
            record.raws,
            table.first_cell(row),
            estimates=frozenset(record.estimates),
        )
    )


class _Record:
    """One record while its cells are read."""

    def __init__(self, table: _Table, row: int) -> None:
        self._table, self._row = table, row
        self._cells = CellReader(table.file, table.found)
        self.values: dict[str, Value] = {}
        self.places: dict[str, Cell] = {}
        self.raws: dict[str, str] = {}
        self.estimates: set[str] = set()
        self.findings: list[Finding] = []

    @property
    def filled(self) -> bool:
        """Whether the row says something of its own: what only merging filled down is no record."""
        sheet = self._table.found.sheet
        return any(raw.strip() for raw in self.raws.values()) and any(
            (self._row, column) in sheet.cells or (self._row, column) in sheet.formulas
            for column in self._table.found.columns.values()
        )

    def read(self, column: ListColumn) -> None:
        """Reads the cell of that column."""
        name = column.name
        reader = self._table.readers[name]
        if column.kind == "date":
            reader = self._counted_apart(reader)
        reading, self.places[name], notes = self._cells.read(
            self._row, name, reader, numeric=column.kind in NUMERIC
        )
        self.findings.extend(notes)
        if reading.raw:
            self.raws[name] = reading.raw
        if reading.value is not None:
            self.values[name] = reading.value
        if reading.estimate:
            self.estimates.add(name)

    def _counted_apart(self, reader: Callable[[object], Reading]) -> Callable[[object], Reading]:
        """每周五 beside a written 场次: the row counts by that number, and the day is only a doubt."""
        found = self._table.found
        counted = any(
            c.measure == "场" and found.value(self._row, c.name) is not None
            for c in self._table.sheet.columns
        )

        def read(value: object) -> Reading:
            reading = reader(value)
            notes = tuple(
                warning(n.rule, n.message, n.remedy) if counted and n.rule == "M34" and reading.refused else n
                for n in reading.notes
            )
            return replace(reading, notes=notes)

        return read

    def set_defaults(self) -> None:
        """Fills in what a blank stands for."""
        for column in self._table.sheet.columns:
            name = column.name
            if column.default and name not in self.values and not self.raws.get(name, "").strip():
                value = self._table.readers[name](column.default).value
                if value is not None:
                    self.values[name] = value
