"""Chinese numerals 1-99 → integers, and back; a text → its breadth in 字."""

from __future__ import annotations

import unicodedata

_DIGITS = "零一二三四五六七八九"


def to_hanzi(number: int) -> str:
    """1-99 as 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


_NUMBERS = {to_hanzi(number): number for number in range(1, 100)}


def from_hanzi(text: str) -> int | None:
    """The number of 一 … 九十九; None when the text is not written like one."""
    return _NUMBERS.get(text)


def breadth(text: str) -> float:
    """The width in 字; digits and Latin letters are a half."""
    return sum(1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)
