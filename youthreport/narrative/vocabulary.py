"""Rollup, district texts and catalogue → everything a section may say, by Chinese label."""

from __future__ import annotations

from collections.abc import Mapping

from youthreport.model import (
    Catalogue,
    ComputedFigure,
    District,
    Indicator,
    ItemList,
    Listing,
    Period,
    Rollup,
    Vocabulary,
    Wording,
)
from youthreport.narrative.annexes import annexes, switched
from youthreport.narrative.claims import Verdicts, judge_claims
from youthreport.narrative.coverage import coverage
from youthreport.narrative.done import already_done
from youthreport.narrative.doubts import doubts
from youthreport.narrative.filters import build
from youthreport.narrative.naming import Mask
from youthreport.narrative.selection import Selected, kind_of, select, unknown_kinds
from youthreport.narrative.spoken import Spoken, say_figure, say_listing
from youthreport.narrative.texts import constants, given, say
from youthreport.narrative.wording import Words

NAMES = "honour_names"  # the listing whose words are names of persons


def tell(
    rollup: Rollup,
    district: District,
    catalogue: Catalogue,
    period: Period,
    options: Mapping[str, object] | None = None,
) -> Vocabulary:
    """The vocabulary of the paper: labels → spoken things, 断言, filters, claims, doubts and annexes.

    `options` knows `mask_names` (张某 instead of a person's full name), `large_numbers` (万 or 数字: how numbers from one
    万 on are written throughout), `annex_tasks` and `annex_data` (no: that annex is left out).
    """
    policy = options or {}
    words = Words(catalogue.wording, str(policy.get("large_numbers", "")))
    mask = _mask(rollup, policy)
    claims = judge_claims(rollup, district, catalogue, period)
    selected = _selected(rollup, district, catalogue, period)
    context: dict[str, object] = {**constants(period), **coverage(rollup, words)}
    context |= {entry.label: _figure(entry, rollup, words) for entry in _figures(catalogue)}
    for items in catalogue.items:
        listing = selected[items.code].shown if items.code in selected else _listing(items, rollup)
        context[items.label] = say_listing(mask.listing(listing), items.label)
    context |= _texts(context, district, catalogue, period, mask)
    context["断言"] = Verdicts({claim.name: claim.holds for claim in claims})
    chosen = tuple(_masked(entry, mask) for entry in selected.values())
    return Vocabulary(
        context,
        build(words, period),
        claims,
        (
            *doubts(rollup, claims, district, catalogue),
            *(finding for entry in chosen for finding in entry.findings),
            *already_done(selected.values()),
            *unknown_kinds(district, [entry.kind for entry in chosen]),
        ),
        annexes(chosen, rollup, words, policy),
    )


def _figures(catalogue: Catalogue) -> tuple[Indicator | ComputedFigure, ...]:
    return (*catalogue.indicators, *catalogue.computed)


def _figure(entry: Indicator | ComputedFigure, rollup: Rollup, words: Words) -> Spoken:
    figure = rollup.figures.get(entry.code)
    if figure is None:
        return Spoken(entry.label, Wording(entry.label, absent=True))
    return say_figure(figure, words, entry.label)


def _listing(items: ItemList, rollup: Rollup) -> Listing:
    return rollup.listings.get(items.code) or Listing(items.code, items.label, ())


def _selected(
    rollup: Rollup, district: District, catalogue: Catalogue, period: Period
) -> dict[str, Selected]:
    return {
        items.code: select(items, rollup, district, period.next_half, catalogue.measures, catalogue.asserting)
        for items in catalogue.items
        if kind_of(items)
    }


def _mask(rollup: Rollup, policy: Mapping[str, object]) -> Mask:
    if not switched(policy, "mask_names"):
        return Mask()
    return Mask(item.text for item in rollup.listings.get(NAMES, Listing(NAMES, "", ())).items)


def _masked(selected: Selected, mask: Mask) -> Selected:
    return Selected(
        selected.kind, mask.listing(selected.shown), mask.listing(selected.every), selected.findings
    )


def _texts(
    context: Mapping[str, object], district: District, catalogue: Catalogue, period: Period, mask: Mask
) -> dict[str, object]:
    """The district's words; those that a paper says everywhere as plain text, which keeps no clause alive."""
    told: dict[str, object] = {}
    always = constants(period)
    for element in catalogue.texts:
        spoken = say(element, mask.hide(given(element, district, period)), period)
        if element.label in always or (element.compulsory and not element.many):
            told[element.label] = str(spoken) or context.get(element.label) or spoken
        elif spoken or not context.get(element.label):  # the district's words stand before collected ones
            told[element.label] = spoken
    return told
