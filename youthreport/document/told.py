"""Text from settings, workbooks and stages → glyphs that no control character or private mark can spoil."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.document.glyphs import Glyph, Span, plain
from youthreport.document.signs import QUOTED, clean
from youthreport.model import Part
from youthreport.phrases.typed import says_number


def told(text: str) -> tuple[Glyph, ...]:
    """The glyphs of a setting."""
    return plain(clean(text).strip())


def told_parts(parts: Iterable[Part]) -> tuple[Glyph, ...]:
    """The glyphs of wording: figures, and quoted text that holds numbers, carry the span of their bookmark."""
    glyphs: list[Glyph] = []
    for part in parts:
        text = clean(part.text)
        quoted = part.quoted and says_number(text)
        span = Span(part.code) if part.code else Span(QUOTED) if quoted else None
        glyphs += [Glyph(char, span=span) for char in text]
    return tuple(glyphs)
