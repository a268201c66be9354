"""What normalising makes of one cell: a Reading with its notes, and the text a person sees."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from youthreport.model import Cell, Finding, Number, Severity

Value = Number | str | date | bool
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
# What no number, date or header needs; it also keeps the patterns below from endless search.
MAX_WRITTEN = 120


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A cell that holds an Excel error such as #REF!."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Note:
    """A finding that does not know its place yet."""

    rule: str
    severity: Severity
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The normalised value of a cell; None means that nothing counts (blank or refused)."""

    value: Value | None
    raw: str = ""
    estimate: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether an error note blocks the cell."""
        return any(note.severity is Severity.ERROR for note in self.notes)

    def noting(self, *notes: Note) -> Reading:
        """The same reading with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def findings(self, cell: Cell, code: str | None = None) -> tuple[Finding, ...]:
        """The notes as findings at that place."""
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        return tuple(
            Finding(n.rule, n.severity, cell, n.message, n.remedy, code=code, raw=self.raw, value=value)
            for n in self.notes
        )


def finding(
    rule: str,
    severity: Severity,
    cell: Cell,
    message: str,
    remedy: str,
    *,
    raw: str = "",
    code: str | None = None,
) -> Finding:
    """A finding of reading, both of its sentences ended."""
    return Finding(rule, severity, cell, ended(message), ended(remedy), code=code, raw=raw)


def ended(text: str) -> str:
    """The text as a sentence: with 。 at its end."""
    return text if text.endswith(("。", "？", "！")) else f"{text}。"


def error(rule: str, message: str, remedy: str) -> Note:
    """A note that blocks the cell."""
    return Note(rule, Severity.ERROR, ended(message), ended(remedy))


def warning(rule: str, message: str, remedy: str) -> Note:
    """A note whose value counts once it is explained."""
    return Note(rule, Severity.WARNING, ended(message), ended(remedy))


def notice(rule: str, message: str, remedy: str) -> Note:
    """A note that only informs."""
    return Note(rule, Severity.NOTICE, ended(message), ended(remedy))


def shown(value: object) -> str:
    """The text as a person sees it: 12 for 12.0, TRUE/FALSE for booleans, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(Decimal(format(value, ".15g")), "f") if abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        plain = value.time() == time(0)
        return value.date().isoformat() if plain else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | Decimal | timedelta | ErrorValue) else repr(value)


def tidy(text: str) -> str:
    """The text with full-width ASCII made half-width, invisible characters dropped and ends trimmed.

    Only one-to-one variants are folded; NFKC would turn m² into m2 and ① into 1.
    """
    out = []
    for char in text:
        point = ord(char)
        if 0xFF01 <= point <= 0xFF5E:
            out.append(chr(point - 0xFEE0))
        elif char == "￥":
            out.append("¥")
        elif char in "\u3000\xa0\u2002\u2003\u2009\u202f":
            out.append(" ")
        elif unicodedata.category(char) != "Cf" and (point >= 32 or char in "\n\t\r"):
            out.append(char)
    return "".join(out).strip()


def trimmed(text: str) -> str:
    """The text without invisible characters and with its ends trimmed; otherwise as it was written."""
    return "".join(char for char in text if char not in _INVISIBLE).strip()
