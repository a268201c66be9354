"""The edited paper's sentences and something that is looked for in them → what of it neither builds nor data vouch for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from youthreport.revision.records import Spot
from youthreport.revision.rows import is_serial
from youthreport.revision.sentences import MARK, Sentence

Find = Callable[[str], Iterable[tuple[int, int]]]
_BREAK = re.compile("[，。；：、！？,;:\n]")
_MARKED = re.compile(f"{MARK}+")
_FIRST_COLUMN = "第1列"


@dataclass(frozen=True, slots=True)
class Ground:
    """What vouches for numbers and words: sentences of the build and of today, how those belong together, found figures.

    `home` says where the sentences of the build stand in the edited paper, `pairs` which of today they have become.
    """

    built: Sequence[Sentence]
    now: Sequence[Sentence]
    home: Mapping[int, int]
    pairs: Mapping[int, int]
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch that was found, marks in it as one sign, the words around it up to the next marks of punctuation.

    `start` and `end` count characters of `within`, the sentence with signs in the place of its marks.
    """

    text: str
    words: str
    start: int
    end: int
    within: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same in another place."""
        return self.text, self.words


def unvouched(
    edited: Sequence[Sentence], ground: Ground, find: Find, *, flowing: bool = False
) -> Iterator[tuple[int, Said]]:
    """What was found that nothing vouches for, with the number of its sentence, in document order.

    What the build printed there without a mark is vouched for, and a figure that was found. So is
    what the data say now: a sentence that was taken over from a proposal, or what today's
    sentence has in the same place; and what only went elsewhere with the words around it. With `flowing` it
    may also have gone into a sentence cut off from its own, with other words around it.
    """
    allowed = _allowed(edited, ground, find)
    own = {said.key for sentence in ground.built for said in _found(_unmarked(sentence), find)}
    found: list[tuple[int, Said]] = []
    for at in _to_judge(edited, ground):
        home = _cut_from(edited, ground, at) if flowing else at
        # Where a word stands more often than it may, those are the build's own whose clause is.
        here = _found(_masked(edited[at], ground.spots), find)
        for said in sorted(here, key=lambda one: one.key not in own):
            if allowed[home][said.text] > 0:
                allowed[home][said.text] -= 1
            else:
                found.append((at, said))
    gone = _gone(ground, allowed, find)
    for at, said in sorted(found, key=lambda one: (one[0], one[1].start)):
        if gone[said.key] > 0:
            gone[said.key] -= 1
        else:
            yield at, said


def _cut_from(edited: Sequence[Sentence], ground: Ground, at: int) -> int:
    """The sentence before it in its paragraph, if that one is the build's and this one is not."""
    before = edited[at - 1] if at else None
    at_home = ground.home.values()
    if at in at_home or before is None or at - 1 not in at_home:
        return at
    return at - 1 if before.spot.paragraph == edited[at].spot.paragraph else at


def _to_judge(edited: Sequence[Sentence], ground: Ground) -> Iterator[int]:
    """All sentences but those that were taken over from today's paper, and running numbers."""
    at_home = set(ground.home.values())
    spare = Counter(sentence.words for sentence in ground.now)
    spare.subtract(edited[at].words for at in at_home)
    for at, sentence in enumerate(edited):
        if at not in at_home and spare[sentence.words] > 0:
            spare[sentence.words] -= 1
        elif not (sentence.place.endswith(_FIRST_COLUMN) and is_serial(sentence)):
            yield at


def _allowed(edited: Sequence[Sentence], ground: Ground, find: Find) -> dict[int, Counter[str]]:
    """By sentence of the edited paper, what may stand there without a mark."""
    allowed: dict[int, Counter[str]] = defaultdict(Counter)
    for number, at in ground.home.items():
        printed = Counter(_texts(_unmarked(ground.built[number]), find))
        if number in ground.pairs:
            whole, bare = edited[at].text, _masked(edited[at], ground.spots)
            there = Counter(_texts(whole, find)) - Counter(_texts(bare, find))
            printed |= Counter(_texts(ground.now[ground.pairs[number]].text, find)) - there
        allowed[at].update(printed)
    return allowed


def _gone(ground: Ground, unused: Mapping[int, Counter[str]], find: Find) -> Counter[tuple[str, str]]:
    """What the build printed without a mark and is no longer in its sentence."""
    left = {at: Counter(texts) for at, texts in unused.items()}
    gone: Counter[tuple[str, str]] = Counter()
    for at, sentence in enumerate(ground.built):
        home = ground.home.get(at)
        for said in _found(_unmarked(sentence), find):
            if home is None or left[home][said.text] > 0:
                gone[said.key] += 1
            if home is not None:
                left[home][said.text] -= 1
    return gone


def _texts(text: str, find: Find) -> list[str]:
    return [said.text for said in _found(text, find)]


def _found(text: str, find: Find) -> list[Said]:
    found = []
    for start, end in find(text):
        before = _BREAK.split(text[:start])[-1]
        behind = _BREAK.split(text[end:])[0]
        around = _MARKED.sub(MARK, f"{before}{text[start:end]}{behind}".strip())
        found.append(Said(_MARKED.sub(MARK, text[start:end]), around, start, end, text))
    return found


def _unmarked(sentence: Sentence) -> str:
    return _without(sentence.text, [(mark.start, mark.end) for mark in sentence.marks])


def _masked(sentence: Sentence, vouched: Sequence[Spot]) -> str:
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
