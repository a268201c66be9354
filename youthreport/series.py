"""The records of a list that number one series (期次) → which numbers are wanting, and where the numbering breaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from youthreport.model import ListRow


@dataclass(frozen=True, slots=True)
class Broken:
    """The first record that is not the next one of its series, with the numbers that nobody registered.

    `number` is None for a record without one; without wanting numbers it stands twice.
    """

    row: ListRow
    number: int | None
    wanting: tuple[int, ...]


def broken(rows: Iterable[ListRow], column: str) -> Broken | None:
    """Where the numbers of these records are not 1, 2, 3 … each once; None when they are, and for no records."""
    numbered = [(row, _number(row, column)) for row in rows]
    for row, number in numbered:
        if number is None:
            return Broken(row, None, ())
    in_order = sorted(
        ((number or 0, row.number, row) for row, number in numbered), key=lambda entry: entry[:2]
    )
    given = {number for number, _, _ in in_order}
    wanting = tuple(n for n in range(1, min(max(given, default=0), 10_000)) if n not in given)
    for place, (number, _, row) in enumerate(in_order, start=1):
        if number != place:
            return Broken(row, number, wanting)
    return None


def _number(row: ListRow, column: str) -> int | None:
    value = row.values.get(column)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
