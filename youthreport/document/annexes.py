"""Annexes → 附件说明 under the text (GB/T 9704 7.3.4) and the annexes themselves, each on a new page (7.3.7)."""

from __future__ import annotations

from collections.abc import Sequence

from youthreport import gbt9704
from youthreport.document import official
from youthreport.document.compose import Block, numbered
from youthreport.document.glyphs import Glyph, plain
from youthreport.document.grid import plain_grid
from youthreport.document.signature import keeping
from youthreport.document.signs import clean
from youthreport.document.title import title_lines, width
from youthreport.document.told import told, told_parts
from youthreport.frame import Annex, Frame, Paragraph, Table

_LABEL = "附件"
_MANY = 10  # from here on numbers are wider than one 字


def annex_note(annexes: Sequence[Annex]) -> tuple[Block, ...]:
    """A blank line and one line per annex, turned-over names aligned; a single annex has no number."""
    if not annexes:
        return ()
    label = f"{_LABEL}："
    if len(annexes) == 1:
        only = official.indent_xml(left=gbt9704.NOTE_INDENT + width(label), hanging=width(label))
        lines = [
            Block(official.ANNEX_NOTE, plain(label) + _name(annexes[0]), official.setting_xml(indent=only))
        ]
    else:
        number = 1.0 if len(annexes) < _MANY else 2.0
        left = gbt9704.NOTE_INDENT + width(label) + number
        lines = []
        for count, annex in enumerate(annexes, start=1):
            lead = label if count == 1 else ""
            indent = official.indent_xml(left=left, hanging=width(lead) + number)
            text = plain(f"{lead}{count}.\t") + _name(annex)
            lines.append(Block(official.ANNEX_NOTE, text, official.setting_xml(indent=indent)))
    return tuple(keeping(block) for block in (Block(official.ANNEX_NOTE), *lines))


def annex_pages(frame: Frame, names: tuple[str, ...]) -> tuple[Block, ...]:
    """Every annex from its label on; `names` are words that a title must not break."""
    blocks: list[Block] = []
    for count, annex in enumerate(frame.annexes, start=1):
        label = _LABEL if len(frame.annexes) == 1 else f"{_LABEL}{count}"
        title = title_lines(clean(annex.title).strip(), *names)
        head = (
            Block(official.ANNEX_LABEL, plain(label), official.setting_xml(new_page=True)),
            Block(official.NORMAL),
            *(keeping(Block(official.TITLE, plain(line))) for line in title),
            keeping(Block(official.NORMAL)),
        )
        blocks += (*head, *numbered(map(_block, annex.blocks), frame.profile.level3))
    return tuple(blocks)


def _name(annex: Annex) -> tuple[Glyph, ...]:
    return told(annex.title.strip().rstrip("。；，、"))


def _block(content: Paragraph | Table) -> Block:
    if isinstance(content, Paragraph):
        style = official.HEADINGS[content.level - 1] if content.level else official.NORMAL
        return Block(style, told_parts(content.parts))
    rows = [[told_parts(cell) for cell in row] for row in content.rows]
    header = [clean(text) for text in content.header]
    return Block(official.TABLE_TEXT, grid=plain_grid(header, rows, content.widths, content.left))
