"""Two builds → the figures, claims, files and units that differ, and the cells that made the figures differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from youthreport.model import Number
from youthreport.outputs.comparing.snapshot import CellTold, FigureTold, Snapshot

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
_EXPECTED, _RECEIVED = "units_expected", "units_received"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that one build counts otherwise than the other; None on the side that does not have it."""

    before: CellTold | None
    after: CellTold | None

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        return ADDED if self.before is None else REMOVED if self.after is None else CHANGED

    @property
    def told(self) -> CellTold:
        """The newer side, the older one where there is no newer."""
        told = self.after or self.before
        assert told is not None
        return told


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after; None: that build does not have it. `cells` None: not known (a closed period)."""

    before: FigureTold | None
    after: FigureTold | None
    cells: tuple[CellChange, ...] | None

    @property
    def told(self) -> FigureTold:
        """The newer side, the older one where there is no newer."""
        told = self.after or self.before
        assert told is not None
        return told

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
    """All that differs. `files` None: a manifest is missing. Units are told by name."""

    old: Snapshot
    new: Snapshot
    figures: tuple[FigureChange, ...]
    claims: tuple[ClaimChange, ...]
    files: tuple[FileChange, ...] | None
    came: tuple[str, ...]
    went: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether nothing differs, of the files only their content."""
        moved = all(change.kind == MOVED for change in self.files or ())
        return moved and not (
            self.figures or self.claims or self.came or self.went or self.joined or self.left
        )


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """What changed from the one build to the other, in the order of the newer one.

    Of a closed period only values and claims are known: its figures are compared by value alone.
    """
    codes = dict.fromkeys((*new.figures, *old.figures))
    whole = all(f.cells is not None for side in (old, new) for f in side.figures.values())
    if not whole:
        codes = {c: None for c in codes if c in old.figures and c in new.figures}
    figures = (_figure(old.figures.get(code), new.figures.get(code)) for code in codes)
    received, expected = (_units(old, new, code) for code in (_RECEIVED, _EXPECTED))
    return Comparison(
        old,
        new,
        tuple(change for change in figures if change),
        tuple(_claims(old.claims, new.claims)),
        tuple(_files(old.inputs, new.inputs)) if old.inputs is not None and new.inputs is not None else None,
        *received,
        *expected,
    )


def same(before: object, after: object) -> bool:
    """Whether two values are equal as far as JSON keeps them."""
    if isinstance(before, Number) and isinstance(after, Number):
        return float(before) == float(after)
    return before == after


def _figure(before: FigureTold | None, after: FigureTold | None) -> FigureChange | None:
    if before is None or after is None:
        cells = _cells((before and before.cells) or (), (after and after.cells) or ())
        return FigureChange(before, after, cells)
    if before.cells is None or after.cells is None:
        return None if same(before.value, after.value) else FigureChange(before, after, None)
    cells = _cells(before.cells, after.cells)
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
    old: Mapping[str, tuple[bool, str]], new: Mapping[str, tuple[bool, str]]
) -> Iterator[ClaimChange]:
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


def _units(old: Snapshot, new: Snapshot, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names behind a count of units that only the newer, and only the older build has."""
    before, after = (side.figures.get(code) for side in (old, new))
    if before is None or after is None or before.cells is None or after.cells is None:
        return (), ()
    was, now = ([cell.unit for cell in side.cells or ()] for side in (before, after))
    return tuple(u for u in now if u not in was), tuple(u for u in was if u not in now)
