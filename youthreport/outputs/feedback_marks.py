"""Findings at cells → fills and comments on a workbook, and a workbook with our earlier marks → without them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.markings import AUTHOR, MARKER
from youthreport.model import Finding, Severity
from youthreport.outputs.feedback import WORDS

# Shades that no palette offers: a marked cell is known again by them.
COLOURS: Mapping[Severity, str] = {
    Severity.ERROR: "FFF8B5B1",
    Severity.WARNING: "FFFFDF8E",
    Severity.NOTICE: "FFCDE4F6",
}
# In 审核意见, the hidden column whose cells keep the style and the place of each marked cell.
KEPT_COLUMN = 10
FIRST_ROW = 5

_THEIRS = "—— 原有批注 ——"
_LONGEST = 3_000
_MOST_CELLS = 200

Marked = list[tuple[Worksheet, Cell]]


def mark(book: Workbook, findings: Sequence[Finding]) -> tuple[Marked, list[Cell]]:
    """Fills and comments on every cell that a finding names.

    What comes back are the marked cells, and for each a styled cell without a place: the look that it had.
    Findings come worst first: the first one of a cell gives the colour.
    """
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    cells: dict[tuple[str, str], tuple[Worksheet, Cell]] = {}
    for finding in findings:
        for sheet, cell in _cells(book, finding):
            key = (sheet.title, cell.coordinate)
            cells[key] = (sheet, cell)
            by_cell.setdefault(key, []).append(finding)
    looks = []
    for key, found in by_cell.items():
        sheet, cell = cells[key]
        looks.append(_styled(Cell(sheet, 1, 1), cell))
        _mark_cell(cell, found)
    return list(cells.values()), looks


def unmark(book: Workbook) -> None:
    """Takes away what an earlier round marked: our sheets, our comments (never the sender's), our fills."""
    for sheet in [sheet for sheet in book.worksheets if is_ours(sheet)]:
        for row in range(FIRST_ROW, sheet.max_row + 1):
            kept = sheet.cell(row, KEPT_COLUMN)
            _restore(book, kept)
        if len(book.worksheets) > 1:
            book.remove(sheet)
    for sheet in book.worksheets:
        for cell in _existing(sheet):
            if _is_marked(cell):
                # Moved since, so that its own look is unknown.
                cell.fill = PatternFill()
            if cell.comment is not None:
                cell.comment = _theirs(cell.comment)


def is_ours(sheet: Worksheet) -> bool:
    """Whether the sheet is a 审核意见 of an earlier round."""
    return str(sheet["A1"].value or "").strip() == MARKER


def place_of(finding: Finding, book: Workbook) -> str:
    """The link target of a finding in the workbook, "" when it names no sheet of it."""
    if finding.cell.sheet not in {sheet.title for sheet in book.worksheets}:
        return ""
    ref = finding.cell.ref if _boundaries(finding.cell.ref) else "A1"
    quoted = finding.cell.sheet.replace("'", "''")
    return f"'{quoted}'!{ref}"


def _mark_cell(cell: Cell, findings: Sequence[Finding]) -> None:
    worst = findings[0].severity
    own = cell.comment.text if cell.comment is not None else ""
    cell.fill = PatternFill("solid", start_color=COLOURS[worst])
    # What may be mended must be open; a formula of the form is mended where its parts are, unless it is broken.
    if worst is Severity.ERROR or (worst is Severity.WARNING and cell.data_type != "f"):
        cell.protection = Protection(locked=False, hidden=cell.protection.hidden)
    cell.comment = _comment(findings, own)


def _comment(findings: Iterable[Finding], own: str) -> Comment:
    parts = [MARKER]
    for finding in findings:
        parts.append(f"【{WORDS[finding.severity]}】{finding.message}\n怎么办：{finding.remedy}")
    if own:
        parts += [_THEIRS, own]
    text = ILLEGAL_CHARACTERS_RE.sub("", "\n".join(parts))[:_LONGEST]
    lines = sum(1 + len(line) // 22 for line in text.split("\n"))
    return Comment(text, AUTHOR, width=320, height=min(24 + 18 * lines, 480))


def _theirs(comment: Comment) -> Comment | None:
    """The comment without our part; None when it was ours alone."""
    if comment.author != AUTHOR and not comment.text.startswith(MARKER):
        return comment
    _, _, own = comment.text.partition(f"{_THEIRS}\n")
    return Comment(own, "") if own else None


def _cells(book: Workbook, finding: Finding) -> Iterator[tuple[Worksheet, Cell]]:
    """The cells that a finding names; none when it is about a sheet, a whole row or column, or the file."""
    bounds = _boundaries(finding.cell.ref)
    sheet = next((sheet for sheet in book.worksheets if sheet.title == finding.cell.sheet), None)
    if sheet is None or bounds is None:
        return
    left, top, right, bottom = bounds
    if (right - left + 1) * (bottom - top + 1) > _MOST_CELLS:
        right, bottom = left, top
    seen = set()
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            cell = _at(sheet, row, column)
            if cell.coordinate not in seen:
                seen.add(cell.coordinate)
                yield sheet, cell


def _boundaries(ref: str) -> tuple[int, int, int, int] | None:
    try:
        left, top, right, bottom = range_boundaries(ref)
    except (ValueError, TypeError):
        return None
    if left is None or top is None or right is None or bottom is None:
        return None
    return left, top, right, bottom


def _at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell there: of a merged range the one that shows; a new one looks as its row or column does."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            row, column = merged.min_row, merged.min_col
            break
    new = (row, column) not in sheet._cells
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):  # overlapping ranges of a broken file
        raise ValueError(f"{sheet.title}!{cell.coordinate}")
    if new:
        _inherit(sheet, cell)
    return cell


def _inherit(sheet: Worksheet, cell: Cell) -> None:
    # Cells that a sheet does not hold take the look of their row, else of the columns that cover them.
    if cell.row in sheet.row_dimensions and sheet.row_dimensions[cell.row].has_style:
        cell._style = copy(sheet.row_dimensions[cell.row]._style)  # type: ignore[attr-defined]
        return
    for dimension in sheet.column_dimensions.values():
        if (dimension.min or 0) <= cell.column <= (dimension.max or 0):
            cell._style = copy(dimension._style)  # type: ignore[attr-defined]


def _restore(book: Workbook, kept: Cell | MergedCell) -> None:
    sheet_name, _, ref = str(kept.value or "").rpartition("!")
    sheet = next((sheet for sheet in book.worksheets if sheet.title == sheet_name), None)
    bounds = _boundaries(ref)
    if sheet is None or bounds is None:
        return
    cell = sheet.cell(bounds[1], bounds[0])
    if isinstance(cell, Cell) and _is_marked(cell):
        number_format = cell.number_format
        _styled(cell, kept)
        # The one thing a corrector may rightly have changed: how the cell reads a number or a day.
        cell.number_format = number_format


def _styled(target: Cell, source: Cell | MergedCell) -> Cell:
    target._style = copy(source._style)  # type: ignore[attr-defined,union-attr]
    return target


def _is_marked(cell: Cell) -> bool:
    return cell.fill.patternType == "solid" and cell.fill.start_color.rgb in COLOURS.values()


def _existing(sheet: Worksheet) -> list[Cell]:
    # Not iter_rows: one stray far cell would make it build every cell on the way.
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]
