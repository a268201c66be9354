"""Numbers and measures as people write them, for tests that any number before any measure is seen."""

from __future__ import annotations

from hypothesis import strategies as st

# Measures that stand in lists of the program, and some that stand in none.
MEASURES = ("人", "人次", "名", "个", "场", "支", "套", "门", "件", "篇", "户", "批", "万元", "倍", "课时")
OTHER_MEASURES = ("盏", "锭", "张", "本", "块", "面", "份额", "杯", "公升")
ANY_MEASURE = st.sampled_from([*MEASURES, *OTHER_MEASURES])

_HANZI = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number below ten thousand in words: 3 → 三, 2 → 两, 15 → 十五, 320 → 三百二十, 1005 → 一千零五."""
    if number == 2:
        return "两"
    words, gap = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + _HANZI[digit] + sign
        gap = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


def _written(number: int, way: str) -> str:
    digits = f"{number:,}" if way in "comma blank" else str(number)
    if way == "blank":
        return digits.replace(",", " ")
    if way == "wide":
        return digits.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    return f"{digits}余" if way == "more" and number > 9 else digits


# In digits, grouped, full-width, with a fraction or with 余.
NUMBERS = st.one_of(
    st.builds(
        _written, st.integers(0, 99_999_999), st.sampled_from(("plain", "comma", "blank", "wide", "more"))
    ),
    st.decimals(0, 9999, places=1, allow_nan=False).map(str),
)
# In words: from two, as 一个 is mostly no number.
MANY = st.integers(2, 9999).map(in_chinese)
