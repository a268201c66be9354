"""Unit statuses → the counts and rates that every format of `validate` and `status` shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from youthreport.model import Assessment, FilingStatus, UnitState, UnitStatus

# Worst first: the order in which a clerk looks at units.
TO_CHASE = (UnitState.MISSING, UnitState.RETURNED, UnitState.EMPTY)
NO_PARENT = "区直属"
_REASONS = {
    UnitState.MISSING: "尚未报送，请尽快报送。",
    UnitState.RETURNED: "报表已退回，请更正后重报。",
    UnitState.EMPTY: "报来的报表没有填写本期内容，请填写后重报。",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many units stand where. `expected` leaves out the excused; the other states add up to it."""

    states: Counter[UnitState]

    @property
    def expected(self) -> int:
        """应报: all units but the excused ones."""
        return self.states.total() - self.excused

    @property
    def received(self) -> int:
        """收到: a return came, even if it was returned."""
        return self.expected - self.missing

    @property
    def counted(self) -> int:
        """实报: a return came and was accepted."""
        return self.received - self.returned

    @property
    def on_time(self) -> int:
        """按时."""
        return self.states[UnitState.ON_TIME]

    @property
    def late(self) -> int:
        """迟报."""
        return self.states[UnitState.LATE]

    @property
    def undated(self) -> int:
        """已报 without a day that would show whether it was on time."""
        return self.states[UnitState.UNDATED]

    @property
    def empty(self) -> int:
        """空报: a return came in which nothing of this period is filled in; part of 退回."""
        return self.states[UnitState.EMPTY]

    @property
    def returned(self) -> int:
        """退回: a return came and nothing of it counts, the empty ones with them."""
        return self.states[UnitState.RETURNED] + self.empty

    @property
    def missing(self) -> int:
        """缺报."""
        return self.states[UnitState.MISSING]

    @property
    def excused(self) -> int:
        """免报."""
        return self.states[UnitState.EXCUSED]

    def share(self, part: int) -> Fraction | None:
        """The part of the expected units; None when none is expected. Never above 1."""
        return Fraction(part, self.expected) if self.expected else None


def tally(units: Iterable[UnitStatus]) -> Tally:
    """The counts of these units."""
    return Tally(Counter(unit.state for unit in units))


def by_parent(assessment: Assessment) -> tuple[tuple[str, Tally], ...]:
    """The counts under each superior unit, in the order of the roster; units without one come last."""
    groups: dict[str, list[UnitStatus]] = {}
    for status in sorted(assessment.units, key=lambda s: not s.unit.parent):
        groups.setdefault(parent_name(assessment, status), []).append(status)
    return tuple((name, tally(units)) for name, units in groups.items())


def parent_name(assessment: Assessment, status: UnitStatus) -> str:
    """The name of the superior unit, 区直属 when there is none."""
    code = status.unit.parent
    superior = assessment.roster.by_code(code) if assessment.roster and code else None
    return superior.name if superior else code or NO_PARENT


def what_to_do(status: UnitStatus) -> str:
    """Why the unit is being chased and what it should do."""
    return status.reason or _REASONS.get(status.state, "")


def filings_with(assessment: Assessment, status: FilingStatus) -> int:
    """How many files have that status."""
    return sum(filing.status is status for filing in assessment.filings)


def returned(count: Tally) -> str:
    """退回 with the part of it that is empty: 3（其中空报 1）."""
    return f"{count.returned}（其中空报 {count.empty}）" if count.empty else str(count.returned)


def percent(share: Fraction | None) -> str:
    """A share as 97.2%, cut off and not rounded up, so that 100% means all; - when there is none."""
    return "-" if share is None else f"{int(share * 1000) / 10:g}%"
