"""What a judgement comes to: the state of each unit and of the whole collection as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from youthreport.model.basics import FilingStatus, Finding, Severity
from youthreport.model.filings import District, Filing, OrgUnit, Roster


class UnitState(StrEnum):
    """Where a unit stands in the collection, in the words that the clerk reads."""

    ON_TIME = "按时"
    LATE = "迟报"
    UNDATED = "已报"
    EMPTY = "空报"
    RETURNED = "退回"
    MISSING = "缺报"
    EXCUSED = "免报"


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """One expected or excused unit: its state and the filing that counts (or the last one refused).

    `received` is the day of 收表登记, else 报送日期 of the cover; None when neither says.
    `reason` says why a unit is excused or a filing was returned.
    """

    unit: OrgUnit
    state: UnitState
    file: str = ""
    received: date | None = None
    reason: str = ""
    errors: int = 0
    warnings: int = 0
    notices: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that judging a batch came to; what `validate` and `status` show in their formats.

    `filings` are judged; `findings` are those across files (each filing keeps its own); `units` are in roster
    order, expected and excused ones. `roster` is None when files were judged outside a project; `expected`
    and `missing` are empty then. `open_findings` are the errors and the doubts that nothing explains; `explained`
    pairs the other doubts with the explanation that was accepted.
    """

    period: str
    roster: Roster | None
    district: District | None
    filings: tuple[Filing, ...]
    findings: tuple[Finding, ...]
    units: tuple[UnitStatus, ...]
    open_findings: tuple[Finding, ...]
    explained: tuple[tuple[Finding, str], ...] = ()

    @property
    def every(self) -> tuple[Finding, ...]:
        """All findings, those of the filings and those across them, without repetition."""
        own = (finding for filing in self.filings for finding in filing.findings)
        district = self.district.filing.findings if self.district else ()
        return tuple(dict.fromkeys((*own, *district, *self.findings)))

    @property
    def current(self) -> tuple[Finding, ...]:
        """The findings that still concern somebody: those on a superseded return went with it."""
        gone = {filing.file for filing in self.filings if filing.status is FilingStatus.SUPERSEDED}
        return tuple(finding for finding in self.every if finding.cell.file not in gone)

    def count(self, severity: Severity) -> int:
        """How many current findings weigh that much."""
        return sum(finding.severity is severity for finding in self.current)

    def units_in(self, *states: UnitState) -> tuple[UnitStatus, ...]:
        """The units in one of those states."""
        return tuple(unit for unit in self.units if unit.state in states)
