"""Rollup, district texts and catalogue → everything a section may say, by Chinese label."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from youthreport.model import (
    Catalogue,
    ComputedFigure,
    District,
    Indicator,
    Item,
    Listing,
    Period,
    Rollup,
    TextElement,
    Vocabulary,
    Wording,
)
from youthreport.narrative.claims import Verdicts, judge_claims
from youthreport.narrative.coverage import coverage
from youthreport.narrative.filters import build
from youthreport.narrative.spoken import Spoken, say_figure, say_listing, say_text

SEPARATOR = re.compile(r"[、\n；;]+")
MONTH_DAY = re.compile(r"^\s*(\d{1,2})\s*[月.．·\-/]\s*(\d{1,2})\s*日?\s*$")
DAYS = ("day_leifeng", "day_drug", "day_vol")  # printed only when inside the period
NAMES = ("contest_author", "counsel_name", "talent_name")  # masked with the option mask_names

_NOTHING = {"无", "暂无", "没有", "不适用", "/", "／", "-", "—", "——"}


def tell(
    rollup: Rollup,
    district: District,
    catalogue: Catalogue,
    period: Period,
    options: Mapping[str, object] | None = None,
) -> Vocabulary:
    """The vocabulary of the paper: labels → spoken things, 断言, the filters and the claims told.

    `options` knows `mask_names` (true: 张某 instead of a person's full name).
    """
    mask = str((options or {}).get("mask_names", "")).lower() in ("true", "1", "是")
    claims = judge_claims(rollup, district, catalogue, period)
    constants = _period(period)
    context: dict[str, object] = {**constants, **coverage(rollup)}
    context |= {entry.label: _figure(entry, rollup) for entry in catalogue.indicators}
    context |= {entry.label: _figure(entry, rollup) for entry in catalogue.computed}
    for items in catalogue.items:
        listing = rollup.listings.get(items.code) or Listing(items.code, items.label, ())
        context[items.label] = _masked(say_listing(listing, items.label), items.code, mask)
    for element in catalogue.texts:
        told = _masked(_text(element, district, period), element.code, mask)
        if element.label in constants or (element.compulsory and not element.many):
            # said everywhere, so plain words: they keep no clause alive
            context[element.label] = str(told) or context.get(element.label) or told
        elif told or not context.get(element.label):  # the district's words stand before collected ones
            context[element.label] = told
    context["断言"] = Verdicts({claim.name: claim.holds for claim in claims})
    return Vocabulary(context, build(), claims)


def _period(period: Period) -> dict[str, str]:
    """What the period itself says; a text element of the same label may overrule it."""
    first = period.half == 1
    return {
        "报告年度": str(period.year),
        "报告期类型": "上半年" if first else "下半年",
        "计划期类型": "下半年" if first else "下一年度上半年",
        "报告期起止": "1月1日至6月30日" if first else "7月1日至12月31日",
        "发展团员年度": str(period.year),
    }


def _figure(entry: Indicator | ComputedFigure, rollup: Rollup) -> Spoken:
    figure = rollup.figures.get(entry.code)
    if figure is None:
        return Spoken(entry.label, Wording(entry.label, absent=True))
    return say_figure(figure, entry.label)


def _text(element: TextElement, district: District, period: Period) -> Spoken:
    given = district.texts.get(element.code)
    text = (given.text.strip() if given is not None else "") or _default(element, period)
    if text and element.code in DAYS and not _inside(text, period):
        return Spoken(element.label, Wording(element.label, nothing=True))
    if not element.many:
        return say_text(element.label, _bare(text))
    items = tuple(Item(part.strip(), 1, None) for part in SEPARATOR.split(text) if part.strip())
    if not items:
        return say_text(element.label, "")
    return say_listing(Listing(element.code, element.label, items, element.definition), element.label)


def _bare(text: str) -> str:
    """The text without the marks that the sections set round it and without a closing stop; 无 and its like are blank."""
    bare = text.strip('“”"').rstrip("。；;，,、")
    return "" if bare in _NOTHING else bare


def _default(element: TextElement, period: Period) -> str:
    """The element's default with {year}, {half} and {span} said."""
    told = _period(period)
    text = element.default.strip()
    for key, label in (("{year}", "报告年度"), ("{half}", "报告期类型"), ("{span}", "报告期起止")):
        text = text.replace(key, told[label])
    return text


def _inside(text: str, period: Period) -> bool:
    """Whether a day like 3.5 or 3月5日 lies in the period; what is not a day does not."""
    match = MONTH_DAY.match(text)
    if match is None:
        return False
    try:
        return date(period.year, int(match[1]), int(match[2])) in period
    except ValueError:
        return False


def _masked(spoken: Spoken, code: str, mask: bool) -> Spoken:
    """The spoken thing, a person's name cut to the surname if that is asked for."""
    if not mask or code not in NAMES or not spoken:
        return spoken
    return say_text(spoken.label, str(spoken)[:1] + "某")
