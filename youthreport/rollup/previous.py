"""A frozen period → last year's values, those of merged units with their successors."""

from __future__ import annotations

from collections.abc import Mapping

from youthreport import duty
from youthreport.model import District, Frozen, Indicator, Number, Roster

_ADDED_UP = frozenset({"sum", "count", "last", "derived"})


def units_before(frozen: Frozen | None, roster: Roster) -> dict[str, dict[str, Number]]:
    """Last year's values by unit code and indicator code; a merged unit's values are its successor's."""
    values: dict[str, dict[str, Number]] = {}
    for unit, given in sorted(frozen.units.items()) if frozen else ():
        into = values.setdefault(duty.successor(unit, roster), {})
        for code, value in given.items():
            into[code] = into.get(code, 0) + value
    return values


def previous_figures(
    frozen: Frozen | None, district: District, indicators: tuple[Indicator, ...]
) -> Mapping[str, Number]:
    """Finalised figures of the same half last year by code; 上期定稿值 where nothing is frozen."""
    figures = {code: e.value for code, e in district.final_values.items() if e.value is not None}
    if frozen is None:
        return figures
    for indicator in indicators:
        if indicator.aggregation in _ADDED_UP:
            given = [unit[indicator.code] for unit in frozen.units.values() if indicator.code in unit]
            if given:
                figures[indicator.code] = sum(given)
    return {**figures, **frozen.figures}
