"""A figure of two builds, one of them a closed period → the units that gave otherwise, and what they leave open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from youthreport.model import Number
from youthreport.outputs.comparing.records import ADDED_UP, FigureTold, Snapshot

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What a unit gives to a figure before and after; None: nothing. `code` and `label` are of the figure or its part.

    `file` is the return that says so, the newer one where both are known, "" where none is.
    """

    code: str
    label: str
    measure: str
    unit: str
    before: Number | None
    after: Number | None
    file: str

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        return kinds(self.before, self.after)

    @property
    def delta(self) -> Number:
        """By how much it grew, a unit that gives nothing counted as 0."""
        return (self.after or 0) - (self.before or 0)


def kinds(before: object, after: object) -> str:
    """added, removed or changed, by the side that has nothing."""
    return ADDED if before is None else REMOVED if after is None else CHANGED


def unit_changes(code: str, old: Snapshot, new: Snapshot) -> tuple[tuple[UnitChange, ...] | None, Number]:
    """The units that made the figure change, or the figures that it is made of; None where no side keeps them.

    The second number is what they leave of the difference: a closed period may not hold every unit.
    """
    before, after = old.figures.get(code), new.figures.get(code)
    told = [side for side in (after, before) if side is not None]
    if told and all(side.shares is not None for side in told):
        units = tuple(_changes(told[0], before, after, old.closed and new.closed))
        return units, _rest(units, before, after) if told[0].aggregation in ADDED_UP else 0
    parts = dict.fromkeys(part for side in told for part in side.parts)
    found = [unit_changes(part, old, new)[0] for part in parts]
    known = [units for units in found if units is not None]
    return (tuple(unit for units in known for unit in units) if known else None), 0


def _changes(
    told: FigureTold, old_side: FigureTold | None, new_side: FigureTold | None, both_closed: bool
) -> Iterator[UnitChange]:
    """The units whose numbers differ. One that a side does not name gave nothing only where all are named."""
    before, after = (side.shares if side else None for side in (old_side, new_side))
    was, now = (side.values if side else {} for side in (before, after))
    whole = both_closed or all(side is None or side.whole for side in (before, after))
    for unit in dict.fromkeys((*now, *was)):
        old, new = was.get(unit), now.get(unit)
        if old is None or new is None:
            # Builds and closed periods do not name units with nothing in the same way.
            differs = whole and (both_closed or bool(old or new))
        else:
            differs = float(old) != float(new)
        if differs:
            files = [side.files.get(unit, "") for side in (after, before) if side and unit in side.values]
            file = next(filter(None, files), "")
            yield UnitChange(told.code, told.label, told.measure, unit, old, new, file)


def _rest(units: tuple[UnitChange, ...], before: FigureTold | None, after: FigureTold | None) -> Number:
    values = [side.value if side else 0 for side in (before, after)]
    old, new = (value if isinstance(value, Number) else 0 for value in values)
    return new - old - sum(unit.delta for unit in units)
