"""The quoted texts of a sentence in two builds → which is which by what they say, their numbers being new every time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from youthreport.revision.records import QUOTED, Mark
from youthreport.revision.sentences import Sentence

_NUMERAL = re.compile("[0-9０-９.．,，%％一二三四五六七八九十百千万亿两零〇余多]+")
_DAY = re.compile("[0-9０-９一二三四五六七八九十年月日底末前旬季度上中下半]+")
# Percent of the characters that two quoted texts share when one is the other with another number or unit.
_ALIKE = 60.0
# The same for a text that no longer wears a mark, without what stands behind it in brackets.
_PLAIN = 80.0
_ITEM = re.compile("；|。|：|，以上")
_CLAUSE = re.compile("[；。：，、]")
_NUMBER = re.compile("^[一二三四五六七八九十]+是")

Pair = tuple[Mark, Mark]


def kind(mark: Mark) -> str:
    """Its code; of quoted text also whether it is a number, a day or words: one never stands for another."""
    if mark.code != QUOTED:
        return mark.code
    text = mark.text.strip()
    for name, pattern in (("number", _NUMERAL), ("day", _DAY)):
        if pattern.fullmatch(text):
            return f"{QUOTED}{name}"
    return QUOTED


def paired(olds: Sequence[Mark], news: Sequence[Mark], aligned: Iterable[Pair]) -> list[Pair]:
    """Quoted words go to what says the same, then to what says nearly the same, then to what stands in their place.

    `aligned` are the marks of one kind that stand in the same place; numbers and days have only that.
    """
    places = list(aligned)
    left = {mark.name: mark for mark in olds if kind(mark) == QUOTED}
    right = {mark.name: mark for mark in news if kind(mark) == QUOTED}
    alike = [
        (100.0 if old.text == new.text else fuzz.ratio(old.text, new.text), -abs(a - b), old, new)
        for a, old in enumerate(left.values())
        for b, new in enumerate(right.values())
    ]
    found = [pair for pair in places if kind(pair[0]) != QUOTED]
    best = [
        (old, new)
        for score, _, old, new in sorted(alike, key=lambda one: one[:2], reverse=True)
        if score >= _ALIKE
    ]
    for old, new in [*best, *places]:
        if left.get(old.name) is old and right.get(new.name) is new:
            found.append((old, new))
            del left[old.name], right[new.name]
    return found


def plain(mark: Mark, built: Sentence, later: Sentence) -> str | None:
    """What the later sentence says without a mark for that quoted text; None when it says nothing like it."""
    if mark.text.strip() == built.text.strip() and not later.marks:
        return later.text.strip() or None
    if kind(mark) != QUOTED:
        return None
    parts = [_NUMBER.sub("", part.strip()) for cut in (_ITEM, _CLAUSE) for part in cut.split(later.text)]
    core = _core(mark.text)
    scored = [(fuzz.ratio(core, _core(part)), -n, part) for n, part in enumerate(parts) if part]
    score, _, best = max(scored, default=(0.0, 0, ""))
    return best if score >= _PLAIN else None


def _core(text: str) -> str:
    return text.partition("（")[0].strip()
