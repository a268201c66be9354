"""A paper and what stands behind it → its review copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from youthreport.model import Cell, Document, Finding, Rollup, Severity
from youthreport.pipeline.inputs import Inputs

if TYPE_CHECKING:
    from youthreport.revision import Note


def review(
    document: Document, rollup: Rollup, inputs: Inputs, findings: tuple[Finding, ...], stamp: datetime
) -> bytes:
    """The paper with a comment on every figure: what it means and which units it comes from."""
    from youthreport.revision import review_copy

    return review_copy(document.content, noted(document, rollup, inputs, findings), stamp)


def noted(
    document: Document, rollup: Rollup, inputs: Inputs, findings: tuple[Finding, ...]
) -> tuple[Note, ...]:
    """What the review copy says of each figure of the paper."""
    from youthreport.revision import notes

    return notes(document.printed, rollup, inputs.catalogue, explained(findings, inputs, rollup))


def explained(findings: Iterable[Finding], inputs: Inputs, rollup: Rollup) -> dict[str, list[str]]:
    """By code the explanations that were accepted for a doubt, each with the name of its unit.

    A doubt about a record is one about every figure that looks at that record.
    """
    from youthreport.validation import unexplained

    doubts = [f for f in findings if f.severity is Severity.WARNING]
    still_open = set(unexplained(doubts, inputs.filings, inputs.district))
    texts: dict[str, dict[str, None]] = {}
    for finding in doubts:
        if finding not in still_open:
            for code in [finding.code] if finding.code else _figures_of(finding.cell, rollup):
                texts.setdefault(code, {}).update(dict.fromkeys(_texts(finding, inputs)))
    return {code: list(found) for code, found in texts.items()}


def _figures_of(cell: Cell, rollup: Rollup) -> list[str]:
    """The figures that come from the row of that cell, or leave it out."""
    row = _row(cell)
    return [
        code
        for code, figure in rollup.figures.items()
        if cell.ref and any(_row(source.cell) == row for source in figure.sources)
    ]


def _row(cell: Cell) -> tuple[str, str, str]:
    return cell.file, cell.sheet, cell.ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


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
