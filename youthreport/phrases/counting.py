"""counting.toml → what tells a number that counts something from one that names, dates or ranks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of counting.toml; all but the measures and `ranks`, `chinese_ranks` are regular expressions."""

    measures: tuple[str, ...]
    vague_with_one: tuple[str, ...]
    times: tuple[str, ...]
    counted_times: tuple[str, ...]
    ranks: str
    chinese_ranks: str
    labels: tuple[str, ...]
    lines: tuple[str, ...]
    set_phrases: tuple[str, ...]
    names_behind: tuple[str, ...]
    names: tuple[str, ...]
    names_with_measure: tuple[str, ...]


@cache
def words() -> Words:
    """The lists, read once."""
    told = tomllib.loads(Path(__file__).with_name("counting.toml").read_text(encoding="utf-8"))
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    return Words(ranks=told["ranks"], chinese_ranks=told["chinese_ranks"], **lists)


def any_of(alternatives: tuple[str, ...]) -> str:
    """A pattern that holds where one of these does, the longest first."""
    return f"(?:{'|'.join(sorted(alternatives, key=lambda one: (-len(one), one)))})"
