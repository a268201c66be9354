"""Chinese text → lines and padded columns for a terminal, where a Chinese character takes two columns.

Terminals disagree about characters of ambiguous width (quotes, dashes, ·): one column or two. Lines are laid out
for two, so that they fit in either case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

GAP = 2
# No line begins with one of the first, none ends with one of the second.
_CLOSING = "，。、；：！？）》」』】〉”’％…·"
_OPENING = "“‘（《「『【〈"
# Latin words, file names and cell references stay whole; every Chinese character may end a line.
_PIECE = re.compile(rf"\s|[{_OPENING}]*(?:[!-~]+|\S)[{_CLOSING}]*")
_UNKNOWN = "\ufffd"


def printable(text: str) -> str:
    """One line that cannot steer the terminal: control characters and broken ones show as �, invisible ones go."""
    return "".join(_safe(character) for character in " ".join(text.split()))


def width(text: str) -> int:
    """The most columns that the text can take; marks that sit on another character take none."""
    return sum(_width(character) for character in text)


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most that width (4 or more); a word that is too long is cut. At least one line."""
    lines, line, room = [], "", columns
    for piece in _pieces(printable(text), columns):
        taken = width(piece)
        if taken > room:
            lines.append(line.rstrip())
            line, room = "", columns
        if line or piece != " ":
            line, room = line + piece, room - taken
    return [*lines, line.rstrip()] if line or not lines else lines


def pad(text: str, columns: int) -> str:
    """The text with blanks up to that width."""
    return text + " " * max(0, columns - width(text))


def laid(cells: Sequence[list[str]], widths: Sequence[int]) -> list[str]:
    """One row of a table: the lines of each cell in their column, the columns `GAP` apart."""
    deep = max(map(len, cells))
    columns = [[*lines, *[""] * (deep - len(lines))] for lines in cells]
    return [(" " * GAP).join(map(pad, row, widths)).rstrip() for row in zip(*columns, strict=True)]


def table(rows: Sequence[Sequence[str]], limit: int, widest: int = 24) -> list[str]:
    """Rows with columns as wide as their content, up to `widest`; the last one takes what is left of `limit`."""
    inner = [min(widest, max(width(printable(row[at])) for row in rows)) for at in range(len(rows[0]) - 1)]
    rest = limit - sum(inner) - GAP * len(inner)
    widths = [*inner, rest]
    return [line for row in rows for line in laid(list(map(wrap, row, widths)), widths)]


def _pieces(text: str, columns: int) -> Iterator[str]:
    for piece in _PIECE.findall(text):
        yield from (piece,) if width(piece) <= columns else piece


def _safe(character: str) -> str:
    match unicodedata.category(character):
        case "Cf":
            return ""
        case "Cc" | "Cs":
            return _UNKNOWN
        case "Cn" if not 0x20000 <= ord(character) < 0x3FFFE:  # rare characters newer than Python's table
            return _UNKNOWN
    return character


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
