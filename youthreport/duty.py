"""Roster and filings → who must report, and for whom another unit already speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from youthreport.model import Filing, FilingStatus, OrgUnit, Period, Roster


def filed(filings: Iterable[Filing]) -> dict[str, Filing]:
    """The accepted filing of each unit, by unit code."""
    return {f.unit.code: f for f in filings if f.unit is not None and f.status is FilingStatus.ACCEPTED}


def children(unit: OrgUnit, roster: Roster) -> tuple[OrgUnit, ...]:
    """The units directly under that unit."""
    return tuple(u for u in roster.units if u.parent == unit.code)


def covered_by(unit: OrgUnit, roster: Roster, by_unit: Mapping[str, Filing]) -> OrgUnit | None:
    """The system unit above whose filing already contains this unit's figures, or None."""
    seen = {unit.code}
    parent = roster.by_code(unit.parent) if unit.parent else None
    while parent is not None and parent.code not in seen:
        if parent.is_system and not parent.children_report and parent.code in by_unit:
            return parent
        seen.add(parent.code)
        parent = roster.by_code(parent.parent) if parent.parent else None
    return None


def expected(
    roster: Roster, period: Period, excused: Mapping[str, str], filings: Iterable[Filing]
) -> tuple[OrgUnit, ...]:
    """The units that must report, in roster order: valid at the end, not excused, not spoken for."""
    by_unit = filed(filings)
    return tuple(
        unit
        for unit in roster.valid_at(period.end)
        if unit.code not in excused and covered_by(unit, roster, by_unit) is None
    )
