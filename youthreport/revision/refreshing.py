"""An edited paper and its comparison with the data → the same paper with tracked changes and proposals, and a list.

Figures that nobody touched get their new text; what people changed is left alone, with a comment; a sentence that the
data say otherwise gets a comment with the new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from youthreport.revision.noting import Noted, renew
from youthreport.revision.proposing import Proposals
from youthreport.revision.reading import layouts
from youthreport.revision.records import Comparison, FigureState, Origin, SentenceState, State
from youthreport.revision.review import Note
from youthreport.revision.tracking import Author, mark, replace, replaceable
from youthreport.wordfile import Package, build_ids, set_build_ids, set_period
from youthreport.wordfile.package import w

_LARGEST_ID = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The paper with the new data in it, byte for byte the old one when there was nothing to do.

    `updated` are the figures that were replaced, `left` those that people changed, `stuck` those that could not be
    replaced safely; `proposals` are all sentences to look at, new ones and those proposed before; `noted` says what
    became of the comments of a review copy.
    """

    content: bytes
    updated: tuple[FigureState, ...]
    left: tuple[FigureState, ...]
    stuck: tuple[FigureState, ...]
    proposals: tuple[SentenceState, ...]
    comparison: Comparison
    noted: Noted


def apply(
    package: Package,
    comparison: Comparison,
    origin: Origin,
    stamp: datetime,
    notes: Sequence[Note] = (),
) -> Refreshed:
    """Write the differences into the document. `origin` is that of the data, `stamp` dates the changes.

    `notes` are those of today's paper: the comments of a review copy are brought up to date with them.
    """
    laid_out = layouts(package)
    paragraphs = [layout.element for layout in laid_out]
    outdated = comparison.of(State.OUTDATED)
    updated = tuple(f for f in outdated if _may_update(paragraphs, f))
    stuck = tuple(f for f in outdated if f not in updated)
    figures = {figure.name: figure for figure in comparison.figures}
    noted = renew(package, laid_out, figures, _shown(figures, updated), notes, stamp)
    proposals = Proposals(package, paragraphs, stamp)
    proposals.of_sentences(comparison.sentences)
    proposals.of_figures(stuck, comparison.sentences)
    left = comparison.of(State.EDITED, State.RELABELLED, State.MISPLACED)
    proposals.of_left(left, comparison.sentences, known=comparison.base)
    proposals.of_assertions(comparison.assertions)
    author = Author(stamp, _next_id(package))
    for figure in _from_the_end(updated):
        _update(package, paragraphs, figure, author)
    if package.changed and comparison.base:
        # Without its build nothing of today's was written into it but comments.
        _carry(package, origin)
    return Refreshed(package.content(), updated, left, stuck, comparison.sentences, comparison, noted)


def _shown(figures: Mapping[str, FigureState], updated: Iterable[FigureState]) -> dict[str, str]:
    """What the refreshed paper prints for each figure."""
    return {name: figure.paper or "" for name, figure in figures.items()} | {
        figure.name: figure.now or "" for figure in updated
    }


def _carry(package: Package, origin: Origin) -> None:
    """Let the document say that it comes from these builds as well, and of which period it is."""
    known = build_ids(package)
    more = tuple(one for one in origin.builds if one and one not in known)
    if more:
        set_build_ids(package, (*known, *more))
    if origin.period:
        set_period(package, origin.period)


def _may_update(paragraphs: Sequence[Any], figure: FigureState) -> bool:
    spot = figure.spot
    if spot is None or figure.now is None or not figure.safe:
        return False
    return replaceable(paragraphs[spot.paragraph], spot.start, spot.end)


def _from_the_end(figures: Iterable[FigureState]) -> list[FigureState]:
    """So that no change moves a stretch that is still to be changed."""
    return sorted(figures, key=lambda f: (f.spot.paragraph, f.spot.start) if f.spot else (0, 0), reverse=True)


def _update(package: Package, paragraphs: Sequence[Any], figure: FigureState, author: Author) -> None:
    spot, text = figure.spot, figure.now
    assert spot is not None  # only figures that may be updated come here
    assert text is not None
    replace(paragraphs[spot.paragraph], spot.start, spot.end, text, author)
    if not figure.marked:
        _drop_mark(package, figure.name)
        mark(paragraphs[spot.paragraph], spot.start, spot.start + len(text), figure.name, author)


def _drop_mark(package: Package, name: str) -> None:
    """Take away what is left of a damaged bookmark, so that its name is free."""
    root = package.tree(package.main)
    for start in [s for s in root.iter(w("bookmarkStart")) if s.get(w("name")) == name]:
        for end in [e for e in root.iter(w("bookmarkEnd")) if e.get(w("id")) == start.get(w("id"))]:
            end.getparent().remove(end)
        start.getparent().remove(start)


def _next_id(package: Package) -> int:
    """A number that no bookmark, comment or tracked change of the text bears."""
    used = [0]
    for element in package.tree(package.main).iter():
        value = element.get(w("id")) if isinstance(element.tag, str) else None
        if value is not None and value.isdigit() and int(value) < _LARGEST_ID:
            used.append(int(value))
    return max(used) + 1
