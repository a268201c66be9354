"""The district's texts → stale (X35), self-contradicting, unfinished or unknown (X36), typed numbers (W01), claims (W04)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from youthreport import phrases
from youthreport.fullnames import names_of
from youthreport.listing import normalised
from youthreport.model import (
    Catalogue,
    District,
    Finding,
    Period,
    Roster,
    Severity,
    TextElement,
    TextValue,
)
from youthreport.phrases.asserted import asserted
from youthreport.phrases.typed import item_numbers, typed_numbers
from youthreport.years import covers, mentioned

# A single text is often a name, in which 百场万人 counts nothing; digits before a measure word do.
_DIGIT = re.compile(r"\d")


def check_texts(
    district: District, catalogue: Catalogue, period: Period, roster: Roster | None = None
) -> tuple[Finding, ...]:
    """The findings on 文字要素, in the catalogue's order; without a roster no unit's name is doubted."""
    return tuple(
        finding
        for element in catalogue.texts
        if (given := district.texts.get(element.code)) is not None
        for finding in (
            *_years(element, given, period),
            *_phrases(element, given, catalogue, period),
            *_units(element, given, roster, period),
        )
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


def _units(
    element: TextElement, given: TextValue, roster: Roster | None, period: Period
) -> Iterator[Finding]:
    units = roster.valid_at(period.end) if roster and given.text.strip() else ()
    if not element.unit or not units or any(normalised(given.text) in names_of(unit) for unit in units):
        return
    yield Finding(
        "X36",
        Severity.ERROR,
        given.cell,
        f"“{element.label}”写的“{given.text}”不在应报单位名册，正文不写这个名称。",
        "请改为名册中的单位全称或简称；名称有变的，请先更新名册；不再使用的，请清空该项内容。",
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
    claimed = [one.phrase for one in asserted(text, catalogue.asserting)]
    for rule, found in (("X35", stale), ("X36", wrong), ("W01", typed), ("W04", claimed)):
        for phrase in sorted(found, key=lambda phrase: phrase.start):
            message = f"“{element.label}”中的“{phrase.text}”：{phrase.why}。"
            yield Finding(
                rule, phrase.severity, given.cell, message, phrase.remedy, code=element.code, raw=phrase.text
            )
