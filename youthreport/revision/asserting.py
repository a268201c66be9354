"""The edited paper's sentences → the words in them that assert something and that no build printed there (W04, X36)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from youthreport.model import Asserting, ClaimRule
from youthreport.phrases import superlatives
from youthreport.phrases.asserted import asserted
from youthreport.phrases.proving import nearest, plans_ahead, provers
from youthreport.revision.records import QUOTED, Assertion, Spot
from youthreport.revision.rows import in_table
from youthreport.revision.sentences import MARK, Sentence
from youthreport.revision.vouching import Ground, Said, unvouched

_CHAPTER = re.compile(r"\s*[一二三四五六七八九十]{1,3}、([^。；]{1,30})\s*")
_ANNEX = re.compile(r"\s*附件\s*[0-9一二三四五六七八九十]*\s*")
_UNIQUE = Asserting("独有", "", "", "独有、第一或领先，要有文件或通报为证")
# Pairs of letters that a claim's name must share with what was typed, and how many of the words around that are looked at.
_SHARED, _BEFORE, _AFTER = 2, 30, 15


@dataclass(frozen=True, slots=True)
class Proofs:
    """The words that assert something, the claims that may prove them, and by label today's verdict and evidence."""

    words: tuple[Asserting, ...] = ()
    claims: tuple[ClaimRule, ...] = ()
    verdicts: Mapping[str, tuple[bool, str]] = field(default_factory=dict)


def assertions(edited: Sequence[Sentence], ground: Ground, proofs: Proofs) -> tuple[Assertion, ...]:
    """In document order; what the build or today's paper says in the same sentence is none.

    In chapters on what shall be done only what is said to have been counts.
    """
    planned, quoted = _planned(edited), _quoted(ground)
    judge = _Judge(proofs)
    return tuple(
        judge.told(edited[at], said, means)
        for at, said in unvouched(edited, ground, judge.meanings, flowing=True)
        if said.text not in quoted.get(at, "")
        and (means := judge.meanings(said.within, plans=at in planned).get((said.start, said.end)))
    )


class _Judge:
    """Finds words that assert something, and says what and which claim may prove it."""

    def __init__(self, proofs: Proofs) -> None:
        self._proofs = proofs
        self._provers = provers(proofs.words, proofs.claims)

    def meanings(self, text: str, *, plans: bool = False) -> dict[tuple[int, int], Asserting]:
        """What the text asserts, by place."""
        found = {(one.start, one.end): _UNIQUE for one in superlatives(text)}
        for one in asserted(text, self._proofs.words, plans=plans):
            found[one.phrase.start, one.phrase.end] = one.words
        return dict(sorted(found.items()))

    def told(self, sentence: Sentence, said: Said, words: Asserting) -> Assertion:
        """The words with what they assert and the nearest claim that may prove it, if one is near."""
        start, end = sentence.spot.start + said.start, sentence.spot.start + said.end
        around = sentence.text[max(0, said.start - _BEFORE) : said.end + _AFTER]
        claim = nearest(self._provers.get(words.name, ()), around, shared=_SHARED)
        holds, because = self._proofs.verdicts.get(claim.label if claim else "", (None, ""))
        return Assertion(
            sentence.text[said.start : said.end],
            words.means,
            said.words.replace(MARK, "…"),
            sentence.text,
            sentence.place,
            claim.label if claim else "",
            holds,
            because,
            Spot(sentence.spot.paragraph, start, end),
        )


def _planned(edited: Sequence[Sentence]) -> frozenset[int]:
    """The sentences of chapters and annexes that speak of what shall be done."""
    planned, plans, titled = set(), False, False
    for number, sentence in enumerate(edited):
        if not in_table(sentence):
            chapter = _CHAPTER.fullmatch(sentence.text) if sentence.spot.start == 0 else None
            if chapter or titled:
                plans = plans_ahead(sentence.text) or (titled and "任务" in sentence.text)
            titled = bool(_ANNEX.fullmatch(sentence.text))
        if plans:
            planned.add(number)
    return frozenset(planned)


def _quoted(ground: Ground) -> dict[int, str]:
    """By sentence of the edited paper, what the build quoted there."""
    quoted: dict[int, str] = {}
    for number, at in ground.home.items():
        texts = (mark.text for mark in ground.built[number].marks if mark.code == QUOTED)
        quoted[at] = "\n".join([quoted.get(at, ""), *texts])
    return quoted
