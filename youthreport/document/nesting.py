"""Glyphs with quotation marks inside quotation marks → ‘ ’ inside “ ”, 〈 〉 inside 《 》, and no pair doubled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from youthreport.document.glyphs import Glyph

_CLOSING = {"“": "”", "《": "》"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_INNER = {"“": "‘", "”": "’", "《": "〈", "》": "〉"}


@dataclass(slots=True)
class _Pair:
    mark: str
    start: int
    end: int
    inner: bool


def nested(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The glyphs with every pair that stands inside a pair of its kind in the other marks.

    A pair that adds nothing but itself (`《《我的“家”》》`) goes. What a figure or a quotation prints, and marks that do
    not pair, stay as they are.
    """
    pairs = _pairs(glyphs)
    made, dropped = list(glyphs), set[int]()
    spans = {(pair.start, pair.end) for pair in pairs}
    for pair in pairs:
        if (pair.start - 1, pair.end + 1) in spans and glyphs[pair.start - 1].char == pair.mark:
            dropped |= {pair.start, pair.end}
        elif pair.inner:
            for at in (pair.start, pair.end):
                made[at] = replace(made[at], char=_INNER[made[at].char])
    return tuple(glyph for at, glyph in enumerate(made) if at not in dropped)


def _pairs(glyphs: Sequence[Glyph]) -> list[_Pair]:
    """The pairs of loose marks; `inner`: an odd number of pairs of its kind, doubled ones apart, stands round it."""
    found: list[_Pair] = []
    opened: list[tuple[str, int]] = []
    for at, glyph in enumerate(glyphs):
        if not glyph.loose:
            continue
        if glyph.char in _CLOSING:
            opened.append((glyph.char, at))
        elif opened and opened[-1][0] == _OPENING.get(glyph.char):
            mark, start = opened.pop()
            found.append(_Pair(mark, start, at, False))
    for pair in found:
        round_it = [o for o in found if o.mark == pair.mark and o.start < pair.start and pair.end < o.end]
        doubled = [o for o in round_it if any((o.start - 1, o.end + 1) == (p.start, p.end) for p in round_it)]
        pair.inner = (len(round_it) - len(doubled)) % 2 == 1
    return found
