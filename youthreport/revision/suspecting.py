"""The edited paper's sentences → the numbers in them that count something and that no mark vouches for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from youthreport.phrases.counts import counts
from youthreport.revision.records import Spot, Suspect
from youthreport.revision.rows import is_serial
from youthreport.revision.sentences import MARK, Sentence

_BREAK = re.compile("[，。；：、！？,;:\n]")
_MARKED = re.compile(f"{MARK}+")
_FIRST_COLUMN = "第1列"


@dataclass(frozen=True, slots=True)
class Ground:
    """What vouches for numbers: the sentences of the build and of today, how those belong together, and found figures.

    `home` says where the sentences of the build stand in the edited paper, `pairs` which of today they have become.
    """

    built: Sequence[Sentence]
    now: Sequence[Sentence]
    home: Mapping[int, int]
    pairs: Mapping[int, int]
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number and the words around it up to the next marks of punctuation."""

    text: str
    words: str


def suspects(edited: Sequence[Sentence], ground: Ground, measures: Sequence[str]) -> tuple[Suspect, ...]:
    """In document order; what the build printed there without a mark is none, nor a figure that was found.

    Neither is what the data say now: a sentence that was taken over from a proposal, or a number that today's
    sentence has in the same place; nor what only went elsewhere with the words around it.
    """
    allowed = _allowed(edited, ground, measures)
    at_home = set(ground.home.values())
    copies = {sentence.words for sentence in ground.built}
    found: list[tuple[_Number, Suspect]] = []
    for at in _to_judge(edited, ground, at_home):
        sentence = edited[at]
        for number in _numbers(_unvouched(sentence, ground.spots), measures):
            if allowed[at][number.text] > 0:
                allowed[at][number.text] -= 1
            else:
                copied = at not in at_home and sentence.words in copies
                found.append((number, Suspect(number.text, sentence.text, sentence.place, copied)))
    gone = _gone(ground, allowed, measures)
    return tuple(suspect for number, suspect in found if not _taken(gone, number))


def _to_judge(edited: Sequence[Sentence], ground: Ground, at_home: set[int]) -> Iterator[int]:
    """The numbers of all sentences but those that were taken over from today's paper, and of running numbers."""
    spare = Counter(sentence.words for sentence in ground.now)
    spare.subtract(edited[at].words for at in at_home)
    for at, sentence in enumerate(edited):
        if at not in at_home and spare[sentence.words] > 0:
            spare[sentence.words] -= 1
        elif not (sentence.place.endswith(_FIRST_COLUMN) and is_serial(sentence)):
            yield at


def _allowed(edited: Sequence[Sentence], ground: Ground, measures: Sequence[str]) -> dict[int, Counter[str]]:
    """By sentence of the edited paper, the numbers that may stand there without a mark."""
    allowed: dict[int, Counter[str]] = defaultdict(Counter)
    for number, at in ground.home.items():
        printed = Counter(_texts(_unmarked(ground.built[number]), measures))
        if number in ground.pairs:
            whole, bare = edited[at].text, _unvouched(edited[at], ground.spots)
            there = Counter(_texts(whole, measures)) - Counter(_texts(bare, measures))
            printed |= Counter(_texts(ground.now[ground.pairs[number]].text, measures)) - there
        allowed[at].update(printed)
    return allowed


def _gone(ground: Ground, unused: Mapping[int, Counter[str]], measures: Sequence[str]) -> Counter[_Number]:
    """The numbers that the build printed without a mark and that are no longer in their sentences."""
    left = {at: Counter(texts) for at, texts in unused.items()}
    gone: Counter[_Number] = Counter()
    for at, sentence in enumerate(ground.built):
        home = ground.home.get(at)
        for number in _numbers(_unmarked(sentence), measures):
            if home is None or left[home][number.text] > 0:
                gone[number] += 1
            if home is not None:
                left[home][number.text] -= 1
    return gone


def _taken(gone: Counter[_Number], number: _Number) -> bool:
    if gone[number] <= 0:
        return False
    gone[number] -= 1
    return True


def _texts(text: str, measures: Sequence[str]) -> list[str]:
    return [number.text for number in _numbers(text, measures)]


def _numbers(text: str, measures: Sequence[str]) -> list[_Number]:
    found = []
    for start, end in counts(text, measures):
        before = _BREAK.split(text[:start])[-1]
        behind = _BREAK.split(text[end:])[0]
        around = _MARKED.sub(MARK, f"{before}{text[start:end]}{behind}".strip())
        found.append(_Number(text[start:end], around))
    return found


def _unmarked(sentence: Sentence) -> str:
    return _without(sentence.text, [(mark.start, mark.end) for mark in sentence.marks])


def _unvouched(sentence: Sentence, vouched: Sequence[Spot]) -> str:
    here = sentence.spot
    spans = [
        (spot.start - here.start, spot.end - here.start)
        for spot in vouched
        if spot.paragraph == here.paragraph and here.start <= spot.start < max(here.end, here.start + 1)
    ]
    return _without(sentence.text, spans)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + MARK * (end - start) + text[end:]
    return text
