"""A finished paper and notes on its figures → the review copy: the same paper, each figure with a Word comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from youthreport.revision.commenting import Comments, define_styles
from youthreport.revision.reading import layouts, read
from youthreport.wordfile import Package, open_package

AUTHOR, _INITIALS = "数据溯源", "数"


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of the figure in that bookmark, paragraph by paragraph."""

    bookmark: str
    lines: tuple[str, ...]


def headed(text: str, aside: str = "") -> str:
    """How a note on a figure begins that the paper prints as `text`."""
    return f"文中“{text}”{f'（{aside}）' if aside else ''}："


def review_copy(content: bytes, notes: Iterable[Note], stamp: datetime) -> bytes:
    """The paper with the notes as comments dated `stamp`; its text and its marks are the same."""
    package = open_package(content)
    assert isinstance(package, Package)  # the program has just written it
    told = {note.bookmark: note.lines for note in notes}
    elements = [layout.element for layout in layouts(package)]
    define_styles(package)
    comments = Comments(package, AUTHOR, _INITIALS, stamp)
    for element, paragraph in zip(elements, read(package).paragraphs, strict=True):
        for mark in paragraph.marks:
            if mark.name in told:
                comments.add(element, mark.start, mark.end, told[mark.name])
    return package.content()
