"""Characters with what their runs need: the form in which the text of a paper is edited before it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from youthreport.document.pictures import Picture

PLACE_OF_PICTURE = "\ufffc"


class Span:
    """One printed figure (`code`) or one quoted text with numbers (`code` ?q); compared by identity."""

    def __init__(self, code: str) -> None:
        self.code = code


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with what its run needs; `missing` characters say that something is wanting.

    `gap`: an optional clause dropped just before it; `edge`: one that stands begins with it. `picture` stands in the character's place.
    """

    char: str
    bold: bool = False
    span: Span | None = None
    missing: bool = False
    gap: bool = False
    edge: bool = False
    picture: Picture | None = None

    @property
    def loose(self) -> bool:
        """Whether it is plain text, which may be closed up."""
        return self.span is None and not self.missing and self.picture is None


def plain(text: str) -> tuple[Glyph, ...]:
    """Glyphs of text that comes from the program itself."""
    return tuple(Glyph(char) for char in text)


def words(glyphs: Iterable[Glyph]) -> str:
    """The text of glyphs; one character for a picture."""
    return "".join(glyph.char for glyph in glyphs)
