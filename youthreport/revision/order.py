"""Places in the order of the build → which paragraphs, and which figures within the others, were moved out of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

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


def strayed(paragraphs: Mapping[int, int], figures: Mapping[int, int]) -> frozenset[int]:
    """The paragraphs of the build that were moved: as few as leave the others in their order.

    `paragraphs` says where each now stands; `figures` how many figures it holds: of two choices of as many paragraphs
    the one with fewer figures was moved.
    """
    order = sorted(paragraphs)
    best: list[tuple[int, int]] = []
    before: list[int | None] = []
    for at, number in enumerate(order):
        reachable = [i for i in range(at) if paragraphs[order[i]] <= paragraphs[number]]
        last = max(reachable, key=lambda i: best[i], default=None)
        kept, held = best[last] if last is not None else (0, 0)
        best.append((kept + 1, held + figures.get(number, 0)))
        before.append(last)
    still: set[int] = set()
    here = max(range(len(order)), key=lambda i: best[i], default=None)
    while here is not None:
        still.add(order[here])
        here = before[here]
    return frozenset(order) - still
