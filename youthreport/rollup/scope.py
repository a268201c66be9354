"""Units, filings and an indicator → who was expected, who answered, and what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from youthreport import duty
from youthreport.frozen import units_before
from youthreport.model import (
    Catalogue,
    District,
    Filing,
    Frozen,
    Indicator,
    Number,
    OrgUnit,
    Period,
    Roster,
)
from youthreport.rollup.answers import Answer, answer
from youthreport.rollup.previous import previous_figures

DISTRICT_TYPE = "区级"
DISTRICT = "区级"  # stands for a unit code wherever answers are kept by unit


@dataclass(frozen=True)
class Scope:
    """Everything that the figures of one period are made from; `filings` are by unit code, in code order."""

    filings: Mapping[str, Filing]
    district: District
    roster: Roster
    catalogue: Catalogue
    period: Period
    options: Mapping[str, object]
    expected: tuple[OrgUnit, ...]
    excused: tuple[tuple[OrgUnit, str], ...]
    previous: Mapping[str, Number]
    before: Mapping[
        str, Mapping[str, Number]
    ]  # last year's values by unit and indicator, where they are known

    @property
    def received(self) -> tuple[OrgUnit, ...]:
        """The expected units with an accepted filing, in roster order."""
        return tuple(unit for unit in self.expected if unit.code in self.filings)

    @property
    def missing(self) -> tuple[OrgUnit, ...]:
        """The expected units without an accepted filing, in roster order."""
        return tuple(unit for unit in self.expected if unit.code not in self.filings)

    @property
    def everyone(self) -> tuple[Filing, ...]:
        """All filings that count, the district's own last."""
        return (*self.filings.values(), self.district.filing)

    def answers(self, indicator: Indicator) -> dict[str, Answer]:
        """What each filing that may report the indicator says, by unit code, the district last."""
        found = {
            code: answer(indicator, filing, self.catalogue, self._explanation(code, indicator))
            for code, filing in self.filings.items()
            if filing.unit is not None and filing.unit.type in indicator.reporters
        }
        if self._district_holds(indicator):
            found[DISTRICT] = answer(
                indicator, self.district.filing, self.catalogue, self._explanation(DISTRICT, indicator)
            )
        return found

    def expected_for(self, indicator: Indicator, answers: Mapping[str, Answer]) -> tuple[str, ...]:
        """The codes of the units that should have answered."""
        codes = [
            unit.code
            for unit in self.expected
            if unit.type in indicator.reporters
            and not (unit.code in answers and answers[unit.code].unasked)
            and not self._told_below(unit, answers)
        ]
        own = DISTRICT_TYPE in indicator.reporters
        optional = indicator.list_source is not None and set(indicator.reporters) != {DISTRICT_TYPE}
        given = DISTRICT in answers and answers[DISTRICT].value is not None
        # The district's list sheets have no tick, so an empty one says nothing about what is lacking.
        if given or (own and not optional):
            codes.append(DISTRICT)
        return tuple(codes)

    def silent(self, expected: Iterable[str], answers: Mapping[str, Answer]) -> tuple[str, ...]:
        """The names of the expected units that reported, the district among them, and gave no such answer."""
        names = {unit.code: unit.name for unit in self.received} | {DISTRICT: DISTRICT_TYPE}
        gone = (code for code in expected if code in names)
        return tuple(names[code] for code in gone if code not in answers or answers[code].value is None)

    def excused_for(self, indicator: Indicator) -> bool:
        """True when a unit that would have to report the indicator was let off."""
        return any(unit.type in indicator.reporters for unit, _ in self.excused)

    def partial(self, sheet: str = "") -> bool:
        """Whether a return that adds up others lacks units below: in that list, or of what everybody must tell."""
        asked = {
            i.code: bool(i.compulsory) and not sheet
            for i in self.catalogue.indicators
            if not sheet or (i.list_source is not None and i.list_source.sheet == sheet)
        }
        return any(
            entry.below is not None and not entry.below.complete
            for filing in self.filings.values()
            for entry in filing.entries
            if entry.code in asked and (sheet or asked[entry.code])
        )

    def _explanation(self, code: str, indicator: Indicator) -> str:
        return self.district.explanations.get((code, indicator.code), "")

    def changed(
        self, indicator: Indicator, answers: Mapping[str, Answer]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The units that add something now but did not last year, and the other way round.

        Both are empty when last year's units are not known; a unit that reports 0 changes no comparison.
        """
        code = indicator.code
        before = {
            unit: values[code]
            for unit, values in self.before.items()
            if code in values and unit != DISTRICT  # which gives its own every year
        }
        now = {unit: one.value for unit, one in answers.items() if one.value is not None and unit != DISTRICT}
        if not before:
            return (), ()
        joined = (unit for unit, value in now.items() if value and unit not in before)
        return self._names(joined), self._names(u for u, value in before.items() if value and u not in now)

    def _names(self, codes: Iterable[str]) -> tuple[str, ...]:
        units = ((code, self.roster.by_code(code)) for code in sorted(codes))
        return tuple(unit.name if unit else code for code, unit in units)

    def _district_holds(self, indicator: Indicator) -> bool:
        if DISTRICT_TYPE in indicator.reporters:
            return True
        source = indicator.list_source
        return source is not None and any(
            sheet.name == source.sheet and DISTRICT_TYPE in sheet.types for sheet in self.catalogue.sheets
        )

    def _told_below(self, unit: OrgUnit, answers: Mapping[str, Answer]) -> bool:
        if not (unit.is_system and unit.children_report):
            return False
        own = answers.get(unit.code)
        if own is not None and own.value is not None:
            return False
        below = (answers.get(child.code) for child in duty.children(unit, self.roster))
        return any(given is not None and given.value is not None for given in below)


def scope_of(
    filings: Iterable[Filing],
    district: District,
    roster: Roster,
    catalogue: Catalogue,
    period: Period,
    frozen: Frozen | None,
    options: Mapping[str, object],
) -> Scope:
    """The scope of a period; only accepted filings go in, and their order does not matter."""
    known = duty.filed(filings)
    excused = tuple(
        (unit, district.excused[unit.code])
        for unit in roster.valid_at(period.end)
        if unit.code in district.excused
    )
    return Scope(
        {code: known[code] for code in sorted(known)},
        district,
        roster,
        catalogue,
        period,
        options,
        duty.expected(roster, period, district.excused, known.values()),
        excused,
        previous_figures(frozen, district, catalogue.indicators),
        units_before(frozen, roster),
    )
