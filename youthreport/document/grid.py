"""A section's table, or a table of an annex → rows of cells that fill the text area."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from youthreport import gbt9704
from youthreport.document.glyphs import Glyph, plain, words
from youthreport.document.title import width

_NARROWEST = gbt9704.CELL_SIDE * 2 + gbt9704.SMALL_CHARACTER * 2.2


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs as (alignment or "", glyphs); `merge` is restart, continue or ""."""

    paragraphs: tuple[tuple[str, tuple[Glyph, ...]], ...]
    span: int = 1
    merge: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: proportions of its columns, its rows, and how many of them are the repeated header."""

    columns: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    headers: int = 1

    def widths(self, whole: int) -> tuple[int, ...]:
        """Column widths in twips that sum up to `whole`; none too narrow for two characters if that can be."""
        least = min(_NARROWEST.twips, whole // len(self.columns))
        spare = whole - least * len(self.columns)
        total = sum(self.columns)
        wanted = [max(column / total * whole - least, 0) for column in self.columns]
        share = spare / sum(wanted) if sum(wanted) else 0
        widths = [least + int(want * share) for want in wanted]
        widths[-1] += whole - sum(widths)
        return tuple(widths)


def row_lines(row: Sequence[Cell], widths: Sequence[int], factor: float = 1.0) -> int:
    """About how many lines the fullest cell of the row has, with characters of `factor` times their width."""
    most, column = 1, 0
    for cell in row:
        inside = sum(widths[column : column + cell.span]) - gbt9704.CELL_SIDE.twips * 2
        room = max(inside // gbt9704.SMALL_CHARACTER.twips, 1)
        lines = (math.ceil(width(words(glyphs)) * factor / room) for _, glyphs in cell.paragraphs)
        most = max(most, sum(max(count, 1) for count in lines))
        column += cell.span
    return most


def section_grid(table: Any, told: Mapping[Any, tuple[Glyph, ...]]) -> Grid:
    """The grid of a section's `w:tbl`, with what its paragraphs were told to say."""
    columns = [float(c.get(qn("w:w")) or 1) for c in table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    rows = tuple(
        tuple(_cell(cell, told) for cell in row.findall(qn("w:tc"))) for row in table.findall(qn("w:tr"))
    )
    return Grid(tuple(columns) or (1.0,), rows, _headers(rows))


def plain_grid(
    header: Sequence[str],
    rows: Sequence[Sequence[tuple[Glyph, ...]]],
    columns: Sequence[float],
    left: frozenset[int],
) -> Grid:
    """A grid of one header row and records; cells of the columns in `left` are set flush left."""
    head = tuple(Cell((("", plain(text)),)) for text in header)
    body = (
        tuple(Cell((("left" if at in left else "", glyphs),)) for at, glyphs in enumerate(row))
        for row in rows
    )
    return Grid(tuple(columns) or (1.0,) * len(header), (head, *body))


def _cell(cell: Any, told: Mapping[Any, tuple[Glyph, ...]]) -> Cell:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    paragraphs = []
    for paragraph in cell.findall(qn("w:p")):
        align = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        paragraphs.append(("" if align is None else align.get(qn("w:val")), told[paragraph]))
    merge = "" if merged is None else merged.get(qn("w:val")) or "continue"
    return Cell(tuple(paragraphs), 1 if span is None else int(span.get(qn("w:val"))), merge)


def _headers(rows: Sequence[Sequence[Cell]]) -> int:
    """The first row, and those that a cell of it reaches down into."""
    if not rows or all(cell.merge != "restart" for cell in rows[0]):
        return 1
    reached = itertools.takewhile(lambda row: any(c.merge == "continue" for c in row), rows[1:])
    headers = 1 + sum(1 for _ in reached)
    return headers if headers < len(rows) else 1
