"""The edited paper's sentences → the numbers in them that count something and that no mark vouches for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from youthreport.phrases.counts import counts
from youthreport.revision.records import Suspect
from youthreport.revision.sentences import Sentence
from youthreport.revision.vouching import Ground, unvouched


def suspects(edited: Sequence[Sentence], ground: Ground, measures: Sequence[str]) -> tuple[Suspect, ...]:
    """In document order; `measures` are the words that follow numbers."""
    at_home = set(ground.home.values())
    copies = {sentence.words for sentence in ground.built}
    return tuple(
        Suspect(
            said.text,
            edited[at].text,
            edited[at].place,
            at not in at_home and edited[at].words in copies,
        )
        for at, said in unvouched(edited, ground, partial(counts, measures=measures))
    )
