"""Two builds' sentences → what the later one prints for each mark of the earlier one.

Marks are numbered anew by every build, so a name alone says nothing: a mark is known by its sentence.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from youthreport.revision.matching import align
from youthreport.revision.records import QUOTED, Mark
from youthreport.revision.sentences import MARK, Sentence


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The text that the later build prints.

    `safe`: it may be put in the place of the earlier one without making the sentence half true. That is so when both
    builds say the same up to the next semicolon, figures apart; `words` is what the later one says there. `name` is
    that of the later mark.
    """

    text: str
    safe: bool
    words: str = ""
    name: str = ""


def counterparts(built: Sequence[Sentence], later: Sequence[Sentence]) -> dict[str, Counterpart]:
    """By the name of the earlier mark; a mark without counterpart is absent."""
    found: dict[str, Counterpart] = {}
    used: set[str] = set()
    for left, right in align(built, later).items():
        for old, new in _paired(built[left], later[right]):
            said, words = built[left].part(old), later[right].part(new)
            found[old.name] = Counterpart(new.text, same_words(said, words), words, new.name)
            used.add(new.name)
    return found | _across(built, later, found, used)


def same_words(left: str, right: str) -> bool:
    """Whether two parts of sentences say the same; open lists follow frequency, so that their order says nothing."""
    return sorted(left) == sorted(right)


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
    built: Sequence[Sentence], later: Sequence[Sentence], found: Mapping[str, Counterpart], used: set[str]
) -> dict[str, Counterpart]:
    """Figures whose sentence was rewritten beyond recognition: by code, where as many are left on both sides."""
    olds, news = _by_code(built, found), _by_code(later, used)
    return {
        old.name: Counterpart(new.text, safe=False, name=new.name)
        for code, left in olds.items()
        if len(left) == len(news.get(code, ()))
        for old, new in zip(left, news[code], strict=True)
    }


def _by_code(sentences: Sequence[Sentence], known: Container[str]) -> dict[str, list[Mark]]:
    """The marks that are not known yet."""
    marks: dict[str, list[Mark]] = {}
    for sentence in sentences:
        for mark in sentence.marks:
            if mark.name not in known:
                marks.setdefault(mark.code, []).append(mark)
    return marks
