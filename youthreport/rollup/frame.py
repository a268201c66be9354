"""Answers of many units → one number per indicator, with pandas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from youthreport.listing import COUNTED_ONCE
from youthreport.model import Number, Source
from youthreport.rollup.answers import Answer, order_of

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = ("code", "how", "unit", "value")
_ACROSS = {"max": "max", "min": "min"}


@dataclass(frozen=True, slots=True)
class Summed:
    """A total across units; `value` None when nobody answered."""

    value: Number | None
    sources: tuple[Source, ...]
    reported: int
    estimated: bool


def summed(answers: Mapping[str, Mapping[str, Answer]], hows: Mapping[str, str]) -> dict[str, Summed]:
    """The total of each indicator code over the answers by unit code; `hows` names the aggregation."""
    frame = _frame(answers, hows)
    values: dict[Any, Any] = {}
    for how, part in frame.groupby("how", sort=True):
        # Objects, not floats: Decimal money and large counts stay exact.
        groups = part.groupby("code", sort=True)["value"]
        values.update(groups.agg(_ACROSS.get(str(how), _plus)).to_dict())
    result = {}
    for code, by_unit in answers.items():
        if hows[code] == "distinct":
            result[code] = _distinct(by_unit)
        else:
            result[code] = _plain(by_unit, values.get(code), hows[code])
    return result


def _frame(answers: Mapping[str, Mapping[str, Answer]], hows: Mapping[str, str]) -> DataFrame:
    import pandas as pd

    rows = [
        (code, hows[code], unit, given.value)
        for code, by_unit in answers.items()
        for unit, given in by_unit.items()
        if given.value is not None
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _plus(values: Any) -> Any:
    return sum(values.tolist())


def _plain(by_unit: Mapping[str, Answer], value: Number | None, how: str) -> Summed:
    given = list(by_unit.values())
    sources = [source for one in given for source in one.sources]
    if how in _ACROSS:
        taken = False
        for index, source in enumerate(sources):
            if source.value is not None and (taken or source.value != value):
                sources[index] = replace(source, value=None, note="不是所取的值")
            taken = taken or source.value == value
    return Summed(value, tuple(sources), _told(given), any(one.estimate for one in given))


def _distinct(by_unit: Mapping[str, Answer]) -> Summed:
    """Counts a text once however many units name it; a typed total without a list is added."""
    seen: set[str] = set()
    sources: list[Source] = []
    extra: Number = 0
    for given in by_unit.values():
        keys = iter(given.keys)
        extra += given.extra if given.keys else given.value or 0
        for source in given.sources:
            key = next(keys, "") if source.value is not None else ""
            if key and key in seen:
                sources.append(replace(source, value=None, note=COUNTED_ONCE))
            else:
                sources.append(source)
            seen |= {key} - {""}
    given_any = _told(list(by_unit.values()))
    value = len(seen) + extra if given_any else None
    return Summed(value, tuple(sources), given_any, any(one.estimate for one in by_unit.values()))


def _told(given: list[Answer]) -> int:
    return sum(one.value is not None for one in given)


def in_order(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """The cells by file, sheet and row."""
    return tuple(sorted(sources, key=order_of))
