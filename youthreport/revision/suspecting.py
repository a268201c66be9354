"""The edited paper's sentences → the numbers with a measure in them that no mark vouches for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from youthreport.revision.numbers import measured
from youthreport.revision.records import Spot, Suspect
from youthreport.revision.sentences import MARK, Sentence


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


def suspects(edited: Sequence[Sentence], ground: Ground, measures: Sequence[str]) -> tuple[Suspect, ...]:
    """In document order; what the build printed there without a mark is none, nor a figure that was found.

    Neither is what the data say now: a sentence that was taken over from a proposal, or a number that today's
    sentence has in the same place.
    """
    allowed = _allowed(edited, ground, measures)
    at_home = set(ground.home.values())
    spare = Counter(sentence.words for sentence in ground.now)
    spare.subtract(edited[at].words for at in at_home)
    copies = {sentence.words for sentence in ground.built}
    found = []
    for number, sentence in enumerate(edited):
        if number not in at_home and spare[sentence.words] > 0:
            spare[sentence.words] -= 1
            continue
        for text in _numbers(_unvouched(sentence, ground.spots), measures):
            if allowed[number][text] > 0:
                allowed[number][text] -= 1
            else:
                copied = number not in at_home and sentence.words in copies
                found.append(Suspect(text, sentence.text, sentence.place, copied))
    return tuple(found)


def _allowed(edited: Sequence[Sentence], ground: Ground, measures: Sequence[str]) -> dict[int, Counter[str]]:
    """By sentence of the edited paper, the numbers that may stand there without a mark."""
    allowed: dict[int, Counter[str]] = defaultdict(Counter)
    for number, at in ground.home.items():
        printed = Counter(_numbers(_unmarked(ground.built[number]), measures))
        if number in ground.pairs:
            whole, bare = edited[at].text, _unvouched(edited[at], ground.spots)
            there = Counter(_numbers(whole, measures)) - Counter(_numbers(bare, measures))
            printed |= Counter(_numbers(ground.now[ground.pairs[number]].text, measures)) - there
        allowed[at].update(printed)
    return allowed


def _numbers(text: str, measures: Sequence[str]) -> list[str]:
    return [text[start:end] for start, end in measured(text, measures)]


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
