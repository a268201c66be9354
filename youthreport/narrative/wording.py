"""Exact numbers → the words that may stand for them (reference domain.md §1.3)."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from youthreport.model import Number

WAN = 10_000
# upper bound (exclusive) of the value → step of the round number; None = no bound
STEPS: tuple[tuple[int | None, int], ...] = ((1_000, 10), (WAN, 100), (None, 1_000))
YU_FROM = 11  # below this 余 would hide more than it tells
NEAR_SHARE = Decimal("0.95")
NEAR_SHARE_SMALL = Decimal("0.90")  # for round numbers below NEAR_SMALL
NEAR_SMALL = 100
ABOUT_SHARE = Decimal("0.05")
DIGITS = "零一二三四五六七八九"


def plain(value: Number) -> str:
    """The number itself, without exponent, grouping or trailing zeros."""
    if isinstance(value, int):
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def step_of(value: Number) -> int:
    """The step of round numbers in the band of `value`."""
    return next(step for bound, step in STEPS if bound is None or value < bound)


def floor_to(value: Number, step: int) -> int:
    """The largest multiple of `step` that is not above `value`."""
    return int((Decimal(value) / step).to_integral_value(ROUND_FLOOR)) * step


def ceil_to(value: Number, step: int) -> int:
    """The smallest multiple of `step` that is not below `value`."""
    return -floor_to(-value, step)


def round_number(value: int) -> str:
    """A round number as printed: from one 万 on in 万, `12000` → `1.2万`."""
    if value < WAN:
        return str(value)
    return plain(Decimal(value) / WAN) + "万"


def more_than(value: Number) -> str:
    """W-YU: `120余` where the value lies between two round numbers, else the number."""
    if value < YU_FROM:
        return plain(value)
    floor = floor_to(value, step_of(value))
    return f"{round_number(floor)}余" if floor < value else round_number(floor)


def is_near(value: Number, target: int) -> bool:
    """Whether W-JIN allows 近 `target` for `value`."""
    share = NEAR_SHARE_SMALL if target < NEAR_SMALL else NEAR_SHARE
    return value < target and value >= share * target


def nearly(value: Number) -> str:
    """W-JIN: `近100` where the value is close below a round number, else the number."""
    if value < YU_FROM:
        return plain(value)
    step = step_of(value)
    wide, narrow = ceil_to(value, step * 10), ceil_to(value, step)
    if is_near(value, wide):
        return f"近{round_number(wide)}"
    if narrow == value:
        return round_number(narrow)
    return f"近{round_number(narrow)}" if is_near(value, narrow) else plain(value)


def roughly(value: Number) -> str:
    """概数: 近, 余 or the number; 近 only within half a step below a number ten steps wide."""
    step = step_of(value)
    target = ceil_to(value, step * 10)
    close = 0 < target - value <= Decimal(step) / 2
    return nearly(value) if close and is_near(value, target) else more_than(value)


def about(value: Number) -> str:
    """W-YUE for an estimate: `约N`, N the round number if it is within 5 %, else the value."""
    step = step_of(value)
    target = int((Decimal(value) / step).quantize(Decimal(1), ROUND_HALF_UP)) * step
    if target > 0 and abs(Decimal(value) - target) <= ABOUT_SHARE * target:
        return f"约{round_number(target)}"
    return f"约{plain(value)}"


def over(value: Number) -> str:
    """W-CHAO: `超过N`, N a round number strictly below; on the round number itself `达N`."""
    if value < YU_FROM:
        return plain(value)
    floor = floor_to(value, step_of(value))
    return f"{'超过' if floor < value else '达'}{round_number(floor)}"


def reaching(value: Number) -> str:
    """W-DA: `达N`, truncated to one decimal of 万 from one 万 on, otherwise the exact number."""
    return f"达{plain(value) if value < WAN else round_number(floor_to(value, WAN // 10))}"


def in_wan(value: Number) -> str:
    """W-WAN: `3.2万` if that is exact, `3.2万余` if truncated; below one 万 the number itself."""
    return plain(value) if value < WAN else more_than(value)


def in_wan_yuan(value: Number) -> str:
    """An amount in 元 with its unit: `3.2万元`, `3.2万余元`, below one 万 `5600元`."""
    return in_wan(value) + "元"


def rate(value: Number) -> str:
    """W-RATE: a percentage truncated to one decimal; `100%` and `0%` only where they are exact."""
    percent = Decimal(value)
    cut = percent.quantize(Decimal("0.1"), ROUND_DOWN)
    if cut == 0 and percent != 0:
        return "不足0.1%"
    if cut == 100 and percent != 100:
        return "超过100%"
    return f"{plain(percent) if cut == percent else cut}%"


def whole_rate(value: Number) -> str:
    """W-WENDING: the percentage floored to a whole one, as it stands before 以上."""
    return f"{Decimal(value).quantize(Decimal(1), ROUND_FLOOR)}%"


def change(value: Number, base: Number) -> Decimal:
    """The change against `base` in per cent; ZeroDivisionError has no place here: `base` > 0."""
    return (Decimal(value) - Decimal(base)) / Decimal(base) * 100


def compared(percent: Decimal) -> tuple[str, str]:
    """W-TONGBI: word and number, e.g. (`同比增长`, `12.5%`); the number is empty where it says too little."""
    if percent == 0:
        return "与上年同期持平", ""
    up = percent > 0
    cut = abs(percent).quantize(Decimal("0.1"), ROUND_DOWN)
    if cut == 0:
        return ("同比略有增长" if up else "同比略有下降"), ""
    return ("同比增长" if up else "同比下降"), f"{plain(cut)}%"


def compared_points(points: Decimal) -> tuple[str, str]:
    """W-TONGBI for rates: (`同比提高`, `1.2`) in percentage points; empty number as in `compared`."""
    word, number = compared(points)
    return word.replace("增长", "提高"), number.rstrip("%")


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


def chinese_count(value: int) -> str:
    """W-CN_NUM: up to ten in Chinese before a measure word (`两`), above in digits."""
    if value == 2:
        return "两"
    return chinese(value) if value <= 10 else str(value)


def numbered(position: int) -> str:
    """The opening of the n-th point of an enumeration, `一是`."""
    return f"{chinese(position)}是"
