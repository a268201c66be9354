"""The body of a section → its paragraphs in order, each with the place that a person would give it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn


@dataclass(frozen=True, slots=True)
class Line:
    """One `w:p`: its number among all paragraphs of the body, its place in words, and what it says.

    `container` is the body or the table cell around it; `row` and `table` are None outside tables.
    """

    paragraph: Any
    number: int
    place: str
    text: str
    container: Any
    row: Any = None
    table: Any = None


def lines_of(body: Any) -> tuple[Line, ...]:
    """The paragraphs of a section, those inside tables at their places."""
    places = dict(_places(body))
    found = []
    for number, paragraph in enumerate(body.iter(qn("w:p"))):
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        table = next(paragraph.iterancestors(qn("w:tbl")), None)
        place = places.get(paragraph, "")
        found.append(Line(paragraph, number, place, text_of(paragraph), paragraph.getparent(), row, table))
    return tuple(found)


def text_of(paragraph: Any) -> str:
    """What a paragraph says, without that of text boxes inside it."""
    own = (t for t in paragraph.iter(qn("w:t")) if next(t.iterancestors(qn("w:p"))) is paragraph)
    return "".join(t.text or "" for t in own)


def _places(body: Any) -> Iterator[tuple[Any, str]]:
    count = tables = 0
    for child in body:
        if child.tag == qn("w:p"):
            count += 1
            yield child, f"第{count}段"
        elif child.tag == qn("w:tbl"):
            tables += 1
            for row_number, row in enumerate(child.findall(qn("w:tr")), start=1):
                for column, cell in enumerate(row.findall(qn("w:tc")), start=1):
                    for paragraph in cell.iter(qn("w:p")):
                        yield paragraph, f"第{tables}个表格第{row_number}行第{column}列"
