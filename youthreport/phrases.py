"""A text → the words in it that a paper must not print, for every stage that reads texts or templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from youthreport.model import Period, Phrase, WordingRules

DATE, FIGURE = "date", "figure"
_MONTH_DAY = re.compile(
    r"(?<![\d.·年])(?:(\d{4})\s*年\s*)?(\d{1,2})\s*(?:月\s*(\d{1,2})\s*[日号]|[.·．](\d{1,2})(?=[”’」]?[\u4e00-\u9fff]))"
)
_SCALED = re.compile(r"[”’」]?(?:万|亿|余|多|个百分点|倍)")
_NUMBER = r"(?<![\d.年月第—-])\d[\d,，.]*\s*(?:万|亿)?\s*[余多]?\s*(?:万|亿)?\s*"


@dataclass(frozen=True, slots=True)
class Slip:
    """One place in a text: what kind of slip (hedge, superlative, leftover, date or figure), its words, and the remedy."""

    kind: str
    text: str
    start: int
    message: str
    remedy: str


def slips(text: str, rules: WordingRules, period: Period | None = None) -> tuple[Slip, ...]:
    """Contradictory hedges, superlatives, blanks left open, and with a period the days outside it, in text order."""
    found = [
        Slip(phrase.kind, match[0], match.start(), phrase.message, phrase.remedy)
        for phrase in rules.phrases
        for match in _pattern(phrase).finditer(text)
    ]
    if period is not None:
        found += days_outside(text, period)
    return tuple(sorted(found, key=lambda slip: (slip.start, slip.kind)))


@cache
def _pattern(phrase: Phrase) -> re.Pattern[str]:
    return re.compile(phrase.pattern)


def days_outside(text: str, period: Period) -> Iterator[Slip]:
    """Days of the year (3月5日, 12·5国际志愿者日) outside the period; a day of another year is history and passes."""
    for match in _MONTH_DAY.finditer(text):
        year, month, day = match[1], int(match[2]), int(match[3] or match[4])
        decimal = match[4] is not None and _SCALED.match(text, match.end())
        if decimal or (year and int(year) != period.year):
            continue
        try:
            inside = date(period.year, month, day) in period
        except ValueError:
            if match[4] is not None:  # 15.86 is a number, not a day
                continue
            inside = False
        if not inside:
            yield Slip(
                DATE, match[0], match.start(), f"“{match[0]}”不在{period}内", "请核对日期，或删去这一句。"
            )


def typed_figures(text: str, measures: Iterable[str]) -> tuple[Slip, ...]:
    """Numbers before a counting word or %, which no cell stands behind; dates and ordinals are none."""
    words = sorted((re.escape(word) for word in measures if word not in ("年", "月", "日", "届")), key=len)
    pattern = re.compile(_NUMBER + f"(?:{'|'.join(reversed(words))}|[%％])")
    return tuple(
        Slip(FIGURE, match[0], match.start(), f"“{match[0]}”是手写的数", "请改用指标名称，让数字由数据得出。")
        for match in pattern.finditer(text)
    )
