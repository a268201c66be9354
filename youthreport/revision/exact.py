"""A number as people wrote it and the value behind the printed one → whether only the way of writing differs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

_WRITTEN = re.compile(
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?)(?P<unit>[万亿]?)(?P<sign>元|%)?"
)
_UNITS = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
# No office counts further; and what can be spelt.
_LARGEST, _SPELT = 10**15, 10**8
_SAME = str.maketrans("两〇", "二零")


@dataclass(frozen=True, slots=True)
class Exact:
    """The value of a figure as the data have it; `percent`: in percent. `words` is a whole number in Chinese numerals."""

    value: Decimal
    percent: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Written:
    value: Decimal
    percent: bool
    decimals: int


def exacts(values: Mapping[str, tuple[object, str]], spelt: Callable[[int], str]) -> dict[str, Exact]:
    """By code, from value and measure; what is no number has none. `spelt` writes a whole number in words."""
    found = {}
    for code, (value, measure) in values.items():
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            number = Decimal(str(value))
            if not number.is_finite() or abs(number) >= _LARGEST:
                continue
            whole = number == number.to_integral_value() and 0 <= number < _SPELT
            found[code] = Exact(number, measure == "%", spelt(int(number)) if whole else "")
    return found


def same_value(paper: str, now: str, exact: Exact | None) -> bool:
    """Whether the paper says the value that `now` prints, or the exact one behind it, in other signs.

    A hedge of people's own is not looked through: 近140 is not 139.
    """
    typed, printed = _read(paper), _read(now)
    if (
        typed is not None
        and printed is not None
        and (typed.value, typed.percent) == (printed.value, printed.percent)
    ):
        return True
    # A change printed of a figure (42.1%) is no way of writing its value (27).
    if exact is None or exact.percent != now.strip().endswith(("%", "％")):
        return False
    if typed is None:
        return bool(exact.words) and paper.strip().translate(_SAME) == exact.words.translate(_SAME)
    return typed.percent == exact.percent and _is(typed, exact.value, printed)


def _is(typed: _Written, value: Decimal, printed: _Written | None) -> bool:
    if typed.value == value:
        return True
    finer = typed.percent and printed is not None and typed.decimals > printed.decimals
    places = Decimal(1).scaleb(-typed.decimals)
    return finer and typed.value in {value.quantize(places, way) for way in (ROUND_DOWN, ROUND_HALF_UP)}


def _read(text: str) -> _Written | None:
    """The number that the text is and nothing else; None for hedges, Chinese numerals and words."""
    found = _WRITTEN.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)))
    if found is None:
        return None
    number = Decimal(found["number"].replace(",", ""))
    decimals = len(found["number"].partition(".")[2])
    return _Written(number * _UNITS[found["unit"]], found["sign"] == "%", decimals)
