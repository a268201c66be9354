"""Figures, listings and the printed document → one sequence of figures, in document order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from youthreport.model import Figure, Listing, PrintedFigure, Rollup, Source


def figures_in_order(rollup: Rollup, printed: Iterable[PrintedFigure]) -> tuple[Figure, ...]:
    """Every figure once: the printed ones as they first appear, then the others in the rollup's order."""
    known = all_figures(rollup)
    codes = dict.fromkeys(chain((p.code for p in printed if _is_figure(p)), known))
    return tuple(known[code] if code in known else _constant(code) for code in codes)


def all_figures(rollup: Rollup) -> dict[str, Figure]:
    """The figures and, as figures of their length, the open lists, by code."""
    expected = len(rollup.expected)
    listings = {code: _of_listing(listing, expected) for code, listing in rollup.listings.items()}
    # A figure that shares its code with a listing says more than the length of the list.
    return dict(rollup.figures) | {c: f for c, f in listings.items() if c not in rollup.figures}


def printed_by_code(printed: Iterable[PrintedFigure]) -> Mapping[str, tuple[PrintedFigure, ...]]:
    """The occurrences of each figure, in document order; quoted text from returns is left out."""
    found: dict[str, list[PrintedFigure]] = {}
    for occurrence in filter(_is_figure, printed):
        found.setdefault(occurrence.code, []).append(occurrence)
    return {code: tuple(occurrences) for code, occurrences in found.items()}


def _is_figure(printed: PrintedFigure) -> bool:
    return bool(printed.code) and not printed.bookmark.startswith("yq_")


def _of_listing(listing: Listing, expected: int) -> Figure:
    sources = _distinct(chain.from_iterable(item.sources for item in listing.items))
    return Figure(
        code=listing.code,
        label=listing.label,
        # An empty list proves nothing: it may be unreported, so it is no zero.
        value=len(listing.items) or None,
        measure="项",
        basis="期内数",
        aggregation="list",
        reported=len({source.unit for source in sources}),
        expected=expected,
        sources=sources,
        definition=listing.definition,
    )


def _constant(code: str) -> Figure:
    """A printed number that no unit reports, for instance the count of the period itself."""
    return Figure(code, code, None, "", "", "const", reported=0, expected=0)


def _distinct(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(sources))
