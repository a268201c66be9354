"""Sentences of the builds and of today → which of those in the edited paper the data say otherwise now."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz, process

from youthreport.revision.counterparts import same_words
from youthreport.revision.matching import align, likeness
from youthreport.revision.records import Change, SentenceState, Spot
from youthreport.revision.rows import Row, Table
from youthreport.revision.sentences import Sentence

_Paper = Sequence[Sentence]
# Percent of the characters that make two sentences the same one for a reader.
_THE_SAME = 95.0


def reworded(
    edited: _Paper, bases: Sequence[_Paper], now: _Paper, home: Mapping[int, int]
) -> tuple[SentenceState, ...]:
    """The sentences that the data say otherwise, no longer, or only now, in document order of the build.

    `bases` are the builds that the paper comes from; `home` says where the sentences of the first one stand.
    A row of a table comes and goes as a whole.
    """
    return _Rewording(edited, bases[0], now, home).states(bases[1:])


class _Rewording:
    """Compares the sentences of the build with those of today where people have them now."""

    def __init__(self, edited: _Paper, built: _Paper, now: _Paper, home: Mapping[int, int]) -> None:
        self._edited, self._built, self._now, self._home = edited, built, now, home
        self._pairs = align(built, now)
        self._back = {new: old for old, new in self._pairs.items()}
        self._tables = Table(edited), Table(built), Table(now)
        self._edited_rows = [row.whole for row in self._tables[0].rows]

    def states(self, later: Sequence[_Paper]) -> tuple[SentenceState, ...]:
        """All of them; `later` are the builds that came between."""
        changed = [*self._changed()]
        spots = {state.spot for state in changed}
        gone = [state for state in self._adopted_and_gone(later) if state.spot not in spots]
        return (*changed, *gone, *self._missing())

    def _changed(self) -> Iterator[SentenceState]:
        for number, sentence in enumerate(self._built):
            row = self._lone_row(self._tables[1], number, self._pairs)
            if row is not None:
                if number == row.numbers[0]:
                    yield from self._gone_row(row)
                continue
            at = self._home.get(number)
            if at is None or not self._tables[1].counts(number):
                continue
            here = self._edited[at]
            if number not in self._pairs:
                yield SentenceState(Change.WITHDRAWN, sentence.text, here.text, "", here.place, here.spot)
                continue
            new = self._now[self._pairs[number]]
            if not same_words(sentence.key, new.key) and not _nearer(here, new, sentence):
                yield SentenceState(
                    Change.REWORDED, sentence.text, here.text, new.text, here.place, here.spot
                )

    def _lone_row(self, table: Table, number: int, pairs: Container[int]) -> Row | None:
        """The row of that sentence, when the other build has no such row."""
        row = table.row(number)
        return None if row is None or any(n in pairs for n in row.numbers) else row

    def _gone_row(self, row: Row) -> Iterator[SentenceState]:
        """The row where people have it now."""
        places = (self._tables[0].row(self._home[n]) for n in row.numbers if n in self._home)
        here = next((place for place in places if place is not None), None)
        if here is not None:
            yield _withdrawn(row.whole, here.whole, row=True)

    def _adopted_and_gone(self, later: Sequence[_Paper]) -> Iterator[SentenceState]:
        """What a later build proposed, people took over, and the data no longer say."""
        told = {one.key for paper in (self._built, self._now) for one in _units(paper)}
        for paper in later:
            for one in _units(paper):
                row = one.place.endswith("行")
                here = (
                    _standing(one, self._edited_rows if row else self._edited)
                    if one.key not in told
                    else None
                )
                told.add(one.key)
                if here is not None:
                    yield _withdrawn(one, here, row=row)

    def _missing(self) -> Iterator[SentenceState]:
        for number, sentence in enumerate(self._now):
            if number in self._back or not self._tables[2].counts(number):
                continue
            row = self._lone_row(self._tables[2], number, self._back)
            if row is None:
                found = _standing(sentence, self._edited)
            elif number == row.numbers[0]:
                found = _standing(row.whole, self._edited_rows)
            else:
                continue
            if found is None:
                new = sentence if row is None else row.whole
                spot, place = self._after(number)
                yield SentenceState(Change.MISSING, "", "", new.text, place, spot, row is not None)

    def _after(self, number: int) -> tuple[Spot | None, str]:
        """The end of what stands before the missing sentence and is still there."""
        for earlier in range(number - 1, -1, -1):
            at = self._home.get(self._back.get(earlier, -1))
            if at is not None:
                spot = self._edited[at].spot
                return Spot(spot.paragraph, spot.end, spot.end), self._edited[at].place
        return None, ""


def _units(paper: _Paper) -> Iterator[Sentence]:
    """The sentences outside tables and the rows of tables."""
    table = Table(paper)
    yield from (paper[n] for n in table.outside)
    yield from (row.whole for row in table.rows)


def _withdrawn(was: Sentence, here: Sentence, *, row: bool) -> SentenceState:
    return SentenceState(Change.WITHDRAWN, was.text, here.text, "", here.place, here.spot, row)


def _nearer(here: Sentence, new: Sentence, old: Sentence) -> bool:
    """Whether people have already written it the new way.

    A sentence that was made shorter may look more like the new one and still say what no longer holds.
    """
    if here.words == new.words:
        return True
    return not _given_up(old, new) & _pairs_of_letters(here) and likeness(here, new) > likeness(here, old)


def _given_up(old: Sentence, new: Sentence) -> set[str]:
    """What the data no longer say, in pairs of letters."""
    return _pairs_of_letters(old) - _pairs_of_letters(new)


def _pairs_of_letters(sentence: Sentence) -> set[str]:
    return {pair for pair in map("".join, pairwise(sentence.shape)) if pair.isalpha()}


def _standing(sentence: Sentence, edited: _Paper) -> Sentence | None:
    """The same sentence in the edited paper, with or without its marks, all but the same if not to the letter."""
    for here in edited:
        if here.key == sentence.key or here.words == sentence.words:
            return here
    best = process.extractOne(
        sentence.words, [here.words for here in edited], scorer=fuzz.ratio, score_cutoff=_THE_SAME
    )
    return edited[best[2]] if best else None
