"""A paper's text → its sentences, each with a key that says what it says apart from its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from youthreport.revision.records import Mark, Spot, Text

_STOPS = "。！？"
_NUMBERING = re.compile(
    r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十0-9]+）|[0-9]+[.．、](?![0-9]))"
)
# What stands before an item of a list: its number, which says nothing of it, and before the first one what leads up.
_LEAD = re.compile(r"^(?:[^；]*：)?[一二三四五六七八九十]+是")
# What a draft shows in the place of a figure that nobody gave.
_GAP = re.compile(r"【待补充：[^】]*】")
# Stands for a mark where texts are compared; a character that no paper holds.
MARK = "\ufffc"


@dataclass(frozen=True)
class Sentence:
    """One sentence: marks count from its beginning; `spot` is where it stands."""

    text: str
    marks: tuple[Mark, ...]
    spot: Spot
    place: str

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its characters; a mark counts as one token, made of its code."""
        return self.tokens_by({mark.name: f"{MARK}{mark.code}" for mark in self.marks})

    def tokens_by(self, names: dict[str, str]) -> tuple[str, ...]:
        """Its characters, with one token instead of the text of each mark that `names` has one for."""
        tokens: list[str] = []
        at = 0
        for mark in self.marks:
            if mark.name in names and mark.start >= at:
                tokens += [*self.text[at : mark.start], names[mark.name]]
                at = mark.end
        return (*tokens, *self.text[at:])

    @cached_property
    def key(self) -> str:
        """What it says: the codes in place of the figures, without its numbering and without spaces."""
        return _bare(_GAP.sub(MARK, "".join(self.tokens)), self.spot.start)

    @cached_property
    def shape(self) -> str:
        """The same with one and the same character for every figure."""
        names = {mark.name: MARK for mark in self.marks}
        return _bare(_GAP.sub(MARK, "".join(self.tokens_by(names))), self.spot.start)

    @cached_property
    def words(self) -> str:
        """Its plain text without numbering and spaces."""
        return _bare(self.text, self.spot.start)

    def part(self, mark: Mark) -> str:
        """What the part between semicolons around the mark says, codes in place of figures.

        Of an item in a list that is the item alone, without 一是 and what leads up to it.
        """
        names = {other.name: f"{MARK}{other.code}" for other in self.marks}
        whole = self.tokens_by({**names, mark.name: "\x00"})
        at = whole.index("\x00")
        start = max((n + 1 for n in range(at) if whole[n] == "；"), default=0)
        end = next((n for n in range(at, len(whole)) if whole[n] == "；"), len(whole))
        part = _bare("".join(whole[start:end]), self.spot.start if start == 0 else 1)
        if lead := _LEAD.match(part):
            part = lead[0] if "\x00" in lead[0] else part[lead.end() :]
        return part.replace("\x00", names[mark.name]).rstrip("。")


def _bare(text: str, start: int) -> str:
    bare = re.sub(r"\s+", "", text)
    return _NUMBERING.sub("", bare, count=1) if start == 0 and _NUMBERING.match(bare) else bare


def sentences(text: Text) -> tuple[Sentence, ...]:
    """The sentences in document order; what holds no letter and no digit is none."""
    found = []
    for number, paragraph in enumerate(text.paragraphs):
        for start, end in _cuts(paragraph.text, paragraph.marks):
            marks = tuple(
                replace(m, start=m.start - start, end=min(m.end, end) - start)
                for m in paragraph.marks
                if start <= m.start < end or (m.start == end == len(paragraph.text))
            )
            words = paragraph.text[start:end]
            if marks or any(char.isalnum() for char in words):
                found.append(Sentence(words, marks, Spot(number, start, end), paragraph.place))
    return tuple(found)


def _cuts(text: str, marks: tuple[Mark, ...]) -> list[tuple[int, int]]:
    cuts, start = [], 0
    for at, char in enumerate(text, 1):
        if char in _STOPS and not any(mark.start < at < mark.end for mark in marks):
            cuts.append((start, at))
            start = at
    return [*cuts, (start, len(text))]
