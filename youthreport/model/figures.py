"""What goes out: figures, listings, claims, wordings and the paper as frozen records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from youthreport.model.basics import Cell, Finding, Number
from youthreport.model.filings import OrgUnit


@dataclass(frozen=True, slots=True)
class Source:
    """One cell that a figure comes from. `value` None with a `note`: seen but not counted.

    `explanation` is what 差异说明 or 核实说明 gave as the reason of this value.
    """

    unit: str
    cell: Cell
    raw: str
    value: Number | str | None
    note: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the paper with its cells. `value` None means that nobody reported it.

    `reported` of `expected` units gave it. `complete` is true when none is missing or excused.
    `previous` is the finalised figure of the same half last year, None if there is none. `joined` and `left` name
    the units that give the figure now but did not last year, and the other way round; both are empty where last
    year's units are not known. `unclear` names the units whose list holds rows that may belong to the figure and
    cannot be understood, `silent` those that did report and left the figure open. `formula` says how a figure comes
    about that the catalogue does not know by its code (one of a single item of a list); then all units that have the item
    are `expected`.
    """

    code: str
    label: str
    value: Number | None
    measure: str
    basis: str
    aggregation: str
    reported: int
    expected: int
    estimated: bool = False
    complete: bool = False
    previous: Number | None = None
    sources: tuple[Source, ...] = ()
    definition: str = ""
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One element of an open list with its frequency, date and cells.

    `records` are the columns that the list keeps of every row behind the element, as text, in the order of `sources`.
    `until` is the deadline that `text` ends with and `brief` the text without it, both "" where there is none. `goal`
    and `party` are the codes of the figures that say what its cells add up to and whom they name, "" without one.
    `reworded` is the element in the district's own words, without what is added to it.
    """

    text: str
    count: int
    when: date | None
    sources: tuple[Source, ...] = ()
    records: tuple[Mapping[str, str], ...] = ()
    until: str = ""
    brief: str = ""
    goal: str = ""
    party: str = ""
    reworded: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """An open list of the paper (forms, venues, honours, donors …), already ordered.

    `typed`: the district wrote the items itself, so that they are no quotation.
    """

    code: str
    label: str
    items: tuple[Item, ...]
    definition: str = ""
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Rollup:
    """All figures and listings of a period, and who reported.

    Behind the figures of the catalogue stand those of single items of a list, such as the target of one task.
    """

    figures: Mapping[str, Figure]
    listings: Mapping[str, Listing]
    expected: tuple[OrgUnit, ...]
    received: tuple[OrgUnit, ...]
    missing: tuple[OrgUnit, ...]
    excused: tuple[tuple[OrgUnit, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its verdict and the evidence in one sentence; `says` is what may be written on that verdict."""

    name: str
    holds: bool
    because: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as it stands in the document: its bookmark, the text inside and the sentence around it."""

    bookmark: str
    code: str
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of wording: a figure's text (`code` set), quoted text from returns, or plain words."""

    text: str
    code: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What a tag of a template prints.

    `absent`: nobody gave it (a draft shows 【待补充：label】 outside an optional clause).
    `nothing`: zero or an empty list, which drops an optional clause that holds it.
    """

    label: str
    parts: tuple[Part, ...] = ()
    absent: bool = False
    nothing: bool = False

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Annex:
    """A table behind the paper: rows of wordings, one per column of `header`.

    `widths` are the columns' shares of the text area. An annex without rows is not printed.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Wording, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that a section may see: labels → Wording or str, plus 断言 (claims), filters and the claims told.

    `findings` are doubts about what would be said; `annexes` the tables behind the paper that are switched on.
    """

    context: Mapping[str, object]
    filters: Mapping[str, Callable[..., object]]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...] = ()
    annexes: tuple[Annex, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A finished paper: its bytes, the figures printed in document order, and what was left open."""

    content: bytes
    printed: tuple[PrintedFigure, ...]
    absent: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
