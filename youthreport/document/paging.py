"""The blocks of a paper → where its last page surely ends, without a layout engine: bounds instead of a guess.

Programs break lines a little differently, so the text is paged with wider and with narrower characters, with
and without kept paragraphs moved whole. What all these agree on is certain; on everything else nothing is built.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from youthreport import gbt9704
from youthreport.document import official
from youthreport.document.compose import Block
from youthreport.document.glyphs import words
from youthreport.document.grid import Grid, row_lines, section_grid
from youthreport.document.title import width
from youthreport.gbt9704 import Length
from youthreport.profile import Profile

# Digits between hanzi are set wider by some programs; punctuation moved to the next line costs characters.
_CHARACTER_WIDTHS = (0.97, 1.05)
_KEEP, _NEW_PAGE = official.setting_xml(keep=True), official.setting_xml(new_page=True)


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a paper ends: the number of its last page, and what is left of that page."""

    page: int
    left: Length


def endings(blocks: Sequence[Block], profile: Profile) -> tuple[Ending, ...]:
    """Every end that the paper may have, one per way of paging it."""
    ways = itertools.product(_CHARACTER_WIDTHS, (False, True))
    return tuple(_Pager(profile, factor, whole).paged(blocks) for factor, whole in ways)


class _Pager:
    """Fills pages with lines of one character width; `whole`: kept paragraphs are moved, not split."""

    def __init__(self, profile: Profile, factor: float, whole: bool) -> None:
        self._profile, self._factor, self._whole = profile, factor, whole
        self._height = gbt9704.PAPER_HEIGHT - profile.top - profile.bottom
        self._page, self._used = 1, gbt9704.NO_LENGTH

    def paged(self, blocks: Sequence[Block]) -> Ending:
        """The end after all blocks."""
        for group in _groups(blocks) if self._whole else ([block] for block in blocks):
            if any(_NEW_PAGE in block.properties for block in group) and self._used > gbt9704.NO_LENGTH:
                self._turn()
            heights = [height for block in group for height in self._heights(block)]
            whole = sum((height.points for height in heights), 0.0)
            if self._whole and len(group) > 1 and self._left.points < whole < self._height.points:
                self._turn()
            for height in heights:
                self._take(height)
        return Ending(self._page, self._left)

    @property
    def _left(self) -> Length:
        return self._height - self._used

    def _turn(self) -> None:
        self._page, self._used = self._page + 1, gbt9704.NO_LENGTH

    def _take(self, height: Length) -> None:
        if height > self._left:
            self._turn()
        self._used += height

    def _heights(self, block: Block) -> Iterator[Length]:
        """The heights that cannot be split: lines and table rows."""
        if block.table is not None:
            yield from self._rows(section_grid(block.table, block.cells))
        elif block.grid is not None:
            yield from self._rows(block.grid)
        elif block.raw and block.style == official.ORGAN_MARK:
            yield gbt9704.LARGEST_ORGAN_MARK
        elif official.exact_line_xml(gbt9704.ORGAN_MARK_DROP) in block.properties:
            yield gbt9704.ORGAN_MARK_DROP
        else:
            yield from (glyph.picture.stands for glyph in block.glyphs if glyph.picture)
            lines = self._lines(width(words(block.glyphs)) + gbt9704.FIRST_LINE, gbt9704.CHARACTERS_PER_LINE)
            yield from itertools.repeat(self._profile.line, lines)

    def _rows(self, grid: Grid) -> Iterator[Length]:
        widths = grid.widths(self._profile.text_width.twips)
        for row in grid.rows:
            lines = row_lines(row, widths, self._factor)
            around = gbt9704.CELL_TOP + gbt9704.CELL_BOTTOM
            if lines > gbt9704.MOST_UNSPLIT_LINES:
                yield from [gbt9704.TABLE_LINE] * lines
                yield around
            else:
                yield gbt9704.TABLE_LINE * lines + around

    def _lines(self, text: float, room: int) -> int:
        return max(1, math.ceil(text * self._factor / room))


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks that stay together: each but the last of a group is kept with the next."""
    group: list[Block] = []
    for block in blocks:
        group.append(block)
        if not (block.properties.startswith(_KEEP) or block.level in (1, 2)):
            yield group
            group = []
    if group:
        yield group
