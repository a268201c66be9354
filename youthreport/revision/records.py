"""What a paper says, and how an edited paper differs from its data → frozen records."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

QUOTED = "?q"
_NAME = re.compile(r"yr_([a-z][a-z0-9_]*)_[0-9]+|yq_[0-9]+")


def code_of(name: str) -> str | None:
    """The code of the figure that a bookmark of this name marks, QUOTED for quoted text, None for a foreign name."""
    found = _NAME.fullmatch(name)
    return None if found is None else found[1] or QUOTED


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark of ours; `start` and `end` count characters of its paragraph or sentence."""

    name: str
    code: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text that a reader sees (insertions in, deletions out), where it stands, and its number in the file."""

    text: str
    marks: tuple[Mark, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Text:
    """A whole paper; `builds` are the ids of the builds that it comes from, the oldest first."""

    paragraphs: tuple[Paragraph, ...]
    builds: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks in document order."""
        return tuple(mark for paragraph in self.paragraphs for mark in paragraph.marks)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a paper comes from: its builds, the oldest first, and the period it reports on ("" when it tells none)."""

    builds: tuple[str, ...]
    period: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of the paragraph of that number."""

    paragraph: int
    start: int
    end: int


class State(StrEnum):
    """How a figure of the build stands in the paper."""

    UNCHANGED = "unchanged"  # as the build printed it, and as the data say
    CURRENT = "current"  # not as the build printed it, but as the data say now
    OUTDATED = "outdated"  # nobody touched it; the data have changed
    REPHRASED = "rephrased"  # written otherwise by hand, with the value that the data have
    EDITED = "edited"  # changed by hand, and not as the data say
    RELABELLED = "relabelled"  # the same number, but the words around it name another figure now
    MISPLACED = "misplaced"  # moved into a sentence that is about something else
    DELETED = "deleted"  # no longer there


AGREEING = frozenset({State.UNCHANGED, State.CURRENT, State.REPHRASED})


@dataclass(frozen=True, slots=True)
class Renaming:
    """The words around a figure and itself, in the build and in the paper; `other`: the figure that they name now, or ""."""

    was: str
    paper: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class FigureState:
    """One mark of the build: `was` is its text then, `paper` the text now (None: not there), `now` what the data say.

    `now` None: the data no longer say it anywhere. `marked` False: the bookmark is gone and the figure was found by
    its sentence. `moved`: it stands before or behind figures that it used to follow. `safe`: only figures
    around it have changed, so that it may be replaced without touching words. `at` is where it begins in `sentence`;
    `twin` the name of its mark in today's paper. `renaming` says how the words around it were changed, if they were.
    """

    name: str
    code: str
    label: str
    state: State
    was: str | None
    paper: str | None
    now: str | None
    sentence: str
    place: str = ""
    marked: bool = True
    moved: bool = False
    safe: bool = True
    spot: Spot | None = None
    at: int = 0
    twin: str = ""
    renaming: Renaming | None = None

    @property
    def called(self) -> str:
        """What the figure is called and the name of its mark."""
        return f"{self.label or '引用文字'}（{self.name}）"


class Change(StrEnum):
    """What the data do to a sentence of the build."""

    REWORDED = "reworded"  # the data say it otherwise now
    WITHDRAWN = "withdrawn"  # the data no longer say it
    MISSING = "missing"  # the data say it now; the paper does not


@dataclass(frozen=True, slots=True)
class SentenceState:
    """A sentence that no longer is what the data say: `was` in the build, `paper` in the paper, `now` by the data.

    `spot` is where the sentence stands, or the end of the sentence that the missing one should follow. `row`: it is
    a whole row of a table, its cells put together.
    """

    change: Change
    was: str
    paper: str
    now: str
    place: str = ""
    spot: Spot | None = None
    row: bool = False

    def covers(self, figure: FigureState) -> bool:
        """Whether the figure stands in the sentence or row, so that what is said of this is said of the figure."""
        inner, outer = figure.spot, self.spot
        if self.row:
            return figure.place.startswith(f"{self.place}第")
        if inner is None or outer is None or inner.paragraph != outer.paragraph:
            return False
        return outer.start <= inner.start and inner.end <= outer.end


@dataclass(frozen=True, slots=True)
class Suspect:
    """A number with a measure that no mark vouches for; `copied`: its sentence repeats one of the build."""

    text: str
    sentence: str
    place: str
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Assertion:
    """Words that assert something (`means`) which the build does not say in that sentence.

    `clause` is what stands around them, without figures; `claim` the nearest claim of the catalogue that may prove it ("": none is near), `holds` and `because` its verdict
    and evidence of today (None: not told).
    """

    text: str
    means: str
    clause: str
    sentence: str
    place: str
    claim: str = ""
    holds: bool | None = None
    because: str = ""
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that held when the paper was built and does not now, or the other way round; the evidence of now.

    `used`: a section of the paper asks for it, so that a sentence may hang on it.
    """

    name: str
    was: bool
    holds: bool
    because: str
    used: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a paper agrees with the data; `base` says whether the text of its build was at hand."""

    figures: tuple[FigureState, ...]
    sentences: tuple[SentenceState, ...]
    suspects: tuple[Suspect, ...]
    base: bool
    builds: tuple[str, ...] = ()
    assertions: tuple[Assertion, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether nothing in the paper contradicts the data and nothing in it is of unknown origin."""
        typed = self.suspects or self.assertions
        return all(f.state in AGREEING for f in self.figures) and not self.sentences and not typed

    def of(self, *states: State) -> tuple[FigureState, ...]:
        """The figures in one of those states."""
        return tuple(figure for figure in self.figures if figure.state in states)
