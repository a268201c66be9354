"""The paper as people edited it, as it was built and as the data say now → how they differ, figure by figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import multimode

from youthreport.revision.asserting import Proofs, assertions
from youthreport.revision.counterparts import Counterpart, counterparts, same_words
from youthreport.revision.exact import Exact, same_value
from youthreport.revision.finding import Finder, Found, Papers
from youthreport.revision.labelling import other_days
from youthreport.revision.matching import align, homes, likeness
from youthreport.revision.order import out_of_order, strayed
from youthreport.revision.records import AGREEING, Comparison, FigureState, Mark, State, Text
from youthreport.revision.rewording import reworded
from youthreport.revision.sentences import Sentence, sentences
from youthreport.revision.suspecting import suspects
from youthreport.revision.vouching import Ground

# A sentence with less than this in common with the one that a mark came from is about something else.
_FOREIGN = 40.0
# What people did not change, so that only the words around it can make it wrong.
_UNTOUCHED = AGREEING | {State.OUTDATED}


def compare(
    edited: Text,
    bases: Sequence[Text],
    now: Text,
    labels: Mapping[str, str],
    measures: Sequence[str],
    exact: Mapping[str, Exact] | None = None,
    proofs: Proofs | None = None,
) -> Comparison:
    """How the edited paper differs from what the data say (`now`).

    `bases` are the builds that it comes from, the oldest first; without any, what was done by hand cannot be told
    from what the data changed. `labels` are the names of figures by code; `measures` the words that follow numbers;
    `exact` the values of today by code; `proofs` the words that assert something, and what proves them.
    """
    cut = [sentences(base) for base in bases] or [sentences(now)]
    own = sentences(edited)
    papers = Papers(own, cut[0], tuple(cut[1:]), sentences(now), homes(cut[0], own))
    figures = _Figures(papers, labels, exact or {}).states(known=bool(bases))
    spots = [figure.spot for figure in figures if figure.spot]
    ground = Ground(papers.built, papers.now, papers.home, align(papers.built, papers.now), spots)
    return Comparison(
        tuple(figures),
        reworded(papers.edited, cut, papers.now, papers.home),
        suspects(own, ground, measures),
        bool(bases),
        edited.builds,
        (*assertions(own, ground, proofs or Proofs()), *other_days(own, ground)),
    )


class _Figures:
    """Judges every mark of the build."""

    def __init__(self, papers: Papers, labels: Mapping[str, str], exact: Mapping[str, Exact]) -> None:
        self._papers = papers
        self._exact = exact
        self._labels = labels
        self._now = counterparts(papers.built, papers.now)
        self._finder = Finder(papers)

    def states(self, *, known: bool) -> list[FigureState]:
        """One state per mark of the build, in its order; `known` False: what was there before is not told."""
        rows = [(n, s, m) for n, s in enumerate(self._papers.built) for m in s.marks]
        found = [self._finder.find(*row) for row in rows]
        moved = self._moved([number for number, _, _ in rows], found)
        return [
            self._judge(*row, place, strayed, known)
            for row, place, strayed in zip(rows, found, moved, strict=True)
        ]

    def _moved(self, numbers: Sequence[int], found: Sequence[Found | None]) -> list[bool]:
        """Which of the figures were moved, with their paragraph or alone; `numbers` are those of their sentences."""
        built, edited = self._papers.built, self._papers.edited
        homes: dict[int, list[int]] = {}
        for number, at in self._papers.home.items():
            if edited[at].words == built[number].words:
                homes.setdefault(built[number].spot.paragraph, []).append(edited[at].spot.paragraph)
        inside: dict[int, list[int]] = {}
        for number, one in zip(numbers, found, strict=True):
            if one is not None and one.marked:
                paragraph = edited[one.sentence].spot.paragraph
                inside.setdefault(built[number].spot.paragraph, []).append(paragraph)
        places = {number: multimode(stand)[0] for number, stand in (homes | inside).items()}
        gone = strayed(places, {number: len(stand) for number, stand in inside.items()})
        with_it = [built[number].spot.paragraph in gone for number in numbers]
        alone = out_of_order(
            [
                (one.sentence, one.start) if one and one.marked and not away else None
                for one, away in zip(found, with_it, strict=True)
            ]
        )
        return [
            one is not None and one.marked and (away or out)
            for one, away, out in zip(found, with_it, alone, strict=True)
        ]

    def _judge(
        self, number: int, sentence: Sentence, mark: Mark, found: Found | None, moved: bool, known: bool
    ) -> FigureState:
        now = self._now.get(mark.name)
        home = self._papers.edited[found.sentence] if found else None
        state = self._state(number, sentence, mark, found, now)
        renamed = None
        if found is not None and state in _UNTOUCHED:
            renamed = self._finder.renaming(sentence, mark, found, self._labels)
            state = State.RELABELLED if renamed is not None and renamed.other else state
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
            now is not None and self._safe(mark, now),
            found.spot(home) if home and found else None,
            found.start if found else mark.start,
            now.name if now else "",
            renamed,
        )

    def _safe(self, mark: Mark, now: Counterpart) -> bool:
        """Whether the words around the mark are those of the data, or people have already made them so."""
        part = self._finder.part(mark)
        return now.safe or (part is not None and same_words(part, now.words))

    def _state(
        self, number: int, sentence: Sentence, mark: Mark, found: Found | None, now: Counterpart | None
    ) -> State:
        if found is None:
            return State.DELETED
        if self._foreign(number, sentence, found.sentence):
            return State.MISPLACED
        if now is not None and found.text == now.text.strip():
            return State.UNCHANGED if found.text == mark.text.strip() else State.CURRENT
        if found.text in self._finder.texts(mark):
            return State.OUTDATED
        said = now is not None and same_value(found.text, now.text, self._exact.get(mark.code))
        return State.REPHRASED if said else State.EDITED

    def _foreign(self, number: int, sentence: Sentence, at: int) -> bool:
        """Whether the mark now stands in what used to be another sentence of the build."""
        here = self._papers.edited[at]
        own = likeness(sentence, here)
        others = [n for n, e in self._papers.home.items() if e == at and n != number]
        return own < _FOREIGN and any(likeness(self._papers.built[n], here) > own for n in others)
