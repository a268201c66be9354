"""Findings at cells → fills and comments on a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from youthreport.model import Finding, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES
from youthreport.outputs.feedback.grid import cells, shown
from youthreport.outputs.feedback.markup import Element
from youthreport.outputs.feedback.notes import add_notes
from youthreport.outputs.feedback.places import Place, area
from youthreport.outputs.feedback.styles import Styles
from youthreport.outputs.feedback.workbook import Workbook

# Of a larger range only the first cell is marked.
_MOST_CELLS = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked cell, and the number of the format that it had before."""

    sheet: str
    place: Place
    format: int


def mark(
    book: Workbook, styles: Styles, findings: Sequence[Finding]
) -> tuple[tuple[Mark, ...], tuple[str, ...]]:
    """Fills and comments on every cell that a finding names: the marks, and what was lost by it, in Chinese.

    Findings come worst first: the first one of a cell gives the colour.
    """
    marks: list[Mark] = []
    lost = []
    by_sheet: dict[str, list[Finding]] = {}
    for finding in findings:
        if area(finding.cell.ref):
            by_sheet.setdefault(finding.cell.sheet, []).append(finding)
    for sheet in book.sheets:
        if sheet.kind == "worksheet" and (told := by_sheet.get(sheet.title)):
            root = book.package.tree(sheet.part)
            where = _where(root, told)
            marks += _fill(root, sheet.title, styles, where)
            if add_notes(book, sheet, _texts(where)):
                lost.append(f"《{sheet.title}》标注处的新式批注对话（已转为普通批注）")
    return tuple(marks), tuple(lost)


# Findings by the cell that is filled for them; True where the comment goes, too.
_Where = Mapping[Place, Sequence[tuple[Finding, bool]]]


def _where(root: Element, findings: Iterable[Finding]) -> _Where:
    named = [(finding, _cells(finding.cell.ref)) for finding in findings]
    moved = shown(root, (place for _, some in named for place in some))
    found: dict[Place, list[tuple[Finding, bool]]] = {}
    for finding, some in named:
        for number, place in enumerate(dict.fromkeys(moved.get(place, place) for place in some)):
            found.setdefault(place, []).append((finding, number == 0))
    return found


def _cells(ref: str) -> list[Place]:
    where = area(ref)
    if where is None:
        return []
    first, last = where if where.size <= _MOST_CELLS else (where.first, where.first)
    return [
        Place(row, column)
        for row in range(first.row, last.row + 1)
        for column in range(first.column, last.column + 1)
    ]


def _fill(root: Element, title: str, styles: Styles, where: _Where) -> list[Mark]:
    marks = []
    for place, cell in cells(root, where).items():
        before, severity = int(cell.get("s", "0")), where[place][0][0].severity
        # What may be mended must be open; a formula of the form is mended where its parts are, unless it is broken.
        formula = cell.find("{*}f") is not None
        unlocked = severity is Severity.ERROR or (severity is Severity.WARNING and not formula)
        cell.set("s", str(styles.marked(before, severity, unlocked=unlocked)))
        marks.append(Mark(title, place, before))
    return marks


def _texts(where: _Where) -> Mapping[Place, str]:
    told = {place: [finding for finding, first in some if first] for place, some in where.items()}
    return {
        place: "\n".join(f"【{SEVERITIES[f.severity]}】{f.message}\n怎么办：{f.remedy}" for f in some)
        for place, some in told.items()
        if some
    }
