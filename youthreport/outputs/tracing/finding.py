"""What a person asks after → codes: a code, a label, a name, or a number as the paper prints it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from youthreport.columns import printable
from youthreport.errors import ConfigurationError
from youthreport.listing import normalised
from youthreport.model import PrintedFigure
from youthreport.outputs.tracing.tree import Traces

_GUESSES = 5
_NEAR = 60
_CLAIMS = "断言."
_HEDGES = re.compile(
    "^(?:超过|不足|稳定在|均在|达到?|近|约|超|逾|比上年同期(?:增加|减少)|同比(?:增长|下降))|(?:余|多|以上|左右)$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What bears the name. `printed` are the places of the paper that were meant, when a printed number was asked after.

    `places` then holds one place for each; several mean that the number alone does not say which.
    """

    codes: tuple[str, ...]
    places: tuple[PrintedFigure, ...] = ()


def find(name: str, traces: Traces) -> Found:
    """The codes that the name may mean. ConfigurationError (2) when nothing bears it, with what comes near."""
    wanted = re.sub(r"^{[{%]|[%}]}$", "", _plain(name)).removeprefix(_CLAIMS)
    codes = [code for code, words in _named(traces) if any(_same(word, wanted) for word in words)]
    if codes:
        return Found(tuple(dict.fromkeys(codes)))
    printed = list(_printed(traces))
    for meant in (_is_mark, _prints, _prints_bare, _prints_rate):
        places = tuple(place for place in printed if meant(place, wanted))
        if places:
            return Found(tuple(dict.fromkeys(place.code for place in places)), places)
    near = _near(wanted, traces)
    guess = f"是不是想查{'、'.join(f'“{word}”' for word in near)}？" if near else ""
    raise ConfigurationError(
        f"没有“{printable(name)}”这个指标、断言，公文里也没有这个数",
        remedy=guess
        + "请写指标的代码或名称（如 star5、五星支部数），断言的名称，或公文中的数（如 128余场、98.9%，百分号可以不写）。",
    )


def _named(traces: Traces) -> Iterator[tuple[str, tuple[str, ...]]]:
    catalogue = traces.catalogue
    called = [(e.code, e.label, e.name) for e in catalogue.indicators]
    called += [(e.code, e.label, e.name) for e in catalogue.computed]
    called += [(e.code, e.label, e.label) for e in catalogue.items]
    called += [(e.code, e.label, e.label) for e in catalogue.claims]
    # a task by its own words: all figures of it
    called += [(f.code, f.label, f.label.rpartition("：")[0]) for f in traces.figures.values() if f.formula]
    for code, label, name in called:
        if traces.has(code):
            yield code, (code, label, name, name.removeprefix("其中："))


def _printed(traces: Traces) -> Iterator[PrintedFigure]:
    for code, places in traces.printed.items():
        if traces.has(code):
            yield from places


def _is_mark(place: PrintedFigure, wanted: str) -> bool:
    """Whether it is the name of this bookmark, as `verify` says it: yr_members_1."""
    return place.bookmark == wanted


def _prints(place: PrintedFigure, wanted: str) -> bool:
    """Whether the number asked after is this one: its text, with words around it as they stand in its sentence."""
    return _stands(_plain(place.text), wanted) and wanted in _plain(place.sentence)


def _prints_bare(place: PrintedFigure, wanted: str) -> bool:
    """The same, asked after without the hedge that stands in the mark: 12.6万 of 超过12.6万."""
    text = _HEDGES.sub("", _plain(place.text))
    return _stands(text, wanted) and wanted in _plain(place.sentence)


def _prints_rate(place: PrintedFigure, wanted: str) -> bool:
    """The same, asked after without the % behind it, or with 百分之 before it: 98.9 of 98.9%, 16.8 of 同比增长16.8%."""
    text = _HEDGES.sub("", _plain(place.text))
    number = _HEDGES.sub("", wanted.replace("百分之", ""))
    return text.endswith("%") and text.removesuffix("%") == number.removesuffix("%")


def _stands(text: str, wanted: str) -> bool:
    """Whether the number is in the words, whole: 128余场 is not the 12, and 60% not the 60 of another sentence."""
    if not text or text not in wanted:
        return False
    before, after = wanted.split(text, 1)
    return not re.search(r"[\d.,]$", before) and not re.match(r"%|[.,]?\d|万|亿", after)


def _near(wanted: str, traces: Traces) -> list[str]:
    from rapidfuzz import fuzz, process  # only a mistake pays for it

    words = list(dict.fromkeys(word for _, words in _named(traces) for word in words))
    containing = [word for word in words if wanted and wanted.casefold() in word.casefold()]
    similar = process.extract(wanted, words, scorer=fuzz.ratio, limit=_GUESSES, score_cutoff=_NEAR)
    return list(dict.fromkeys([*containing[:_GUESSES], *(word for word, _, _ in similar)]))[:_GUESSES]


def _same(word: str, wanted: str) -> bool:
    return normalised(word) == normalised(wanted)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
