"""An assessment → its findings by unit, worst first: the order that every format keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from youthreport.model import Assessment, Filing, FilingStatus, Finding, Severity

RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "核实", Severity.NOTICE: "提示"}
STATUSES = {
    FilingStatus.ACCEPTED: "已采用",
    FilingStatus.REJECTED: "退回",
    FilingStatus.SUPERSEDED: "已被新版替代",
    FilingStatus.UNREADABLE: "无法读取",
}
DISTRICT = "区本级表"
ROSTER = "应报单位"
UNKNOWN = "未识别单位"
_CELL = re.compile(r"([A-Z]*)(\d*)")


@dataclass(frozen=True, slots=True)
class Group:
    """One unit (or one file of an unknown unit) with its files and findings, worst finding first."""

    key: str
    name: str
    filings: tuple[Filing, ...]
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> int:
        """The rank of the worst finding: 0 error, 1 warning, 2 notice, 3 none."""
        return min((RANK[finding.severity] for finding in self.findings), default=len(RANK))


def groups(assessment: Assessment) -> tuple[Group, ...]:
    """Every unit that sent a file and every other place that has findings; the worst first."""
    filings: dict[str, list[Filing]] = {}
    for filing in assessment.filings:
        filings.setdefault(_key(filing), []).append(filing)
    of_file = {filing.file: _key(filing) for filing in assessment.filings}
    found: dict[str, list[Finding]] = {key: [] for key in filings}
    for finding in assessment.every:
        found.setdefault(of_file.get(finding.cell.file, finding.cell.file), []).append(finding)
    made = [_group(key, filings.get(key, []), findings, assessment) for key, findings in found.items()]
    order = {status.unit.code: number for number, status in enumerate(assessment.units)}
    return tuple(sorted(made, key=lambda g: (g.worst, order.get(g.key, len(order)), g.key)))


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By severity, then by place as a person reads a workbook: sheet, row, column."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (RANK[f.severity], *_place(f), f.rule)))


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    told = list(findings)
    return {severity: sum(f.severity is severity for f in told) for severity in SEVERITIES}


def _key(filing: Filing) -> str:
    return filing.unit.code if filing.unit and filing.unit.code else filing.file


def _group(key: str, filings: list[Filing], findings: list[Finding], assessment: Assessment) -> Group:
    return Group(key, _name(key, filings, assessment), tuple(filings), worst_first(findings))


def _name(key: str, filings: list[Filing], assessment: Assessment) -> str:
    if not filings:
        own = assessment.district.filing.file if assessment.district else ""
        return DISTRICT if key == own else ROSTER
    unit = filings[0].unit
    return unit.name or unit.code if unit else UNKNOWN


def _place(finding: Finding) -> tuple[str, str, int, int, str]:
    match = _CELL.match(finding.cell.ref)
    column, row = match.groups() if match else ("", "")
    return finding.cell.file, finding.cell.sheet, int(row or 0), len(column), column
