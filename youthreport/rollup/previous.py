"""A frozen period and 上期定稿值 → the finalised figures of the same half last year."""

from __future__ import annotations

from collections.abc import Mapping

from youthreport.model import District, Frozen, Indicator, Number

_ADDED_UP = frozenset({"sum", "count", "last", "derived"})


def previous_figures(
    frozen: Frozen | None, district: District, indicators: tuple[Indicator, ...]
) -> Mapping[str, Number]:
    """Finalised figures of the same half last year by code; 上期定稿值 where nothing is frozen, or not completely."""
    finals = {code: e.value for code, e in district.final_values.items() if e.value is not None}
    if frozen is None:
        return finals
    closed: dict[str, Number] = {}
    for indicator in indicators:
        if indicator.aggregation in _ADDED_UP:
            given = [unit[indicator.code] for unit in frozen.units.values() if indicator.code in unit]
            if given:
                closed[indicator.code] = sum(given)
    closed |= frozen.figures
    return finals | {code: value for code, value in closed.items() if code not in frozen.incomplete}
