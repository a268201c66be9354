"""A text and patterns → the places where one holds, quotations left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from youthreport.model import Severity

QUOTED = re.compile(r'《[^《》]*》|“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|〈[^〈〉]*〉|"[^"\n]*"')
TITLED = re.compile(r"《[^《》]*》|〈[^〈〉]*〉")
# Full-width letters, digits and marks as their half-width twins: the same length, so that places stay true.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase at `start`:`end` of the text; `text` is that very stretch.

    `severity` is error for what is wrong in any sentence, warning for what may have its grounds. `why` and
    `remedy` are Chinese sentences.
    """

    start: int
    end: int
    text: str
    severity: Severity
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression and what is said of each place where it holds."""

    pattern: re.Pattern[str]
    severity: Severity
    why: str
    remedy: str


def narrow(text: str) -> str:
    """The text with half-width letters, digits and marks, place by place."""
    return text.translate(_NARROW)


def phrase_at(text: str, span: Span, severity: Severity, why: str, remedy: str) -> Phrase:
    """The phrase of that stretch."""
    return Phrase(*span, text[slice(*span)], severity, why, remedy)


def search(patterns: Iterable[Pattern], text: str) -> Iterator[Phrase]:
    """A phrase for each place where a pattern holds outside quotations."""
    plain = narrow(text)
    covered = spans(plain, QUOTED)
    for one in patterns:
        for match in one.pattern.finditer(plain):
            if not within(match.span(), covered):
                yield phrase_at(text, match.span(), one.severity, one.why, one.remedy)


def spans(plain: str, pattern: re.Pattern[str]) -> tuple[Span, ...]:
    """Where the pattern holds."""
    return tuple(match.span() for match in pattern.finditer(plain))


def within(span: Span, covered: Iterable[Span], *, alone: bool = False) -> bool:
    """Whether a quotation holds the span, or cuts it; one that holds nothing else does not count with `alone`."""
    start, end = span
    for first, last in covered:
        if first >= end or last <= start or (start <= first and last <= end):
            continue
        if not (alone and (first + 1, last - 1) == span):
            return True
    return False


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether the span shares a character with one of the others."""
    return any(first < span[1] and span[0] < last for first, last in others)


def apart(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """The phrases in order; of two that overlap the longer one."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda p: (p.start, -p.end, p.severity)):
        if not kept or kept[-1].end <= phrase.start:
            kept.append(phrase)
        elif len(phrase.text) > len(kept[-1].text):
            kept[-1] = phrase
    return tuple(kept)
