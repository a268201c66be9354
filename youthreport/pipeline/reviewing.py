"""A paper and what stands behind it → its review copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from youthreport.model import Document, Finding, Rollup, Severity
from youthreport.pipeline.inputs import Inputs


def review(
    document: Document, rollup: Rollup, inputs: Inputs, findings: tuple[Finding, ...], stamp: datetime
) -> bytes:
    """The paper with a comment on every figure: what it means and which units it comes from."""
    from youthreport.revision import notes, review_copy

    told = notes(document.printed, rollup, inputs.catalogue, explained(findings, inputs))
    return review_copy(document.content, told, stamp)


def explained(findings: Iterable[Finding], inputs: Inputs) -> dict[str, list[str]]:
    """By code the explanations that were accepted for a doubt, each with the name of its unit."""
    from youthreport.validation import unexplained

    doubts = [f for f in findings if f.severity is Severity.WARNING and f.code]
    still_open = set(unexplained(doubts, inputs.filings, inputs.district))
    texts: dict[str, list[str]] = {}
    for finding in doubts:
        if finding not in still_open:
            texts.setdefault(finding.code or "", []).extend(_texts(finding, inputs))
    return {code: list(dict.fromkeys(found)) for code, found in texts.items()}


def _texts(finding: Finding, inputs: Inputs) -> list[str]:
    """What the return and the district say of it."""
    filings = (*inputs.filings, inputs.district.filing)
    filing = next((f for f in filings if f.file == finding.cell.file), None)
    if filing is None or filing.unit is None:
        return []
    unit, noted = filing.unit, inputs.district.explanations
    said = [noted.get((unit.code, name), "") for name in (finding.rule, finding.code or "")]
    said += [entry.explanation for entry in filing.entries if entry.code == finding.code]
    return [f"{unit.name}：{text}" for text in said if text]
