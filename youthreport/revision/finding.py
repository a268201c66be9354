"""A mark of the build → where its figure stands in the edited paper, by its bookmark or by its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from youthreport.revision.counterparts import Counterpart, counterparts
from youthreport.revision.labelling import Beside, beside, renaming
from youthreport.revision.numbers import touches, words_beside
from youthreport.revision.records import QUOTED, Mark, Renaming, Spot
from youthreport.revision.recovering import recover
from youthreport.revision.sentences import Sentence


@dataclass(frozen=True)
class Papers:
    """What is compared, cut into sentences: the edited paper, the one built, later builds, and the one of today.

    `home` says in which sentence of the edited paper each sentence of the build stands.
    """

    edited: tuple[Sentence, ...]
    built: tuple[Sentence, ...]
    later: tuple[tuple[Sentence, ...], ...]
    now: tuple[Sentence, ...]
    home: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in the edited paper: its sentence, where it stands in there, and whether its mark is still good."""

    sentence: int
    start: int
    end: int
    text: str
    marked: bool

    def spot(self, home: Sentence) -> Spot:
        """Where it stands in the paragraph of its sentence."""
        start = home.spot.start
        return Spot(home.spot.paragraph, start + self.start, start + self.end)


class Finder:
    """Finds the marks of the build in the edited paper."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._seen: list[dict[str, Counterpart]] = [
            counterparts(papers.built, later) for later in papers.later
        ]
        self._names = frozenset(mark.name for s in papers.built for mark in s.marks)
        self._placed = _placed(papers.edited)
        own = papers.built, *papers.later, papers.now
        self._beside = _beside(own)
        self._around = _around(own)

    def texts(self, mark: Mark) -> set[str]:
        """What the program itself has printed for this mark so far."""
        later = (seen[mark.name].text for seen in self._seen if mark.name in seen)
        return {mark.text.strip(), *(text.strip() for text in later)}

    def part(self, mark: Mark) -> str | None:
        """What now stands around the bookmark up to the next semicolons; None when the bookmark is gone."""
        placed = self._placed.get(mark.name)
        return None if placed is None else self._papers.edited[placed[0]].part(placed[1])

    def find(self, number: int, sentence: Sentence, mark: Mark) -> Found | None:
        """Where the figure stands now; None when it is no longer there. `number` is that of the sentence."""
        placed = self._placed.get(mark.name)
        if placed is not None and self._intact(sentence, mark, *placed):
            return _as_marked(*placed)
        lost = self._recover(number, sentence, mark, placed)
        if lost is not None or placed is None or not placed[1].text.strip():
            return lost
        return _as_marked(*placed)

    def renaming(
        self, sentence: Sentence, mark: Mark, found: Found, labels: Mapping[str, str]
    ) -> Renaming | None:
        """How people changed the words around the figure; None where the program itself says them of it."""
        if mark.code == QUOTED:
            return None
        was = beside(sentence, mark.start, mark.end)
        now = beside(self._papers.edited[found.sentence], found.start, found.end)
        return renaming(found.text, was, now, mark.code, self._around[mark.code], labels)

    def _intact(self, sentence: Sentence, mark: Mark, at: int, own: Mark) -> bool:
        """Whether the mark holds what the program put there at some time, and no digits were typed beside it."""
        if own.text.strip() not in self.texts(mark):
            return False
        before = sentence.text[mark.start - 1 : mark.start] if mark.start else ""
        after = sentence.text[mark.end : mark.end + 1]
        text = self._papers.edited[at].text
        return not touches(text, own.start, own.end, before, after) and self._as_built(
            mark, words_beside(text, own.start, own.end)
        )

    def _as_built(self, mark: Mark, words: tuple[str, str]) -> bool:
        """Whether the program itself has put such words beside a figure of that code."""
        return all(word in known for word, known in zip(words, self._beside[mark.code], strict=True))

    def _recover(
        self, number: int, sentence: Sentence, mark: Mark, placed: tuple[int, Mark] | None
    ) -> Found | None:
        """Where it stands by its sentence: where the mark is, or where the words went that an empty one left."""
        home = self._papers.home.get(number)
        if placed is None or not placed[1].text.strip():
            places = dict.fromkeys(n for n in (home, placed[0] if placed else None) if n is not None)
        else:
            places = {placed[0]: None}
        for at in places:
            span = recover(sentence, mark, self._papers.edited[at], self._names)
            if span is not None:
                own = placed[1] if placed and placed[0] == at else None
                return self._recovered(mark, at, span, own)
        return None

    def _recovered(self, mark: Mark, at: int, span: tuple[int, int], own: Mark | None) -> Found:
        text = self._papers.edited[at].text
        good = own is not None and bool(own.text) and self._holds(mark, own, span, text[slice(*span)])
        words = words_beside(text, *span)
        if not self._as_built(mark, words):
            # A word that was typed beside the number says something else of it.
            span = span[0] - len(words[0]), span[1] + len(words[1])
        return Found(at, *span, text[slice(*span)].strip(), good)

    def _holds(self, mark: Mark, own: Mark, span: tuple[int, int], figure: str) -> bool:
        """Whether the bookmark still is around the figure, or around what people added digits or units to."""
        if own.start <= span[0] and span[1] <= own.end:
            return True
        printed = self.texts(mark)
        added = own.text.strip() in printed and figure.strip() not in printed
        return added and own.start < span[1] and span[0] < own.end


def _as_marked(at: int, own: Mark) -> Found:
    return Found(at, own.start, own.end, own.text.strip(), True)


def _beside(papers: Iterable[Iterable[Sentence]]) -> Mapping[str, tuple[set[str], set[str]]]:
    """By code, the words that the program's own papers have directly before and behind its figures."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    for sentence in (sentence for paper in papers for sentence in paper):
        for mark in sentence.marks:
            before, behind = words_beside(sentence.text, mark.start, mark.end)
            known = found.setdefault(mark.code, ({""}, {""}))
            known[0].add(before)
            known[1].add(behind)
    return found


def _around(papers: Iterable[Iterable[Sentence]]) -> Mapping[str, set[Beside]]:
    """By code, the words that the program's own papers have around its figures."""
    found: dict[str, set[Beside]] = {}
    for sentence in (sentence for paper in papers for sentence in paper):
        for mark in sentence.marks:
            found.setdefault(mark.code, set()).add(beside(sentence, mark.start, mark.end))
    return found


def _placed(edited: Sequence[Sentence]) -> dict[str, tuple[int, Mark]]:
    """Each mark's name to where it stands; of marks with one name the first that holds anything."""
    placed: dict[str, tuple[int, Mark]] = {}
    for number, sentence in enumerate(edited):
        for mark in sentence.marks:
            if mark.name not in placed or (mark.text and not placed[mark.name][1].text):
                placed[mark.name] = (number, mark)
    return placed
