"""Figures → pairs of bars, this period beside the same half last year, compared only where that is fair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from youthreport.model import Figure, Number

_RATE = "%"


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure: both values as text, the lengths of both bars (0 to 100), the change, and why there is none."""

    label: str
    value: str
    previous: str
    length: float
    length_before: float
    change: str
    direction: str
    note: str


def pairs(figures: Iterable[Figure]) -> tuple[Pair, ...]:
    """Those that have a value and a finalised one of the same half last year, in the order given."""
    return tuple(
        _pair(figure, figure.value, figure.previous)
        for figure in figures
        if figure.value is not None and figure.previous is not None
    )


def _pair(figure: Figure, value: Number, previous: Number) -> Pair:
    longest = max(value, previous, 0)
    note = _doubt(figure, previous)
    change, direction = ("", "") if note else _change(figure.measure, value, previous)
    about = "约" if figure.estimated else ""
    return Pair(
        figure.label,
        f"{about}{_text(value)}{figure.measure}",
        f"{_text(previous)}{figure.measure}",
        _length(value, longest),
        _length(previous, longest),
        change,
        direction,
        note,
    )


def _doubt(figure: Figure, previous: Number) -> str:
    """Why the change is not told: a part against the whole, an estimate, or nothing to divide by."""
    if not figure.complete:
        missing = figure.reported < figure.expected
        return f"只报 {figure.reported}/{figure.expected} 家，不作比较" if missing else "数据不全，不作比较"
    if figure.estimated:
        return "含估计值，不作比较"
    return "上年为0，不计增幅" if previous <= 0 and figure.measure != _RATE else ""


def _change(measure: str, value: Number, previous: Number) -> tuple[str, str]:
    """The change in words, cut off after one decimal, and up, down or same."""
    difference = Decimal(value) - Decimal(previous)
    if not difference:
        return "与上年持平", "same"
    size = abs(difference) if measure == _RATE else abs(difference) * 100 / Decimal(previous)
    cut = _text(size.quantize(Decimal("0.1"), ROUND_DOWN))
    amount = "不足0.1" if cut == "0" else cut
    up = difference > 0
    if measure == _RATE:
        return f"{'提高' if up else '下降'}{amount}个百分点", "up" if up else "down"
    return f"{'增长' if up else '下降'}{amount}%", "up" if up else "down"


def _length(part: Number, whole: Number) -> float:
    return round(float(Decimal(max(part, 0)) * 100 / Decimal(whole)), 1) if whole else 0.0


def _text(number: Number) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
