"""List rows of all units → an open list, ordered, each element with its cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from youthreport.listing import answered, counting, matches, normalised, pieces, text_of
from youthreport.model import Filing, Item, ItemList, Listing, ListRow, Source
from youthreport.rollup.frame import in_order
from youthreport.rollup.scope import Scope

_FIELD = re.compile(r"\{([^{}]+)\}")
_Mention = tuple[str, date | None, Source, str]


def listing(items: ItemList, scope: Scope) -> Listing:
    """The listing of that definition; empty when no row fits."""
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    for filing in scope.everyone:
        for mention in _mentions(items, filing, scope):
            mentions[normalised(mention[3] or mention[0])].append(mention)
    if items.order == "absent":
        found = _absent(items, scope, set(mentions))
    else:
        found = sorted((_item(group) for group in mentions.values()), key=_ORDERS[items.order])
    return Listing(items.code, items.label, tuple(found), items.definition)


def _mentions(items: ItemList, filing: Filing, scope: Scope) -> Iterator[_Mention]:
    day_column = next((s.date_column for s in scope.catalogue.sheets if s.name == items.sheet), "")
    name = filing.unit.name if filing.unit else filing.file
    columns = _FIELD.findall(items.show)
    for row in counting(filing.tables.get(items.sheet)):
        if not matches(row, items.where) or not all(_shown(row, column) for column in columns):
            continue
        text = _FIELD.sub(lambda field, row=row: _shown(row, field.group(1)), items.show)  # type: ignore[misc]
        day = row.values.get(day_column)
        cell = row.cells.get(columns[0], row.cell) if columns else row.cell
        same = _shown(row, items.same) if items.same else ""
        for piece in pieces(text) if items.split else (text,):
            yield piece, day if isinstance(day, date) else None, Source(name, cell, piece, piece), same


def _shown(row: ListRow, column: str) -> str:
    return text_of(row.values.get(column)).strip()


def _item(group: list[_Mention]) -> Item:
    """One element: the most frequent way of writing it, the earliest day."""
    spellings = Counter(text for text, *_ in group)
    first = {text: min(_day(m) for m in group if m[0] == text) for text in spellings}
    text = min(spellings, key=lambda t: (-spellings[t], first[t], t))
    days = [day for _, day, *_ in group if day is not None]
    return Item(
        text, len(group), min(days, default=None), in_order(tuple(source for _, _, source, _ in group))
    )


def _day(mention: _Mention) -> date:
    return mention[1] or date.max


def _by_frequency(item: Item) -> tuple[int, date, str]:
    return (-item.count, item.when or date.max, item.text)


def _by_date(item: Item) -> tuple[date, int, str]:
    return (item.when or date.max, -item.count, item.text)


_ORDERS = {"frequency": _by_frequency, "date": _by_date}


def _absent(items: ItemList, scope: Scope, present: set[str]) -> list[Item]:
    """The asked values that no row holds; none at all when nobody filled the sheet in."""
    if not any(answered(filing.tables.get(items.sheet)) for filing in scope.everyone):
        return []
    columns = set(_FIELD.findall(items.show))
    asked = [value for column, values in items.where if column in columns for value in values]
    return [Item(value, 0, None) for value in asked if value not in "*!" and normalised(value) not in present]
