"""Chinese text → lines and padded columns for a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import re
import unicodedata

# No line begins with one of these.
_CLOSING = frozenset("，。、；：！？）》」』】〉”’％%,.;:!?)]}…·")
# Latin words, file names and cell references stay whole; every Chinese character may end a line.
_PIECE = re.compile(r"[!-~]+|\s|.")


def printable(text: str) -> str:
    """One line without control characters: quoted text from returns cannot steer the terminal."""
    line = " ".join(text.split())
    return "".join(c for c in line if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"})


def width(text: str) -> int:
    """The columns that the text takes; marks that sit on another character take none."""
    return sum(_width(character) for character in text)


def pad(text: str, columns: int) -> str:
    """The text with blanks up to that width."""
    return text + " " * max(0, columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines of at most that width; a word that is too long is cut. At least one line.

    Characters of ambiguous width (quotes, dashes) count double here, so that the lines fit in either case.
    """
    lines, line = [], ""
    for piece in _pieces(printable(text), columns):
        if not line or _wide(line + piece) <= columns:
            line += piece if line or piece != " " else ""
            continue
        taken = line[-1] if piece in _CLOSING and len(line) > 1 else ""
        lines.append(line.removesuffix(taken).rstrip())
        line = taken + piece if taken or piece != " " else ""
    return [*lines, line.rstrip()] if line or not lines else lines


def _pieces(text: str, columns: int) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        pieces += [piece] if len(piece) <= columns else [*piece]
    return pieces


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else _width(c) for c in text)
