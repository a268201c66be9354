"""Rendered sections → the blocks of the paper's text in order, without hollow headings, numbered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docx.oxml.ns import qn

from youthreport.document import official
from youthreport.document.glyphs import Glyph, plain, words
from youthreport.document.grid import Grid
from youthreport.document.marks import Marked, read
from youthreport.document.pictures import Picture
from youthreport.document.styles import Carried

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (`glyphs`) or one table; `properties` is direct formatting of a paragraph.

    A table is a section's own (`table` with its `cells`) or the program's (`grid`). `raw` is a finished element.
    """

    style: str
    glyphs: tuple[Glyph, ...] = ()
    properties: str = ""
    table: Any = None
    cells: dict[Any, tuple[Glyph, ...]] = field(default_factory=dict)
    grid: Grid | None = None
    raw: str = ""

    @property
    def tabular(self) -> bool:
        """Whether it is a table."""
        return self.table is not None or self.grid is not None

    @property
    def level(self) -> int:
        """1-4 for a heading, 0 for anything else."""
        return official.HEADINGS.index(self.style) + 1 if self.style in official.HEADINGS else 0

    @property
    def stands_alone(self) -> bool:
        """Whether it is a heading that needs content below it (a run-in item has its own)."""
        return self.level in (1, 2) or (self.level > 2 and "。" not in words(self.glyphs)[:-1])


def blocks_of(
    body: Any, carried: Carried, pictures: Sequence[Picture]
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a rendered body, emptied ones left out, and the labels still to be supplied."""
    blocks: list[Block] = []
    absent: list[str] = []
    for element in body:
        if element.tag == qn("w:p"):
            marked = read(element, pictures)
            if not marked.emptied:
                blocks.append(Block(_style_of(element, carried), marked.glyphs))
                absent += marked.absent
        elif element.tag == qn("w:tbl"):
            cells = {paragraph: read(paragraph, pictures) for paragraph in element.iter(qn("w:p"))}
            absent += [label for cell in cells.values() for label in cell.absent]
            if not _without_content(element, cells):
                told = {p: cell.glyphs for p, cell in cells.items()}
                blocks.append(Block(official.TABLE_TEXT, table=element, cells=told))
    return tuple(blocks), tuple(absent)


def _without_content(table: Any, cells: dict[Any, Marked]) -> bool:
    """A table of nothing but its header row says nothing."""
    rows = table.findall(qn("w:tr"))
    return len(rows) < 2 or all(cells[p].emptied for row in rows[1:] for p in row.iter(qn("w:p")))


def _style_of(paragraph: Any, carried: Carried) -> str:
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return official.NORMAL if mark is None else carried.name_of(mark.get(qn("w:val")))


def with_content(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without headings that have lost everything below them."""
    kept: list[Block] = []
    for block in reversed(blocks):
        following = kept[-1] if kept else None
        hollow = following is None or 0 < following.level <= block.level
        if not (block.stands_alone and hollow):
            kept.append(block)
    return tuple(reversed(kept))


def numbered(blocks: Iterable[Block], level3: str) -> tuple[Block, ...]:
    """The blocks with 一、（一）1.（1） before their headings, counting anew below each higher heading."""
    counters = [0, 0, 0, 0]
    out: list[Block] = []
    for block in blocks:
        if block.level:
            counters[block.level - 1] += 1
            counters[block.level :] = [0] * (4 - block.level)
            number = _number(block.level, counters[block.level - 1], level3)
            out.append(replace(block, glyphs=plain(number) + _heading_text(block)))
        else:
            out.append(block)
    return tuple(out)


def _heading_text(block: Block) -> tuple[Glyph, ...]:
    glyphs = block.glyphs
    while block.stands_alone and block.level < 3 and glyphs and glyphs[-1].char in "。；，、：":
        glyphs = glyphs[:-1]
    return glyphs


def _number(level: int, count: int, level3: str) -> str:
    if level == 1:
        return f"{hanzi(count)}、"
    if level == 2:
        return f"（{hanzi(count)}）"
    return level3.replace("1", str(count)) if level == 3 else f"（{count}）"


def hanzi(number: int) -> str:
    """1-99 in Chinese numerals: 一, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")
