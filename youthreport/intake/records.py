"""A row of a list sheet → one record with its places, its raw texts and its findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from youthreport.intake.cells import CellReader
from youthreport.intake.list_columns import NUMERIC
from youthreport.intake.readings import Reading, warning
from youthreport.model import Cell, Finding, ListColumn, ListRow, ListSheet

Value = str | int | Decimal | date | bool
Readers = Mapping[str, Callable[[object], Reading]]


def read_record(
    cells: CellReader, sheet: ListSheet, readers: Readers, row: int
) -> tuple[ListRow | None, list[Finding]]:
    """The record of that row; None when it says nothing of its own."""
    record = _Record(cells, sheet, readers, row)
    for column in sheet.columns:
        record.read(column)
    if not record.filled:
        return None, []
    record.set_defaults()
    made = ListRow(
        row,
        record.values,
        record.places,
        record.raws,
        cells.found.first_cell(cells.file, row),
        estimates=frozenset(record.estimates),
    )
    return made, record.findings


class _Record:
    """One record while its cells are read."""

    def __init__(self, cells: CellReader, sheet: ListSheet, readers: Readers, row: int) -> None:
        self._cells, self._found = cells, cells.found
        self._sheet, self._readers, self._row = sheet, readers, row
        self.values: dict[str, Value] = {}
        self.places: dict[str, Cell] = {}
        self.raws: dict[str, str] = {}
        self.estimates: set[str] = set()
        self.findings: list[Finding] = []

    @property
    def filled(self) -> bool:
        """Whether the row says something of its own: what only merging filled down is no record."""
        sheet = self._found.sheet
        return any(raw.strip() for raw in self.raws.values()) and any(
            (self._row, column) in sheet.cells or (self._row, column) in sheet.formulas
            for column in self._found.columns.values()
        )

    def read(self, column: ListColumn) -> None:
        """Reads the cell of that column."""
        name = column.name
        reader = self._readers[name]
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
        found = self._found
        counted = any(
            c.measure == "场" and found.value(self._row, c.name) is not None for c in self._sheet.columns
        )

        def read(value: object) -> Reading:
            """The reading; an error that says that the day recurs is a warning where 场次 is written."""
            reading = reader(value)
            notes = tuple(
                warning(n.rule, n.message, n.remedy) if counted and n.rule == "M34" and reading.refused else n
                for n in reading.notes
            )
            return replace(reading, notes=notes)

        return read

    def set_defaults(self) -> None:
        """Fills in what a blank stands for."""
        for column in self._sheet.columns:
            name = column.name
            if column.default and name not in self.values and not self.raws.get(name, "").strip():
                value = self._readers[name](column.default).value
                if value is not None:
                    self.values[name] = value
