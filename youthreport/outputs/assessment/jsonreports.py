"""An assessment → the JSON of `validate` and `status`, as the contract fixes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from youthreport.model import Assessment, Filing, FilingStatus, Finding, Severity, UnitState, UnitStatus
from youthreport.outputs.assessment.grouping import counts, worst_first
from youthreport.outputs.assessment.tally import TO_CHASE, Tally, by_parent, filings_with, tally
from youthreport.outputs.jsontext import to_bytes

SCHEMA = "youthreport/validate/1"
STATUS_SCHEMA = "youthreport/status/1"


def validation_json(assessment: Assessment) -> bytes:
    """All findings: each filing with its own, the others (across files, of the district) under `findings`.

    `accepted` and `rejected` of the summary count files; `expected`, `received` (a file came, even if it was
    returned) and `missing` count units. `open` of a finding: an error, or a doubt that nothing explains.
    """
    standing = frozenset(assessment.open_findings)
    own = {finding for filing in assessment.filings for finding in filing.findings}
    return to_bytes(
        {
            "schema": SCHEMA,
            "period": assessment.period,
            "summary": _summary(assessment),
            "filings": [_filing(filing, standing) for filing in sorted(assessment.filings, key=_file)],
            "missing": _units(assessment, UnitState.MISSING),
            "findings": _findings((f for f in assessment.every if f not in own), standing),
        }
    )


def status_json(assessment: Assessment) -> bytes:
    """The counts, every unit, the same by superior unit, and who must be chased. Rates are null without units."""
    count = tally(assessment.units)
    return to_bytes(
        {
            "schema": STATUS_SCHEMA,
            "period": assessment.period,
            "summary": _tally(count),
            "units": [_unit(status) for status in assessment.units],
            "parents": [{"name": name, **_tally(part)} for name, part in by_parent(assessment)],
            "reminders": _units(assessment, *TO_CHASE),
        }
    )


def _summary(assessment: Assessment) -> dict[str, int]:
    count, weights = tally(assessment.units), counts(assessment.current)
    return {
        "expected": count.expected,
        "received": count.received if assessment.roster else len(assessment.filings),
        "accepted": filings_with(assessment, FilingStatus.ACCEPTED),
        "rejected": filings_with(assessment, FilingStatus.REJECTED),
        "superseded": filings_with(assessment, FilingStatus.SUPERSEDED),
        "unreadable": filings_with(assessment, FilingStatus.UNREADABLE),
        "missing": count.missing,
        "errors": weights[Severity.ERROR],
        "warnings": weights[Severity.WARNING],
        "notices": weights[Severity.NOTICE],
    }


def _file(filing: Filing) -> str:
    return filing.file


def _filing(filing: Filing, standing: Collection[Finding]) -> dict[str, object]:
    unit = filing.unit
    return {
        "file": filing.file,
        "sha256": filing.sha256,
        "unit": {"code": unit.code, "name": unit.name} if unit else None,
        "status": filing.status.value,
        "findings": _findings(filing.findings, standing),
    }


def _findings(findings: Iterable[Finding], standing: Collection[Finding]) -> list[dict[str, object]]:
    return [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "file": finding.cell.file,
            "sheet": finding.cell.sheet,
            "cell": finding.cell.ref,
            "code": finding.code,
            "raw": finding.raw,
            "value": finding.value,
            "message": finding.message,
            "remedy": finding.remedy,
            "open": finding in standing,
        }
        for finding in worst_first(findings)
    ]


def _units(assessment: Assessment, *states: UnitState) -> list[dict[str, str]]:
    return [
        {"code": status.unit.code, "name": status.unit.name}
        | ({} if len(states) == 1 else {"state": status.state.value, "reason": status.reason})
        for status in assessment.units_in(*states)
    ]


def _unit(status: UnitStatus) -> dict[str, object]:
    return {
        "code": status.unit.code,
        "name": status.unit.name,
        "parent": status.unit.parent,
        "state": status.state.value,
        "file": status.file,
        "received": status.received.isoformat() if status.received else None,
        "reason": status.reason,
        "errors": status.errors,
        "warnings": status.warnings,
        "notices": status.notices,
    }


def _tally(count: Tally) -> dict[str, object]:
    reported, punctual = count.share(count.counted), count.share(count.on_time)
    return {
        "expected": count.expected,
        "received": count.received,
        "accepted": count.counted,
        "on_time": count.on_time,
        "late": count.late,
        "undated": count.undated,
        "empty": count.empty,
        "rejected": count.returned,
        "missing": count.missing,
        "excused": count.excused,
        "rate": None if reported is None else float(reported),
        "on_time_rate": None if punctual is None else float(punctual),
    }
