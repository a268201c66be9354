"""List rows of all units → an open list, ordered, each element with its cells."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from youthreport.columns import printable
from youthreport.listing import answered, matches, normalised, pieces, text_of, unclear_rows
from youthreport.model import Figure, Filing, Item, ItemList, Listing, ListRow, ListSource, Source
from youthreport.rollup.answers import order_of
from youthreport.rollup.item_figures import Row, goal_of, parties_of, stems
from youthreport.rollup.scope import Scope

_FIELD = re.compile(r"\{([^{}]+)\}")
LEVEL = "级别"  # the column whose choices rank honours, highest first


@dataclass(frozen=True, slots=True)
class _Mention:
    """One row's word for an element; `same` joins rows, `rank` is 0 for the highest level."""

    text: str
    day: date
    source: Source
    same: str
    rank: int
    record: Mapping[str, str]
    row: Row


def listing(items: ItemList, scope: Scope) -> tuple[Listing, tuple[Figure, ...]]:
    """The listing of that definition, empty when no row fits, and the figures of its single items."""
    mentions: dict[str, list[_Mention]] = defaultdict(list)
    aside: dict[str, list[Row]] = defaultdict(list)
    for filing in scope.everyone:
        for mention in _mentions(items, filing, scope):
            key = normalised(mention.same or mention.text)
            if mention.row.row.excluded:
                aside[key].append(mention.row)
            else:
                mentions[key].append(mention)
    figures: list[Figure] = []
    if items.order == "absent":
        found = _absent(items, scope, set(mentions))
    else:
        names, order = stems(items.code, mentions), _ORDERS[items.order]
        groups = sorted(mentions.items(), key=lambda pair: order(pair[1]))
        found = [_with_figures(items, names[key], group, aside[key], figures) for key, group in groups]
    return Listing(items.code, items.label, tuple(found), items.definition), tuple(figures)


def _mentions(items: ItemList, filing: Filing, scope: Scope) -> Iterator[_Mention]:
    """What the rows say, those that do not count as well."""
    sheet = next((s for s in scope.catalogue.sheets if s.name == items.sheet), None)
    day_column = sheet.date_column if sheet else ""
    levels = next((c.choices for c in sheet.columns if c.name == LEVEL), ()) if sheet else ()
    name = filing.unit.name if filing.unit else filing.file
    columns = _FIELD.findall(items.show)
    table = filing.tables.get(items.sheet)
    for row in table.rows if table else ():
        if not matches(row, items.where) or not all(_shown(row, column) for column in columns):
            continue
        text = _FIELD.sub(lambda field, row=row: _shown(row, field.group(1)), items.show)  # type: ignore[misc]
        day = row.values.get(day_column)
        cell = row.cells.get(columns[0], row.cell) if columns else row.cell
        raw = row.raws.get(columns[0], text) if columns else text
        same = _shown(row, items.same) if items.same else ""
        level = _shown(row, LEVEL)
        rank = levels.index(level) if level in levels else len(levels)
        record = {column: _shown(row, column) for column in items.keep}
        for piece in pieces(text) if items.split else (text,):
            when = day if isinstance(day, date) else date.max
            source = Source(name, cell, raw, piece)
            yield _Mention(piece, when, source, same, rank, record, Row(name, row))


def _shown(row: ListRow, column: str) -> str:
    return text_of(row.values.get(column)).strip()


def _with_figures(
    items: ItemList, stem: str, group: list[_Mention], aside: list[Row], figures: list[Figure]
) -> Item:
    """The element; its own figures are put behind the others. `aside` are rows of it that do not count."""
    ordered = sorted(group, key=lambda mention: order_of(mention.source))
    rows = [mention.row for mention in ordered]
    task = printable(ordered[0].same or _spelling(group))
    goal, parties = (of(items, stem, task, [*rows, *aside]) for of in (goal_of, parties_of))
    figures += [figure for figure in (goal, parties) if figure is not None]
    return replace(
        _item(group, ordered), goal=goal.code if goal else "", party=parties.code if parties else ""
    )


def _item(group: list[_Mention], ordered: list[_Mention]) -> Item:
    """One element: the most frequent way of writing it, the earliest day; `ordered` are its rows by their cells."""
    records = tuple(mention.record for mention in ordered if mention.record)
    first = min(mention.day for mention in group)
    return Item(
        _spelling(group),
        len(group),
        first if first != date.max else None,
        tuple(mention.source for mention in ordered),
        records,
    )


def _spelling(group: list[_Mention]) -> str:
    spellings = Counter(mention.text for mention in group)
    first = {text: min(m.day for m in group if m.text == text) for text in spellings}
    return min(spellings, key=lambda text: (-spellings[text], first[text], text))


def _by_frequency(group: list[_Mention]) -> tuple[int, date, str]:
    return (-len(group), min(mention.day for mention in group), _spelling(group))


def _by_date(group: list[_Mention]) -> tuple[object, ...]:
    """By the earliest row: two lists of the same rows begin with words of the same row."""
    return min((mention.day, order_of(mention.source)[:-1]) for mention in group)


def _by_level(group: list[_Mention]) -> tuple[object, ...]:
    """By the highest level, then as by date."""
    return min((mention.rank, mention.day, order_of(mention.source)[:-1]) for mention in group)


_ORDERS: Mapping[str, Callable[[list[_Mention]], tuple[object, ...]]] = {
    "frequency": _by_frequency,
    "date": _by_date,
    "level": _by_level,
}


def _all_told(items: ItemList, scope: Scope) -> bool:
    """Whether every unit that has the sheet answered it, and so that nothing in it is open."""
    sheet = scope.catalogue.sheet(items.sheet)
    source = ListSource(items.sheet, "count", "", items.where)
    asked = [
        unit.code for unit in (*scope.expected, *(u for u, _ in scope.excused)) if unit.type in sheet.types
    ]
    told = (code in scope.filings and answered(scope.filings[code].tables.get(items.sheet)) for code in asked)
    open_rows = (unclear_rows(source, filing.tables.get(items.sheet), sheet) for filing in scope.everyone)
    return bool(asked) and all(told) and not any(open_rows) and not scope.partial(items.sheet)


def _absent(items: ItemList, scope: Scope, present: set[str]) -> list[Item]:
    """The asked values that no row holds; none at all while a unit is open or a row cannot be understood."""
    if not _all_told(items, scope):
        return []
    columns = set(_FIELD.findall(items.show))
    asked = [value for column, values in items.where if column in columns for value in values]
    return [Item(value, 0, None) for value in asked if value not in "*!" and normalised(value) not in present]
