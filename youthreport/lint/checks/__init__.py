"""The modules of checks → all of them registered; importing this package makes CHECKS complete."""

from youthreport.lint.checks import (
    annexes,
    dates,
    imprint,
    leftovers,
    levels,
    numbering,
    numerals,
    page,
    paragraphs,
    punctuation,
    signature,
    tables,
    title,
    typefaces,
)

__all__ = [
    "annexes",
    "dates",
    "imprint",
    "leftovers",
    "levels",
    "numbering",
    "numerals",
    "page",
    "paragraphs",
    "punctuation",
    "signature",
    "tables",
    "title",
    "typefaces",
]
