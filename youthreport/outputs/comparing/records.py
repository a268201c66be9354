"""What a build tells → one build, its figures and their cells, as they can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youthreport.model import Number

Value = Number | str | None
# What a figure of these kinds is made of can be added up, unit by unit.
ADDED_UP = frozenset({"sum", "count", "last", "derived"})


@dataclass(frozen=True, slots=True)
class CellTold:
    """A cell behind a figure, as figures.json tells it."""

    unit: str
    file: str
    sheet: str
    cell: str
    raw: str
    value: Value
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shares:
    """What each unit gives to a figure, by its name, and the return that it stood in ("" where that is not known).

    `whole`: they are all units, so that one that is not named gives nothing.
    """

    values: Mapping[str, Number]
    files: Mapping[str, str]
    whole: bool


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure as a build told it; None in any field: that build does not say it.

    A closed period says no cells, wording or coverage. `parts` are the figures that a rate or a sum is made of.
    """

    code: str
    label: str
    value: Value
    measure: str
    aggregation: str
    reported: int | None
    expected: int | None
    printed: tuple[str, ...] | None
    cells: tuple[CellTold, ...] | None
    shares: Shares | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One build. `inputs` are SHA-256 by file, None where there is no manifest.

    `claims`, `received` and `expected` (units by name) are None where they are not told. `closed`: a closed period,
    `whole` unless somebody wrote it by hand, who may have left figures out.
    """

    name: str
    period: str
    build_id: str
    figures: Mapping[str, FigureTold]
    claims: Mapping[str, tuple[bool, str]] | None
    inputs: Mapping[str, str] | None
    received: tuple[str, ...] | None
    expected: tuple[str, ...] | None
    closed: bool = False
    whole: bool = True


def adds_up(shares: Shares, value: Value) -> bool:
    """Whether what the units give is the figure."""
    return isinstance(value, Number) and float(sum(shares.values.values())) == float(value)
