"""A value → its digits as a person reads them."""

from __future__ import annotations

from decimal import Decimal

from youthreport.model import Figure

_PLACES = 4


def shown(value: object, nothing: str = "空") -> str:
    """The number without a trailing zero; what has more than four decimals is cut and ends in … ; None is `nothing`."""
    if value is None:
        return nothing
    if not isinstance(value, Decimal | float):
        return str(value)
    exact = Decimal(str(value))
    if exact == exact.to_integral_value():
        return f"{exact:.0f}"
    unit = Decimal(1).scaleb(-_PLACES)
    cut = exact.quantize(unit, "ROUND_DOWN")
    return f"{cut.normalize():f}" + ("…" if cut != exact else "")


def growth(figure: Figure, text: str) -> str:
    """How a printed change such as 42.1% of a figure that is no rate comes about; "" for every other wording."""
    if not text.endswith("%") or figure.measure == "%" or figure.value is None or not figure.previous:
        return ""
    now, before = shown(figure.value), shown(figure.previous)
    return f"{text}：（本期{now}－上年同期{before}）÷上年同期{before}，上年同期为定稿数"
