"""A text and what of it came out of the data → the numbers in it that somebody typed, behind which no cell stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from youthreport.model import Severity
from youthreport.phrases.counting import any_of, words
from youthreport.phrases.finding import QUOTED, Phrase, Span, apart, narrow, phrase_at, spans, within

_REMEDY = "请改用要素名称（{{ 要素名 }}），让数字由数据得出；不是统计数的请写进引号，或改写这一句。"
_YEAR_REMEDY = "年份请写 {{ 报告年度 }}，期间请写 {{ 报告期起止 }}，下一期就不必再改。"
_NOT_COUNTED = ("年", "月", "日", "届", "元旦")
_ARABIC = re.compile(r"(?<![\w.])(?:\d[\d,]*(?:\.\d+)?)")
_DATE = re.compile(r"\d{4}年(?:度|\d{1,2}月)?|\d{1,2}月\d{1,2}日|\d{1,2}月")
_LONG = 5  # digits of a hotline, a document's number or a postcode: a name, not a count
_HANZI = "[一二两三四五六七八九十]"
_VAGUE = rf"(?:[上数近约成好几][十百千万]+|{_HANZI}*[十百千万]+[余多]万?|{_HANZI}+[十百千万][一二三四五六七八九十百千万]*)"
_FEW = "[二两三四五六七八九十]{1,3}"
# 第三, 周六, 高二, 十九届四次 …: no amount; 两个维护, 三位一体, 十分, 三个月 …: no amount of anything reported
_RANK = "(?<![第周期届初高大星其每同一二两三四五六七八九十百千万亿])"
_SET_PHRASES = f"(?!{any_of(words().set_phrases)})"
_ITEM_NUMBER = re.compile(
    r"(?:^|[、\n；;])\s*(?P<number>\d{1,2}(?=\s*(?:[、\n；;]|$))|\d{1,2}[.)](?=\s*[^\d\s])|\(\d{1,2}\)|[①-⑳]"
    r"|[一二三四五六七八九十]{1,2}(?=\s*(?:[、\n；;]|$))|\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九]是)"
)
_PERCENT = "百分之[零一二三四五六七八九十百点几]+"
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百千万数几]")


def says_number(text: str) -> bool:
    """Whether a number may stand in the text, in digits or in Chinese."""
    return _NUMERAL.search(text) is not None


def typed_numbers(text: str, measures: Iterable[str], told: Iterable[Span] = ()) -> tuple[Phrase, ...]:
    """Numbers before a measure word or %, in digits or Chinese, outside of quotations and of the stretches `told`."""
    plain = narrow(text)
    covered = (*spans(plain, QUOTED), *told)
    return apart(
        phrase_at(text, match.span(), Severity.WARNING, "这个数是手写的，没有数据来源", _REMEDY)
        for match in _counted(tuple(measures)).finditer(plain)
        if not within(match.span(), covered) and not _touches(match.span(), covered)
    )


def item_numbers(text: str) -> tuple[Phrase, ...]:
    """Numbers that somebody put before the items of a list (1、制度自信、2、乡村振兴): each would be an item of its own."""
    why = "这是各项的编号，会当作一项写进正文"
    remedy = "请去掉编号，各项之间只用顿号或换行分开，次序和编号由程序写。"
    return tuple(
        phrase_at(text, match.span("number"), Severity.WARNING, why, remedy)
        for match in _ITEM_NUMBER.finditer(narrow(text))
    )


def typed_digits(text: str, told: Iterable[Span] = ()) -> Iterator[Phrase]:
    """Any digits outside of quotations and of the stretches `told`: what no template needs."""
    plain = narrow(text)
    covered = (*spans(plain, QUOTED), *told)
    dates = [
        span for span in spans(plain, _DATE) if not within(span, covered) and not _touches(span, covered)
    ]
    for span in dates:
        yield phrase_at(text, span, Severity.WARNING, "日期是手写的，下一期会出错", _YEAR_REMEDY)
    for match in re.finditer(r"\d[\d.,]*", plain):
        name = len(match[0]) >= _LONG
        if not name and not within(match.span(), (*covered, *dates)) and not _touches(match.span(), covered):
            yield phrase_at(text, match.span(), Severity.WARNING, "这里有手写的数字", _REMEDY)


@cache
def _counted(measures: tuple[str, ...]) -> re.Pattern[str]:
    counting = sorted({word for word in measures if word not in _NOT_COUNTED}, key=len, reverse=True)
    units = "|".join(re.escape(word) for word in counting)
    return re.compile(
        rf"(?<![\d.第])\d[\d,]*(?:\.\d+)?\s*[十百千万亿]?[余多]?[万亿]?\s*(?:{units}|[%％])|{_VAGUE}(?:{units})"
        rf"|{_RANK}{_FEW}{_SET_PHRASES}(?:{units})|{_PERCENT}"
    )


def _touches(span: Span, covered: Iterable[Span]) -> bool:
    """Whether a stretch from the data lies in the span or cuts it: then the number is not typed alone."""
    start, end = span
    return any(first < end and start < last for first, last in covered)
