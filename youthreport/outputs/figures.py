"""Rollup, printed figures and claims → figures.json."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from youthreport.model import Claim, Figure, Period, PrintedFigure, Rollup, Source
from youthreport.outputs.jsontext import to_bytes
from youthreport.outputs.order import figures_in_order, printed_by_code

SCHEMA = "youthreport/figures/1"


def figures_json(
    rollup: Rollup, printed: Sequence[PrintedFigure], claims: Iterable[Claim], period: Period
) -> bytes:
    """The contract's figures.json: every figure with its sources, printed ones first, and every claim.

    A `value` of null means that nobody reported the figure; a source's null, that its cell did not count.
    """
    texts = {code: [p.text for p in found] for code, found in printed_by_code(printed).items()}
    figures = figures_in_order(rollup, printed)
    return to_bytes(
        {
            "schema": SCHEMA,
            "period": period.code,
            "figures": [_figure(figure, texts.get(figure.code, [])) for figure in figures],
            "claims": [{"name": c.name, "holds": c.holds, "because": c.because} for c in claims],
        }
    )


def _figure(figure: Figure, texts: list[str]) -> dict[str, object]:
    return {
        "code": figure.code,
        "label": figure.label,
        "value": figure.value,
        "measure": figure.measure,
        "basis": figure.basis,
        "aggregation": figure.aggregation,
        "reported": figure.reported,
        "expected": figure.expected,
        "estimated": figure.estimated,
        "complete": figure.complete,
        "previous": figure.previous,
        "printed": texts,
        "sources": [source_values(source) for source in figure.sources],
    }


def source_values(source: Source) -> dict[str, object]:
    """A cell behind a figure as the contract names it; a value of null did not count."""
    return {
        "unit": source.unit,
        "file": source.cell.file,
        "sheet": source.cell.sheet,
        "cell": source.cell.ref,
        "raw": source.raw,
        "value": source.value,
        "note": source.note,
    }
