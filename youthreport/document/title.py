"""A long title → one to three centred lines, broken between words, none wider than the page."""

from __future__ import annotations

import itertools
import re
import unicodedata

from youthreport.document import official

_AFTER = re.compile(r"(?<=委员会)|(?<=年度)|(?<=上半年)|(?<=下半年)|(?<=全年)|(?<=总结)|(?<=计划)|(?<=报告)")
_BEFORE = re.compile(r"(?=关于)|(?=暨)|(?=及)|(?=工作总结)|(?=工作计划)|(?=工作报告)|(?=下半年)")
_MOST_LINES = 3


def width(text: str) -> float:
    """Width in 字: full-width characters count 1, others a half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(title: str, organ: str = "") -> tuple[str, ...]:
    """The lines of a title; a line stays over-long only when three lines cannot hold the title."""
    if width(title) <= official.TITLE_CHARACTERS:
        return (title,)
    breaks = _breaks(title, organ)
    anywhere = {i: 9.0 for i in range(1, len(title)) if not _inside_word(title, i)}
    for places in (breaks, anywhere | breaks):
        for count in range(2, _MOST_LINES + 1):
            best = _best(title, places, count)
            if best:
                return best
    return (title,)


def _breaks(title: str, organ: str) -> dict[int, float]:
    """Where words end, with the reluctance to break there."""
    found = {m.start(): 2.0 for pattern in (_AFTER, _BEFORE) for m in pattern.finditer(title)}
    found |= {m.end(): 0.0 for m in re.finditer("年度", title)}
    if organ and title.startswith(organ):
        found[len(organ)] = 0.0
    bad = {i for i in found if i in (0, len(title)) or title[i : i + 2] in ("总结", "计划", "报告")}
    return {i: cost for i, cost in found.items() if i not in bad}


def _inside_word(title: str, place: int) -> bool:
    return title[place - 1].isascii() or title[place] in "年月日、，》）”"


def _best(title: str, places: dict[int, float], count: int) -> tuple[str, ...] | None:
    best: tuple[float, tuple[str, ...]] | None = None
    for cut in itertools.combinations(sorted(places), count - 1):
        edges = (0, *cut, len(title))
        lines = tuple(title[a:b] for a, b in itertools.pairwise(edges))
        widths = [width(line) for line in lines]
        if max(widths) > official.TITLE_CHARACTERS:
            continue
        cost = max(widths) - min(widths) + sum(places[place] for place in cut)
        if best is None or cost < best[0]:
            best = (cost, lines)
    return best[1] if best else None
