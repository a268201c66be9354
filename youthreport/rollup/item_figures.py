"""The rows behind one item of an open list → its own figures: what its amounts add up to, how many parties it names."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import TypedDict

from youthreport.listing import COUNTED_ONCE, text_of
from youthreport.model import Figure, ItemList, ListRow, Number, Source
from youthreport.numbers import shown
from youthreport.rollup.frame import in_order

GOAL, PARTY = "goal", "unit"
_HEAD = 17  # so many characters of the list's code, so that the name of a bookmark stays below 40
_DIGEST = 5  # bytes, eight characters


class _Common(TypedDict):
    """What all figures of one item share."""

    basis: str
    reported: int
    expected: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind an item and the name of the unit that sent it."""

    unit: str
    row: ListRow

    def source(self, column: str, value: Number | str | None, note: str = "") -> Source:
        """The cell of that column."""
        cell = self.row.cells.get(column, self.row.cell)
        return Source(self.unit, cell, self.row.raws.get(column, self.text(column)), value, note)

    def text(self, column: str) -> str:
        """What stands in that column."""
        return text_of(self.row.values.get(column)).strip()


def stems(code: str, keys: Iterable[str]) -> Mapping[str, str]:
    """By the words of each item what the codes of its figures begin with: the same in every build that has the item.

    No two items share one, however their words are chosen.
    """
    names: dict[str, str] = {}
    for key in sorted(keys):
        turn = 0
        while (name := f"{code[:_HEAD]}_{_digest(code, key, turn)}") in names.values():
            turn += 1
        names[key] = name
    return names


def _digest(code: str, key: str, turn: int) -> str:
    told = f"{code}\0{key}\0{turn}".encode("utf-8", "surrogatepass")
    return b32encode(blake2b(told, digest_size=_DIGEST).digest()).decode().lower()


def goal_of(items: ItemList, stem: str, task: str, rows: Sequence[Row]) -> Figure | None:
    """The amounts of all rows that count together; None where one gave none or they count in different measures."""
    counted = [row for row in rows if not row.row.excluded]
    measures = {row.text(items.measure) for row in counted}
    amounts = [amount for row in counted if (amount := _number(row, items.amount)) is not None]
    if not items.amount or len(measures) > 1 or len(amounts) < len(counted):
        return None
    rough = [items.amount in row.row.estimates for row in counted]
    given = [row.source(items.amount, n) for row, n in zip(counted, amounts, strict=True)]
    return Figure(
        **_common(items, rows, [*given, *_set_aside(items.amount, rows)]),
        code=f"{stem}_{GOAL}",
        label=f"{task}：{items.amount}",
        value=sum(amounts),
        measure=measures.pop(),
        aggregation="sum",
        estimated=any(rough),
        complete=not any(rough),
        definition=f"《{items.sheet}》中“{task}”这一项各单位所填的“{items.amount}”之和。",
        formula=_sum_in_words(amounts, rough),
    )


def parties_of(items: ItemList, stem: str, task: str, rows: Sequence[Row]) -> Figure | None:
    """How many different parties the rows that count name; None for a single one, which is named instead."""
    seen: dict[str, None] = {}
    sources = []
    for row in rows:
        name = row.text(items.party)
        if name and not row.row.excluded:
            again = name in seen
            sources.append(row.source(items.party, None if again else 1, COUNTED_ONCE if again else ""))
            seen[name] = None
    if not items.party or len(seen) < 2:
        return None
    return Figure(
        **_common(items, rows, [*sources, *_set_aside(items.party, rows)]),
        code=f"{stem}_{PARTY}",
        label=f"{task}：{items.party}数",
        value=len(seen),
        measure="个",
        aggregation="distinct",
        complete=True,
        definition=f"《{items.sheet}》中“{task}”这一项的“{items.party}”有几个，相同的只计一次。",
        formula=f"{'、'.join(seen)}，共{len(seen)}个",
    )


def _common(items: ItemList, rows: Sequence[Row], sources: Iterable[Source]) -> _Common:
    units = len({row.unit for row in rows if not row.row.excluded})
    return {"basis": items.sheet, "reported": units, "expected": units, "sources": in_order(tuple(sources))}


def _set_aside(column: str, rows: Iterable[Row]) -> Iterable[Source]:
    """The filled cells of rows that do not count, with the reason."""
    return (
        row.source(column, None, row.row.excluded) for row in rows if row.row.excluded and row.text(column)
    )


def _number(row: Row, column: str) -> Number | None:
    value = row.row.values.get(column)
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _sum_in_words(amounts: Sequence[Number], rough: Sequence[bool]) -> str:
    told = [f"{'约' if guess else ''}{shown(amount)}" for amount, guess in zip(amounts, rough, strict=True)]
    return f"{'＋'.join(told)}＝{shown(sum(amounts))}" if len(told) > 1 else f"只有一格，即{told[0]}"
