"""A text → the days in it that do not lie in the period of the paper (X36)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from youthreport.model import Period, Severity
from youthreport.phrases.finding import QUOTED, Phrase, apart, narrow, phrase_at, spans, within

_DAY = re.compile(r"(?:(\d{4})年)?(?<!\d)(\d{1,2})月(\d{1,2})日(?!之?前|以前)")
_NAMED_DAY = re.compile(
    r"""[“"]?(?<![\d.vV版第])(\d{1,2})[.·・•‧](\d{1,2})[”"]?(?![万亿元级版场个名次倍分米吨公人小])"""
    r"""[一-鿿]{1,9}?(?:日|节)(?![常程期前后均新报志历记益])[”"]?"""
)
_SINCE = re.compile(r"(?:截至|截止|截止到|自|从)(?:\d{4}年)?$")
_HISTORY = re.compile(r".{0,4}(?:起|以来|成立|创建|创办|印发|出台|发布|颁布|通过)")


def days_outside(text: str, period: Period) -> tuple[Phrase, ...]:
    """Days that do not lie in the period: an error without a year (12.5国际志愿者日), a warning with another year.

    A day that something is due by (12月31日前), counted from (截至…) or that began something (…成立) is left alone.
    """
    plain = narrow(text)
    covered = spans(plain, QUOTED)
    found: list[Phrase] = []
    for match in _DAY.finditer(plain):
        year, month, day = (int(part) if part else 0 for part in match.groups())
        if not within(match.span(), covered) and not _explained_day(plain, match, bool(year)):
            found += _day_fault(text, match, (year, month, day), period)
    for match in _NAMED_DAY.finditer(plain):
        # 13.45 before 节 is some number, not a day.
        if not within(match.span(), covered) and _day(0, match[1], match[2], period):
            found += _day_fault(text, match, (0, int(match[1]), int(match[2])), period)
    return apart(found)


def _explained_day(plain: str, match: re.Match[str], dated: bool) -> bool:
    if _SINCE.search(plain[max(0, match.start() - 12) : match.start()]):
        return True
    return dated and _HISTORY.match(plain, match.end()) is not None


def _day(year: int, month: int | str, day: int | str, period: Period) -> date | None:
    """That day, of the period's year when none is given; None when there is no such day."""
    try:
        return date(year or period.year, int(month), int(day))
    except ValueError:
        return None


def _day_fault(
    text: str, match: re.Match[str], parts: tuple[int, int, int], period: Period
) -> Iterator[Phrase]:
    day, change = _day(*parts, period), "请改为本期内的日期，或删去这一句"
    if day is None:
        yield phrase_at(text, match.span(), Severity.ERROR, "没有这一天", "请改正日期。")
    elif day not in period:
        dated = bool(parts[0])
        severity = Severity.WARNING if dated else Severity.ERROR
        remedy = change + ("；确有需要的，请在区本级表《核实说明》写明原因。" if dated else "。")
        yield phrase_at(text, match.span(), severity, f"这一天不在{period}内", remedy)
