"""The XML of an .xlsx → what the fast reader hides: formulas, error cells, hidden rows."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

Place = tuple[int, int]

# Most sheets hold none of the three: a search over the bytes spares them the parsing.
_WORTH = re.compile(rb"<(?:\w+:)?f[\s>/]|\st\s*=\s*[\"']e[\"']|<(?:\w+:)?row\b[^>]*\shidden\s*=")
_REFERENCE = re.compile(r"([A-Za-z]+)([0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula cell; `cached` says whether the file keeps its result."""

    text: str
    cached: bool

    @property
    def external(self) -> bool:
        """Whether it refers to another file."""
        return re.search(r"\[[^\]]+\][^!]*!", self.text) is not None


@dataclass(frozen=True, slots=True)
class SheetExtras:
    """What one sheet hides, by 1-based (row, column)."""

    formulas: Mapping[Place, Formula] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()


def read_extras(data: bytes) -> dict[str, SheetExtras]:
    """The extras by sheet name; sheets without any are absent."""
    found = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        for name, target in _sheet_parts(archive, parts):
            real = parts.get(target.lower())
            if real is not None:
                xml = archive.read(real)
                if _WORTH.search(xml):
                    found[name] = _parse_sheet(xml)
    return found


def _sheet_parts(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Sheet names with their part names, by the relationships."""
    book, links = parts.get("xl/workbook.xml"), parts.get("xl/_rels/workbook.xml.rels")
    if book is None or links is None:
        return []
    targets = {}
    for link in _parse(archive.read(links)):
        target = link.get("Target", "")
        targets[link.get("Id")] = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        )
    result = []
    for element in _parse(archive.read(book)).iter("{*}sheet"):
        key = next((value for name, value in element.attrib.items() if str(name).endswith("}id")), None)
        if key in targets:
            result.append((str(element.get("name")), targets[key]))
    return result


def _parse(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _parse_sheet(xml: bytes) -> SheetExtras:
    formulas: dict[Place, Formula] = {}
    errors: dict[Place, str] = {}
    hidden: set[int] = set()
    row_number = 0
    for row in _parse(xml).iter("{*}row"):
        row_number = int(row.get("r") or row_number + 1)
        if row.get("hidden") in ("1", "true"):
            hidden.add(row_number)
        column = 0
        for cell in row.iterchildren("{*}c"):
            column = _column(cell.get("r")) or column + 1
            place = (row_number, column)
            value = cell.findtext("{*}v") or ""
            if cell.get("t") == "e":
                errors[place] = value or "#VALUE!"
            formula = cell.find("{*}f")
            if formula is not None:
                formulas[place] = Formula("=" + (formula.text or ""), value != "")
    return SheetExtras(formulas, errors, frozenset(hidden))


def _column(reference: str | None) -> int:
    found = _REFERENCE.fullmatch(reference or "")
    number = 0
    for letter in found[1].upper() if found else "":
        number = number * 26 + ord(letter) - 64
    return number
