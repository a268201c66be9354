"""The units of an assessment → the lines of the units table; no markup here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from youthreport.columns import printable
from youthreport.model import Assessment, Severity, UnitState, UnitStatus
from youthreport.outputs.assessment.grouping import Group, counts
from youthreport.outputs.assessment.tally import parent_name
from youthreport.outputs.page.files import FileLink, anchored, file_links

# How a state looks; the word itself always stands beside the colour.
TONES = {
    UnitState.ON_TIME: "good",
    UnitState.LATE: "late",
    UnitState.UNDATED: "calm",
    UnitState.EMPTY: "late",
    UnitState.RETURNED: "bad",
    UnitState.MISSING: "bad",
    UnitState.EXCUSED: "mute",
}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One line of the units table; `anchor` is empty for a unit without findings."""

    name: str
    code: str
    parent: str
    state: str
    tone: str
    day: str
    files: tuple[FileLink, ...]
    errors: int
    warnings: int
    notices: int
    anchor: str
    reason: str


class _Found(TypedDict):
    files: tuple[FileLink, ...]
    errors: int
    warnings: int
    notices: int
    anchor: str


def units(assessment: Assessment, base: str) -> tuple[UnitRow, ...]:
    """The units in the order of the roster; outside a project, those whose files were judged."""
    known = {group.key: (group, anchor) for group, anchor in anchored(assessment)}
    if assessment.units:
        return tuple(
            _expected(assessment, s, known.get(s.unit.code, (None, "")), base) for s in assessment.units
        )
    nothing = {"parent": "", "state": "", "tone": "calm", "day": "", "reason": ""}
    return tuple(
        UnitRow(
            name=printable(group.name), code=printable(group.code), **nothing, **_found(group, anchor, base)
        )
        for group, anchor in known.values()
        if group.filings
    )


def _expected(
    assessment: Assessment, status: UnitStatus, found: tuple[Group | None, str], base: str
) -> UnitRow:
    unit = status.unit
    return UnitRow(
        name=printable(unit.name),
        code=printable(unit.code),
        parent=printable(parent_name(assessment, status)) if unit.parent else "",
        state=status.state.value,
        tone=TONES[status.state],
        day=status.received.isoformat() if status.received else "",
        reason=printable(status.reason),
        **_found(*found, base),
    )


def _found(group: Group | None, anchor: str, base: str) -> _Found:
    """What the files of a unit came to; nothing for a unit without files."""
    weights = counts(group.findings if group else ())
    return {
        "files": file_links(group, base) if group and group.filings else (),
        "errors": weights[Severity.ERROR],
        "warnings": weights[Severity.WARNING],
        "notices": weights[Severity.NOTICE],
        "anchor": anchor,
    }
