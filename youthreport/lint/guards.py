"""A text → the stretches in which Chinese punctuation and number rules do not hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from youthreport.lint.marks import HANZI

_LATIN = r"A-Za-zÀ-ɏ"
_EXEMPT = re.compile(
    r"(?:https?|ftp|file|mailto)://?[^\s" + HANZI + r"，。；、）》”]+"
    r"|www\.[^\s" + HANZI + r"，。；、）》”]+"
    r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"
    # file names and dotted codes
    r"|[\w\-（）()]{1,60}\.(?:docx?|xlsx?|pptx?|pdf|wps|et|zip|rar|jpe?g|png|txt|csv|mp4|ofd)\b"
    r"|(?<![A-Za-z0-9-])(?:[A-Za-z0-9-]{1,63}\.){1,6}(?:com|cn|org|net|gov|edu|io)(?:\.cn)?(?:/[A-Za-z0-9_./?=&%#-]*)?"
    # standards: GB/T 9704—2012, ISO 9001:2015
    r"|\b(?:GB|GB/T|GB/Z|DB\d*|DB\d*/T|ISO|IEC|ISO/IEC|EN|JGJ|CJJ|HJ|WS|TB|JTG|YY|T/[A-Z]+)(?:/[TZ])?\s?"
    r"\d[\d.]*(?:[-—–:]\d{2,4})?"
    # English sentences and names, their punctuation included
    r"|["
    + _LATIN
    + r"]["
    + _LATIN
    + r"0-9’']*(?:[ ,.;:!?&/()\"'’–-]+["
    + _LATIN
    + r"0-9]["
    + _LATIN
    + r"0-9’']*)+[.!?]?"
    # times, ratios, scores, coordinates
    r"|\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?)+"
    # telephone numbers
    r"|(?<!\d)(?:\+?86[ -])?(?:0\d{2,3}[ -])?\d{7,8}(?:-\d{1,6})?(?!\d)"
    r"|(?<!\d)\d{3,4}-\d{3,4}-\d{3,4}(?!\d)"
    # formulas
    r"|[" + _LATIN + r"]+\([^()" + HANZI + r"]{0,20}\)"
)
_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|「[^「」]*」")


@dataclass(frozen=True, slots=True)
class Guard:
    """The exempt stretches of one text and its quotations, as sorted pairs of start and end."""

    exempt: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]

    def spares(self, start: int, end: int) -> bool:
        """Whether the stretch touches something that is written by other rules."""
        return _touches(self.exempt, start, end)

    def quotes(self, start: int, end: int) -> bool:
        """Whether the stretch lies in a quotation, which is told but not changed."""
        return _touches(self.quoted, start, end)


@lru_cache(maxsize=4096)
def guard_of(text: str) -> Guard:
    """The guard of a text."""
    exempt = sorted([m.span() for m in _EXEMPT.finditer(text)] + [_inside(m) for m in _TITLES.finditer(text)])
    return Guard(_merged(exempt), tuple(_inside(m) for m in _QUOTED.finditer(text)))


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _touches(spans: tuple[tuple[int, int], ...], start: int, end: int) -> bool:
    """Whether [start, end) has a character in common with a span; they do not overlap each other."""
    index = bisect_right(spans, (start, len(spans) and spans[-1][1])) - 1
    return any(spans[i][0] < end and start < spans[i][1] for i in (index, index + 1) if 0 <= i < len(spans))


def _inside(found: re.Match[str]) -> tuple[int, int]:
    """Between the two signs of a pair."""
    return found.start() + 1, found.end() - 1
