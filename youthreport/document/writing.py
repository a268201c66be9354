"""The blocks of a paper → WordprocessingML with numbered bookmarks, and the list of printed figures."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from youthreport.document import official
from youthreport.document.compose import Block
from youthreport.document.environment import QUOTED
from youthreport.document.marks import Glyph, Span, words
from youthreport.model import PrintedFigure

_W = nsdecls("w")
_TABLE_WIDTH = official.PAGE_WIDTH - official.LEFT_MARGIN - official.RIGHT_MARGIN


class Writer:
    """Writes blocks in document order; counts bookmarks per code and keeps what was printed."""

    def __init__(self) -> None:
        self.printed: list[PrintedFigure] = []
        self._counts: Counter[str] = Counter()
        self._ids = itertools.count(1)

    def write(self, blocks: Iterable[Block]) -> list[Any]:
        """The `w:p` and `w:tbl` elements."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Any:
        if block.table is not None:
            return self._table(block)
        style = (
            ""
            if block.style == official.NORMAL
            else (f'<w:pStyle w:val="{official.STYLE_IDS[block.style]}"/>')
        )
        return self._paragraph(f"{style}{block.properties}", block.glyphs)

    def _paragraph(self, properties: str, glyphs: Sequence[Glyph]) -> Any:
        pieces = [f"<w:p {_W}><w:pPr>{properties}</w:pPr>"]
        start = 0
        for span, group in itertools.groupby(glyphs, key=lambda glyph: glyph.span):
            stretch = tuple(group)
            runs = _runs(stretch)
            if span is not None:
                runs = self._bookmark(span, runs, words(stretch), _sentence(glyphs, start, len(stretch)))
            pieces.append(runs)
            start += len(stretch)
        return parse_xml("".join(pieces) + "</w:p>")

    def _bookmark(self, span: Span, runs: str, text: str, sentence: str) -> str:
        self._counts[span.code] += 1
        number = self._counts[span.code]
        name = f"yq_{number}" if span.code == QUOTED else f"yr_{span.code}_{number}"
        if span.code != QUOTED:
            self.printed.append(PrintedFigure(name, span.code, text, sentence))
        key = next(self._ids)
        return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{key}"/>'

    def _table(self, block: Block) -> Any:
        """The section's table inside the text area, borders from Table Grid, its header row repeated."""
        old = block.table
        columns = [int(c.get(qn("w:w")) or 1) for c in old.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        widths = _scaled(columns or [1])
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        table = parse_xml(
            f'<w:tbl {_W}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{_TABLE_WIDTH}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid></w:tbl>"
        )
        for index, row in enumerate(old.findall(qn("w:tr"))):
            table.append(self._row(row, widths, block, header=index == 0))
        return table

    def _row(self, old: Any, widths: list[int], block: Block, *, header: bool) -> Any:
        mark = "<w:tblHeader/>" if header else ""
        row = parse_xml(f"<w:tr {_W}><w:trPr><w:cantSplit/>{mark}</w:trPr></w:tr>")
        column = 0
        for old_cell in old.findall(qn("w:tc")):
            span_mark = old_cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            span = 1 if span_mark is None else int(span_mark.get(qn("w:val")))
            row.append(self._cell(old_cell, sum(widths[column : column + span]), span, block))
            column += span
        return row

    def _cell(self, old: Any, width: int, span: int, block: Block) -> Any:
        merged = old.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        spanning = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        cell = parse_xml(
            f'<w:tc {_W}><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanning}'
            '<w:vAlign w:val="center"/></w:tcPr></w:tc>'
        )
        if merged is not None:
            cell[0].insert(len(cell[0]) - 1, deepcopy(merged))
        for paragraph in old.findall(qn("w:p")):
            align = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
            side = "" if align is None else f'<w:jc w:val="{align.get(qn("w:val"))}"/>'
            properties = f'<w:pStyle w:val="{official.STYLE_IDS[official.TABLE_TEXT]}"/>{side}'
            cell.append(self._paragraph(properties, block.cells[paragraph]))
        return cell


def _scaled(columns: list[int]) -> list[int]:
    """Column widths that fill the text area exactly, in the proportions of the section."""
    total = sum(columns)
    widths = [column * _TABLE_WIDTH // total for column in columns]
    widths[-1] += _TABLE_WIDTH - sum(widths)
    return widths


def _runs(glyphs: Iterable[Glyph]) -> str:
    runs = []
    for (bold, missing), group in itertools.groupby(glyphs, key=lambda g: (g.bold, g.missing)):
        weight = "<w:b/>" if bold else ""
        colour = '<w:highlight w:val="yellow"/>' if missing else ""
        runs.append(
            f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>{weight}{colour}</w:rPr>'
            f'<w:t xml:space="preserve">{escape(words(group))}</w:t></w:r>'
        )
    return "".join(runs)


def _sentence(glyphs: Sequence[Glyph], start: int, length: int) -> str:
    """The text from after the last 。 before the figure up to the next 。."""
    text = words(glyphs)
    end = text.find("。", start + length)
    return text[text.rfind("。", 0, start) + 1 : len(text) if end < 0 else end + 1]
