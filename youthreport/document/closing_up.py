"""Glyphs of which clauses have dropped → the same without punctuation, brackets and connectives that lost their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from youthreport.document.glyphs import Glyph, words
from youthreport.document.nesting import nested

_WEIGHT = {"、": 1, "，": 2, "；": 3, "：": 3, "。": 4, "！": 4, "？": 4}
_NEVER_FIRST = "、，；："
_STOPS = "。！？"
_BRACKETS = {"（": "）", "(": ")", "【": "】", "《": "》", "〈": "〉", "“": "”", "‘": "’", "[": "]"}
_TIGHT = "）)】]"  # no comma before these
# words that ask for something behind them, and words that ask for something before them
_AWAITING = ("分别为", "分别是", "其中", "包括", "以及", "和", "及", "与", "或")
_JOINING = ("以及", "和", "及", "与", "或")
_WHOLE = frozenset(
    [
        "温和",
        "共和",
        "祥和",
        "缓和",
        "柔和",
        "平和",
        "总和",
        "饱和",
        "谦和",
        "涉及",
        "普及",
        "顾及",
        "波及",
        "惠及",
        "触及",
        "提及",
        "遍及",
        "危及",
        "参与",
        "赠与",
        "给与",
        "赋与",
        "抑或",
    ]
)


def close_up(glyphs: Sequence[Glyph], *, gap_at_end: bool = False) -> tuple[Glyph, ...]:
    """Glyphs without punctuation and connectives that lost their words, their quotation marks nested.

    What a figure or a quotation prints stays as it is. `gap_at_end`: a clause dropped behind the last glyph, so that
    a comma there becomes a full stop.
    """
    closed = nested(_punctuated(_connected(list(glyphs), gap_at_end)))
    if gap_at_end and closed and closed[-1].loose and closed[-1].char in "、，；":
        return (*closed[:-1], replace(closed[-1], char="。"))
    return closed


def _connected(glyphs: list[Glyph], gap_at_end: bool) -> list[Glyph]:
    """The glyphs without 其中, 以及 and their like where the clause that they led to or from dropped."""
    for at in range(len(glyphs), -1, -1):
        if (at == len(glyphs) and gap_at_end) or (at < len(glyphs) and glyphs[at].gap):
            _unhinge(glyphs, at)
    return glyphs


def _unhinge(glyphs: list[Glyph], at: int) -> None:
    """Mend both sides of the gap before the glyph at `at`."""
    before = next((word for word in _AWAITING if _spells(glyphs, at - len(word), word)), "")
    if before and "".join(g.char for g in glyphs[max(at - 2, 0) : at]) not in _WHOLE:
        behind = _past_commas(glyphs, at)
        if behind < len(glyphs) and any(glyph.edge for glyph in glyphs[at : behind + 1]):
            del glyphs[at:behind]  # a clause goes on, and is now the first one
        elif at == len(glyphs) or (glyphs[at].loose and glyphs[at].char in (*_WEIGHT, *_BRACKETS.values())):
            del glyphs[at - len(before) : at]
        return
    opens = at == 0 or (glyphs[at - 1].loose and glyphs[at - 1].char in (*_WEIGHT, *_BRACKETS))
    after = next((word for word in _JOINING if _spells(glyphs, at, word)), "")
    behind = at + len(after)
    if opens and after and (behind == len(glyphs) or glyphs[behind].edge or glyphs[behind].gap):
        del glyphs[at:behind]


def _past_commas(glyphs: Sequence[Glyph], at: int) -> int:
    while at < len(glyphs) and glyphs[at].loose and glyphs[at].char in "、，":
        at += 1
    return at


def _spells(glyphs: Sequence[Glyph], start: int, word: str) -> bool:
    told = glyphs[start : start + len(word)] if start >= 0 else ()
    return words(told) == word and all(glyph.loose for glyph in told)


def _punctuated(glyphs: Iterable[Glyph]) -> tuple[Glyph, ...]:
    kept: list[Glyph] = []
    for glyph in glyphs:
        before = kept[-1] if kept and kept[-1].loose else None
        if not glyph.loose:
            kept.append(glyph)
        elif glyph.char in _WEIGHT:
            _punctuate(kept, glyph)
        elif before is not None and _BRACKETS.get(before.char) == glyph.char:
            kept.pop()
        else:
            if glyph.char in _TIGHT and before is not None and before.char in _NEVER_FIRST:
                kept.pop()
            kept.append(glyph)
    return tuple(kept)


def _punctuate(kept: list[Glyph], glyph: Glyph) -> None:
    before = kept[-1] if kept else None
    if before is None:
        return
    if not before.loose or before.char not in _WEIGHT:
        if not before.loose or before.char not in _BRACKETS:
            kept.append(glyph)
        return
    if before.char not in _STOPS and _WEIGHT[glyph.char] > _WEIGHT[before.char]:
        kept[-1] = glyph
