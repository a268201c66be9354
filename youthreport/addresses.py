"""Row and column numbers → the address that people see (E12), and back."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,12})", re.ASCII)


def letters(column: int) -> str:
    """The letters of a 1-based column: 28 is AB."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def reference(row: int, column: int) -> str:
    """The A1 reference of a 1-based place."""
    return f"{letters(column)}{row}"


def column_number(text: str) -> int:
    """The 1-based number of a column's letters; 0 for no letters."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number


def place_of(ref: str) -> tuple[int, int] | None:
    """The 1-based (row, column) of a single reference, None if it is not one."""
    found = _REFERENCE.fullmatch(ref.strip())
    return (int(found[2]), column_number(found[1])) if found else None
