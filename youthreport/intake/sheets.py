"""What a file turned out to be and what its sheets hold, as plain records that any process can hand on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from youthreport.intake.readings import ErrorValue

CellValue = str | int | float | bool | Decimal | date | datetime | time | timedelta | ErrorValue
Place = tuple[int, int]

# A reference to another file: [1]Sheet1!A1 in .xlsx, 'file:///…'#Sheet1!A1 in .ods.
_EXTERNAL = re.compile(r"\[[^\]]+\][^!]*!|file:/")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is: xlsx, ods, xls or csv when it may be read; then `message` is empty.

    `suspects` names the parts of an .xlsx that have to be searched for far cells before they are parsed.
    """

    kind: str
    message: str = ""
    remedy: str = ""
    suspects: tuple[str, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether a reader may be tried."""
        return not self.message


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula cell, written as Excel writes it; `cached` says whether the file keeps its result."""

    text: str
    cached: bool

    @property
    def external(self) -> bool:
        """Whether it refers to another file."""
        return _EXTERNAL.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class FarCell:
    """A cell too far out to be read, and what it held."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; places are 1-based (row, column), blanks are absent from `cells`.

    `date1904`: bare numbers that stand for days count from 1904.
    """

    name: str
    visible: bool
    cells: Mapping[Place, CellValue]
    merged: tuple[tuple[Place, Place], ...] = ()
    formulas: Mapping[Place, Formula] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    date1904: bool = False
    far: tuple[FarCell, ...] = ()

    @property
    def last_row(self) -> int:
        """The number of the last row that holds something, 0 if none does."""
        return max((row for row, _ in (*self.cells, *self.formulas)), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a file holds; `verdict` says why nothing could be read."""

    verdict: Verdict
    sheets: tuple[Sheet, ...] = ()


def plain(value: CellValue | None) -> CellValue | None:
    """The value as the program works with it: 12 for 12.0, None for what a person sees as blank."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str) and not value.strip():
        return None
    return value
