"""Dates in running text → their form, and whether they are days of the calendar."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from youthreport.lint.checks.texts import everywhere
from youthreport.lint.chinese import from_hanzi
from youthreport.lint.paper import Paper, Role
from youthreport.lint.registry import Hit, check, rewording

_PADDED = re.compile(r"(?<=年)0(?=[1-9]月)|(?<=月)0(?=[1-9]日)|(?<![\d年])0(?=[1-9]月\d{1,2}日)")
_DOTTED = re.compile(r"(?<![\d.\-/A-Za-z])((?:19|20)\d\d)([.\-/])(\d{1,2})\2(\d{1,2})(?![\d.\-/A-Za-z])")
_DIGITS = "〇一二三四五六七八九"
_HANZI_YEAR = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?)?"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d.第前近约满达过共来余隔])(?:2[0-9])年(?=(?:1[0-2]|[1-9])月|上半年|下半年|度(?!过))"
)
_DAY = re.compile(r"(?:(?<!\d)((?:19|20)\d\d)年)?(?<![\d.])(\d{1,2})月(\d{1,2})日")
_ALONE = frozenset({Role.DATE, Role.ISSUE})


@check("G48")
def not_padded(paper: Paper) -> Iterator[Hit]:
    """7月6日, not 07月06日."""
    for paragraph, guard in everywhere(paper):
        for found in _PADDED.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(
                    paragraph, *found.span(), "", "月、日前多了一个0", verbatim=guard.quotes(*found.span())
                )


@check("G49")
def not_dotted(paper: Paper) -> Iterator[Hit]:
    """2026年7月6日, not 2026.7.6; tables may save room."""
    for paragraph, guard in everywhere(paper):
        if paragraph.role in {*_ALONE, Role.TABLE, Role.ANNEX} or paragraph.boxed:
            continue
        for found in _DOTTED.finditer(paragraph.text):
            year, _, month, day = found.groups()
            if guard.spares(*found.span()) or not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
                continue
            yield rewording(
                paragraph,
                *found.span(),
                f"{year}年{int(month)}月{int(day)}日",
                f"日期写作“{found[0]}”",
                verbatim=guard.quotes(*found.span()),
            )


@check("G50")
def in_arabic(paper: Paper) -> Iterator[Hit]:
    """Years, months and days in figures."""
    for paragraph, guard in everywhere(paper):
        for found in _HANZI_YEAR.finditer(paragraph.text):
            if paragraph.role in _ALONE or guard.spares(*found.span()):
                continue
            yield rewording(
                paragraph,
                *found.span(),
                _figures(found),
                f"年份写作“{found[0]}”",
                verbatim=guard.quotes(*found.span()),
            )


def _figures(found: re.Match[str]) -> str | None:
    year, *rest = found.groups()
    told = "".join(str(_DIGITS.index("〇" if c in "○零" else c)) for c in year) + "年"
    for words, unit in zip(rest, "月日", strict=True):
        number = from_hanzi(words) if words else None
        if words and number is None:
            return None
        told += f"{number}{unit}" if number else ""
    return told


@check("G51")
def years_in_full(paper: Paper) -> Iterator[Hit]:
    """2026年上半年, not 26年上半年."""
    for paragraph, guard in everywhere(paper):
        for found in _SHORT_YEAR.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(paragraph, *found.span(), None, f"年份简写成“{found[0]}”")


@check("G52")
def days_that_exist(paper: Paper) -> Iterator[Hit]:
    """No 2月30日 and no 13月."""
    for paragraph, guard in everywhere(paper):
        for found in _DAY.finditer(paragraph.text):
            year, month, day = found.groups()
            # Without a year, 29 February can be.
            if not guard.spares(*found.span()) and not _exists(int(year or 2024), int(month), int(day)):
                yield rewording(paragraph, *found.span(), None, f"没有“{found[0]}”这一天")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
