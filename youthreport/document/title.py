"""A title → one to three centred lines, broken between words, in the shape of a trapezoid or a diamond (7.3.1)."""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from youthreport import gbt9704

_UNIT = re.compile(
    r"[0-9A-Za-z.]+(?:年度?|月|日|届|次|个|期|号|%|％)?|第[一二三四五六七八九十百]+[届次期批]?"
)
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")
_RENDERED_GAP = 0.25  # 字 that LibreOffice adds where hanzi and digits meet
# How reluctantly a title is broken, in 字 of unevenness that would be put up with instead.
_AFTER_NAME, _BEFORE_JOINING, _BETWEEN_WORDS, _IN_PHRASE, _AT_UNKNOWN, _IN_WORD = 0, 1, 4, 12, 20, 90
_RECTANGLE = 3


@dataclass(frozen=True, slots=True)
class _Words:
    """The word list that tells where a title may be broken."""

    words: frozenset[str]
    phrases: tuple[str, ...]
    joining: tuple[str, ...]
    never_first: str
    never_last: str


@functools.cache
def _known() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("title_words.toml").read_text(encoding="utf-8"))
    joining = tuple(data["joining"])
    return _Words(
        frozenset(data["words"]) | frozenset(joining),
        tuple(data["phrases"]),
        joining,
        data["never_first"],
        data["never_last"],
    )


def width(text: str) -> float:
    """Width in 字: full-width characters count 1, others a half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(title: str, *names: str) -> tuple[str, ...]:
    """The lines of a title, in which `names` are words; a line stays over-long only when three cannot hold it."""
    if _fits(title):
        return (title,)
    places = _places(title, tuple(name for name in names if name))
    for count in range(2, gbt9704.MOST_TITLE_LINES + 1):
        if best := _best(title, places, count):
            return best
    return (title,)


def _fits(line: str) -> bool:
    meetings = sum(
        a.isascii() != b.isascii() and a.isalnum() and b.isalnum() for a, b in itertools.pairwise(line)
    )
    return width(line) + meetings * _RENDERED_GAP <= gbt9704.TITLE_CHARACTERS


def _places(title: str, names: tuple[str, ...]) -> Mapping[int, float]:
    """Where the title may be broken at all, with the reluctance to break there."""
    known = _known()
    tokens = _tokens(title, names)
    ends = list(itertools.accumulate(map(len, tokens)))[:-1]
    phrases = list(_spans(title, known.phrases))
    places: dict[int, float] = dict.fromkeys(range(1, len(title)), _IN_WORD)
    for (before, after), place in zip(itertools.pairwise(tokens), ends, strict=True):
        places[place] = _cost(before, after, names)
        if any(start < place < end for start, end in phrases):
            places[place] += _IN_PHRASE
    unbreakable = [*_spans(title, names), *(m.span() for m in _UNIT.finditer(title))]
    unbreakable += [m.span() for m in _QUOTED.finditer(title) if _fits(m[0])]
    return {
        place: cost
        for place, cost in places.items()
        if title[place] not in known.never_first
        and title[place - 1] not in known.never_last
        and not any(start < place < end for start, end in unbreakable if _fits(title[start:end]))
    }


def _cost(before: str, after: str, names: tuple[str, ...]) -> float:
    known = _known()
    if before in known.joining:
        return _IN_WORD
    if before in names or before.endswith("年度"):
        return _AFTER_NAME
    if after in known.joining:
        return _BEFORE_JOINING
    both = all(word in known.words or word in names or len(word) > 1 for word in (before, after))
    return _BETWEEN_WORDS if both else _AT_UNKNOWN


def _tokens(title: str, names: tuple[str, ...]) -> list[str]:
    """The title cut into words, the longest known one first; what is unknown falls into single characters."""
    words = _known().words | set(names)
    longest = max(map(len, words))
    tokens: list[str] = []
    at = 0
    while at < len(title):
        unit = _UNIT.match(title, at)
        known = (title[at : at + n] for n in range(longest, 1, -1) if title[at : at + n] in words)
        token = unit[0] if unit else next(known, title[at])
        tokens.append(token)
        at += len(token)
    return tokens


def _spans(title: str, pieces: Iterable[str]) -> Iterable[tuple[int, int]]:
    return (match.span() for piece in pieces for match in re.finditer(re.escape(piece), title))


def _best(title: str, places: Mapping[int, float], count: int) -> tuple[str, ...] | None:
    best: tuple[float, tuple[str, ...]] | None = None
    for cut in itertools.combinations(sorted(places), count - 1):
        lines = tuple(title[a:b] for a, b in itertools.pairwise((0, *cut, len(title))))
        if not all(map(_fits, lines)) or not well_shaped(lines):
            continue
        widths = [width(line) for line in lines]
        cost = max(widths) - min(widths) + sum(places[place] for place in cut)
        cost += _RECTANGLE if len(set(widths)) == 1 else 0
        if best is None or cost < best[0]:
            best = (cost, lines)
    return best[1] if best else None


def well_shaped(lines: tuple[str, ...]) -> bool:
    """A trapezoid or a diamond: no line is narrower than both its neighbours."""
    widths = [width(line) for line in lines]
    return not any(
        middle < before and middle < after
        for before, middle, after in zip(widths, widths[1:], widths[2:], strict=False)
    )
