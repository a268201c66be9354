"""Two builds' sentences → what the later one prints for each mark of the earlier one.

Marks are numbered anew by every build, so a name alone says nothing: a mark is known by its sentence.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from youthreport.revision import quotations
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
        found |= _unmarked(built[left], later[right], found)
    return found | _across(built, later, found, used)


def same_words(left: str, right: str) -> bool:
    """Whether two parts of sentences say the same; open lists follow frequency, so that their order says nothing."""
    return sorted(left) == sorted(right)


def _paired(built: Sentence, later: Sentence) -> list[tuple[Mark, Mark]]:
    left, right = _tokens(built), _tokens(later)
    olds, news = _positions(left, built), _positions(right, later)
    found = []
    for a, b, size in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        for i in range(size):
            if a + i in olds and b + i in news:
                found.append((olds[a + i], news[b + i]))
    return quotations.paired(built.marks, later.marks, found)


def _tokens(sentence: Sentence) -> tuple[str, ...]:
    """Its characters; a mark is one token, and a number that is quoted is another one than quoted words."""
    return sentence.tokens_by({mark.name: f"{MARK}{quotations.kind(mark)}" for mark in sentence.marks})


def _positions(tokens: Sequence[str], sentence: Sentence) -> dict[int, Mark]:
    marks = (n for n, token in enumerate(tokens) if token.startswith(MARK))
    return dict(zip(marks, sentence.marks, strict=False))


def _unmarked(built: Sentence, later: Sentence, found: Mapping[str, Counterpart]) -> dict[str, Counterpart]:
    """Quoted texts that are still said, only without a number in them and so without a mark."""
    quoted = (mark for mark in built.marks if mark.code == QUOTED and mark.name not in found)
    said = {mark.name: quotations.plain(mark, built, later) for mark in quoted}
    return {name: Counterpart(text, safe=False) for name, text in said.items() if text is not None}


def _across(
    built: Sequence[Sentence], later: Sequence[Sentence], found: Mapping[str, Counterpart], used: set[str]
) -> dict[str, Counterpart]:
    """Figures whose sentence was rewritten beyond recognition: by code, where as many are left on both sides.

    Of quoted texts only those that say nearly the same.
    """
    olds, news = _by_code(built, found), _by_code(later, used)
    quoted = quotations.paired(olds.pop(QUOTED, ()), news.pop(QUOTED, ()), ())
    return {old.name: Counterpart(new.text, safe=False, name=new.name) for old, new in quoted} | {
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
