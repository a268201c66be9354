"""Findings and what units and the district wrote about them → those that still stand."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.listing import normalised
from youthreport.model import District, Filing, Finding, Severity

# Said of anything, these explain nothing (field practice of data editing).
_BOILERPLATE = frozenset({"", "无", "是", "已核", "已核实", "核实无误", "无误", "情况属实", "属实", "同意"})


def unexplained(
    findings: Iterable[Finding], filings: Iterable[Filing], district: District
) -> tuple[Finding, ...]:
    """The errors, and the doubts (warnings) that neither 差异说明 nor 核实说明 explains.

    An error cannot be explained away. 核实说明 names the unit and an indicator code or a rule; 差异说明 stands in
    the indicator's own row. Boilerplate such as 核实无误 does not count.
    """
    by_file = {filing.file: filing for filing in (*filings, district.filing)}
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        or (finding.severity is Severity.WARNING and not _explained(finding, by_file, district))
    )


def _explained(finding: Finding, by_file: dict[str, Filing], district: District) -> bool:
    filing = by_file.get(finding.cell.file)
    unit = filing.unit.code if filing and filing.unit else ""
    names = [name for name in (finding.rule, finding.code) if name]
    texts = [district.explanations.get((unit, name), "") for name in names]
    if filing and finding.code:
        texts += [entry.explanation for entry in filing.entries if entry.code == finding.code]
    return any(normalised(text) not in _BOILERPLATE for text in texts)
