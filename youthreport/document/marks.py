"""A rendered paragraph with marks → glyphs: dropped clauses gone, punctuation closed up, figures spanned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from youthreport.document import environment as env

_WEIGHT = {"、": 1, "，": 2, "；": 3, "：": 3, "。": 4, "！": 4, "？": 4}
_NEVER_FIRST = "、，；："
_STOPS = "。！？"
_BRACKETS = {"（": "）", "(": ")", "【": "】"}


class Span:
    """One printed figure (`code`) or one quoted text with digits (`code` ?q); compared by identity."""

    def __init__(self, code: str) -> None:
        self.code = code


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with what its run needs; `missing` characters say that something is wanting."""

    char: str
    bold: bool = False
    span: Span | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """What a paragraph says; `emptied` when its clauses dropped and nothing else in it was told."""

    glyphs: tuple[Glyph, ...]
    emptied: bool = False
    absent: tuple[str, ...] = ()


def plain(text: str) -> tuple[Glyph, ...]:
    """Glyphs of text that comes from the program itself."""
    return tuple(Glyph(char) for char in text)


def words(glyphs: Iterable[Glyph]) -> str:
    """The text of glyphs."""
    return "".join(glyph.char for glyph in glyphs)


def read(paragraph: Any) -> Marked:
    """The glyphs of a rendered `w:p`."""
    reader = _Reader()
    for run in paragraph.iter(qn("w:r")):
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
        for text in run.findall(qn("w:t")):
            for char in text.text or "":
                reader.take(char, bold)
    return reader.result()


class _Reader:
    """Reads characters and marks in order; a dropped clause takes back all that was noted since it began."""

    def __init__(self) -> None:
        self._glyphs: list[Glyph] = []
        self._clauses: list[tuple[int, int, int]] = []
        self._told = 0
        self._absent: list[str] = []
        self._dropped = False
        self._span: Span | None = None
        self._head: list[str] | None = None

    def take(self, char: str, bold: bool) -> None:
        """One more character."""
        if char in (env.FIGURE, env.MISSING):
            self._head = []
        elif char == env.TEXT:
            self._span, self._head = Span("".join(self._head or [])), None
        elif char == env.END:
            self._span = None
        elif char == env.WORDED:
            self._told += 1
        elif char == env.MISSING_END:
            self._miss("".join(self._head or []), bold)
        elif char == env.CLAUSE:
            self._clauses.append((len(self._glyphs), self._told, len(self._absent)))
        elif char in (env.KEPT, env.DROPPED):
            self._close(*self._clauses.pop(), kept=char == env.KEPT)
        elif self._head is not None:
            self._head.append(char)
        else:
            self._glyphs.append(Glyph(char, bold, self._span))

    def _miss(self, label: str, bold: bool) -> None:
        self._head = None
        self._absent.append(label)
        self._told += 1
        self._glyphs += [Glyph(char, bold, None, True) for char in f"【待补充：{label}】"]

    def _close(self, glyphs: int, told: int, absent: int, *, kept: bool) -> None:
        if kept:
            self._told += 1
            return
        self._dropped = True
        self._told = told
        del self._glyphs[glyphs:]
        del self._absent[absent:]

    def result(self) -> Marked:
        """The paragraph after closing up; a paragraph of mere punctuation is emptied as well."""
        glyphs = close_up(self._glyphs)
        if self._dropped:
            glyphs = _ended(glyphs)
        silent = not any(g.char.isalnum() or g.missing for g in glyphs)
        return Marked(
            glyphs,
            (self._dropped and not self._told) or silent,
            tuple(dict.fromkeys(self._absent)),
        )


def close_up(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Glyphs without punctuation that lost its words; what a figure or a quotation prints stays as it is."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        before = kept[-1] if kept else None
        if glyph.span is not None or glyph.missing:
            kept.append(glyph)
        elif glyph.char in _WEIGHT:
            _punctuate(kept, glyph)
        elif before is not None and before.span is None and _BRACKETS.get(before.char) == glyph.char:
            kept.pop()
        else:
            if glyph.char in _BRACKETS.values() and before and _loose(before) and before.char in _NEVER_FIRST:
                kept.pop()
            kept.append(glyph)
    return tuple(kept)


def _ended(glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """A paragraph whose last clause dropped ends with 。 instead of a comma."""
    if glyphs and _loose(glyphs[-1]) and glyphs[-1].char in "、，；":
        return (*glyphs[:-1], replace(glyphs[-1], char="。"))
    return glyphs


def _loose(glyph: Glyph) -> bool:
    return glyph.span is None and not glyph.missing


def _punctuate(kept: list[Glyph], glyph: Glyph) -> None:
    before = kept[-1] if kept else None
    if before is None:
        return
    if not _loose(before) or before.char not in _WEIGHT:
        if before.char not in _BRACKETS or not _loose(before):
            kept.append(glyph)
        return
    if before.char not in _STOPS and _WEIGHT[glyph.char] > _WEIGHT[before.char]:
        kept[-1] = glyph
