"""The XML of one sheet → its cells by place, made where the sheet does not hold them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from youthreport.outputs.feedback.markup import Element, found, namespace_of
from youthreport.outputs.feedback.places import Place, area

# The schema's sequence of what a sheet holds.
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
    *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
    *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"),
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts"),
    "extLst",
)


def places(root: Element) -> Iterator[tuple[Place, Element]]:
    """Every cell that the sheet holds; cells and rows without a reference follow the one before."""
    for number, row in _rows(root):
        yield from ((Place(number, column), cell) for column, cell in _columns(row))


def cells(root: Element, wanted: Iterable[Place]) -> dict[Place, Element]:
    """The cells there; missing ones are made, with the look that their row or column gives them."""
    by_row: dict[int, list[int]] = {}
    for place in sorted(set(wanted)):
        by_row.setdefault(place.row, []).append(place.column)
    rows = _made_rows(root, by_row)
    return {
        Place(number, column): cell
        for number, columns in by_row.items()
        for column, cell in _made_cells(root, rows[number], number, columns)
    }


def shown(root: Element, wanted: Iterable[Place]) -> Mapping[Place, Place]:
    """For places inside a merged range the one that shows; other places are left out."""
    ordered = sorted(set(wanted))
    moved: dict[Place, Place] = {}
    for entry in root.iterfind("{*}mergeCells/{*}mergeCell"):
        merged = area(entry.get("ref", ""))
        if merged is None:
            continue
        for place in islice(ordered, bisect_left(ordered, Place(merged.first.row, 0)), None):
            if place.row > merged.last.row:
                break
            if merged.first.column <= place.column <= merged.last.column:
                moved.setdefault(place, merged.first)
    return moved


def text_of(cell: Element, strings: Mapping[int, str]) -> str:
    """The text that the cell shows; `strings` are those of the workbook by number."""
    if cell.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iterfind("{*}is//{*}t"))
    value = cell.findtext("{*}v") or ""
    return strings.get(int(value), "") if cell.get("t") == "s" and value.isdigit() else value


def _rows(root: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = int(row.get("r") or number + 1)
        yield number, row


def _columns(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row.iterchildren("{*}c"):
        there = area(cell.get("r", ""))
        column = there.first.column if there else column + 1
        yield column, cell


def _made_rows(root: Element, wanted: Iterable[int]) -> dict[int, Element]:
    present = list(_rows(root))
    known = dict(reversed(present))
    numbers = [number for number, _ in present]
    data = found(root, "sheetData")
    if data is None:
        raise ValueError("no sheetData")
    for number in wanted:
        if number not in known:
            new = root.makeelement(f"{{{namespace_of(root)}}}row", r=str(number))
            at = bisect_left(numbers, number)
            if at < len(present):
                present[at][1].addprevious(new)
            else:
                data.append(new)
            present.insert(at, (number, new))
            numbers.insert(at, number)
            known[number] = new
    return known


def _made_cells(root: Element, row: Element, number: int, wanted: list[int]) -> Iterator[tuple[int, Element]]:
    present = list(_columns(row))
    known = dict(reversed(present))
    for column in wanted:
        if column not in known:
            place = Place(number, column)
            new = root.makeelement(f"{{{namespace_of(root)}}}c", r=place.ref, s=_inherited(root, row, column))
            later = next((cell for other, cell in present if other > column), None)
            if later is None:
                # Before an extension list, if the row has one.
                row.insert(len(row.findall("{*}c")), new)
            else:
                later.addprevious(new)
            present = list(_columns(row))
            known[column] = new
            row.attrib.pop("spans", "")
        yield column, known[column]


def _inherited(root: Element, row: Element, column: int) -> str:
    if row.get("customFormat") in ("1", "true"):
        return row.get("s", "0")
    for entry in root.iterfind("{*}cols/{*}col"):
        if int(entry.get("min", "0")) <= column <= int(entry.get("max", "0")):
            return entry.get("style", "0")
    return "0"
