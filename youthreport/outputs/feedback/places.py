"""References such as B7 or A1:C3 ↔ rows and columns, counted from 1."""

from __future__ import annotations

import re
from typing import NamedTuple

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?", re.ASCII)
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384


class Place(NamedTuple):
    """A cell of a sheet; places sort as a sheet is written: by row, then by column."""

    row: int
    column: int

    @property
    def ref(self) -> str:
        """The place as a sheet names it."""
        return f"{letters(self.column)}{self.row}"


class Area(NamedTuple):
    """A range of cells by its corners."""

    first: Place
    last: Place

    @property
    def size(self) -> int:
        """How many cells it covers."""
        return (self.last.row - self.first.row + 1) * (self.last.column - self.first.column + 1)

    @property
    def ref(self) -> str:
        """The range as a sheet names it."""
        return f"{self.first.ref}:{self.last.ref}"


def area(ref: str) -> Area | None:
    """The range (of one cell, too); None for a whole row or column, for "" and for what is no reference."""
    parts = _REFERENCE.fullmatch(ref.strip().upper())
    if not parts:
        return None
    first = Place(int(parts[2]), column_number(parts[1]))
    last = Place(int(parts[4]), column_number(parts[3])) if parts[3] else first
    corners = Area(
        Place(min(first.row, last.row), min(first.column, last.column)),
        Place(max(first.row, last.row), max(first.column, last.column)),
    )
    inside = corners.first.row > 0 and corners.last.row <= _MAX_ROW and corners.last.column <= _MAX_COLUMN
    return corners if inside else None


def letters(column: int) -> str:
    """The letters of a column's number."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_number(text: str) -> int:
    """The number of a column's letters."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


def quoted(sheet: str) -> str:
    """The sheet's name as a reference to it begins."""
    return "'" + sheet.replace("'", "''") + "'"
