"""The roster and a closed period → what is known of a unit before it fills anything in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from youthreport.model import Frozen, Number, OrgUnit, Roster


@dataclass(frozen=True, slots=True)
class Known:
    """What need not be asked again.

    `last_year` maps indicator codes to the unit's figures of the same half last year; `stock` maps
    stock lists to their records at the end of the last period, dates written 2026-03-05.
    """

    last_year: Mapping[str, Number] = field(default_factory=dict)
    stock: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)


def known_of(unit: OrgUnit, roster: Roster, frozen: Frozen | None) -> Known:
    """What earlier periods know of the unit; values of units merged into it are added up."""
    if frozen is None:
        return Known({}, {})
    codes = [unit.code, *(u.code for u in roster.units if u.merged_into == unit.code)]
    last_year: dict[str, Number] = {}
    stock: dict[str, tuple[Mapping[str, str], ...]] = {}
    for code in codes:
        for key, value in frozen.units.get(code, {}).items():
            last_year[key] = last_year.get(key, 0) + value
        for sheet, rows in frozen.lists.get(code, {}).items():
            stock[sheet] = (*stock.get(sheet, ()), *rows)
    return Known(last_year, stock)


def file_name(unit: OrgUnit) -> str:
    """A file name that Windows takes."""
    name = "".join(c if c not in '<>:"/\\|?*' and ord(c) >= 32 else "_" for c in unit.name)
    return f"{unit.code}_{name}".rstrip(". ")
