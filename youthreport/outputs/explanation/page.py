"""Facts about one thing → a page of text for the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from youthreport.columns import laid, wrap

WIDTH = 100
_LABEL = 10


@dataclass(frozen=True, slots=True)
class Fact:
    """What is told under one label; several lines are several things."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title and what there is to know."""

    title: str
    facts: tuple[Fact, ...]


def page(title: str, facts: Iterable[tuple[str, str | Iterable[str]]]) -> Page:
    """A page of these facts; those without a word are left out."""
    told = ((label, (said,) if isinstance(said, str) else tuple(said)) for label, said in facts)
    kept = ((label, tuple(line for line in lines if line)) for label, lines in told)
    return Page(title, tuple(Fact(label, lines) for label, lines in kept if lines))


def text(told: Page) -> str:
    """The page in at most 100 columns, with a final line break."""
    sizes = (_LABEL, WIDTH - _LABEL - 2)
    lines = wrap(told.title, WIDTH)
    for fact in told.facts:
        said = [line for one in fact.lines for line in wrap(one, sizes[1])]
        lines += laid([wrap(fact.label, _LABEL), said], sizes)
    return "\n".join(lines) + "\n"
