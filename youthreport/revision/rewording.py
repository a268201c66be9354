"""Sentences of the builds and of today → which of those in the edited paper the data say otherwise now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from youthreport.revision.counterparts import same_words
from youthreport.revision.matching import align, likeness
from youthreport.revision.records import Change, SentenceState, Spot
from youthreport.revision.sentences import Sentence

_Paper = Sequence[Sentence]
# Percent of the characters that make two sentences the same one for a reader.
_THE_SAME = 95.0


def reworded(
    edited: _Paper, bases: Sequence[_Paper], now: _Paper, home: Mapping[int, int]
) -> tuple[SentenceState, ...]:
    """The sentences that the data say otherwise, no longer, or only now, in document order of the build.

    `bases` are the builds that the paper comes from; `home` says where the sentences of the first one stand.
    """
    pairs = align(bases[0], now)
    states = [*_changed(edited, bases[0], now, home, pairs)]
    states += _adopted_and_gone(edited, bases, now)
    states += _missing(edited, bases[0], now, home, pairs)
    return tuple(states)


def _changed(
    edited: _Paper, built: _Paper, now: _Paper, home: Mapping[int, int], pairs: Mapping[int, int]
) -> Iterator[SentenceState]:
    for number, sentence in enumerate(built):
        at = home.get(number)
        if at is None:
            continue
        here = edited[at]
        if number not in pairs:
            yield SentenceState(Change.WITHDRAWN, sentence.text, here.text, "", here.place, here.spot)
            continue
        new = now[pairs[number]]
        if not same_words(sentence.key, new.key) and not _nearer(here, new, sentence):
            yield SentenceState(Change.REWORDED, sentence.text, here.text, new.text, here.place, here.spot)


def _nearer(here: Sentence, new: Sentence, old: Sentence) -> bool:
    """Whether people have already written it the new way."""
    return here.words == new.words or likeness(here, new) > likeness(here, old)


def _adopted_and_gone(edited: _Paper, bases: Sequence[_Paper], now: _Paper) -> Iterator[SentenceState]:
    """Sentences that a later build proposed, that people took over, and that the data no longer say."""
    told = {sentence.key for base in bases[:1] for sentence in base} | {sentence.key for sentence in now}
    for later in bases[1:]:
        for sentence in later:
            here = _standing(sentence, edited) if sentence.key not in told else None
            told.add(sentence.key)
            if here is not None:
                yield SentenceState(Change.WITHDRAWN, sentence.text, here.text, "", here.place, here.spot)


def _missing(
    edited: _Paper, built: _Paper, now: _Paper, home: Mapping[int, int], pairs: Mapping[int, int]
) -> Iterator[SentenceState]:
    back = {new: old for old, new in pairs.items()}
    for number, sentence in enumerate(now):
        if number in back or _standing(sentence, edited) is not None:
            continue
        spot, place = _after(number, edited, back, home)
        yield SentenceState(Change.MISSING, "", "", sentence.text, place, spot)


def _standing(sentence: Sentence, edited: _Paper) -> Sentence | None:
    """The same sentence in the edited paper, with or without its marks, all but the same if not to the letter."""
    for here in edited:
        if here.key == sentence.key or here.words == sentence.words:
            return here
    best = process.extractOne(
        sentence.words, [here.words for here in edited], scorer=fuzz.ratio, score_cutoff=_THE_SAME
    )
    return edited[best[2]] if best else None


def _after(
    number: int, edited: _Paper, back: Mapping[int, int], home: Mapping[int, int]
) -> tuple[Spot | None, str]:
    """The end of what stands before the missing sentence and is still there."""
    for earlier in range(number - 1, -1, -1):
        at = home.get(back.get(earlier, -1))
        if at is not None:
            spot = edited[at].spot
            return Spot(spot.paragraph, spot.end, spot.end), edited[at].place
    return None, ""
