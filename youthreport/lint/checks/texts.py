"""A paper → every text that rules of writing hold for, with what they spare in it."""

from __future__ import annotations

from collections.abc import Iterator

from youthreport.lint.guards import Guard, guard_of
from youthreport.lint.paper import Paper, Paragraph, Role


def everywhere(paper: Paper) -> Iterator[tuple[Paragraph, Guard]]:
    """All paragraphs of body, tables and boxes but tables of contents, which repeat headings."""
    for paragraph in paper.every:
        if paragraph.role is not Role.CONTENTS and paragraph.stripped:
            yield paragraph, guard_of(paragraph.text)
