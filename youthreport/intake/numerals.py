"""Chinese numerals (十二, 一百二十, 两万三千, 二〇二六) → integers.

A small strict parser instead of a library: what it does not fully understand it refuses.
"""

from __future__ import annotations

_DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SHORT = {"廿": "二十", "卅": "三十"}
NUMERAL_CHARS = "".join([*_DIGITS, *_TENS, *_SHORT, "万萬亿"])


def parse_chinese(text: str) -> int | None:
    """The value of a Chinese numeral, or None if the text is not one."""
    for short, long in _SHORT.items():
        text = text.replace(short, long)
    if not text or any(char not in NUMERAL_CHARS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        # Two digits side by side (三五) may mean "three to five": only years and codes are spelt out.
        return int("".join(str(_DIGITS[char]) for char in text)) if len(text) in (1, 4) else None
    return _parse_scaled(text.replace("萬", "万"), (("亿", 10**8), ("万", 10**4)))


def _parse_scaled(text: str, scales: tuple[tuple[str, int], ...]) -> int | None:
    """The value of text whose biggest unit is the first of `scales`; without scales it is below ten thousand."""
    if not scales:
        return _parse_section(text)
    (mark, factor), smaller = scales[0], scales[1:]
    head, found, tail = text.partition(mark)
    if not found:
        return _parse_scaled(text, smaller)
    high, low = _parse_scaled(head, smaller), 0
    if tail:
        rest = _colloquial(tail, factor)
        # 三万零五: the zero only says that places are empty.
        rest = _parse_scaled(tail.removeprefix("零"), smaller) if rest is None else rest
        if rest is None:
            return None
        low = rest
    return None if not high or low >= factor else high * factor + low


def _colloquial(tail: str, factor: int) -> int | None:
    """三万五 means 35000: one digit after a big unit counts tenths of it."""
    return _DIGITS[tail] * factor // 10 if len(tail) == 1 and _DIGITS.get(tail, 0) else None


def _parse_section(text: str) -> int | None:
    """A numeral below ten thousand; units must fall from left to right."""
    total, digit, last_unit, zero = 0, None, 10_000, False
    for position, char in enumerate(text):
        if char in _TENS:
            unit = _TENS[char]
            if unit >= last_unit or (digit is None and (position or unit == 1000)):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit, zero = None, unit, False
        elif _DIGITS.get(char) == 0:
            if digit is not None or zero or not position:
                return None
            zero = True
        elif char not in _DIGITS or digit is not None:
            return None
        else:
            digit = _DIGITS[char]
    if digit is None:
        return None if zero or not total else total
    if last_unit == 10_000 and zero:
        return None
    return total + digit * (last_unit // 10 if 100 <= last_unit < 10_000 and not zero else 1)
