"""The modules of checks → all of them registered; importing this package makes CHECKS complete."""

from youthreport.lint.checks import (
    annexes,
    dates,
    decoration,
    grid,
    imprint,
    leftovers,
    levels,
    numerals,
    page,
    pagination,
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
    "decoration",
    "grid",
    "imprint",
    "leftovers",
    "levels",
    "numerals",
    "page",
    "pagination",
    "paragraphs",
    "punctuation",
    "signature",
    "tables",
    "title",
    "typefaces",
]
