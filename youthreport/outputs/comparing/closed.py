"""A closed period (previous/2026S1.json) → its figures, and the units that reported, as far as it keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from youthreport.expression import codes_in
from youthreport.model import Catalogue, ComputedFigure, Indicator, Number
from youthreport.outputs.comparing.fields import mapping, mappings, number_or_text, text
from youthreport.outputs.comparing.records import ADDED_UP, FigureTold, Shares, adds_up


def closed_figures(
    data: Mapping[str, object], catalogue: Catalogue, names: Mapping[str, str]
) -> Iterator[FigureTold]:
    """The figures in catalogue order, named by it, with what is kept of each unit; `names` are units by code."""
    known: dict[str, Indicator | ComputedFigure] = {}
    known |= {indicator.code: indicator for indicator in catalogue.indicators}
    known |= {computed.code: computed for computed in catalogue.computed}
    parts = parts_of(catalogue)
    kept, given = _kept(data, names), mapping(data["figures"])
    for code in (*(code for code in known if code in given), *(code for code in given if code not in known)):
        value, meant = number_or_text(given[code]), known.get(code)
        label, measure, how = (meant.label, meant.measure, meant.aggregation) if meant else (code, "", "")
        shares = kept.get(code)
        if shares is not None:
            shares = Shares(shares.values, shares.files, how not in ADDED_UP or adds_up(shares, value))
        yield FigureTold(
            code, label, value, measure, how, None, None, None, None, shares, parts.get(code, ())
        )


def parts_of(catalogue: Catalogue) -> Mapping[str, tuple[str, ...]]:
    """The figures that a rate or a sum is made of, by its code."""
    parts = {
        c.code: tuple(filter(None, (c.numerator, c.denominator))) or codes_in(c.expression)
        for c in catalogue.computed
        if not c.list_source and not c.function
    }
    return parts | {i.code: codes_in(i.expression) for i in catalogue.indicators if i.expression}


def _kept(data: Mapping[str, object], names: Mapping[str, str]) -> dict[str, Shares]:
    """What a closed period keeps of each unit, by code of the figure."""
    roster = {text(entry["code"]): entry for entry in mappings(data.get("roster", []))}
    called = {**names, **{code: text(entry["name"]) for code, entry in roster.items()}}
    files = {called[code]: text(entry.get("file", "")) for code, entry in roster.items()}
    values: dict[str, dict[str, Number]] = defaultdict(lambda: defaultdict(int))
    for unit, given in mapping(data.get("units", {})).items():
        for code, value in mapping(given).items():
            number = number_or_text(value)
            if not isinstance(number, Number):
                raise TypeError(f"{value} 不是数")
            values[code][called.get(unit, unit)] += number
    return {code: Shares(given, files, False) for code, given in values.items()}


def units_of(data: Mapping[str, object]) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The units that had reported when the period was closed, and those that had to; None: it does not say."""
    if "roster" not in data:
        return None, None
    states = {text(entry["name"]): text(entry["state"]) for entry in mappings(data["roster"])}
    received = tuple(name for name, state in states.items() if state == "received")
    return received, tuple(name for name, state in states.items() if state in ("received", "missing"))
