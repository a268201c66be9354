"""This level's figures and records → the return that the level above gets, filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from youthreport.closing.stock import row_as_text
from youthreport.listing import answered, counting, default_of, list_value
from youthreport.model import (
    BELOW,
    Below,
    Catalogue,
    Cell,
    Figure,
    Filing,
    FilingStatus,
    Filled,
    Indicator,
    ListRow,
    ListSheet,
    ListTable,
    Number,
    Rollup,
    Source,
)

_NOWHERE = Cell("")
_ADDED_UP = frozenset({"sum", "count", "distinct"})


@dataclass(frozen=True, slots=True)
class _List:
    """What the units say in one list sheet together: their counting rows, and whether anybody answered."""

    table: ListTable
    records: tuple[Mapping[str, str], ...]


def upward_return(
    rollup: Rollup,
    filings: Iterable[Filing],
    catalogue: Catalogue,
    unit_type: str,
    cover: Mapping[str, str | int | date],
) -> Filled:
    """The return of a unit of that type (one that adds up others).

    Lists are put one under the other, each record with its unit; what has been set aside here stays out. Totals
    are the figures of this level. Where the records do not yield a figure, 清单外数 says the difference.
    """
    counted = sorted(
        (f for f in filings if f.status is FilingStatus.ACCEPTED and f.unit is not None),
        key=lambda f: f.unit.code if f.unit else "",
    )
    partial = {e.code for f in counted for e in f.entries if e.below is not None and not e.below.complete}
    lists = {sheet.name: _joined(sheet, counted) for sheet in catalogue.sheets_of(unit_type)}
    values: dict[str, Number | str] = {}
    below: dict[str, Below] = {}
    reasons: dict[str, str] = {}
    for indicator in catalogue.indicators_of(unit_type):
        figure = rollup.figures[indicator.code]
        rest = _rest(indicator, figure, lists, catalogue)
        if rest is None and not indicator.expression and figure.value is not None:
            values[indicator.code] = f"约{figure.value}" if figure.estimated else figure.value
        whole = figure.complete or (
            not figure.expected and indicator.code not in partial and not _excused(indicator, rollup)
        )
        unpaired = _unpaired(indicator.code, figure, rollup, catalogue)
        void = rest is not None and figure.value is None
        below[indicator.code] = Below(
            _NOWHERE, figure.expected, figure.reported, whole, rest or 0, unpaired, void
        )
        if reason := _reason(indicator, figure, rest):
            reasons[indicator.code] = reason
    return Filled(
        cover,
        values,
        below,
        reasons,
        frozenset(name for name, one in lists.items() if one.table.ticked),
        {name: one.records for name, one in lists.items()},
    )


def _joined(sheet: ListSheet, filings: Iterable[Filing]) -> _List:
    rows: list[ListRow] = []
    records: list[Mapping[str, str]] = []
    said = False
    for filing in filings:
        table = filing.tables.get(sheet.name)
        said = said or answered(table)
        for row in counting(table):
            rows.append(row)
            records.append(_record(row, filing))
    return _List(ListTable(sheet.name, tuple(rows), said and not rows), tuple(records))


def _record(row: ListRow, filing: Filing) -> Mapping[str, str]:
    """The record as text: estimates as they were written, and the unit that it is of."""
    texts = dict(row_as_text(row)) | {name: row.raws[name] for name in row.estimates if name in row.raws}
    told = {column: text for column, text in texts.items() if column in row.values}
    unit = filing.unit.name if filing.unit else filing.file
    return told | {BELOW.name: "／".join(filter(None, (unit, texts.get(BELOW.name))))}


def _rest(
    indicator: Indicator, figure: Figure, lists: Mapping[str, _List], catalogue: Catalogue
) -> Number | None:
    """What the records leave of a figure that is counted from them; None: it is not, or nobody listed anything."""
    source = indicator.list_source
    if source is None or source.sheet not in lists:
        return None
    total = list_value(source, lists[source.sheet].table, default_of(catalogue, source))
    if total is None:
        return None
    return (figure.value or 0) - total if source.how in _ADDED_UP else 0


def _excused(indicator: Indicator, rollup: Rollup) -> bool:
    """Whether a unit that would have to tell it was let off: then nobody can speak of all."""
    return any(unit.type in indicator.reporters for unit, _ in rollup.excused)


def _unpaired(code: str, figure: Figure, rollup: Rollup, catalogue: Catalogue) -> Number:
    """The part of the figure that its rate leaves out, because a unit gave one half only or an estimate."""
    rates = [
        c.code
        for c in catalogue.computed
        if c.aggregation == "ratio" and code in (c.numerator, c.denominator)
    ]
    rate = next((rollup.figures[c] for c in rates if rollup.figures[c].value is not None), None)
    if rate is None or figure.value is None:
        return 0
    cells = {source.cell for source in figure.sources}
    # A rate whose halves other units tell (a task of this level) uses all of them.
    used = sum(number for source in rate.sources if source.cell in cells for number in _number(source))
    return figure.value - used if len(rates) == 1 else 0


def _number(source: Source) -> Iterator[Number]:
    if isinstance(source.value, Number):
        yield source.value


def _reason(indicator: Indicator, figure: Figure, rest: Number | None) -> str:
    """Why the total is not what the records give."""
    if rest:
        bare = [s.unit for s in figure.sources if s.value is not None and s.cell.sheet == "指标表"]
        barred = [s.unit for s in figure.sources if s.value is None and s.note.startswith("审核错误")]
        told = [f"{_named(bare)}只报总数没有清单"] if bare else []
        told += [f"{_named(barred)}的记录因审核错误未计入本级"] if barred else []
        head = f"清单外数{rest}" if figure.value is not None else "没有单位的数可以计入"
        return f"{head}：{'；'.join(told) or '本级汇总口径与清单不同'}。"
    if rest is None and indicator.list_source is not None and figure.value is not None:
        return "各下级单位只报总数，没有清单。"
    return ""


def _named(units: Iterable[str]) -> str:
    names = list(dict.fromkeys(units))
    return f"{'、'.join(names[:3])}{f'等{len(names)}个单位' if len(names) > 3 else ''}"
