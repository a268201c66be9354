"""Texts → numbers: width, ranges, approximations, one way of writing (GB/T 15835)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from youthreport.lint.checks.texts import everywhere
from youthreport.lint.marks import HANZI
from youthreport.lint.paper import Paper, Paragraph, Role
from youthreport.lint.registry import Hit, check, rewording

_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．]*[０-９Ａ-Ｚａ-ｚ％][０-９Ａ-Ｚａ-ｚ％．]*")
_TO_NARROW = {
    **{
        code: code - 0xFEE0
        for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
    },
    ord("％"): "%",
    ord("．"): ".",
}
_MEASURES = "个名人家场次天元项岁位件份处户篇条台辆亩吨万亿倍米层级届期批组支册套小时分钟"
_PERCENT = re.compile(
    r"(?<![\d.\-~～—/第])(\d{1,3}(?:\.\d+)?)(%?)\s?([-–~～—至到])\s?(\d{1,3}(?:\.\d+)?)%(?!\d)"
)
_RANGE = re.compile(
    rf"(?<![\d.\-~～/A-Za-z第])(\d{{1,6}}(?:\.\d+)?)(-|~|--)(\d{{1,6}}(?:\.\d+)?)(?=[{_MEASURES}])"
)
_ORDER = "一二三四五六七八九"
_APPROXIMATE = re.compile(
    rf"(?<![第{_ORDER}十百千万、])([{_ORDER}])、([{_ORDER}])(?=[个名次天人位家项岁])(?!.度)"
)
_TWICE = re.compile(
    r"(?:大约|约|将近)[\d.,]+(?:%|[万亿千百])?(?:余|多)?[" + HANZI + r"]{0,3}(?:左右|上下)"
    r"|(?:近|约|大约|将近)[\d.,]+[万亿千百]?[余多](?=[" + HANZI + r"])"
)
_NEGATIVE = re.compile(r"(?:下降|减少|降低|增长|增加|提高)了?\s?[-−]\d")
_GROUPED = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_LONG = re.compile(rf"(?<![\d.,A-Za-z\-〔（(])\d{{5,9}}(?:\.\d+)?(?=[{_MEASURES}多余])")


@check("G77")
def half_width(paper: Paper) -> Iterator[Hit]:
    """Figures, letters and the percent sign."""
    for paragraph, guard in everywhere(paper):
        for found in _WIDE.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(
                    paragraph,
                    *found.span(),
                    found[0].translate(_TO_NARROW),
                    f"“{found[0]}”是全角",
                    verbatim=guard.quotes(*found.span()),
                )


@check("G78")
def ranges(paper: Paper) -> Iterator[Hit]:
    """5%～10%, 3～5人."""
    for paragraph, guard in everywhere(paper):
        for found in _PERCENT.finditer(paragraph.text):
            low, percent, sign, high = found.groups()
            right = bool(percent) and (sign in "～至到—")
            if right or guard.spares(*found.span()):
                continue
            joint = sign if sign in "至到" else "～"
            yield rewording(
                paragraph,
                *found.span(),
                f"{low}%{joint}{high}%",
                f"数值范围写作“{found[0]}”",
                verbatim=guard.quotes(*found.span()),
            )
        for found in _RANGE.finditer(paragraph.text):
            if not guard.spares(*found.span()) and float(found[1]) < float(found[3]):
                yield rewording(
                    paragraph,
                    *found.span(2),
                    "～",
                    f"数值范围写作“{found[0]}”",
                    verbatim=guard.quotes(*found.span()),
                )


@check("G79")
def approximate_numbers(paper: Paper) -> Iterator[Hit]:
    """三四个; only of neighbouring numerals, since others are counted up."""
    for paragraph, guard in everywhere(paper):
        for found in _APPROXIMATE.finditer(paragraph.text):
            low, high = (_ORDER.index(sign) for sign in found.groups())
            if high == low + 1 and not guard.spares(*found.span()):
                yield rewording(paragraph, *found.span(), None, f"“{found[0]}”如果是概数，不用顿号")


@check("G80")
def not_twice_approximate(paper: Paper) -> Iterator[Hit]:
    """约30人 or 30人左右, not both."""
    for paragraph, guard in everywhere(paper):
        for found in _TWICE.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(paragraph, *found.span(), None, f"“{found[0]}”表示约数的词重复")


@check("G81")
def no_negative_growth(paper: Paper) -> Iterator[Hit]:
    """下降3%, not 增长-3%."""
    for paragraph, guard in everywhere(paper):
        for found in _NEGATIVE.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(paragraph, *found.span(), None, f"“{found[0]}”增减后又带负号")


@check("G82")
def numbers_alike(paper: Paper) -> Iterator[Hit]:
    """Long numbers all with or all without thousands separators, in the running text."""
    grouped: list[tuple[Paragraph, re.Match[str]]] = []
    plain: list[tuple[Paragraph, re.Match[str]]] = []
    for paragraph, guard in everywhere(paper):
        if paragraph.role in {Role.TABLE, Role.ANNEX}:
            continue
        for pattern, found in ((_GROUPED, grouped), (_LONG, plain)):
            found += [
                (paragraph, match)
                for match in pattern.finditer(paragraph.text)
                if not guard.spares(*match.span())
            ]
    fewer, others = sorted((grouped, plain), key=len)
    if fewer:
        paragraph, match = fewer[0]
        yield rewording(paragraph, *match.span(), None, f"“{match[0]}”与“{others[0][1][0]}”的写法不一致")
