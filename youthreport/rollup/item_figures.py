"""The rows behind one item of an open list → its own figures: what its amounts add up to, how many parties it names."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b

from youthreport.listing import COUNTED_ONCE, text_of
from youthreport.model import Figure, ItemList, ListRow, Number, Source
from youthreport.numbers import shown

GOAL, PARTY = "goal", "unit"
_HEAD = 17  # so many characters of the list's code, so that the name of a bookmark stays below 40
_DIGEST = 5  # bytes, eight characters


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
    """The amounts of all rows together; None where one gave none or they count in different measures."""
    measures = {row.text(items.measure) for row in rows}
    amounts = [_number(row, items.amount) for row in rows]
    known = [amount for amount in amounts if amount is not None]
    if not items.amount or len(measures) > 1 or len(known) < len(amounts):
        return None
    rough = [items.amount in row.row.estimates for row in rows]
    return _figure(
        items,
        f"{stem}_{GOAL}",
        (f"{task}：{items.amount}", f"《{items.sheet}》中“{task}”这一项各单位所填的“{items.amount}”之和。"),
        sum(known),
        measures.pop(),
        "sum",
        tuple(row.source(items.amount, amount) for row, amount in zip(rows, known, strict=True)),
        _sum_in_words(known, rough),
        any(rough),
    )


def parties_of(items: ItemList, stem: str, task: str, rows: Sequence[Row]) -> Figure | None:
    """How many different parties the rows name; None for a single one, which is named instead."""
    seen: dict[str, None] = {}
    sources = []
    for row in rows:
        name = row.text(items.party)
        if name:
            again = name in seen
            sources.append(row.source(items.party, None if again else 1, COUNTED_ONCE if again else ""))
            seen[name] = None
    if not items.party or len(seen) < 2:
        return None
    return _figure(
        items,
        f"{stem}_{PARTY}",
        (
            f"{task}：{items.party}数",
            f"《{items.sheet}》中“{task}”这一项的“{items.party}”有几个，相同的只计一次。",
        ),
        len(seen),
        "个",
        "distinct",
        tuple(sources),
        f"{'、'.join(seen)}，共{len(seen)}个",
    )


def _figure(
    items: ItemList,
    code: str,
    said: tuple[str, str],
    value: Number,
    measure: str,
    how: str,
    sources: tuple[Source, ...],
    formula: str,
    estimated: bool = False,
) -> Figure:
    units = len({source.unit for source in sources})
    label, definition = said
    return Figure(
        code=code,
        label=label,
        value=value,
        measure=measure,
        basis=items.sheet,
        aggregation=how,
        reported=units,
        expected=units,
        estimated=estimated,
        complete=not estimated,
        sources=sources,
        definition=definition,
        formula=formula,
    )


def _number(row: Row, column: str) -> Number | None:
    value = row.row.values.get(column)
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _sum_in_words(amounts: Sequence[Number], rough: Sequence[bool]) -> str:
    told = [f"{'约' if guess else ''}{shown(amount)}" for amount, guess in zip(amounts, rough, strict=True)]
    return f"{'＋'.join(told)}＝{shown(sum(amounts))}" if len(told) > 1 else f"只有一格，即{told[0]}"
