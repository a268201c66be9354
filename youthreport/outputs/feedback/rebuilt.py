"""What a reader found in a file of another format → a new .xlsx of the same content.

Values, days as days, merged ranges, hidden sheets; formulas are replaced by their results.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from youthreport.columns import width
from youthreport.outputs.feedback.package import TYPES, Package
from youthreport.outputs.feedback.pages import Page, is_kept, written
from youthreport.outputs.feedback.places import Area, Place
from youthreport.outputs.feedback.styles import BLANK, Look, Styles
from youthreport.outputs.feedback.workbook import MAIN, RELATIONS, Workbook
from youthreport.packing import pack

_WIDEST, _NARROWEST = 40, 9
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_LONGEST_TITLE = 31
_FORMATS = {
    **dict.fromkeys(("text", "number", "bool", "error"), ""),
    "day": "yyyy\\-mm\\-dd",
    "moment": "yyyy\\-mm\\-dd\\ hh:mm",
    "time": "hh:mm",
    "span": "[h]:mm",
}
_LOOKS = {
    kept: Look(size=11, align="general", number_format=code, wrap=kept == "text")
    for kept, code in _FORMATS.items()
}
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_EMPTY = {
    TYPES: (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS[MAIN]}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS[MAIN]}">'
        "<bookViews><workbookView/></bookViews><sheets/></workbook>"
    ),
}

# A merged range by its first and last (row, column).
Span = tuple[tuple[int, int], tuple[int, int]]


class SheetContent(Protocol):
    """A sheet as a reader hands it over; places are 1-based (row, column), blanks are absent."""

    @property
    def name(self) -> str:
        """The sheet's name."""

    @property
    def visible(self) -> bool:
        """False for hidden sheets."""

    @property
    def cells(self) -> Mapping[tuple[int, int], object]:
        """The values; what is neither text, number, flag nor date is written as its str()."""

    @property
    def merged(self) -> Sequence[Span]:
        """The merged ranges by first and last place."""


def empty_book() -> Workbook:
    """A workbook without sheets, which nobody can open yet."""
    book = Workbook(Package(pack({name: text.encode() for name, text in _EMPTY.items()})))
    book.add_part("styles", BLANK)
    return book


def rebuilt(
    sheets: Iterable[SheetContent], spans: Mapping[str, Sequence[Span]]
) -> tuple[Workbook, Mapping[str, str]]:
    """The workbook, and the names of sheets that had to be changed for it, by the old name.

    `spans` are merged ranges by sheet, for sheets whose reader tells none.
    """
    book = empty_book()
    styles = Styles(book.package.tree(book.part("styles")))
    taken: set[str] = set()
    renamed = {}
    for sheet in sheets:
        title = _title(sheet.name, taken)
        taken.add(title.casefold())
        if title != sheet.name:
            renamed[sheet.name] = title
        book.add_sheet(
            title,
            written(_page(styles, sheet, sheet.merged or spans.get(sheet.name, ())), MAIN),
            visible=sheet.visible,
        )
    return book, renamed


def _page(styles: Styles, sheet: SheetContent, spans: Iterable[Span]) -> Page:
    merged = _apart(spans)
    spread = {area.first for area in merged}
    cells: dict[Place, tuple[object, int]] = {}
    widths: dict[int, float] = {}
    for (row, column), value in sheet.cells.items():
        cells[Place(row, column)] = (value, styles.of(_LOOKS[is_kept(value)]))
        if (row, column) not in spread:
            needed = min(max(width(str(value)[:_WIDEST]) + 2, _NARROWEST), _WIDEST)
            widths[column] = max(widths.get(column, 0), needed)
    return Page(cells, widths=widths, merged=merged, landscape=True, ruled=True)


def _apart(spans: Iterable[Span]) -> list[Area]:
    """The ranges from top to bottom, without those that overlap one above: a workbook with such does not open."""
    kept: list[Area] = []
    reaching: list[Area] = []
    for new in sorted(Area(Place(*first), Place(*last)) for first, last in spans):
        # Only ranges that reach down to this row can overlap it.
        reaching = [other for other in reaching if other.last.row >= new.first.row]
        if new.size > 1 and not any(_meet(new, other) for other in reaching):
            kept.append(new)
            reaching.append(new)
    return kept


def _meet(one: Area, other: Area) -> bool:
    """Whether two ranges with a row in common overlap."""
    return one.first.column <= other.last.column and other.first.column <= one.last.column


def _title(name: str, taken: set[str]) -> str:
    """A name that a workbook accepts: short, without special characters, not there yet."""
    clean = name.translate(_FORBIDDEN).strip("' ")[:_LONGEST_TITLE] or "工作表"
    title, number = clean, 1
    while title.casefold() in taken:
        number += 1
        title = f"{clean[: _LONGEST_TITLE - 4]}_{number}"
    return title
