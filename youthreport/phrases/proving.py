"""Words that assert something → the claims of the catalogue that would prove them; a heading → whether it speaks of plans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from youthreport.model import Asserting, ClaimRule
from youthreport.phrases.asserted import says

_COMING = re.compile("计划|打算|安排|思路|部署")  # what a chapter on the next half-year is called
_BEHIND = re.compile("情况|完成|落实|回顾|总结")  # … and one on what became of a plan is not


def plans_ahead(heading: str) -> bool:
    """Whether a chapter of that heading speaks of what shall be done."""
    return bool(_COMING.search(heading)) and not _BEHIND.search(heading)


@lru_cache(maxsize=4)  # every section of a paper asks anew
def provers(
    asserting: tuple[Asserting, ...], claims: tuple[ClaimRule, ...]
) -> Mapping[str, tuple[ClaimRule, ...]]:
    """By name of such words, the claims whose duties say one of them, or of the entry that they are like."""
    by_name = {words.name: words for words in asserting}
    return {
        words.name: tuple(
            claim
            for claim in claims
            if says(f"{claim.definition}{claim.then}", (words, *_kin(words, by_name)))
        )
        for words in asserting
    }


def nearest(claims: Iterable[ClaimRule], sentence: str, *, shared: int = 0) -> ClaimRule | None:
    """The claim that has most in common with the sentence, of those whose name shares so many pairs of letters with it."""
    pairs = _pairs(sentence)
    near = [claim for claim in claims if len(pairs & _pairs(claim.label)) >= shared]
    return max(
        near, key=lambda claim: len(pairs & _pairs(f"{claim.label}，{claim.definition}")), default=None
    )


def _kin(words: Asserting, by_name: Mapping[str, Asserting]) -> Iterable[Asserting]:
    return (by_name[words.like],) if words.like else ()


def _pairs(text: str) -> set[str]:
    return {pair for pair in map("".join, pairwise(text)) if re.fullmatch("[一-鿿]{2}", pair)}
