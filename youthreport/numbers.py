"""A value → its digits as a person reads them."""

from __future__ import annotations

from decimal import Decimal

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
