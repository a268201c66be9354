"""An edited paper and its comparison with the data → the same paper with tracked changes and proposals, and a list.

Figures that nobody touched get their new text; what people changed is left alone; a sentence that the data say
otherwise gets a comment with the new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from youthreport.revision.commenting import Comments
from youthreport.revision.reading import layouts
from youthreport.revision.records import Change, Comparison, FigureState, SentenceState, Spot, State
from youthreport.revision.tracking import AUTHOR, Author, mark, replace
from youthreport.wordfile import Package, build_ids, set_build_ids
from youthreport.wordfile.package import w

_INITIALS = "数"
_LARGEST_ID = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The paper with the new data in it, byte for byte the old one when there was nothing to do.

    `updated` are the figures that were replaced, `left` those that people changed, `stuck` those that could not be
    replaced safely; `proposals` are all sentences to look at, new ones and those proposed before.
    """

    content: bytes
    updated: tuple[FigureState, ...]
    left: tuple[FigureState, ...]
    stuck: tuple[FigureState, ...]
    proposals: tuple[SentenceState, ...]
    comparison: Comparison


def apply(package: Package, comparison: Comparison, build_id: str, stamp: datetime) -> Refreshed:
    """Write the differences into the document. `build_id` is that of the data, `stamp` dates the changes."""
    paragraphs = [layout.element for layout in layouts(package)]
    outdated = comparison.of(State.OUTDATED)
    _propose(package, paragraphs, comparison.sentences, stamp)
    author = Author(stamp, _next_id(package))
    updated = [f for f in _from_the_end(outdated) if _update(package, paragraphs, f, author)]
    changed = package.changed
    if changed and build_id and build_id not in build_ids(package):
        set_build_ids(package, (*build_ids(package), build_id))
    return Refreshed(
        package.content(),
        tuple(f for f in outdated if f in updated),
        comparison.of(State.EDITED, State.MISPLACED),
        tuple(f for f in outdated if f not in updated),
        comparison.sentences,
        comparison,
    )


def _from_the_end(figures: Iterable[FigureState]) -> list[FigureState]:
    """So that no change moves a stretch that is still to be changed."""
    placed = [f for f in figures if f.spot is not None]
    return sorted(placed, key=lambda f: (f.spot.paragraph, f.spot.start) if f.spot else (0, 0), reverse=True)


def _update(package: Package, paragraphs: list[Any], figure: FigureState, author: Author) -> bool:
    spot = figure.spot
    if spot is None or figure.now is None or not figure.safe:
        return False
    name = "" if figure.marked else figure.name
    done = replace(paragraphs[spot.paragraph], spot.start, spot.end, figure.now, author)
    if done and name:
        _drop_mark(package, name)
        mark(paragraphs[spot.paragraph], spot.start, spot.start + len(figure.now), name, author)
    return done


def _drop_mark(package: Package, name: str) -> None:
    """Take away what is left of a damaged bookmark, so that its name is free."""
    root = package.tree(package.main)
    for start in [s for s in root.iter(w("bookmarkStart")) if s.get(w("name")) == name]:
        for end in [e for e in root.iter(w("bookmarkEnd")) if e.get(w("id")) == start.get(w("id"))]:
            end.getparent().remove(end)
        start.getparent().remove(start)


def _propose(
    package: Package, paragraphs: list[Any], sentences: Iterable[SentenceState], stamp: datetime
) -> None:
    comments = Comments(package, AUTHOR, _INITIALS, stamp)
    said = comments.said()
    for sentence in sentences:
        lines = proposal(sentence)
        spot = sentence.spot or Spot(0, 0, 0)
        if "\n".join(lines) not in said and _may_bear_comments(paragraphs[spot.paragraph]):
            comments.add(paragraphs[spot.paragraph], spot.start, spot.end, lines)
            said.add("\n".join(lines))


def _may_bear_comments(paragraph: Any) -> bool:
    """Word has none in footnotes."""
    return bool(paragraph.getroottree().getroot().tag == w("document"))


def proposal(sentence: SentenceState) -> tuple[str, ...]:
    """What the comment on a sentence says, by paragraph."""
    match sentence.change:
        case Change.REWORDED:
            return ("按现在的数据，这一句应为：", sentence.now)
        case Change.WITHDRAWN:
            return ("按现在的数据，这一句不再成立，建议删去：", sentence.was)
        case Change.MISSING:
            return ("按现在的数据，这里应补一句：", sentence.now)


def _next_id(package: Package) -> int:
    """A number that no bookmark, comment or tracked change of the text bears."""
    used = [0]
    for element in package.tree(package.main).iter():
        value = element.get(w("id")) if isinstance(element.tag, str) else None
        if value is not None and value.isdigit() and int(value) < _LARGEST_ID:
            used.append(int(value))
    return max(used) + 1
