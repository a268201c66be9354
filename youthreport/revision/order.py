"""Places in the order of the build → which of them were moved out of that order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

Place = tuple[int, int]


def out_of_order(places: Sequence[Place | None]) -> list[bool]:
    """True for each place that is not in the longest stretch of places that still follow one another.

    None, which is nowhere, was not moved.
    """
    tails: list[Place] = []
    indices: list[int] = []
    before: dict[int, int | None] = {}
    for index, place in enumerate(places):
        if place is None:
            continue
        at = bisect_left(tails, place)
        before[index] = indices[at - 1] if at else None
        tails[at : at + 1], indices[at : at + 1] = [place], [index]
    kept: set[int] = set()
    index_now = indices[-1] if indices else None
    while index_now is not None:
        kept.add(index_now)
        index_now = before[index_now]
    return [place is not None and index not in kept for index, place in enumerate(places)]
