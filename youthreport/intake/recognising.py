"""Sheets of a file → which sheet of the form each one is, its header row and its columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from youthreport.addresses import reference
from youthreport.intake.sheets import CellValue, Sheet
from youthreport.model import Cell

HEADER_ROWS = 15
_LONGEST_HEADER = 60


@dataclass(frozen=True, slots=True)
class Header:
    """A column that the form knows; `units` are the measures that its name may state in brackets."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet that the form knows."""

    name: str
    headers: tuple[Header, ...]
    aliases: tuple[str, ...] = ()

    def header(self, name: str) -> Header:
        """The column of that name; KeyError if there is none."""
        for header in self.headers:
            if header.name == name:
                return header
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a sheet's header stands and in which column each known name is (1-based).

    `texts` is what the header says by column; `levels` is 2 when it takes two rows, `row` being the lower.
    """

    layout: Layout
    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    texts: Mapping[int, str] = field(default_factory=dict)
    levels: int = 1

    def value(self, row: int, name: str) -> CellValue | None:
        """What stands in the column of that name, None if blank or if there is no such column."""
        column = self.columns.get(name)
        return None if column is None else self.sheet.cells.get((row, column))

    def cell(self, file: str, row: int, name: str) -> Cell:
        """The place of that column's cell; of the row's first cell if there is no such column."""
        return Cell(file, self.sheet.name, reference(row, self.columns.get(name, 1)))

    def first_cell(self, file: str, row: int) -> Cell:
        """The place of the row's leftmost known cell."""
        return Cell(file, self.sheet.name, reference(row, min(self.columns.values(), default=1)))

    @property
    def missing(self) -> list[str]:
        """The required columns that are not there."""
        return [h.name for h in self.layout.headers if h.required and h.name not in self.columns]

    @property
    def has_rows(self) -> bool:
        """Whether anything stands below the header in a known column."""
        known = set(self.columns.values())
        return any(row > self.row and column in known for row, column in self.sheet.cells)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text for comparison: NFKC, no blanks, 帐 as 账, without a copy's (2) and a leading number."""
    folded = (
        re.sub(r"[\s\u200b\ufeff*＊]", "", unicodedata.normalize("NFKC", text)).lower().replace("帐", "账")
    )
    folded = re.sub(r"\((?:\d+|副本|最终版?\d*)\)$|(?:-?副本)$", "", folded)
    return re.sub(r"^\d{1,2}[、.\-_]?(?=\D)", "", folded)


def bare(text: str) -> str:
    """The folded text without a bracketed unit: 参与人次（人次） is 参与人次."""
    return re.sub(r"[(\[][^()\[\]]*[)\]]$", "", fold(text))


def bracketed(text: str) -> str:
    """What stands in brackets at the end of a header, "" if nothing does."""
    found = re.search(r"[(\[]([^()\[\]]*)[)\]]$", fold(text))
    return found[1].removeprefix("单位:") if found else ""


def match(sheet: Sheet, layouts: Sequence[Layout]) -> tuple[Layout | None, bool]:
    """The layout that the sheet follows, and whether its name says so (else its header does)."""
    name = fold(sheet.name)
    for layout in layouts:
        if name in {fold(known) for known in (layout.name, *layout.aliases)}:
            return layout, True
    scored = sorted(((_likeness(sheet, layout), -i) for i, layout in enumerate(layouts)), reverse=True)
    if not scored or scored[0][0] < 0.6 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None, False
    return layouts[-scored[0][1]], False


def _likeness(sheet: Sheet, layout: Layout) -> float:
    """The share of the layout's columns that stand in one row; 0 if a required one is missing."""
    found = locate(sheet, layout)
    return 0.0 if found.missing else len(found.columns) / max(len(layout.headers), 3)


def locate(sheet: Sheet, layout: Layout) -> Found:
    """The row among the first 15 that holds most of the layout's columns; row 0 if none holds any.

    A header of two levels counts as one row: where the lower row is blank, the upper one speaks.
    """
    rows: dict[int, dict[int, str]] = {}
    for (row, column), value in sheet.cells.items():
        if row <= HEADER_ROWS and isinstance(value, str) and len(value) <= _LONGEST_HEADER:
            rows.setdefault(row, {})[column] = value
    best = Found(layout, sheet, 0, {})
    for row in sorted(rows):
        alone = _columns(rows[row], layout)
        if len(alone) > len(best.columns):
            best = Found(layout, sheet, row, alone, rows[row])
        both = {**rows.get(row - 1, {}), **rows[row]}
        together = _columns(both, layout) if len(both) > len(rows[row]) else alone
        if len(together) > len(best.columns):
            best = Found(layout, sheet, row, together, both, 2)
    return best


def _columns(texts: Mapping[int, str], layout: Layout) -> dict[str, int]:
    columns: dict[str, int] = {}
    in_order = sorted(texts.items(), reverse=True)
    exact = {fold(text): column for column, text in in_order}
    short = {bare(text): column for column, text in in_order}
    taken: set[int] = set()
    # Proper names first, so that an alias cannot take the column of another name.
    for only_names in (True, False):
        for header in layout.headers:
            for name in (header.name,) if only_names else header.aliases:
                column = exact.get(fold(name)) or short.get(fold(name))
                if header.name not in columns and column is not None and column not in taken:
                    columns[header.name] = column
                    taken.add(column)
    return columns


def last_column(found: Found) -> int:
    """The rightmost column that the header names."""
    return max((*found.columns.values(), *found.texts), default=0)


def known_sheets(
    sheets: Iterable[Sheet], layouts: Sequence[Layout]
) -> tuple[list[tuple[Found, bool]], list[Sheet]]:
    """The sheets that follow a layout, each with whether its name says so, and those that follow none."""
    known: list[tuple[Found, bool]] = []
    unknown = []
    for sheet in sheets:
        layout, by_name = match(sheet, layouts) if sheet.cells else (None, False)
        if layout is not None:
            known.append((locate(sheet, layout), by_name))
        elif sheet.cells:
            unknown.append(sheet)
    return known, unknown
