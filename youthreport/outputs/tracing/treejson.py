"""Traced figures, lists and claims → the JSON of `trace`."""

from __future__ import annotations

from collections.abc import Sequence

from youthreport.model import Period, PrintedFigure, Source
from youthreport.outputs.figures import source_values
from youthreport.outputs.jsontext import to_bytes
from youthreport.outputs.tracing.tree import Share, Traced

SCHEMA = "youthreport/trace/1"


def trace_json(name: str, traced: Sequence[Traced], period: Period) -> bytes:
    """Everything that bears the name, each with its parts, the units' cells and what does not count."""
    return to_bytes(
        {"schema": SCHEMA, "period": period.code, "name": name, "matches": [_traced(one) for one in traced]}
    )


def _traced(one: Traced) -> dict[str, object]:
    head: dict[str, object] = {"kind": "claim" if one.figure is None else "figure", "code": one.code}
    head |= {"label": one.label, "name": one.name, "definition": one.definition, "formula": one.formula}
    if one.claim is not None:
        head |= {"holds": one.claim.holds, "because": one.claim.because}
    if (figure := one.figure) is not None:
        head |= {
            "value": figure.value,
            "measure": figure.measure,
            "basis": figure.basis,
            "aggregation": figure.aggregation,
            "reported": figure.reported,
            "expected": figure.expected,
            "estimated": figure.estimated,
            "complete": figure.complete,
            "previous": figure.previous,
        }
    return head | {
        "printed": [_place(place) for place in one.printed],
        "parts": [_traced(part) for part in one.parts],
        "units": [_share(share) for share in one.shares],
        "left_out": [_source(source) for source in one.left_out],
    }


def _place(place: PrintedFigure) -> dict[str, str]:
    return {"bookmark": place.bookmark, "text": place.text, "sentence": place.sentence}


def _share(share: Share) -> dict[str, object]:
    return {
        "code": share.code,
        "name": share.unit,
        "value": share.value,
        "sources": [_source(source) for source in share.sources],
    }


def _source(source: Source) -> dict[str, object]:
    return source_values(source) | {"explanation": source.explanation}
