"""Findings and what units and the district wrote about them → which are explained, and which still stand."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.explaining import says_something
from youthreport.model import District, Filing, FilingStatus, Finding, Severity
from youthreport.validation.unfilled import tells_unfilled

# Why a return does not count at all: of what else is wrong with it nothing needs an answer before that.
_WHOLE = ("X26", "X29", "M38")


def explanations(
    findings: Iterable[Finding], filings: Iterable[Filing], district: District
) -> dict[Finding, str]:
    """The doubts (warnings) that something explains, with the explanation.

    核实说明 names the unit and an indicator code or a rule; 差异说明 stands in the indicator's own row of the
    return. Boilerplate such as 核实无误 explains nothing, nor does what was said of another unit or rule.
    """
    by_file = _by_file(filings, district)
    told = {}
    for finding in findings:
        if finding.severity is Severity.WARNING:
            texts = _texts(finding, by_file.get(finding.cell.file), district)
            if texts:
                told[finding] = "；".join(dict.fromkeys(texts))
    return told


def unexplained(
    findings: Iterable[Finding], filings: Iterable[Filing], district: District
) -> tuple[Finding, ...]:
    """The errors, and the doubts (warnings) that neither 差异说明 nor 核实说明 explains.

    An error cannot be explained away. In a return that a later revision replaces, nothing stands; in a
    rejected one, only the reason of that.
    """
    findings = tuple(findings)
    filings = tuple(filings)
    told, by_file = explanations(findings, filings, district), _by_file(filings, district)
    return tuple(
        finding
        for finding in findings
        if finding.severity is not Severity.NOTICE
        and finding not in told
        and _stands(finding, by_file.get(finding.cell.file))
    )


def _by_file(filings: Iterable[Filing], district: District) -> dict[str, Filing]:
    return {filing.file: filing for filing in (*filings, district.filing)}


def _stands(finding: Finding, filing: Filing | None) -> bool:
    if filing is None or filing.status is FilingStatus.ACCEPTED:
        return True
    whole = finding.rule in _WHOLE or tells_unfilled(finding)
    return filing.status is not FilingStatus.SUPERSEDED and whole


def _texts(finding: Finding, filing: Filing | None, district: District) -> list[str]:
    unit = filing.unit.code if filing and filing.unit else ""
    names = [name for name in (finding.rule, finding.code) if name]
    texts = [district.explanations.get((unit, name), "") for name in names]
    if filing and finding.code:
        texts += [entry.explanation for entry in filing.entries if entry.code == finding.code]
    return [text for text in texts if says_something(text)]
