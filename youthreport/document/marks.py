"""A rendered paragraph with signs → glyphs: dropped clauses gone, punctuation closed up, figures spanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from youthreport.document import signs
from youthreport.document.closing_up import close_up
from youthreport.document.glyphs import PLACE_OF_PICTURE, Glyph, Span
from youthreport.document.pictures import Picture


@dataclass(frozen=True, slots=True)
class Marked:
    """What a paragraph says; `emptied` when its clauses dropped and nothing else in it was told."""

    glyphs: tuple[Glyph, ...]
    emptied: bool = False
    absent: tuple[str, ...] = ()


def read(paragraph: Any, pictures: Sequence[Picture] = ()) -> Marked:
    """The glyphs of a rendered `w:p`; `pictures` are those that its signs count."""
    reader = _Reader(pictures)
    for run in paragraph.iter(qn("w:r")):
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
        for text in run.findall(qn("w:t")):
            for char in text.text or "":
                reader.take(char, bold)
    return reader.result()


class _Reader:
    """Reads characters and signs in order; a dropped clause takes back all that was noted since it began."""

    def __init__(self, pictures: Sequence[Picture]) -> None:
        self._pictures = pictures
        self._glyphs: list[Glyph] = []
        self._clauses: list[tuple[int, int, int]] = []
        self._told = 0
        self._absent: list[str] = []
        self._dropped = self._gap = self._edge = False
        self._span: Span | None = None
        self._head: list[str] | None = None

    def take(self, char: str, bold: bool) -> None:
        """One more character."""
        if char in (signs.FIGURE, signs.MISSING, signs.PICTURE):
            self._head = []
        elif char == signs.TEXT:
            self._span, self._head = Span(self._told_head()), None
        elif char == signs.END:
            self._span = None
        elif char == signs.WORDED:
            self._told += 1
        elif char == signs.MISSING_END:
            self._miss(self._told_head(), bold)
        elif char == signs.PICTURE_END:
            self._show(self._pictures[int(self._told_head())])
        elif char == signs.CLAUSE:
            self._clauses.append((len(self._glyphs), self._told, len(self._absent)))
            self._edge = True
        elif char in (signs.KEPT, signs.DROPPED):
            self._close(*self._clauses.pop(), kept=char == signs.KEPT)
        elif self._head is not None:
            self._head.append(char)
        else:
            self._put(Glyph(char, bold, self._span))

    def _put(self, glyph: Glyph) -> None:
        if self._gap or self._edge:
            glyph = replace(glyph, gap=self._gap, edge=self._edge)
        self._gap = self._edge = False
        self._glyphs.append(glyph)

    def _told_head(self) -> str:
        head, self._head = "".join(self._head or []), None
        return head

    def _show(self, picture: Picture) -> None:
        self._told += 1
        self._put(Glyph(PLACE_OF_PICTURE, picture=picture))

    def _miss(self, label: str, bold: bool) -> None:
        self._absent.append(label)
        self._told += 1
        for char in f"【待补充：{label}】":
            self._put(Glyph(char, bold, None, True))

    def _close(self, glyphs: int, told: int, absent: int, *, kept: bool) -> None:
        self._edge = False
        if kept:
            self._told += 1
            return
        self._gap = self._dropped = True
        self._told = told
        del self._glyphs[glyphs:]
        del self._absent[absent:]

    def result(self) -> Marked:
        """The paragraph after closing up; a paragraph of mere punctuation is emptied as well."""
        glyphs = close_up(self._glyphs, gap_at_end=self._gap)
        silent = not any(glyph.char.isalnum() or not glyph.loose for glyph in glyphs)
        return Marked(
            glyphs, (self._dropped and not self._told) or silent, tuple(dict.fromkeys(self._absent))
        )
