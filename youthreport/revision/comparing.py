"""The paper as people edited it, as it was built and as the data say now → how they differ, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from youthreport.revision.counterparts import Counterpart, counterparts, same_words
from youthreport.revision.matching import homes, likeness
from youthreport.revision.numbers import touches
from youthreport.revision.order import out_of_order
from youthreport.revision.records import (
    Comparison,
    FigureState,
    Mark,
    Spot,
    State,
    Text,
)
from youthreport.revision.recovering import recover
from youthreport.revision.rewording import reworded
from youthreport.revision.sentences import Sentence, sentences
from youthreport.revision.suspecting import suspects

# A sentence with less than this in common with the one that a mark came from is about something else.
_FOREIGN = 40.0


@dataclass(frozen=True)
class Papers:
    """What is compared, cut into sentences: the edited paper, the one built, later builds, and the one of today."""

    edited: tuple[Sentence, ...]
    built: tuple[Sentence, ...]
    later: tuple[tuple[Sentence, ...], ...]
    now: tuple[Sentence, ...]
    home: Mapping[int, int] = field(default_factory=dict)


def compare(
    edited: Text, bases: Sequence[Text], now: Text, labels: Mapping[str, str], measures: Sequence[str]
) -> Comparison:
    """How the edited paper differs from what the data say (`now`).

    `bases` are the builds that it comes from, the oldest first; without any, what was done by hand cannot be told
    from what the data changed. `labels` are the names of figures by code; `measures` the words that follow numbers.
    """
    cut = [sentences(base) for base in bases] or [sentences(now)]
    own = sentences(edited)
    papers = Papers(own, cut[0], tuple(cut[1:]), sentences(now), homes(cut[0], own))
    figures = _Figures(papers, labels).states(known=bool(bases))
    spots = [figure.spot for figure in figures if figure.spot]
    return Comparison(
        tuple(figures),
        reworded(papers.edited, cut, papers.now, papers.home),
        suspects(papers.edited, papers.built, papers.now, papers.home, spots, measures),
        bool(bases),
        edited.builds,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure in the edited paper: its sentence, where it stands in there, and whether its mark is still good."""

    sentence: int
    start: int
    end: int
    text: str
    marked: bool


class _Figures:
    """Finds every mark of the build in the edited paper and judges it."""

    def __init__(self, papers: Papers, labels: Mapping[str, str]) -> None:
        self._papers = papers
        self._labels = labels
        self._now = counterparts(papers.built, papers.now)
        self._seen = [counterparts(papers.built, later) for later in papers.later]
        self._names = frozenset(mark.name for s in papers.built for mark in s.marks)
        self._placed = _placed(papers.edited)

    def states(self, *, known: bool) -> list[FigureState]:
        """One state per mark of the build, in its order."""
        rows = [(n, s, m) for n, s in enumerate(self._papers.built) for m in s.marks]
        found = [self._find(*row) for row in rows]
        moved = out_of_order([(f.sentence, f.start) if f and f.marked else None for f in found])
        return [
            self._judge(number, sentence, mark, place, strayed, known)
            for (number, sentence, mark), place, strayed in zip(rows, found, moved, strict=True)
        ]

    def _find(self, number: int, sentence: Sentence, mark: Mark) -> _Found | None:
        placed = self._placed.get(mark.name)
        if placed is not None and self._intact(sentence, mark, *placed):
            at, own = placed
            return _Found(at, own.start, own.end, own.text.strip(), True)
        lost = self._recover(number, sentence, mark, placed)
        if lost is not None or placed is None or not placed[1].text.strip():
            return lost
        at, own = placed
        return _Found(at, own.start, own.end, own.text.strip(), True)

    def _intact(self, sentence: Sentence, mark: Mark, at: int, own: Mark) -> bool:
        """Whether the mark holds what the program put there at some time, and no digits were typed beside it."""
        if own.text.strip() not in self._texts(mark):
            return False
        before, after = (
            sentence.text[mark.start - 1 : mark.start] if mark.start else "",
            sentence.text[mark.end : mark.end + 1],
        )
        return not touches(self._papers.edited[at].text, own.start, own.end, before, after)

    def _recover(
        self, number: int, sentence: Sentence, mark: Mark, placed: tuple[int, Mark] | None
    ) -> _Found | None:
        at = placed[0] if placed else self._papers.home.get(number)
        if at is None:
            return None
        edited = self._papers.edited[at]
        span = recover(sentence, mark, edited, self._names)
        if span is None:
            return None
        text = edited.text[slice(*span)].strip()
        own = placed[1] if placed else None
        good = own is not None and own.start <= span[0] and span[1] <= own.end and bool(own.text)
        return _Found(at, *span, text, good)

    def _texts(self, mark: Mark) -> set[str]:
        """What the program itself has printed for this mark so far."""
        return {mark.text.strip()} | {
            later[mark.name].text.strip() for later in self._seen if mark.name in later
        }

    def _judge(
        self, number: int, sentence: Sentence, mark: Mark, found: _Found | None, moved: bool, known: bool
    ) -> FigureState:
        now = self._now.get(mark.name)
        home = self._papers.edited[found.sentence] if found else None
        state = self._state(number, sentence, mark, found, now)
        return FigureState(
            mark.name,
            mark.code,
            self._labels.get(mark.code, ""),
            state,
            mark.text if known else None,
            found.text if found else None,
            now.text if now else None,
            home.text if home else sentence.text,
            home.place if home else "",
            found.marked if found else False,
            moved or state is State.MISPLACED,
            now is not None and (now.safe or self._adopted(mark, now)),
            _spot(home, found) if home and found else None,
        )

    def _adopted(self, mark: Mark, now: Counterpart) -> bool:
        """Whether people have already put the words around the mark as the data have them."""
        if mark.name not in self._placed:
            return False
        at, own = self._placed[mark.name]
        return same_words(self._papers.edited[at].part(own), now.words)

    def _state(
        self, number: int, sentence: Sentence, mark: Mark, found: _Found | None, now: Counterpart | None
    ) -> State:
        if found is None:
            return State.DELETED
        if self._foreign(number, sentence, found.sentence):
            return State.MISPLACED
        if now is not None and found.text == now.text.strip():
            return State.UNCHANGED if found.text == mark.text.strip() else State.CURRENT
        return State.OUTDATED if found.text in self._texts(mark) else State.EDITED

    def _foreign(self, number: int, sentence: Sentence, at: int) -> bool:
        """Whether the mark now stands in what used to be another sentence of the build."""
        here = self._papers.edited[at]
        own = likeness(sentence, here)
        others = [n for n, e in self._papers.home.items() if e == at and n != number]
        return own < _FOREIGN and any(likeness(self._papers.built[n], here) > own for n in others)


def _placed(edited: Sequence[Sentence]) -> dict[str, tuple[int, Mark]]:
    """Each mark's name to where it stands; of marks with one name the first that holds anything."""
    placed: dict[str, tuple[int, Mark]] = {}
    for number, sentence in enumerate(edited):
        for mark in sentence.marks:
            if mark.name not in placed or (mark.text and not placed[mark.name][1].text):
                placed[mark.name] = (number, mark)
    return placed


def _spot(home: Sentence, found: _Found) -> Spot:
    start = home.spot.start
    return Spot(home.spot.paragraph, start + found.start, start + found.end)
