"""figures.json of the published paper and the figures of now → those that differ."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from youthreport.model import Figure, Number
from youthreport.numbers import shown


def differing(published: Mapping[str, object], figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """One sentence for each printed figure whose value is not what the published paper was made of."""
    told = published.get("figures")
    entries = [entry for entry in told if isinstance(entry, dict)] if isinstance(told, list) else []
    found = []
    for entry in entries:
        figure = figures.get(str(entry.get("code")))
        if figure is None or not entry.get("printed"):
            continue
        then = entry.get("value")
        if not _equal(then, figure.value):
            found.append(f"{figure.label}：公文为{shown(then)}，现为{shown(figure.value)}")
    return tuple(found)


def _equal(then: object, now: Number | None) -> bool:
    if then is None or now is None:
        return then is now
    return isinstance(then, int | float | Decimal) and float(then) == float(now)
