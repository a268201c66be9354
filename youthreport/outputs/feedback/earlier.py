"""A workbook that carries our marks of an earlier round → the same without them, as its sender had it."""

from __future__ import annotations

from collections.abc import Mapping

from youthreport.markings import MARKER, OPINION_SHEET
from youthreport.outputs.feedback.grid import places, text_of
from youthreport.outputs.feedback.markup import Element, parse
from youthreport.outputs.feedback.notes import clear_notes
from youthreport.outputs.feedback.places import Place, area
from youthreport.outputs.feedback.styles import Styles
from youthreport.outputs.feedback.workbook import Sheet, Workbook

# In 审核意见, the hidden column whose cells hold the place of each marked cell, and the look that it had.
KEPT_COLUMN = 10

Looks = Mapping[str, Mapping[Place, int]]


def clear(book: Workbook, styles: Styles) -> None:
    """Takes away our sheets, our comments (never the sender's) and our fills; nothing where none of ours is."""
    looks: dict[str, dict[Place, int]] = {}
    opinions = _opinions(book)
    for sheet, cells in opinions.items():
        _collect(cells, _strings(book), looks)
        book.remove_sheet(sheet)
    sheets = [sheet for sheet in book.sheets if sheet.kind == "worksheet"]
    noted = [clear_notes(book, sheet) for sheet in sheets]
    if opinions or any(noted):
        ours = styles.ours()
        for sheet in sheets:
            _unfill(book, sheet, styles, ours, looks.get(sheet.title, {}))


def _opinions(book: Workbook) -> dict[Sheet, Mapping[Place, Element]]:
    """Our sheets, by the text of their first cell."""
    found: dict[Sheet, Mapping[Place, Element]] = {}
    for sheet in book.sheets:
        if sheet.kind == "worksheet" and OPINION_SHEET in sheet.title:
            cells = dict(places(book.package.peek(sheet.part)))
            first = cells.get(Place(1, 1))
            if first is not None and text_of(first, _strings(book)).strip() == MARKER:
                found[sheet] = cells
    return found


def _collect(
    cells: Mapping[Place, Element], strings: Mapping[int, str], looks: dict[str, dict[Place, int]]
) -> None:
    for place, cell in cells.items():
        if place.column == KEPT_COLUMN:
            title, _, ref = text_of(cell, strings).rpartition("!")
            if where := area(ref):
                looks.setdefault(title, {})[where.first] = int(cell.get("s", "0"))


def _unfill(
    book: Workbook, sheet: Sheet, styles: Styles, ours: frozenset[int], looks: Mapping[Place, int]
) -> None:
    cells = places(book.package.peek(sheet.part))
    filled = [(place, cell, number) for place, cell in cells if (number := int(cell.get("s", "0"))) in ours]
    for place, cell, number in filled:
        # Where rows were moved since, the look is not known.
        cell.set("s", str(styles.unmarked(number, looks.get(place))))
    if filled:
        book.package.tree(sheet.part)


def _strings(book: Workbook) -> dict[int, str]:
    part = book.part("sharedStrings")
    if not part:
        return {}
    entries = parse(book.package.read(part)).iterfind("{*}si")
    return {
        n: "".join(text.text or "" for text in entry.iterfind(".//{*}t")) for n, entry in enumerate(entries)
    }
