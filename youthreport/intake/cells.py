"""One cell of a found sheet → a Reading and its findings, formulas and merged ranges included."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from youthreport.intake.readings import Note, Reading, error, notice, shown, warning
from youthreport.intake.recognising import Found
from youthreport.intake.sheets import CellValue, Formula, Place
from youthreport.model import Cell, Finding, Severity
from youthreport.quoting import quoted

_TALL = 200
_SPLIT = "请拆分合并单元格后逐格填写。"


class CellReader:
    """Reads the cells of one found sheet of one file."""

    def __init__(self, file: str, found: Found) -> None:
        self.file, self.found = file, found
        self._merges = Merges(found.sheet.merged)

    def read(
        self,
        row: int,
        name: str,
        reader: Callable[[object], Reading],
        code: str | None = None,
        *,
        numeric: bool = False,
    ) -> tuple[Reading, Cell, tuple[Finding, ...]]:
        """The normalised cell of a column, its place and its findings."""
        cell = self.found.cell(self.file, row, name)
        column = self.found.columns.get(name)
        if column is None:
            return Reading(None), cell, ()
        value, notes = self._content((row, column), numeric)
        if any(note.severity is Severity.ERROR for note in notes):
            reading = Reading(None, self.found.sheet.formulas[row, column].text, notes=notes)
        else:
            reading = reader(value)
            reading = Reading(reading.value, reading.raw, reading.estimate, (*notes, *reading.notes))
        return reading, cell, reading.findings(cell, code)

    def _content(self, place: Place, numeric: bool) -> tuple[CellValue | None, tuple[Note, ...]]:
        value = self.found.sheet.cells.get(place)
        formula = self.found.sheet.formulas.get(place)
        if formula is None:
            return self._merged(place, value, numeric)
        return value if formula.cached else None, (_about_formula(formula, value),)

    def _merged(
        self, place: Place, value: CellValue | None, numeric: bool
    ) -> tuple[CellValue | None, tuple[Note, ...]]:
        top = self._merges.top(place)
        if top is None or top[0] <= self.found.row:
            return value, ()
        if numeric:
            if top != place or value is None:
                return value, ()
            told = f"{quoted(shown(value))}填在合并单元格里，数字只在第一格计一次"
            return value, (warning("M25", told, _SPLIT),)
        if top == place or top[1] != place[1] or value is not None:
            return value, ()
        filled = self.found.sheet.cells.get(top)
        if filled is None:
            return None, ()
        return filled, (notice("M25", f"是合并单元格，已按首格填为{quoted(shown(filled))}", _SPLIT),)


def _about_formula(formula: Formula, value: CellValue | None) -> Note:
    what = f"公式{quoted(formula.text)}" if len(formula.text) > 1 else "公式"
    if not formula.cached:
        return error("M19", f"{what}没有保存结果，读不到数", "请打开文件后重新保存，或直接填写数值。")
    result = (
        f"采用保存时的结果{quoted(shown(value))}" if value is not None else "保存的结果为空，按没有填处理"
    )
    if formula.external:
        return warning("M19", f"{what}引用了其他文件，{result}", "请改为直接填写数值。")
    return notice("M19", f"是{what}，{result}", "如结果有误，请改为直接填写数值。")


class Merges:
    """The merged ranges of a sheet, found by row: a file may hold tens of thousands."""

    def __init__(self, merged: Iterable[tuple[Place, Place]]) -> None:
        self._tall: list[tuple[Place, Place]] = []
        self._by_row: dict[int, list[tuple[Place, Place]]] = {}
        for first, last in merged:
            if last[0] - first[0] > _TALL:
                self._tall.append((first, last))
            else:
                for row in range(first[0], last[0] + 1):
                    self._by_row.setdefault(row, []).append((first, last))

    def top(self, place: Place) -> Place | None:
        """The first cell of the merged range that holds the place, None if there is none."""
        row, column = place
        ranges: list[tuple[Place, Place]] = [*self._by_row.get(row, ()), *self._tall]
        for first, last in ranges:
            if first[0] <= row <= last[0] and first[1] <= column <= last[1]:
                return first
        return None
