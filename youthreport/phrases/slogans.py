"""A text and the year of the paper → the political phrases in it that belong to other years (X35)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from youthreport.model import StalePhrase
from youthreport.phrases.finding import TITLED, Phrase, apart, narrow, phrase_at, spans, within


def stale(text: str, year: int, phrases: Iterable[StalePhrase]) -> tuple[Phrase, ...]:
    """Political phrases that belong to other years, by the catalogue's list; names of documents in 《》 are left alone."""
    plain = narrow(text)
    covered = spans(plain, TITLED)
    return apart(
        phrase_at(text, match.span(), phrase.severity, f"{phrase.why}，不适用于{year}年", phrase.remedy)
        for phrase in phrases
        for match in _compiled(phrase.pattern).finditer(plain)
        if not within(match.span(), covered) and not _current(phrase, match, year)
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{n}", r"(?P<n>\d{1,3}|[一二三四五六七八九十百零〇]+)"))


def _current(phrase: StalePhrase, match: re.Match[str], year: int) -> bool:
    if phrase.founded:
        return year == phrase.founded + _number(match["n"])
    return phrase.first <= year <= (phrase.last or year)


def _number(text: str) -> int:
    """The value of 105, 百, 九十五 or 一百零五."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total, digit = total + (digit or 1) * (10 if character == "十" else 100), 0
        else:
            digit = "零一二三四五六七八九".find(character.replace("〇", "零"))
    return total + digit
