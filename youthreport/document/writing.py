"""The blocks of a paper → WordprocessingML with numbered bookmarks, and the list of printed figures."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from youthreport import gbt9704
from youthreport.document import official
from youthreport.document.compose import Block
from youthreport.document.glyphs import PLACE_OF_PICTURE, Glyph, Span, words
from youthreport.document.grid import Cell, Grid, row_lines, section_grid
from youthreport.document.pictures import Picture, drawing_xml
from youthreport.document.signs import QUOTED
from youthreport.model import PrintedFigure

_W = nsdecls("w")
# Between tables, which would else run together, and behind the last one, where a paragraph must stand.
HIDDEN_PARAGRAPH = f"<w:p {_W}><w:pPr>{official.setting_xml(line=gbt9704.HIDDEN_LINE, indent=official.indent_xml())}</w:pPr></w:p>"

_CELL_MARGINS = (
    f'<w:tblCellMar><w:top w:w="{gbt9704.CELL_TOP.twips}" w:type="dxa"/>'
    f'<w:left w:w="{gbt9704.CELL_SIDE.twips}" w:type="dxa"/>'
    f'<w:bottom w:w="{gbt9704.CELL_BOTTOM.twips}" w:type="dxa"/>'
    f'<w:right w:w="{gbt9704.CELL_SIDE.twips}" w:type="dxa"/></w:tblCellMar>'
)


class Writer:
    """Writes blocks in document order; counts bookmarks per code and keeps what was printed.

    `width` and `height` are those of the text area in twips; `ids` gives the id of a style by its name. `attach`
    takes the bytes of a picture and returns the relation that leads to it.
    """

    def __init__(
        self,
        width: int,
        height: int = 0,
        ids: Callable[[str], str] = official.STYLE_IDS.__getitem__,
        attach: Callable[[bytes], str] | None = None,
    ) -> None:
        self.printed: list[PrintedFigure] = []
        self._width, self._height = width, height or width
        self._id_of, self._attach = ids, attach
        self._counts: Counter[str] = Counter()
        self._ids = itertools.count(1)
        self._pictures = itertools.count(1)

    def write(self, blocks: Sequence[Block]) -> list[Any]:
        """The `w:p` and `w:tbl` elements; a table is always followed by a paragraph."""
        elements = []
        for block, following in itertools.zip_longest(blocks, blocks[1:]):
            elements.append(self._block(block))
            if block.tabular and (following is None or following.tabular):
                elements.append(parse_xml(HIDDEN_PARAGRAPH))
        return elements

    def _block(self, block: Block) -> Any:
        if block.raw:
            return parse_xml(block.raw)
        if block.table is not None:
            return parse_xml(self._table(section_grid(block.table, block.cells)))
        if block.grid is not None:
            return parse_xml(self._table(block.grid))
        properties = block.properties
        if any(glyph.picture for glyph in block.glyphs):
            alone = all(glyph.picture for glyph in block.glyphs)
            properties += official.setting_xml(
                grow=True, indent=official.indent_xml() if alone else "", align="center" if alone else ""
            )
        return parse_xml(self._paragraph(block.style, properties, block.glyphs, self._width, _W))

    def _paragraph(
        self, style: str, properties: str, glyphs: Sequence[Glyph], width: int, spaces: str = ""
    ) -> str:
        named = "" if style == official.NORMAL else f'<w:pStyle w:val="{self._id_of(style)}"/>'
        pieces = [f"<w:p {spaces}><w:pPr>{named}{properties}</w:pPr>"]
        start = 0
        for span, group in itertools.groupby(glyphs, key=lambda glyph: glyph.span):
            stretch = tuple(group)
            runs = self._runs(stretch, width)
            if span is not None:
                runs = self._bookmark(span, runs, words(stretch), _sentence(glyphs, start, len(stretch)))
            pieces.append(runs)
            start += len(stretch)
        return "".join(pieces) + "</w:p>"

    def _bookmark(self, span: Span, runs: str, text: str, sentence: str) -> str:
        self._counts[span.code] += 1
        number = self._counts[span.code]
        name = f"yq_{number}" if span.code == QUOTED else f"yr_{span.code}_{number}"
        if span.code != QUOTED:
            self.printed.append(PrintedFigure(name, span.code, text, sentence))
        key = next(self._ids)
        return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{key}"/>'

    def _runs(self, glyphs: Iterable[Glyph], width: int) -> str:
        runs = []
        for (bold, missing, picture), group in itertools.groupby(
            glyphs, key=lambda g: (g.bold, g.missing, g.picture)
        ):
            if picture is None:
                runs.append(_text(bold, missing, words(group)))
            else:
                runs += [self._picture(picture, width) for _ in group]
        return "".join(runs)

    def _picture(self, picture: Picture, width: int) -> str:
        assert self._attach is not None
        fitted = picture.within(gbt9704.twips(width).emu, gbt9704.twips(self._height).emu)
        return drawing_xml(fitted, self._attach(picture.content), next(self._pictures))

    def _table(self, grid: Grid) -> str:
        """A table as wide as the text area, borders from Table Grid, its header rows repeated on every page."""
        widths = grid.widths(self._width)
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(
            self._row(row, widths, header=number < grid.headers) for number, row in enumerate(grid.rows)
        )
        return (
            f'<w:tbl {_W}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{self._width}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{_CELL_MARGINS}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, row: Sequence[Cell], widths: Sequence[int], *, header: bool) -> str:
        # a row that could fill a page must be split, or its foot is cut off
        whole = header or row_lines(row, widths) <= gbt9704.MOST_UNSPLIT_LINES
        marks = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
        cells = []
        column = 0
        for cell in row:
            cells.append(self._cell(cell, sum(widths[column : column + cell.span]), header=header))
            column += cell.span
        return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, cell: Cell, width: int, *, header: bool) -> str:
        spanning = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merged = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        style = official.TABLE_HEAD if header else official.TABLE_TEXT
        inside = width - gbt9704.CELL_SIDE.twips * 2
        paragraphs = "".join(
            self._paragraph(style, _cell_setting(align, glyphs), glyphs, inside)
            for align, glyphs in cell.paragraphs
        )
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanning}{merged}'
            f'<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'
        )


def _text(bold: bool, missing: bool, text: str) -> str:
    weight = "<w:b/>" if bold else ""
    colour = '<w:highlight w:val="yellow"/>' if missing else ""
    return official.text_xml(text, f"{weight}{colour}")


def _cell_setting(align: str, glyphs: Iterable[Glyph]) -> str:
    return official.setting_xml(align=align, grow=any(glyph.picture for glyph in glyphs))


def _sentence(glyphs: Sequence[Glyph], start: int, length: int) -> str:
    """The text from after the last 。 before the figure up to the next 。."""
    text = words(glyphs)
    end = text.find("。", start + length)
    sentence = text[text.rfind("。", 0, start) + 1 : len(text) if end < 0 else end + 1]
    return sentence.replace(PLACE_OF_PICTURE, "")
