"""Two builds' sentences → what the later one prints for each mark of the earlier one.

Marks are numbered anew by every build, so a name alone says nothing: a mark is known by its sentence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from youthreport.revision.matching import align
from youthreport.revision.records import QUOTED, Mark
from youthreport.revision.sentences import MARK, Sentence


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The text that the later build prints.

    `safe`: it may be put in the place of the earlier one without making the sentence half true. That is so when the
    words of its clause are the same, and those of every other figure up to the next semicolon.
    """

    text: str
    safe: bool


def counterparts(built: Sequence[Sentence], later: Sequence[Sentence]) -> dict[str, Counterpart]:
    """By the name of the earlier mark; a mark without counterpart is absent."""
    pairs: list[tuple[Mark, Mark, bool]] = []
    for left, right in align(built, later).items():
        pairs += _within(built[left], later[right])
    pairs += _across(built, later, pairs)
    return {old.name: Counterpart(new.text, safe) for old, new, safe in pairs}


def _within(built: Sentence, later: Sentence) -> list[tuple[Mark, Mark, bool]]:
    pairs = {old.name: (old, new) for old, new in _paired(built, later)}
    # Open lists within a clause follow the frequency of their items; their order says nothing.
    same = {n for n, (old, new) in pairs.items() if sorted(built.clause(old)) == sorted(later.clause(new))}
    unsafe = {_part(built, mark) for mark in built.marks if mark.text and mark.name not in same}
    return [(old, new, _part(built, old) not in unsafe) for old, new in pairs.values()]


def _part(sentence: Sentence, mark: Mark) -> int:
    """Which of the parts between semicolons the mark stands in."""
    return (
        "".join(sentence.tokens_by({m.name: m.name for m in sentence.marks}))
        .partition(mark.name)[0]
        .count("；")
    )


def _paired(built: Sentence, later: Sentence) -> list[tuple[Mark, Mark]]:
    olds, news = _positions(built), _positions(later)
    found = []
    for a, b, size in SequenceMatcher(None, built.tokens, later.tokens, autojunk=False).get_matching_blocks():
        for i in range(size):
            if a + i in olds and b + i in news:
                found.append((olds[a + i], news[b + i]))
    return _same_quotations(found)


def _same_quotations(pairs: list[tuple[Mark, Mark]]) -> list[tuple[Mark, Mark]]:
    """Quoted items that only changed their order are paired with themselves."""
    quoted = [(old, new) for old, new in pairs if old.code == QUOTED]
    olds, news = [old for old, _ in quoted], [new for _, new in quoted]
    same = []
    for old in list(olds):
        twin = next((new for new in news if new.text == old.text), None)
        if twin is not None:
            same.append((old, twin))
            olds.remove(old)
            news.remove(twin)
    figures = [(old, new) for old, new in pairs if old.code != QUOTED]
    return [*figures, *same, *zip(olds, news, strict=True)]


def _positions(sentence: Sentence) -> dict[int, Mark]:
    tokens = (n for n, token in enumerate(sentence.tokens) if token.startswith(MARK))
    return dict(zip(tokens, sentence.marks, strict=False))


def _across(
    built: Sequence[Sentence], later: Sequence[Sentence], pairs: Sequence[tuple[Mark, Mark, bool]]
) -> list[tuple[Mark, Mark, bool]]:
    """Figures whose sentence was rewritten beyond recognition: by code, where as many are left on both sides."""
    old_names, new_names = {old.name for old, _, _ in pairs}, {new.name for _, new, _ in pairs}
    olds, news = defaultdict(list), defaultdict(list)
    for sentence in built:
        for mark in sentence.marks:
            if mark.name not in old_names:
                olds[mark.code].append(mark)
    for sentence in later:
        for mark in sentence.marks:
            if mark.name not in new_names:
                news[mark.code].append(mark)
    return [
        (old, new, False)
        for code, left in olds.items()
        if len(left) == len(news.get(code, ()))
        for old, new in zip(left, news[code], strict=True)
    ]
