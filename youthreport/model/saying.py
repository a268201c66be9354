"""How numbers may be said, declared once: bands, limits and words as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Band:
    """Values up to `below` (exclusive; None = no bound) are rounded to multiples of `step`."""

    step: int
    below: int | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A way of putting a number or a list: the template filter `name` under the wording rule `rule`.

    `usage` is a tag as a section has it; `examples` are pairs of the values behind its names (`本期数=128`) and what
    is then printed, "" for nothing.
    """

    name: str
    rule: str
    usage: str
    prints: str
    when: str
    source: str
    examples: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class WordingRules:
    """The limits of every wording rule. By default nothing is rounded: each number is said as it is.

    `near` and `near_small` are the shares of N from which 近N may be said (`near_small` below `small`); `about` is
    the share of N that 约N may be off; `from_` is the least value that is hedged at all; `wan` turns into 万, cut
    to multiples of `wan_step`. Rates keep `places` decimals. `steady` and `striking` are percentage points and per
    cent. Up to `spelled` a count may be written in Chinese, before the measure words `liang` with 两 for 2.
    """

    bands: tuple[Band, ...] = (Band(1),)
    from_: int = 11
    near: Decimal = Decimal(1)
    near_small: Decimal = Decimal(1)
    small: int = 0
    about: Decimal = Decimal(0)
    wan: int = 10_000
    wan_step: int = 1_000
    places: int = 1
    steady: int = 0
    striking: int = 0
    half: int = 50
    spelled: int = 0
    liang: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
