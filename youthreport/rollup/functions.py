"""The figures that no expression can say → named functions, called by computed.toml."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from youthreport.expression import quotient
from youthreport.listing import counting
from youthreport.model import Cell, Figure, Number, OrgUnit, Source
from youthreport.numbers import shown
from youthreport.rollup.answers import Answer
from youthreport.rollup.scope import DISTRICT, Scope


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a computation gives: the value, its cells, and how many units stand behind it."""

    value: Number | None
    sources: tuple[Source, ...] = ()
    reported: int = 0
    expected: int = 0
    estimated: bool = False
    complete: bool = False


Figures = Mapping[str, Figure]
Answers = Mapping[str, Mapping[str, Answer]]
Function = Callable[[Scope, Figures, Answers], Outcome]


def wx_fans_yoy(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """The change of the account's followers against the finalised figure, in percent."""
    now = figures.get("wx_fans")
    before = scope.previous.get("wx_fans") or _value(figures, "wx_fans_ly")
    if now is None or now.value is None or now.estimated or not before or before < 0:
        return Outcome(None, now.sources if now else (), 0, 1)
    value = quotient(now.value - before, before, 100)
    entry = scope.district.final_values.get("wx_fans")
    sources = list(now.sources)
    if scope.previous.get("wx_fans") is None and "wx_fans_ly" in figures:
        sources += figures["wx_fans_ly"].sources
    elif entry is not None and entry.value == before:
        sources.append(Source(_district_name(scope), entry.cell, entry.raw, entry.value))
    else:
        closed = Cell(f"previous/{scope.period.same_half_last_year.code}.json")
        sources.append(Source("上年同期定稿数", closed, shown(before), before))
    return Outcome(value, tuple(sources), now.reported, now.expected, False, now.complete)


def consec_n(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """The number of years from the first to this one; None when a year between has no record."""
    table = scope.district.filing.tables.get("历年评选")
    years: dict[int, Source] = {}
    for row in counting(table):
        year = row.values.get("年份")
        if isinstance(year, int) and not isinstance(year, bool):
            cell = row.cells.get("年份", row.cell)
            years[year] = Source(_district_name(scope), cell, row.raws.get("年份", str(year)), year)
    sources = tuple(years[year] for year in sorted(years))
    past = [year for year in years if year <= scope.period.year]
    count = scope.period.year - min(past) + 1 if past else 0
    unbroken = bool(past) and len(past) == count
    return Outcome(count if unbroken else None, sources, int(unbroken), 1, False, unbroken)


def vol_acts(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """Volunteer activities, with the emergency ones unless the policy says otherwise."""
    every = figures["vol_acts_all"]
    if scope.options.get("emergency_in_volunteering", True):
        return Outcome(
            every.value, every.sources, every.reported, every.expected, every.estimated, every.complete
        )
    urgent = figures["epi_acts"]
    known = every.value is not None and urgent.value is not None
    return Outcome(
        (every.value or 0) - (urgent.value or 0) if known else None,
        every.sources + urgent.sources,
        min(every.reported, urgent.reported),
        max(every.expected, urgent.expected),
        every.estimated or urgent.estimated,
        every.complete and urgent.complete,
    )


def prob_low_rate_units(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """How many units study less than the district as a whole."""
    learners, bases = answers.get("qn_learn_sum", {}), answers.get("qn_base_sum", {})
    rates: dict[str, tuple[Number, Number]] = {}
    for unit in learners:
        top, bottom = learners[unit], bases.get(unit)
        if bottom is None or top.value is None or not bottom.value:
            continue
        rough = top.estimate or bottom.estimate or top.unclear or bottom.unclear
        if unit != DISTRICT and not rough:
            rates[unit] = (top.value, bottom.value)
    sides = [figures[code] for code in ("qn_learn_sum", "qn_base_sum") if code in figures]
    idle = sum(one.value == 0 for unit, one in bases.items() if unit != DISTRICT)
    # A unit without a base (a system whose members report) has no rate to be low.
    expected = max((side.expected for side in sides), default=0) - idle
    if not rates:
        return Outcome(None, (), 0, expected)
    n, d = sum(a for a, _ in rates.values()), sum(b for _, b in rates.values())
    # Cross multiplied: no division, nothing to round.
    low = [unit for unit, (a, b) in rates.items() if a * d < n * b]
    sources = tuple(_unit_source(scope, unit, f"{rates[unit][0]}/{rates[unit][1]}") for unit in sorted(low))
    complete = len(rates) >= expected and all(side.complete for side in sides)
    return Outcome(len(low), sources, len(rates), expected, False, complete)


def prob_unreported(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """How many expected units have no accepted return."""
    sources = tuple(Source(unit.name, Cell("roster.xlsx"), unit.code, 1) for unit in scope.missing)
    return Outcome(len(sources), sources, len(scope.received), len(scope.expected), False, True)


def units_expected(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """How many units must report."""
    return _roster_count(scope, scope.expected)


def units_received(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """How many of them have an accepted return."""
    return _roster_count(scope, scope.received)


def _roster_count(scope: Scope, units: Sequence[OrgUnit]) -> Outcome:
    sources = tuple(Source(unit.name, Cell("roster.xlsx"), unit.code, 1) for unit in units)
    whole = not scope.partial()
    return Outcome(len(units), sources, len(scope.received), len(scope.expected), False, whole)


def study_cover(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """How many units held at least one study activity."""
    given = {u: a for u, a in answers.get("theme_act_cnt", {}).items() if u != DISTRICT}
    told = [unit for unit, one in given.items() if one.value is not None]
    active = [unit for unit in told if (given[unit].value or 0) > 0]
    sources = tuple(_unit_source(scope, unit, str(given[unit].value)) for unit in active)
    expected = len(scope.expected)
    complete = len(told) >= expected and not scope.excused
    return Outcome(len(active) if told else None, sources, len(told), expected, False, complete)


def dev_alloc(scope: Scope, figures: Figures, answers: Answers) -> Outcome:
    """How many places of the year's plan have been given to units, from 名额分配."""
    sources = []
    for row in counting(scope.district.filing.tables.get("名额分配")):
        number = row.values.get("数量")
        if isinstance(number, Number) and not isinstance(number, bool):
            cell = row.cells.get("数量", row.cell)
            sources.append(Source(_district_name(scope), cell, row.raws.get("数量", str(number)), number))
    numbers = [s.value for s in sources if isinstance(s.value, Number)]
    told = int(bool(numbers))
    return Outcome(sum(numbers) if numbers else None, tuple(sources), told, 1, False, bool(told))


FUNCTIONS: Mapping[str, Function] = {
    function.__name__: function
    for function in (
        consec_n,
        dev_alloc,
        prob_low_rate_units,
        prob_unreported,
        units_expected,
        units_received,
        study_cover,
        vol_acts,
        wx_fans_yoy,
    )
}


def _value(figures: Figures, code: str) -> Number | None:
    return figures[code].value if code in figures else None


def _district_name(scope: Scope) -> str:
    unit = scope.district.filing.unit
    return unit.name if unit else scope.district.filing.file


def _unit_source(scope: Scope, code: str, raw: str) -> Source:
    filing = scope.filings[code]
    return Source(filing.unit.name if filing.unit else filing.file, Cell(filing.file), raw, 1)
