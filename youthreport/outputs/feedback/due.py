"""An assessment → the returns that go back, each with what to mark in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from youthreport.model import Assessment, Filing, FilingStatus, Finding, Severity, UnitState
from youthreport.outputs.assessment.grouping import worst_first


@dataclass(frozen=True, slots=True)
class Due:
    """A return that goes back: what stands open about it, and all that is told, worst first."""

    filing: Filing
    open: tuple[Finding, ...]
    told: tuple[Finding, ...]

    @property
    def marked(self) -> bool:
        """Whether a copy can be marked: nobody could read the others."""
        return self.filing.status is not FilingStatus.UNREADABLE


def due(assessment: Assessment) -> tuple[Due, ...]:
    """The returns with an open error or doubt, in the order of the assessment.

    Superseded ones are left out, and those of excused units, of which nothing is wanted. What the district or the
    unit explained stands no longer; notices are told along with what stands open.
    """
    excused = {status.unit.code for status in assessment.units_in(UnitState.EXCUSED)}
    standing = _by_file(assessment.open_findings)
    notices = _by_file(f for f in assessment.every if f.severity is Severity.NOTICE)
    return tuple(
        Due(filing, worst_first(found), worst_first((*found, *notices.get(filing.file, ()))))
        for filing in assessment.filings
        if filing.status is not FilingStatus.SUPERSEDED
        and not (filing.unit and filing.unit.code in excused)
        and (found := standing.get(filing.file))
    )


def _by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.cell.file, []).append(finding)
    return by_file
