"""An OpenDocument sheet → its merged ranges, which the reader of cells does not tell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from youthreport.outputs.feedback.markup import Element, parse

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
Merged = tuple[tuple[int, int], tuple[int, int]]


def merged_ranges(content: bytes) -> Mapping[str, tuple[Merged, ...]]:
    """By sheet, the ranges by first and last (row, column); empty when the bytes are no OpenDocument file."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" not in archive.namelist():
            return {}
        with archive.open("content.xml") as part:
            root = parse(part.read(archive.getinfo("content.xml").file_size))
    return {table.get(f"{_TABLE}name", ""): tuple(_of_table(table)) for table in root.iter(f"{_TABLE}table")}


def _of_table(table: Element) -> Iterator[Merged]:
    row = 1
    for line in table.iter(f"{_TABLE}table-row"):
        column = 1
        for cell in line.iterchildren(*_CELLS):
            tall, wide = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if tall * wide > 1:
                yield (row, column), (row + tall - 1, column + wide - 1)
            column += _count(cell, "number-columns-repeated")
        row += _count(line, "number-rows-repeated")


def _count(element: Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return int(text) if text.isdigit() else 1
