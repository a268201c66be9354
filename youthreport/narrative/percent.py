"""Exact rates and changes → percentages cut off, never rounded up, and the words of a comparison."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_FLOOR, Decimal

from youthreport.model import Number
from youthreport.narrative.wording import plain

LEVEL = "与上年同期持平"
KEPT = Decimal("1e-9")  # a closed rate is kept as a JSON number of some 16 digits, the rate of today is exact


def rate(value: Number, places: int = 1) -> str:
    """W-RATE: a percentage truncated to `places` decimals; `100%` and `0%` only where they are exact."""
    percent, unit = Decimal(value), Decimal(1).scaleb(-places)
    cut = percent.quantize(unit, ROUND_DOWN)
    if cut == 0 and percent != 0:
        return f"不足{plain(unit)}%"
    if cut == 100 and percent != 100:
        return "超过100%"
    return f"{plain(percent) if cut == percent else cut}%"


def whole_rate(value: Number) -> str:
    """W-WENDING: the percentage floored to a whole one, as it stands before 以上."""
    return f"{Decimal(value).quantize(Decimal(1), ROUND_FLOOR)}%"


def change(value: Number, base: Number) -> Decimal:
    """The change against `base` in per cent; ZeroDivisionError has no place here: `base` > 0."""
    return (Decimal(value) - Decimal(base)) / Decimal(base) * 100


def points(value: Number, base: Number) -> Decimal:
    """The change of a rate in percentage points; 0 where the two differ only by what a closed period keeps of it."""
    moved = Decimal(value) - Decimal(base)
    return moved if abs(moved) > KEPT else Decimal(0)


def compared(percent: Decimal, places: int = 1) -> tuple[str, str]:
    """W-TONGBI: word and number, e.g. (`同比增长`, `12.5%`); the number is empty where it says too little."""
    if percent == 0:
        return LEVEL, ""
    up = percent > 0
    cut = abs(percent).quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
    if cut == 0:
        return ("同比略有增长" if up else "同比略有下降"), ""
    return ("同比增长" if up else "同比下降"), f"{plain(cut)}%"


def compared_points(points: Decimal, places: int = 1) -> tuple[str, str]:
    """W-TONGBI for rates: (`同比提高`, `1.2`) in percentage points; empty number as in `compared`."""
    word, number = compared(points, places)
    return word.replace("增长", "提高"), number.rstrip("%")


def difference(by: Number) -> tuple[str, str]:
    """W-TONGBI in counts: (`比上年同期增加`, `8`)."""
    if by == 0:
        return LEVEL, ""
    return ("比上年同期增加" if by > 0 else "比上年同期减少"), plain(by if by > 0 else -by)
