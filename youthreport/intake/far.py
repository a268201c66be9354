"""An .xlsx with cells at the far end of a sheet → the same without them, and what they held.

One stray cell in XFD1048576 makes a reader allocate the whole rectangle; the return around it is sound.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from youthreport.addresses import place_of, reference
from youthreport.intake.prescan import inflate
from youthreport.intake.sheets import FarCell

MAX_ROW = 100_000
MAX_COLUMN = 256
MAX_CELLS = 2_000_000
MAX_FAR = 1_000
_BEYOND = 10**12
# The second pair is tried when the first still leaves too large a rectangle.
_LIMITS = ((MAX_ROW, MAX_COLUMN), (20_000, 100))
_TOO_MANY = "在很远的行列（10 万行或 256 列以外）里有大量内容，超出读取范围"


@dataclass(frozen=True, slots=True)
class Stripped:
    """The new file, the far cells by part, and the objection when there is too much to leave out."""

    data: bytes
    far: dict[str, tuple[FarCell, ...]]
    objection: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    row: int
    column: int
    element: etree._Element


def strip_far_cells(data: bytes, parts: Collection[str]) -> Stripped:
    """The file with the far cells of these parts taken out; blank ones go without a word."""
    found: dict[str, tuple[FarCell, ...]] = {}
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(target, "w") as cleaned:
        strings = _Strings(archive)
        for info in archive.infolist():
            # Pictures and the like are not needed for reading, and may be damaged.
            if not info.filename.lower().endswith((".xml", ".rels")):
                continue
            content = inflate(archive, info)
            if info.filename in parts:
                root = parse(content)
                if not _strip(root, strings, found, info.filename):
                    return Stripped(data, {}, _TOO_MANY)
                content = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
            cleaned.writestr(info.filename, content, zipfile.ZIP_STORED)
    return Stripped(target.getvalue(), found)


def parse(xml: bytes) -> etree._Element:
    """The root of an XML part; nothing outside is ever looked up."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _strip(root: etree._Element, strings: _Strings, found: dict[str, tuple[FarCell, ...]], part: str) -> bool:
    """Takes the far cells out of the sheet; False when too much lies out there."""
    places = _places(root)
    for rows, columns in _LIMITS:
        far = [place for place in places if place.row > rows or place.column > columns]
        left = _rectangle([place for place in places if place.row <= rows and place.column <= columns])
        if left <= MAX_CELLS:
            break
    cells = tuple(cell for place in far if (cell := _far_cell(place, strings)))
    if len(cells) > MAX_FAR or left > MAX_CELLS:
        return False
    for element in (*(p.element for p in far), *(r for r in root.iter("{*}row") if _row_number(r) > rows)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    if cells:
        found[part] = cells
    return True


def _places(root: etree._Element) -> list[_Place]:
    """Every cell with its row and column; an address that is none lies beyond everything."""
    places = []
    last_row = 0
    for row in root.iter("{*}row"):
        written = row.get("r")
        number = last_row + 1 if written is None else _row_number(row)
        column = 0
        for cell in row.iterchildren("{*}c"):
            ref = cell.get("r")
            at = (number, column + 1) if ref is None else place_of(ref) or (_BEYOND, _BEYOND)
            # Readers go by the row's number or by the cell's own: the farther one decides.
            places.append(_Place(max(at[0], number), at[1], cell))
            column = at[1] if at[1] < _BEYOND else column + 1
        last_row = number if number < _BEYOND else last_row + 1
    return places


def _row_number(row: etree._Element) -> int:
    written = (row.get("r") or "0").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 13 else _BEYOND


def _rectangle(places: list[_Place]) -> int:
    filled = [place for place in places if len(place.element)]
    if not filled:
        return 0
    rows, columns = [p.row for p in filled], [p.column for p in filled]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _far_cell(place: _Place, strings: _Strings) -> FarCell | None:
    cell = place.element
    text = cell.findtext("{*}v") or ""
    if cell.get("t") == "s":
        text = strings.text(text)
    elif cell.get("t") == "inlineStr":
        text = "".join(t.text or "" for t in cell.iter("{*}t"))
    formula = cell.findtext("{*}f")
    if not text.strip() and formula:
        text = f"={formula}"
    ref = (cell.get("r") or reference(place.row, place.column)).strip().upper()
    return FarCell(ref, text.strip()) if text.strip() else None


class _Strings:
    """The shared strings, parsed only when somebody asks."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._texts: list[str] | None = None

    def text(self, index: str) -> str:
        """The string of that number, "" if there is none."""
        if self._texts is None:
            self._texts = self._read()
        number = int(index) if index.isdigit() and len(index) < 10 else -1
        return self._texts[number] if 0 <= number < len(self._texts) else ""

    def _read(self) -> list[str]:
        for info in self._archive.infolist():
            if info.filename.lower().endswith("sharedstrings.xml"):
                items = parse(inflate(self._archive, info)).iterchildren("{*}si")
                return ["".join(t.text or "" for t in item.iter("{*}t")) for item in items]
        return []
