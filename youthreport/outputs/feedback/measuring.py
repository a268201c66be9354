"""A text and a width in half-width characters → how many lines it takes."""

from __future__ import annotations

from functools import lru_cache

from youthreport.columns import wrap


@lru_cache(maxsize=4096)  # the same sentence is told of many cells
def line_count(text: str, columns: int) -> int:
    """The lines that a cell or box of that width needs; at least one."""
    return sum(1 if 2 * len(line) <= columns else len(wrap(line, columns)) for line in text.split("\n"))
