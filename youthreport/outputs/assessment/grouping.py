"""An assessment → its findings by unit, worst first: the order that every format keeps."""

from __future__ import annotations

import re
from collections import Counter
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
ROSTER = "应报单位名册"
UNKNOWN = "未识别单位"
_ROSTER_FILE = "roster.xlsx"
_CELL = re.compile(r"([A-Z]*)(\d*)")


@dataclass(frozen=True, slots=True)
class Group:
    """One unit (or one file that belongs to none) with its files and findings, worst finding first.

    `code` is the unit's, empty for a file without one; `key` is the code or the file and tells groups apart.
    """

    key: str
    code: str
    name: str
    filings: tuple[Filing, ...]
    findings: tuple[Finding, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the group is about, also those that are no returns."""
        return tuple(filing.file for filing in self.filings) or (self.key,)

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
    """Each once, by severity, then by place as a person reads a workbook: sheet, row, column."""
    return tuple(
        sorted(dict.fromkeys(findings), key=lambda f: (RANK[f.severity], *_place(f), f.rule, f.message))
    )


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each severity."""
    told = Counter(finding.severity for finding in findings)
    return {severity: told[severity] for severity in SEVERITIES}


def _key(filing: Filing) -> str:
    return filing.unit.code if filing.unit and filing.unit.code else filing.file


def _group(key: str, filings: list[Filing], findings: list[Finding], assessment: Assessment) -> Group:
    unit = filings[0].unit if filings else None
    code = unit.code if unit else ""
    files = tuple(sorted(filings, key=lambda filing: filing.file))
    return Group(key, code, _name(key, filings, assessment), files, worst_first(findings))


def _name(key: str, filings: list[Filing], assessment: Assessment) -> str:
    if filings:
        unit = filings[0].unit
        return (unit.name or unit.code or UNKNOWN) if unit else UNKNOWN
    if assessment.district and key == assessment.district.filing.file:
        return DISTRICT
    return ROSTER if key == _ROSTER_FILE else key


def _place(finding: Finding) -> tuple[str, str, int, int, str]:
    match = _CELL.match(finding.cell.ref)
    column, row = match.groups() if match else ("", "")
    return finding.cell.file, finding.cell.sheet, int(row or 0), len(column), column
