"""The XML of an .xlsx → what the fast reader hides: formulas, error cells, hidden rows and columns."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from youthreport.addresses import place_of
from youthreport.intake.far import MAX_COLUMN, parse
from youthreport.intake.prescan import inflate
from youthreport.intake.sheets import Formula, Place

# Most sheets hold none of these: a search over the bytes spares them the parsing.
_WORTH = re.compile(
    rb"<(?:\w+:)?f[\s>/]|\st\s*=\s*[\"']e[\"']"
    rb"|<(?:\w+:)?(?:row|col)\b[^>]*\s(?:hidden\s*=\s*[\"'](?:1|true)|(?:ht|width)\s*=\s*[\"']0(?:\.0+)?[\"'])"
)
_DATE1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\sdate1904\s*=\s*[\"'](?:1|true)[\"']")
_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class SheetExtras:
    """What one sheet hides, by 1-based (row, column)."""

    formulas: Mapping[Place, Formula] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class BookExtras:
    """The extras by sheet name (sheets without any are absent), and whose XML each sheet is."""

    sheets: Mapping[str, SheetExtras]
    parts: Mapping[str, str]
    date1904: bool


def read_extras(data: bytes) -> BookExtras:
    """What the fast reader does not tell about an .xlsx."""
    found, by_name = {}, {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {info.filename.replace("\\", "/").lower(): info for info in archive.infolist()}
        book = parts.get("xl/workbook.xml")
        xml = inflate(archive, book) if book else b""
        for name, target in _sheet_parts(archive, parts, xml):
            real = parts.get(target.lower())
            if real is not None:
                by_name[name] = real.filename
                sheet = inflate(archive, real)
                if _WORTH.search(sheet):
                    found[name] = _parse_sheet(sheet)
    return BookExtras(found, by_name, _DATE1904.search(xml) is not None)


def _sheet_parts(
    archive: zipfile.ZipFile, parts: Mapping[str, zipfile.ZipInfo], book: bytes
) -> list[tuple[str, str]]:
    """Sheet names with their part names, by the relationships."""
    links = parts.get("xl/_rels/workbook.xml.rels")
    if not book or links is None:
        return []
    targets = {}
    for link in parse(inflate(archive, links)):
        target = link.get("Target", "")
        targets[link.get("Id")] = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        )
    result = []
    for element in parse(book).iter("{*}sheet"):
        key = next((value for name, value in element.attrib.items() if str(name).endswith("}id")), None)
        if key in targets:
            result.append((str(element.get("name")), targets[key]))
    return result


def _parse_sheet(xml: bytes) -> SheetExtras:
    root = parse(xml)
    formulas: dict[Place, Formula] = {}
    errors: dict[Place, str] = {}
    hidden: set[int] = set()
    shared: dict[str, str] = {}
    number = 0
    for row in root.iter("{*}row"):
        number = int(row.get("r") or number + 1)
        if row.get("hidden") in _TRUE or _is_nothing(row.get("ht")):
            hidden.add(number)
        column = 0
        for cell in row.iterchildren("{*}c"):
            ref = cell.get("r")
            column = (place_of(ref) or (0, column + 1))[1] if ref else column + 1
            if cell.get("t") == "e":
                errors[number, column] = cell.findtext("{*}v") or "#VALUE!"
            formula = cell.find("{*}f")
            if formula is not None:
                formulas[number, column] = _formula(cell, formula, shared)
    return SheetExtras(formulas, errors, frozenset(hidden), _hidden_columns(root))


def _formula(cell: etree._Element, element: etree._Element, shared: dict[str, str]) -> Formula:
    text = element.text or ""
    group = element.get("si")
    if group is not None:
        # Only the first cell of a filled-down formula holds its text.
        if text:
            shared[group] = text
        text = shared.get(group, "")
    value = cell.findtext("{*}v")
    # A result that is an empty text is a result; openpyxl and its like leave an empty value and no type.
    return Formula("=" + text, bool(value) or (value is not None and cell.get("t") == "str"))


def _hidden_columns(root: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    for column in root.iter("{*}col"):
        first, last = column.get("min", ""), column.get("max", "")
        if (
            first.isdigit()
            and last.isdigit()
            and (column.get("hidden") in _TRUE or _is_nothing(column.get("width")))
        ):
            hidden.update(range(int(first), min(int(last), MAX_COLUMN) + 1))
    return frozenset(hidden)


def _is_nothing(size: str | None) -> bool:
    """Whether a height or width is written and zero."""
    return size is not None and size.strip("0") in ("", ".")
