"""The district's texts → stale ones (X35) and ones that contradict themselves or were not filled in (X36), typed numbers (W01)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from youthreport import phrases
from youthreport.model import (
    Catalogue,
    District,
    Finding,
    Period,
    Severity,
    TextElement,
    TextValue,
)
from youthreport.phrases.typed import item_numbers, typed_numbers
from youthreport.years import covers, mentioned

# A single text is often a name, in which 百场万人 counts nothing; digits before a measure word do.
_DIGIT = re.compile(r"\d")


def check_texts(district: District, catalogue: Catalogue, period: Period) -> tuple[Finding, ...]:
    """The findings on 文字要素, in the catalogue's order."""
    return tuple(
        finding
        for element in catalogue.texts
        if (given := district.texts.get(element.code)) is not None
        for finding in (*_years(element, given, period), *_phrases(element, given, catalogue, period))
    )


def _years(element: TextElement, given: TextValue, period: Period) -> Iterator[Finding]:
    cell, held = given.years_cell or given.cell, covers(given.years, period.year)
    if held is None:
        yield Finding(
            "X35",
            Severity.WARNING,
            cell,
            f"“{element.label}”的有效年度写作“{given.years}”，无法识别，未能核对是否适用于{period.year}年。",
            "请写成2026、2025—2027的样式；长期有效的请留空。",
            code=element.code,
            raw=given.years,
        )
    elif not held:
        yield Finding(
            "X35",
            Severity.ERROR,
            cell,
            f"“{element.label}”注明有效年度为“{given.years}”，本期是{period}，“{given.text}”已不适用。",
            "请改用本年度的提法并更新有效年度；不再使用的，请清空该项内容。",
            code=element.code,
            raw=given.years,
        )
    years = mentioned(given.text)
    if element.spans and years and not any(first <= period.year <= last for first, last in years):
        yield Finding(
            "X35",
            Severity.ERROR,
            given.cell,
            f"“{element.label}”写的是“{given.text}”，其中的年份不含{period.year}年。",
            "请改为适用于本报告年度的内容；不再使用的，请清空该项内容。",
            code=element.code,
            raw=given.text,
        )


def _phrases(
    element: TextElement, given: TextValue, catalogue: Catalogue, period: Period
) -> Iterator[Finding]:
    text = given.text
    wrong = [*phrases.contradictions(text), *phrases.leftovers(text), *phrases.superlatives(text)]
    if not element.any_day:
        wrong += phrases.days_outside(text, period)
    typed = [p for p in typed_numbers(text, catalogue.measures) if element.many or _DIGIT.search(p.text)]
    if element.many:
        wrong += item_numbers(text)
    stale = phrases.stale(text, period.year, catalogue.stale)
    for rule, found in (("X35", stale), ("X36", wrong), ("W01", typed)):
        for phrase in sorted(found, key=lambda phrase: phrase.start):
            message = f"“{element.label}”中的“{phrase.text}”：{phrase.why}。"
            yield Finding(
                rule, phrase.severity, given.cell, message, phrase.remedy, code=element.code, raw=phrase.text
            )
