"""A sentence of the build and what became of it → where a figure whose mark is lost or damaged stands now."""

from __future__ import annotations

from difflib import SequenceMatcher

from youthreport.revision.numbers import figure_in, touches
from youthreport.revision.records import QUOTED, Mark
from youthreport.revision.sentences import MARK, Sentence

_LONGEST_GAP = 40


def recover(built: Sentence, mark: Mark, edited: Sentence, known: frozenset[str]) -> tuple[int, int] | None:
    """Start and end of the figure in the edited sentence, None when nothing there looks like it.

    It is looked for between the words that stood around it; marks of `known` names that survive are as good as
    words. Quoted text is whatever stands between those words.
    """
    kept = {
        m.name: f"\x00{m.name}" for m in edited.marks if m.name in known and m.name != mark.name and m.text
    }
    before = built.tokens_by({m.name: f"\x00{m.name}" for m in built.marks})
    after = edited.tokens_by(kept)
    at = before.index(f"\x00{mark.name}")
    start, end = _gap(before, after, at)
    offsets = _offsets(after, edited, kept)
    text = _masked(edited, kept)[offsets[start] : offsets[end]]
    if mark.text and (exact := text.find(mark.text)) >= 0 and not _in_number(text, exact, len(mark.text)):
        return offsets[start] + exact, offsets[start] + exact + len(mark.text)
    if mark.code == QUOTED:
        return (offsets[start], offsets[end]) if text.strip() else None
    found = figure_in(text[:_LONGEST_GAP])
    return None if found is None else (offsets[start] + found[0], offsets[start] + found[1])


def _in_number(text: str, start: int, length: int) -> bool:
    """Whether more digits stand around that stretch."""
    return touches(text, start, start + length, "", "")


def _masked(sentence: Sentence, kept: dict[str, str]) -> str:
    """The text without the figures that other marks vouch for."""
    text = sentence.text
    for mark in sentence.marks:
        if mark.name in kept:
            text = text[: mark.start] + MARK * (mark.end - mark.start) + text[mark.end :]
    return text


def _gap(before: tuple[str, ...], after: tuple[str, ...], at: int) -> tuple[int, int]:
    """The tokens of the edited sentence between the nearest words that both have on either side of `at`."""
    start, end = 0, len(after)
    for a, b, size in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        if a + size <= at and size:
            start = max(start, b + size)
        elif a > at and size:
            end = min(end, b)
    return start, max(start, end)


def _offsets(tokens: tuple[str, ...], sentence: Sentence, kept: dict[str, str]) -> list[int]:
    """Where each token begins in the sentence's text, and where the last one ends."""
    lengths = {token: len(mark.text) for mark in sentence.marks if (token := kept.get(mark.name))}
    offsets = [0]
    for token in tokens:
        offsets.append(offsets[-1] + lengths.get(token, 1))
    return offsets
