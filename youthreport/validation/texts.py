"""The district's texts → stale ones (X35) and ones that contradict themselves or were not filled in (X36)."""

from __future__ import annotations

import re
import unicodedata
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

_ALWAYS = frozenset(["长期", "长期有效", "每年", "常年", "永久", "不限", "一直", "始终"])
_SPAN = re.compile(r"(\d{4})(?:[-—–~至到]+(\d{4})|(起|以来|及以后|以后|以后有效))?")
_YEARS = re.compile(r"(20\d{2})(?:年?[-—–~至到]+(20\d{2}))?")


def check_texts(district: District, catalogue: Catalogue, period: Period) -> tuple[Finding, ...]:
    """The findings on 文字要素, in the catalogue's order."""
    return tuple(
        finding
        for element in catalogue.texts
        if (given := district.texts.get(element.code)) is not None
        for finding in (*_years(element, given, period), *_phrases(element, given, catalogue, period))
    )


def covers(written: str, year: int) -> bool | None:
    """Whether 有效年度 holds that year; blank and 长期 always do; None when it cannot be read.

    Years stand alone (2026), in a row (2025、2026), as a span (2025—2027) or open-ended (2025年起).
    """
    text = re.sub(r"[\s年度]|有效|[上下]半", "", unicodedata.normalize("NFKC", written)).replace(
        "以后有效", "以后"
    )
    if not text or text in _ALWAYS:
        return True
    spans = [_SPAN.fullmatch(part) for part in re.split(r"[、,;和及](?!以后)", text)]
    if not all(spans):
        return None
    return any(_holds(span, year) for span in spans if span)


def _holds(span: re.Match[str], year: int) -> bool:
    first = int(span[1])
    last = int(span[2]) if span[2] else (9999 if span[3] else first)
    return first <= year <= last


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
    years = [(int(first), int(last or first)) for first, last in _YEARS.findall(given.text)]
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
    for rule, found in (("X35", phrases.stale(text, period.year, catalogue.stale)), ("X36", wrong)):
        for phrase in sorted(found, key=lambda phrase: phrase.start):
            message = f"“{element.label}”中的“{phrase.text}”：{phrase.why}。"
            yield Finding(
                rule, phrase.severity, given.cell, message, phrase.remedy, code=element.code, raw=phrase.text
            )
