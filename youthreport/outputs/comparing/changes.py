"""Two builds → the figures, claims, files and units that differ, and the cells that made the figures differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from youthreport.model import Number
from youthreport.outputs.comparing.records import CellTold, FigureTold, Snapshot
from youthreport.outputs.comparing.sharing import ADDED, CHANGED, REMOVED, UnitChange, kinds, unit_changes

MOVED = "moved"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that one build counts otherwise than the other; None on the side that does not have it."""

    before: CellTold | None
    after: CellTold | None

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        return kinds(self.before, self.after)

    @property
    def told(self) -> CellTold:
        """The newer side, the older one where there is no newer."""
        told = self.after or self.before
        assert told is not None
        return told


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after; None: that build does not have it.

    `cells` None: not known, because a side is a closed period; `units` then says which units gave otherwise, of the
    figure or of its parts, None where that is not kept either. `rest` is what these units leave of the difference.
    """

    before: FigureTold | None
    after: FigureTold | None
    cells: tuple[CellChange, ...] | None
    units: tuple[UnitChange, ...] | None = None
    rest: Number = 0

    @property
    def told(self) -> FigureTold:
        """The newer side, the older one where there is no newer, or where only that one knows what it is called."""
        sides = [side for side in (self.after, self.before) if side is not None]
        return next((side for side in sides if side.label != side.code), sides[0])

    @property
    def same_value(self) -> bool:
        """Whether only its cells, its coverage or its wording changed."""
        return (
            self.before is not None and self.after is not None and same(self.before.value, self.after.value)
        )

    @property
    def delta(self) -> Number | None:
        """By how much it grew; None unless both sides are numbers."""
        old, new = (side.value if side else None for side in (self.before, self.after))
        both = isinstance(old, Number) and isinstance(new, Number)
        return new - old if both and isinstance(old, Number) and isinstance(new, Number) else None


@dataclass(frozen=True, slots=True)
class FileChange:
    """An input that was added, removed, changed, or moved from `was`."""

    kind: str
    file: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim whose verdict flipped; None: that build does not know it."""

    name: str
    before: bool | None
    after: bool | None
    because: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs. `files` None: a manifest is missing. Units are told by name.

    `unkept` is how many figures of the one side a closed period, written by hand, leaves out.
    """

    old: Snapshot
    new: Snapshot
    figures: tuple[FigureChange, ...]
    claims: tuple[ClaimChange, ...]
    files: tuple[FileChange, ...] | None
    came: tuple[str, ...]
    went: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    unkept: int = 0

    @property
    def equal(self) -> bool:
        """Whether nothing differs, of the files only their content."""
        moved = all(change.kind == MOVED for change in self.files or ())
        return moved and not (
            self.figures or self.claims or self.came or self.went or self.joined or self.left
        )


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """What changed from the one build to the other, in the order of the newer one.

    Of a closed period only values, units and claims are known: its figures are compared by these alone.
    """
    codes = dict.fromkeys((*new.figures, *old.figures))
    figure = _closed_figure if old.closed or new.closed else _figure
    compared = [code for code in codes if _kept(code, old, new) and _kept(code, new, old)]
    figures = (figure(code, old, new) for code in compared)
    unkept = [c for c in codes if c not in compared and "list" not in _kinds(c, old, new)]
    return Comparison(
        old,
        new,
        tuple(change for change in figures if change),
        tuple(_claims(old.claims, new.claims)),
        tuple(_files(old.inputs, new.inputs)) if old.inputs is not None and new.inputs is not None else None,
        *_units(old.received, new.received),
        *_units(old.expected, new.expected),
        len(unkept),
    )


def same(before: object, after: object) -> bool:
    """Whether two values are equal as far as JSON keeps them."""
    if isinstance(before, Number) and isinstance(after, Number):
        return float(before) == float(after)
    return before == after


def _kinds(code: str, *sides: Snapshot) -> set[str]:
    return {side.figures[code].aggregation for side in sides if code in side.figures}


def _kept(code: str, closed: Snapshot, other: Snapshot) -> bool:
    """Whether the one side can tell of that figure of the other: a closed period keeps no lists of words.

    One that `freeze` wrote lacks only what nobody reported; one that was written by hand, whatever was left out.
    """
    if not closed.closed or code in closed.figures:
        return True
    return closed.whole and other.figures[code].aggregation != "list"


def _closed_figure(code: str, old: Snapshot, new: Snapshot) -> FigureChange | None:
    """A figure of which one side is a closed period, which keeps nothing of figures that nobody reported."""
    before, after = old.figures.get(code), new.figures.get(code)
    if same(before.value if before else None, after.value if after else None):
        return None
    units, rest = unit_changes(code, old, new)
    return FigureChange(before, after, None, units, rest)


def _figure(code: str, old: Snapshot, new: Snapshot) -> FigureChange | None:
    before, after = old.figures.get(code), new.figures.get(code)
    cells = _cells((before and before.cells) or (), (after and after.cells) or ())
    if before is None or after is None:
        return FigureChange(before, after, cells)
    unchanged = (before.printed, before.reported, before.expected) == (
        after.printed,
        after.reported,
        after.expected,
    )
    if same(before.value, after.value) and unchanged and not cells:
        return None
    return FigureChange(before, after, cells)


def _cells(before: Sequence[CellTold], after: Sequence[CellTold]) -> tuple[CellChange, ...]:
    """The cells that differ. A record that only moved to another row or file is the same record."""
    gone, come = _unmatched(before, after, lambda c: (c.unit, c.sheet, c.raw, str(c.value), c.note))
    pairs: list[CellChange] = []
    keys: tuple[Callable[[CellTold], Hashable], ...] = (
        lambda c: (c.unit, c.sheet, c.cell),
        lambda c: (c.unit, c.sheet, c.raw),
    )
    for key in keys:
        by_key: dict[Hashable, list[CellTold]] = {}
        for cell in come:
            by_key.setdefault(key(cell), []).append(cell)
        rest = []
        for cell in gone:
            found = by_key.get(key(cell))
            if found:
                other = found.pop(0)
                come.remove(other)
                pairs.append(CellChange(cell, other))
            else:
                rest.append(cell)
        gone = rest
    changes = [*pairs, *(CellChange(cell, None) for cell in gone), *(CellChange(None, cell) for cell in come)]
    return tuple(sorted(changes, key=lambda c: (c.told.file, c.told.sheet, len(c.told.cell), c.told.cell)))


def _unmatched(
    before: Sequence[CellTold], after: Sequence[CellTold], key: Callable[[CellTold], Hashable]
) -> tuple[list[CellTold], list[CellTold]]:
    old, new = Counter(map(key, before)), Counter(map(key, after))
    return _surplus(before, old - new, key), _surplus(after, new - old, key)


def _surplus(
    cells: Sequence[CellTold], more: Counter[Hashable], key: Callable[[CellTold], Hashable]
) -> list[CellTold]:
    found = []
    for cell in reversed(cells):
        if more[key(cell)] > 0:
            more[key(cell)] -= 1
            found.append(cell)
    return found[::-1]


def _claims(
    old: Mapping[str, tuple[bool, str]] | None, new: Mapping[str, tuple[bool, str]] | None
) -> Iterator[ClaimChange]:
    if old is None or new is None:
        return
    for name in dict.fromkeys((*new, *old)):
        before, after = old.get(name), new.get(name)
        if before is None or after is None or before[0] != after[0]:
            because = (after or before or (False, ""))[1]
            yield ClaimChange(name, before[0] if before else None, after[0] if after else None, because)


def _files(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[FileChange]:
    gone = {digest: name for name, digest in old.items() if name not in new}
    moved = {name: gone[digest] for name, digest in new.items() if name not in old and digest in gone}
    for name in sorted({*old, *new}):
        if name in moved:
            yield FileChange(MOVED, name, moved[name])
        elif name not in old:
            yield FileChange(ADDED, name)
        elif name not in new and name not in moved.values():
            yield FileChange(REMOVED, name)
        elif name in new and old[name] != new[name]:
            yield FileChange(CHANGED, name)


def _units(was: Sequence[str] | None, now: Sequence[str] | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units that only the newer, and only the older build names; none while one of them names none at all."""
    if was is None or now is None:
        return (), ()
    return tuple(u for u in now if u not in was), tuple(u for u in was if u not in now)
