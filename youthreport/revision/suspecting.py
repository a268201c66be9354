"""The edited paper's sentences → the numbers with a measure in them that no mark vouches for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from youthreport.revision.numbers import measured
from youthreport.revision.records import Spot, Suspect
from youthreport.revision.sentences import MARK, Sentence


def suspects(
    edited: Sequence[Sentence],
    built: Sequence[Sentence],
    now: Sequence[Sentence],
    home: Mapping[int, int],
    vouched: Sequence[Spot],
    measures: Sequence[str],
) -> tuple[Suspect, ...]:
    """In document order; what the build itself printed there without a mark is none, nor what stands at `vouched`."""
    allowed: dict[int, Counter[str]] = {}
    for number, at in home.items():
        allowed.setdefault(at, Counter()).update(_numbers(_unmarked(built[number]), measures))
    spare = Counter(sentence.words for sentence in now)
    spare.subtract(edited[at].words for at in set(home.values()))
    copies = {sentence.words for sentence in built}
    found = []
    for number, sentence in enumerate(edited):
        if number not in home.values() and spare[sentence.words] > 0:
            spare[sentence.words] -= 1  # what the data say now, taken over from a proposal
            continue
        for text in _numbers(_unvouched(sentence, vouched), measures):
            if allowed.get(number, Counter())[text] > 0:
                allowed[number][text] -= 1
            else:
                copied = number not in home.values() and sentence.words in copies
                found.append(Suspect(text, sentence.text, sentence.place, copied))
    return tuple(found)


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
