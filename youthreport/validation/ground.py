"""Closed periods, district and catalogue → what one filing is judged against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from youthreport.frozen import successor, units_before
from youthreport.model import (
    Catalogue,
    Cell,
    District,
    Filing,
    Finding,
    Frozen,
    ListRow,
    Number,
    OrgUnit,
    Period,
    Roster,
    Severity,
)

DISTRICT_TYPE = "区级"
Stock = Mapping[str, tuple[Mapping[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Past:
    """What closed periods hold of one unit: values by indicator code, and its stock lists by sheet name.

    Empty where nothing was closed: then there is nothing to compare with.
    """

    last_year: Mapping[str, Number] = field(default_factory=dict)
    last_half: Mapping[str, Number] = field(default_factory=dict)
    stock: Stock = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a filing is judged against: the catalogue, the period, and the unit's own past."""

    catalogue: Catalogue
    period: Period
    past: Past = Past()


@dataclass(frozen=True, slots=True)
class Around:
    """What all filings together are judged against."""

    catalogue: Catalogue
    period: Period
    roster: Roster
    district: District
    earlier: tuple[Frozen, ...]

    def closed(self, period: Period) -> Frozen | None:
        """That period as it was closed; None if it was not."""
        return next((frozen for frozen in self.earlier if frozen.period == period.code), None)

    def grounds(self) -> Callable[[OrgUnit | None], Ground]:
        """For each unit its ground; merged units' values are their successor's."""
        year, half = self.closed(self.period.same_half_last_year), self.closed(self.period.last_half)
        by_year, by_half = units_before(year, self.roster), units_before(half, self.roster)

        def ground(unit: OrgUnit | None) -> Ground:
            """What a filing of that unit is judged against; without a past for None and for a unit that no closed period knows."""
            if unit is None:
                return Ground(self.catalogue, self.period)
            if unit.type == DISTRICT_TYPE:
                past = Past(self._own(year, first_year=True), self._own(half))
            else:
                stock = _stock(half or year, unit, self.roster)
                past = Past(by_year.get(unit.code, {}), by_half.get(unit.code, {}), stock)
            return Ground(self.catalogue, self.period, past)

        return ground

    def _own(self, closed: Frozen | None, *, first_year: bool = False) -> Mapping[str, Number]:
        """The figures that only the district reports; 上期定稿值 stands in for a period not closed here."""
        known: dict[str, Number] = {}
        if first_year:
            finals = self.district.final_values.items()
            known = {code: entry.value for code, entry in finals if entry.value is not None}
        known |= closed.figures if closed else {}
        own = {i.code for i in self.catalogue.indicators if i.reporters == (DISTRICT_TYPE,)}
        return {code: value for code, value in known.items() if code in own}


def noted(filing: Filing, findings: Iterable[Finding]) -> Filing:
    """The filing with these findings added."""
    return replace(filing, findings=(*filing.findings, *findings))


def with_rows(filing: Filing, sheet: str, rows: Iterable[ListRow]) -> Filing:
    """The filing with the rows of one list sheet replaced."""
    table = replace(filing.tables[sheet], rows=tuple(rows))
    return replace(filing, tables={**filing.tables, sheet: table})


def accused(filing: Filing, severity: Severity | None = None) -> frozenset[Cell]:
    """The places that a fault (of that severity) names already: it is told once. A notice accuses of nothing."""
    wanted = (severity,) if severity else (Severity.ERROR, Severity.WARNING)
    return frozenset(f.cell for f in filing.findings if f.severity in wanted)


def without(row: ListRow, column: str) -> ListRow:
    """The row with one cell blocked."""
    return replace(row, values={name: value for name, value in row.values.items() if name != column})


def _stock(closed: Frozen | None, unit: OrgUnit, roster: Roster) -> Stock:
    lists: dict[str, tuple[Mapping[str, str], ...]] = {}
    for code, sheets in closed.lists.items() if closed else ():
        if successor(code, roster) == unit.code:
            for name, rows in sheets.items():
                lists[name] = (*lists.get(name, ()), *rows)
    return lists
