"""Whole numbers → Chinese numerals, as they stand in 第十九年 and 两个."""

from __future__ import annotations

WAN = 10_000
DIGITS = "零一二三四五六七八九"


def chinese(value: int) -> str:
    """A whole number from 0 to 99 999 999 as in 第十九年, with 二; ValueError outside."""
    if not 0 <= value < WAN * WAN:
        raise ValueError(value)
    if value >= WAN:
        high, low = divmod(value, WAN)
        gap = "零" if 0 < low < 1000 else ""
        return chinese(high) + "万" + gap + (_below_wan(low) if low else "")
    text = _below_wan(value)
    return text[1:] if text.startswith("一十") else text


def _below_wan(value: int) -> str:
    if value < 10:
        return DIGITS[value]
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            head, rest = divmod(value, size)
            gap = "零" if rest and rest < size // 10 else ""
            return DIGITS[head] + name + gap + (_below_wan(rest) if rest else "")
    raise ValueError(value)


def numbered(position: int) -> str:
    """The opening of the n-th point of an enumeration, `一是`."""
    return f"{chinese(position)}是"
