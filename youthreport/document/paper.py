"""The text's blocks and the frame → all blocks of the paper in order: heads, text, signature, annexes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from youthreport.document import official
from youthreport.document.annexes import annex_note, annex_pages
from youthreport.document.compose import Block, numbered, with_content
from youthreport.document.glyphs import Glyph, plain, words
from youthreport.document.letterhead import letterhead
from youthreport.document.signature import keeping, note, signature
from youthreport.document.signs import clean
from youthreport.document.title import title_lines
from youthreport.document.told import told
from youthreport.frame import Frame


def assemble(blocks: Sequence[Block], frame: Frame) -> tuple[Block, ...]:
    """The whole paper but for its imprint. Title paragraphs that open the first section take the place of the frame's title."""
    profile = frame.profile
    lead = sum(1 for _ in _leading(blocks))
    names = (frame.short, frame.organ)
    text = [_emphasised(b, frame) for b in numbered(with_content(blocks[lead:]), profile.level3)]
    close = (*annex_note(frame.annexes), *signature(frame))
    if close and text:
        text[-1] = keeping(text[-1])  # 7.3.5.5: the signature's page bears some of the text
    return (
        *letterhead(frame.letterhead, profile),
        *_titles(blocks[:lead], frame.title, names),
        Block(official.NORMAL),
        *_addressee(frame.addressee),
        *text,
        *close,
        *note(frame),
        *annex_pages(frame, names),
    )


def _leading(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        if block.style != official.TITLE:
            return
        yield block


def _titles(own: Sequence[Block], title: str, names: tuple[str, ...]) -> list[Block]:
    """The title lines: those of the section as they are, one long one and the frame's broken between words."""
    if not own:
        return [Block(official.TITLE, plain(line)) for line in title_lines(clean(title).strip(), *names)]
    return _cut(own[0], title_lines(words(own[0].glyphs), *names)) if len(own) == 1 else list(own)


def _cut(block: Block, lines: Iterable[str]) -> list[Block]:
    cut: list[Block] = []
    start = 0
    for line in lines:
        cut.append(replace(block, glyphs=block.glyphs[start : start + len(line)]))
        start += len(line)
    return cut


def _addressee(text: str) -> tuple[Block, ...]:
    glyphs = told(text.strip().rstrip("：:"))
    return (Block(official.ADDRESSEE, (*glyphs, *plain("："))),) if glyphs else ()


def _emphasised(block: Block, frame: Frame) -> Block:
    """A third-level heading made bold, or only the lead of an item that runs on in the same paragraph."""
    if block.level != 3 or not frame.profile.bold_level3:
        return block
    end = words(block.glyphs).find("。") + 1 or len(block.glyphs)
    return replace(block, glyphs=tuple(_bold(glyph, at < end) for at, glyph in enumerate(block.glyphs)))


def _bold(glyph: Glyph, lead: bool) -> Glyph:
    return replace(glyph, bold=True) if lead else glyph
