"""Words → the first figure in them, and whether digits or hedges stand directly beside a figure."""

from __future__ import annotations

import re

_HEDGE = "(?:超过|不足|突破|接近|约|近|超|达|逾)?"
_HANZI = "一二三四五六七八九十百千万亿两零〇"
# 1 200 is one number: a blank may stand before groups of three digits.
_BLANK = r"[ \u00a0\u2009\u202f\u3000](?=[0-9０-９]{3}(?![0-9０-９]))"
_DIGITS = rf"[0-9０-９](?:[0-9０-９,，.．]|(?<=[0-9０-９]){_BLANK})*(?<![,，.．])"
_TAIL = "(?:[百千万亿]+)?(?:余|多)?(?:[百千万亿]+)?"
# A figure as people write it: hedge, digits or Chinese numerals, 余, %.
FIGURE = re.compile(f"{_HEDGE}(?:{_DIGITS}{_TAIL}|[{_HANZI}]+(?:余|多)?)(?:余|多)?(?:[%％]|(?:万|亿)?余?元)?")
# What may stand directly before or behind the rest of a figure whose mark shrank.
_BESIDE = re.compile(r"[0-9０-９.．%％余万亿]")
# Words that change what a number says.
_BEFORE = re.compile(
    "(?:不足|不到|不满|超过|突破|接近|将近|大约|至少|达到|超|逾|约|近|仅|达|增长|下降|提高|降低|增加|减少|上升|回落|[-－])$"
)
_BEHIND = re.compile("余|多|以上|以下|左右|上下")


def touches(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether digits stand directly beside that stretch; `before` and `after` are what used to stand there."""
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    return bool((left != before and _BESIDE.fullmatch(left)) or (right != after and _BESIDE.fullmatch(right)))


def words_beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The hedge or direction directly before that number, and the hedge directly behind it; "" where there is none."""
    before, behind = _BEFORE.search(text[:start]), _BEHIND.match(text[end:])
    return (before[0] if before else ""), (behind[0] if behind else "")


def figure_in(text: str) -> tuple[int, int] | None:
    """Where the first figure stands in a text, None when there is none."""
    found = FIGURE.search(text)
    return found.span() if found else None
