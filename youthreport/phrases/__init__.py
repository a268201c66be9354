"""A Chinese text → the phrases in it that a paper must not print, each with what is wrong and what to do (X35, X36).

Pure: no file, no roster. The district's texts and the section templates are read with the same eyes. What is
quoted (《…》, “…”) is somebody's title and is left alone; what could mean something sound is not accused.
"""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.model import Period, StalePhrase
from youthreport.phrases.blanks import leftovers
from youthreport.phrases.days import days_outside
from youthreport.phrases.finding import Phrase
from youthreport.phrases.hedges import contradictions, superlatives
from youthreport.phrases.slogans import stale

__all__ = ["Phrase", "contradictions", "days_outside", "faults", "leftovers", "stale", "superlatives"]


def faults(text: str, period: Period, stale_phrases: Iterable[StalePhrase] = ()) -> tuple[Phrase, ...]:
    """Everything that is wrong with the text in a paper on that period, in the order of the text."""
    found = [
        *contradictions(text),
        *leftovers(text),
        *superlatives(text),
        *days_outside(text, period),
        *stale(text, period.year, stale_phrases),
    ]
    return tuple(sorted(found, key=lambda phrase: (phrase.start, -phrase.end)))
