"""A figure, a listing or a text → the object that a tag prints and a filter rewords."""

from __future__ import annotations

from dataclasses import dataclass, replace

from youthreport.model import Figure, Listing, Number, Part, Wording
from youthreport.narrative import percent
from youthreport.narrative.wording import Words

GOALS = ("年度数", "下半年计划")  # of these a part is no lower bound: a plan of some units is nobody's plan


@dataclass(frozen=True, slots=True)
class Spoken:
    """What stands behind a label of the vocabulary; `wording` is what a tag prints."""

    label: str
    wording: Wording
    figure: Figure | None = None
    listing: Listing | None = None

    def __str__(self) -> str:
        return str(self.wording)

    def __bool__(self) -> bool:
        return not (self.wording.absent or self.wording.nothing)

    def saying(self, *parts: Part) -> Spoken:
        """The same thing in other words; no parts mean that these words cannot be said."""
        told = Wording(self.label, parts) if parts else Wording(self.label, absent=True)
        return replace(self, wording=told)


def is_rate(figure: Figure) -> bool:
    """Whether the figure is a percentage."""
    return figure.measure == "%"


def is_comparison(figure: Figure) -> bool:
    """Whether the figure is itself a 同比 (its 0 means 持平 and says something)."""
    return figure.code.endswith("_yoy")


def whole(figure: Figure) -> bool:
    """Whether the figure speaks for every unit in scope, exactly: what 全部, 100% and 其中 ask for."""
    return figure.complete and not figure.estimated and figure.value is not None


def sayable(figure: Figure) -> bool:
    """Whether the number may stand in the paper: a rate or a goal only when every unit in scope stands behind it."""
    if figure.value is None:
        return False
    if is_rate(figure):
        return whole(figure)
    return figure.complete or figure.basis not in GOALS


def say_figure(figure: Figure, words: Words, label: str = "") -> Spoken:
    """The exact number; an estimate only as 约; 0 = nothing; missing, or not `sayable` = absent."""
    name = label or figure.label
    if figure.value is None or not sayable(figure):
        return Spoken(name, Wording(name, absent=True), figure)
    if figure.value == 0 and not is_comparison(figure):
        return Spoken(name, Wording(name, nothing=True), figure)
    text = say_rate(figure.value, words) if is_rate(figure) else _number(figure, figure.value, words)
    return Spoken(name, Wording(name, (Part(text, figure.code),)), figure)


def _number(figure: Figure, value: Number, words: Words) -> str:
    return words.about(value) if figure.estimated else words.exact(value)


def say_rate(value: Number, words: Words) -> str:
    """W-RATE: the percentage cut off; a figure that is not `sayable` never comes here."""
    return percent.rate(value, words.rules.places)


def say_listing(listing: Listing, label: str = "") -> Spoken:
    """All items joined by 、; an empty list says nothing."""
    name = label or listing.label
    if not listing.items:
        return Spoken(name, Wording(name, nothing=True), listing=listing)
    return Spoken(name, Wording(name, joined(listing, len(listing.items))), listing=listing)


def say_text(label: str, text: str) -> Spoken:
    """Plain words; empty ones count as absent."""
    told = Wording(label, (Part(text),)) if text else Wording(label, absent=True)
    return Spoken(label, told)


def joined(listing: Listing, count: int) -> tuple[Part, ...]:
    """The first `count` items with 、 between them."""
    parts: list[Part] = []
    for item in listing.items[:count]:
        if parts:
            parts.append(Part("、"))
        parts.append(Part(item.text, quoted=not listing.typed))
    return tuple(parts)
