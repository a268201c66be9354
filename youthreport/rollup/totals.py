"""Judged filings → Rollup: every figure and listing with its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from youthreport.model import (
    Catalogue,
    ComputedFigure,
    District,
    Figure,
    Filing,
    Frozen,
    Indicator,
    Period,
    Rollup,
    Roster,
)
from youthreport.rollup.answers import Answer
from youthreport.rollup.computing import Board
from youthreport.rollup.frame import Summed, in_order, summed
from youthreport.rollup.listings import listing
from youthreport.rollup.scope import Scope, scope_of


def total(
    filings: Iterable[Filing],
    district: District,
    roster: Roster,
    catalogue: Catalogue,
    period: Period,
    frozen: Frozen | None,
    options: Mapping[str, object],
) -> Rollup:
    """All figures by code (value None where nobody reported), all listings by code, and who reported.

    Only accepted filings count. The order of `filings` does not change the result.
    """
    scope = scope_of(filings, district, roster, catalogue, period, frozen, options)
    counted = (*catalogue.indicators, *(i for c in catalogue.computed if (i := _as_indicator(c, catalogue))))
    answers = {indicator.code: scope.answers(indicator) for indicator in counted}
    sums = summed(answers, {indicator.code: _how(indicator) for indicator in counted})
    figures = {
        indicator.code: _figure(indicator, sums[indicator.code], scope, answers[indicator.code])
        for indicator in counted
    }
    board = Board(scope, answers, figures)
    for computed in catalogue.computed:
        board.figure(computed.code)
    lists = {items.code: listing(items, scope) for items in catalogue.items}
    of_items = {figure.code: figure for _, figures in lists.values() for figure in figures}
    return Rollup(
        {code: board.figures[code] for code in _codes(catalogue)} | of_items,
        {code: told for code, (told, _) in lists.items()},
        scope.expected,
        scope.received,
        scope.missing,
        scope.excused,
    )


def _codes(catalogue: Catalogue) -> tuple[str, ...]:
    return (*(i.code for i in catalogue.indicators), *(c.code for c in catalogue.computed))


def _how(indicator: Indicator) -> str:
    """How units are joined: a text counted once, an extreme, else addition (also of the last values)."""
    if indicator.aggregation == "const" and indicator.list_source is not None:
        return indicator.list_source.how
    return indicator.aggregation if indicator.aggregation in ("distinct", "max", "min") else "sum"


def _as_indicator(computed: ComputedFigure, catalogue: Catalogue) -> Indicator | None:
    """A figure counted from a list sheet, as the indicator it would be; None for all others."""
    if computed.list_source is None or computed.aggregation not in ("sum", "count", "distinct", "max"):
        return None
    types = next((s.types for s in catalogue.sheets if s.name == computed.list_source.sheet), ())
    return Indicator(
        computed.code,
        computed.label,
        computed.name,
        computed.measure,
        computed.basis,
        computed.aggregation,
        types,
        (),
        "list",
        False,
        computed.definition,
        computed.list_source,
    )


def _figure(indicator: Indicator, given: Summed, scope: Scope, answers: Mapping[str, Answer]) -> Figure:
    expected = scope.expected_for(indicator, answers)
    reported = sum(code in answers and answers[code].value is not None for code in expected)
    joined, left = scope.changed(indicator, answers)
    return Figure(
        indicator.code,
        indicator.label,
        given.value,
        indicator.measure,
        indicator.basis,
        indicator.aggregation,
        reported,
        len(expected),
        given.estimated,
        bool(expected)
        and reported == len(expected)
        and not scope.excused_for(indicator)
        and not any(given.partial or given.unclear for given in answers.values()),
        scope.previous.get(indicator.code),
        in_order(given.sources),
        indicator.definition,
        joined,
        left,
        tuple(sorted(given.unit for given in answers.values() if given.unclear)),
        scope.silent(expected, answers),
    )
