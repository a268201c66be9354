"""A project folder and a name → where its figures come from: the spine of `trace`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport.heading import default_stamp
from youthreport.model import Period
from youthreport.pipeline.building import make
from youthreport.pipeline.inputs import Narrate
from youthreport.project import load_project

if TYPE_CHECKING:
    from youthreport.outputs.tracing import Found, Traced


@dataclass(frozen=True, slots=True)
class Trace:
    """What bears the name, each traced down to its cells."""

    name: str
    period: Period
    found: Found
    traced: Sequence[Traced]


def trace(folder: Path, name: str, narrate: Narrate) -> Trace:
    """The returns read anew and everything that bears the name; nothing is written.

    Errors: ConfigurationError (2), also when nothing bears the name; NoInputError (4).
    """
    from youthreport.outputs.reasons import reasons_of
    from youthreport.outputs.tracing import Traces, find

    project = load_project(folder)
    paper = make(project, default_stamp(project), narrate)
    inputs = paper.inputs
    senders = {f.file: f.unit for f in (*inputs.filings, inputs.district.filing) if f.unit is not None}
    traces = Traces(
        paper.rollup,
        paper.vocabulary.claims,
        inputs.catalogue,
        paper.document.printed,
        senders,
        reasons_of(paper.findings),
    )
    found = find(name, traces)
    return Trace(name, project.period, found, [traces.of(code) for code in found.codes])


def told(trace: Trace, how: str) -> bytes:
    """The trace as text or json, as UTF-8."""
    from youthreport.outputs.tracing import trace_json, trace_text

    if how == "json":
        return trace_json(trace.name, trace.traced, trace.period)
    return trace_text(trace.found, trace.traced).encode()
