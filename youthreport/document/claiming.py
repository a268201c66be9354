"""A section and the catalogue → the claims typed in it as fixed text, outside of what would prove them (W04)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from youthreport.document import official
from youthreport.document.environment import OPTIONAL, OPTIONAL_END
from youthreport.document.lines import Line, lines_of
from youthreport.document.styles import Styles
from youthreport.document.tags import Tag, tags_of
from youthreport.model import Asserting, Catalogue
from youthreport.phrases import Phrase
from youthreport.phrases.asserted import PRINTED, Asserted, asserted, instead
from youthreport.phrases.proving import nearest, plans_ahead, provers

_TESTED = re.compile(r"断言\.(\w+)")
_INVERTED = re.compile(r"not\s+断言\.(\w+)")
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”")
_SILENT = (OPTIONAL, OPTIONAL_END)
_ADJOINING = 2  # characters between a word and the tag that proves it: 均在{{ …|整率 }}


@dataclass(frozen=True, slots=True)
class Typed:
    """A claim that somebody typed: its paragraph, the place in its text, the words, and what to write instead."""

    line: Line
    at: int
    phrase: Phrase
    remedy: str


def typed_claims(document: Any, catalogue: Catalogue) -> Iterator[Typed]:
    """The claims that are fixed text of an opened section, in its order."""
    styles = Styles(document)
    reader = _Reader(catalogue)
    plans = False
    for line in lines_of(document.element.body):
        if line.table is None and styles.style_of(line.paragraph) == official.HEADINGS[0]:
            plans = plans_ahead(line.text)
        yield from reader.read(line, plans)


@dataclass(slots=True)
class _Said:
    """A paragraph with a sign in place of what its tags print, which claims hold at each character, the tags by place.

    `literals` are the words that its tags quote and print: {{ '全部完成' }}, {{ …|累计('开展') }}.
    """

    text: str = ""
    proven: list[frozenset[str]] = field(default_factory=list)
    tags: dict[int, Tag] = field(default_factory=dict)
    literals: list[str] = field(default_factory=list)

    def add(self, text: str, proven: frozenset[str]) -> None:
        """Appends text during which those claims hold."""
        self.text += text
        self.proven += [proven] * len(text)


class _Reader:
    """Reads a section paragraph by paragraph; conditions may span several."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._words = catalogue.asserting
        self._proof = _Proof(catalogue)
        self._around: list[
            tuple[frozenset[str], frozenset[str]]
        ] = []  # what holds here, and what does after else

    def read(self, line: Line, plans: bool) -> Iterator[Typed]:
        """The claims typed in the paragraph."""
        said = self._said(line.text)
        doubted = [
            found
            for found in asserted(said.text, self._words, plans=plans)
            if not self._proof.given(found, said)
        ]
        for literal in said.literals:
            doubted += asserted(literal, self._words, plans=plans)
        for found in doubted:
            claim = self._proof.nearest(found.words, _sentence(said.text, found.phrase.start))
            shown = replace(found.phrase, text=found.phrase.text.replace(PRINTED, "…"))
            yield Typed(line, max(line.text.find(shown.text), 0), shown, instead(found.words, claim))

    def _said(self, text: str) -> _Said:
        said, at = _Said(), 0
        for tag in tags_of(text):
            said.add(text[at : tag.start], self._holding)
            if tag.prints:
                said.tags[len(said.text)] = tag
                said.literals += [quoted[1:-1] for quoted in _LITERAL.findall(tag.rest)]
                said.add(PRINTED, self._holding)
            elif tag.word not in _SILENT:
                said.add("｜" * (tag.word in ("elif", "else")), frozenset())
                self._turn(tag)
            at = tag.start + len(tag.text)
        said.add(text[at:], self._holding)
        return said

    @property
    def _holding(self) -> frozenset[str]:
        return frozenset().union(*(now for now, _ in self._around))

    def _turn(self, tag: Tag) -> None:
        if tag.word == "if":
            self._around.append(_branches(tag.rest))
        elif tag.word == "endif" and self._around:
            self._around.pop()
        elif tag.word == "elif" and self._around:
            self._around[-1] = _branches(tag.rest)
        elif tag.word == "else" and self._around:
            self._around[-1] = (self._around[-1][1], frozenset())


def _branches(condition: str) -> tuple[frozenset[str], frozenset[str]]:
    """The claims that hold where the condition does, and where it does not. Of alternatives none is sure to hold."""
    if inverted := _INVERTED.fullmatch(condition.strip()):
        return frozenset(), frozenset({inverted[1]})
    if re.search(r"\b(?:or|not)\b", condition):
        return frozenset(), frozenset()
    return frozenset(_TESTED.findall(condition)), frozenset()


class _Proof:
    """Which claims and filters prove which words."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._claims = provers(catalogue.asserting, catalogue.claims)

    def given(self, found: Asserted, said: _Said) -> bool:
        """Whether a claim around the words or the tag behind them proves them."""
        labels = {claim.label for claim in self._claims[found.words.name]}
        if any(labels & proven for proven in said.proven[found.phrase.start : found.phrase.end]):
            return True
        near = (said.tags.get(found.phrase.end + n) for n in range(_ADJOINING))
        return any(
            re.search(rf"\|\s*{name}(?!\w)", tag.rest) for tag in near if tag for name in found.words.filters
        )

    def nearest(self, words: Asserting, sentence: str) -> str:
        """The label of the claim for such words that has most in common with the sentence; "" where there is none."""
        claim = nearest(self._claims[words.name], sentence)
        return claim.label if claim else ""


def _sentence(text: str, at: int) -> str:
    return re.split("[。！？]", text[:at])[-1] + re.split("[。！？]", text[at:], maxsplit=1)[0]
