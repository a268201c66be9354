"""The roster and a closed period → what is known of a unit before it fills anything in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from youthreport.frozen import successor, units_before
from youthreport.model import Frozen, Number, OrgUnit, Roster


@dataclass(frozen=True, slots=True)
class Known:
    """What need not be asked again.

    `last_year` maps indicator codes to the unit's figures of the same half last year; `stock` maps
    stock lists to their records at the end of the last period, dates written 2026-03-05.
    """

    last_year: Mapping[str, Number] = field(default_factory=dict)
    stock: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)


def known_of(unit: OrgUnit, roster: Roster, last_year: Frozen | None, latest: Frozen | None = None) -> Known:
    """What closed periods know of the unit; those of units merged into it are its own, however often they merged.

    `last_year` is the same half last year, `latest` the last half-year, whose lists are the newer ones.
    """
    stock: dict[str, tuple[Mapping[str, str], ...]] = {}
    newest = latest or last_year
    for code, lists in sorted(newest.lists.items()) if newest else ():
        if successor(code, roster) == unit.code:
            for sheet, rows in lists.items():
                stock[sheet] = (*stock.get(sheet, ()), *rows)
    return Known(units_before(last_year, roster).get(unit.code, {}), stock)


def file_name(unit: OrgUnit) -> str:
    """A file name that Windows takes."""
    name = "".join(c if c not in '<>:"/\\|?*' and ord(c) >= 32 else "_" for c in unit.name)
    return f"{unit.code}_{name}".rstrip(". ")
