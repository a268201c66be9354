"""One cell of a found sheet → a Reading and its findings, formulas and merged ranges included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from youthreport.intake.reading import CellValue, Sheet
from youthreport.intake.readings import Note, Reading, error, notice, warning
from youthreport.intake.recognising import Found
from youthreport.model import Cell, Finding


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one found sheet of one file."""

    file: str
    found: Found

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
        value, notes = self._content(row, column, numeric)
        if any(note.severity == "error" for note in notes):
            reading = Reading(None, self.found.sheet.formulas[row, column].text, notes=notes)
        else:
            reading = reader(value)
            reading = replace(reading, notes=(*notes, *reading.notes))
        return reading, cell, reading.findings(cell, code)

    def _content(self, row: int, column: int, numeric: bool) -> tuple[CellValue | None, tuple[Note, ...]]:
        sheet = self.found.sheet
        value = sheet.cells.get((row, column))
        formula = sheet.formulas.get((row, column))
        if formula is None:
            return self._merged(row, column, value, numeric)
        if not formula.cached:
            return None, (
                error("M19", f"公式“{formula.text[:60]}”没有保存结果", "请打开后重新保存，或直接填写数值。"),
            )
        if formula.external:
            return value, (warning("M19", "公式引用了其他文件，采用保存时的结果", "请改为直接填写数值。"),)
        return value, (notice("M19", "是公式，采用保存时的结果"),)

    def _merged(
        self, row: int, column: int, value: CellValue | None, numeric: bool
    ) -> tuple[CellValue | None, tuple[Note, ...]]:
        top = merged_top(self.found.sheet, row, column)
        if top is None or top[0] <= self.found.row:
            return value, ()
        if numeric:
            if top != (row, column) or value is None:
                return value, ()
            return value, (
                warning("M25", "是合并单元格，数字只按一次计入首行", "请拆分合并单元格后逐行填写。"),
            )
        if top == (row, column) or top[1] != column or value is not None:
            return value, ()
        filled = self.found.sheet.cells.get(top)
        return filled, (
            notice("M25", "是合并单元格，文字已按首行填充", "请拆分合并单元格后逐行填写。"),
        ) if filled else ()


def merged_top(sheet: Sheet, row: int, column: int) -> tuple[int, int] | None:
    """The first cell of the merged range of several rows that holds the place, None if there is none."""
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and left <= column <= right and bottom > top:
            return top, left
    return None
