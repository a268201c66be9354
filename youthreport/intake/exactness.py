"""The catalogue → the indicators in which no estimate will do: parts of a rate, and totals that bound others."""

from __future__ import annotations

from functools import lru_cache

from youthreport.expression import codes_in
from youthreport.model import Catalogue, ComputedFigure, Relation, Severity


def exact_codes(catalogue: Catalogue) -> frozenset[str]:
    """The codes whose estimate is refused (mess 4)."""
    return _exact(catalogue.computed, catalogue.relations)


@lru_cache(maxsize=4)
def _exact(computed: tuple[ComputedFigure, ...], relations: tuple[Relation, ...]) -> frozenset[str]:
    codes: set[str] = set()
    for figure in computed:
        if figure.aggregation in ("ratio", "min_ratio"):
            codes |= {*codes_in(figure.numerator), *codes_in(figure.denominator)}
    for relation in relations:
        if relation.severity is Severity.ERROR and relation.operator == "≤":
            codes |= set(codes_in(relation.right))
    return frozenset(codes)
