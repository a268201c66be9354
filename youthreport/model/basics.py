"""Severities, places, findings and periods: the words that every stage shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Number = int | Decimal


class Severity(StrEnum):
    """How much a finding weighs (contract, "Judgement")."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class FilingStatus(StrEnum):
    """What became of a return (contract, "Judgement")."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a file; `sheet` and `ref` are empty when the whole file or sheet is meant."""

    file: str
    sheet: str = ""
    ref: str = ""

    def __str__(self) -> str:
        place = "!".join(part for part in (self.sheet, self.ref) if part)
        return f"{self.file} {place}".strip()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, doubtful or worth knowing about the data: a value, never raised.

    `value` is what counts after normalising; None means that nothing counts.
    `raw` is the text as a person sees it.
    """

    rule: str
    severity: Severity
    cell: Cell
    message: str
    remedy: str
    code: str | None = None
    raw: str = ""
    value: Number | str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A half-year by its DHIS2 code, `2026S1` or `2026S2`."""

    code: str

    @property
    def year(self) -> int:
        """The calendar year."""
        return int(self.code[:4])

    @property
    def half(self) -> int:
        """1 or 2."""
        return int(self.code[5])

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def same_half_last_year(self) -> Period:
        """The period that 同比 compares with."""
        return Period(f"{self.year - 1}S{self.half}")

    @property
    def last_half(self) -> Period:
        """The half-year before this one."""
        return Period(f"{self.year - 1}S2" if self.half == 1 else f"{self.year}S1")

    @property
    def next_half(self) -> Period:
        """The half-year after this one."""
        return Period(f"{self.year}S2" if self.half == 1 else f"{self.year + 1}S1")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.year}年{'上' if self.half == 1 else '下'}半年"
