"""One filing and one indicator → what the unit answered, cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from youthreport.explaining import says_something
from youthreport.expression import evaluate
from youthreport.listing import (
    Share,
    blocked,
    default_of,
    list_value,
    matches,
    parts_of,
    shares,
    unclear_rows,
)
from youthreport.model import Below, Catalogue, Cell, Entry, Filing, Indicator, ListSource, Number, Source

NONE_THIS_PERIOD = "本期无此项"
UNCLEAR = "有单元格看不懂，不能确认是否属于本项，未计入"


@dataclass(frozen=True, slots=True)
class Answer:
    """A unit's value with its cells. `keys` are the texts behind a distinct count, `extra` what it counts beside them.

    Of a return that adds up others: `partial` when units below are lacking, `unpaired` what no rate may use.
    `unasked` when no unit below has to tell it. `unclear` when its list holds rows of which nobody can say whether, or with what, they count.
    """

    unit: str
    value: Number | None
    sources: tuple[Source, ...] = ()
    keys: tuple[str, ...] = ()
    estimate: bool = False
    extra: Number = 0
    partial: bool = False
    unpaired: Number = 0
    unclear: bool = False
    unasked: bool = False


def answer(indicator: Indicator, filing: Filing, catalogue: Catalogue, explanation: str = "") -> Answer:
    """What the filing says; `value` None when it says nothing that counts.

    `explanation` is what the district's 核实说明 says of this unit's figure; with 差异说明 it is kept at the cell.
    """
    name = filing.unit.name if filing.unit else filing.file
    entry = next((e for e in filing.entries if e.code == indicator.code), None)
    reasons = [text for text in (entry.explanation if entry else "", explanation) if says_something(text)]
    given = _given(indicator, filing, catalogue, entry, name)
    if entry is not None and entry.below is not None:
        given = _of_below(given, entry.below, name, listed=indicator.list_source is not None)
    elif entry is None and indicator.list_source is not None:
        given = _of_neighbours(given, _of_sheet(indicator.list_source.sheet, filing, catalogue))
    return _explained(given, entry, name, reasons)


def _of_below(given: Answer, below: Below, name: str, *, listed: bool) -> Answer:
    """The answer of a return that adds up others, with what its rows do not show."""
    unasked = below.unasked and given.value is None
    given = replace(given, partial=not below.complete, unpaired=below.unpaired, unasked=unasked)
    if below.void:
        left_out = tuple(replace(s, value=None, note=s.note or "下级审核未计入") for s in given.sources)
        return replace(given, value=None, sources=left_out, keys=())
    from_rows = any(source.cell.sheet != below.cell.sheet for source in given.sources)
    if not (listed and below.unlisted and given.value is not None and from_rows):
        return given
    rest = Source(name, below.cell, str(below.unlisted), below.unlisted, "清单外数")
    return replace(
        given,
        value=given.value + below.unlisted,
        sources=(*given.sources, rest),
        extra=below.unlisted,
    )


def _of_sheet(sheet: str, filing: Filing, catalogue: Catalogue) -> list[Below]:
    """What a return that adds up others says of the units below, of the indicators that count rows of that list.

    Others may be open for a blank in their own column; where there is none at all: of what everybody must give.
    """
    below = {entry.code: entry.below for entry in filing.entries if entry.below is not None}
    told = [i for i in catalogue.indicators if i.code in below]
    listed = [i for i in told if i.list_source is not None and i.list_source.sheet == sheet]
    counted = [i for i in listed if i.list_source is not None and i.list_source.how == "count"]
    return [below[i.code] for i in counted or listed or (i for i in told if i.compulsory)]


def _of_neighbours(given: Answer, told: list[Below]) -> Answer:
    """The answer to what has no row of its own in such a return, by what stands in the rows of the same list.

    Which unit below lacks a list is not told there: where one figure of it is open, or given without a record, the
    list is not that of all.
    """
    unasked = bool(told) and given.value is None and all(below.unasked for below in told)
    partial = any(not below.complete or below.unlisted for below in told)
    return replace(given, partial=partial, unasked=unasked)


def _given(
    indicator: Indicator, filing: Filing, catalogue: Catalogue, entry: Entry | None, name: str
) -> Answer:
    if indicator.code in blocked(filing, catalogue):
        return _blocked(indicator, filing, name, entry)
    if indicator.list_source is not None:
        listed = _from_list(indicator.list_source, filing, catalogue, name)
        if listed.value is not None:
            return listed
        typed = _from_entry(entry, name)
        return replace(typed, sources=typed.sources + listed.sources)
    if indicator.expression:
        return _from_parts(indicator, filing, catalogue, name) or _from_entry(entry, name)
    return _from_entry(entry, name)


def _explained(given: Answer, entry: Entry | None, name: str, reasons: list[str]) -> Answer:
    """The answer with the reasons at the indicator's own cell, which is shown for their sake where the list counts."""
    if not reasons:
        return given
    text = "；".join(dict.fromkeys(reasons))
    at = next((n for n, s in enumerate(given.sources) if entry is not None and s.cell == entry.cell), None)
    if at is None and entry is not None and entry.explanation:
        own = Source(name, entry.cell, entry.raw, None, "以清单为准", text)
        return replace(given, sources=(*given.sources, own))
    sources = tuple(
        replace(source, explanation=text) if number == (at or 0) else source
        for number, source in enumerate(given.sources)
    )
    return replace(given, sources=sources)


def order_of(source: Source) -> tuple[str, str, int, str, str]:
    """Sorts cells by file, sheet, row and column, whatever order the files came in."""
    digits = re.search(r"\d+", source.cell.ref)
    return (
        source.cell.file,
        source.cell.sheet,
        int(digits.group()) if digits else 0,
        source.cell.ref,
        source.raw,
    )


def _from_entry(entry: Entry | None, name: str) -> Answer:
    if entry is None:
        return Answer(name, None)
    note = "" if entry.value is not None else entry.excluded or "未计入"
    sources = (Source(name, entry.cell, entry.raw, entry.value, note),)
    seen = entry.value is not None or entry.raw.strip()
    return Answer(
        name, entry.value, sources if seen else (), estimate=entry.estimate and entry.value is not None
    )


def _from_list(source: ListSource, filing: Filing, catalogue: Catalogue, name: str) -> Answer:
    table = filing.tables.get(source.sheet)
    default = default_of(catalogue, source)
    value = list_value(source, table, default)
    if table is None:
        return Answer(name, None)
    left_out = tuple(
        Source(name, row.cells.get(source.column, row.cell), _raw(source, row.raws), None, row.excluded)
        for row in table.rows
        if row.excluded and matches(row, source.where)
    )
    given = shares(source, table, default)
    if value is not None and not given and not table.rows:
        zero = Source(name, table.said_at if table.said_at.file else Cell(filing.file), NONE_THIS_PERIOD, 0)
        return Answer(name, value, (zero,))
    keys = tuple(share.key for share in given) if source.how == "distinct" else ()
    counted = tuple(Source(name, s.cell, s.raw, s.number, "") for s in given)
    if source.how in ("max", "min", "last"):
        counted = _only(counted, given, value)
    # How many rows there are is exact, whatever stands in them.
    rough = source.how != "count" and any(source.column in share.row.estimates for share in given)
    taken = {id(share.row) for share in given}
    unclear = unclear_rows(source, table, catalogue.sheet(source.sheet))
    open_cells = tuple(
        Source(name, row.cell, _raw(source, row.raws), None, UNCLEAR)
        for row in unclear
        if id(row) not in taken and not row.excluded
    )
    return Answer(
        name, value, counted + left_out + open_cells, keys, rough and value is not None, unclear=bool(unclear)
    )


def _only(counted: tuple[Source, ...], given: tuple[Share, ...], value: Number | None) -> tuple[Source, ...]:
    taken = next((i for i, share in enumerate(given) if share.number == value), None)
    return tuple(
        s if i == taken else replace(s, value=None, note="不是所取的值") for i, s in enumerate(counted)
    )


def _from_parts(indicator: Indicator, filing: Filing, catalogue: Catalogue, name: str) -> Answer | None:
    known = {i.code: i for i in catalogue.indicators}
    parts = {c: answer(known[c], filing, catalogue) for c in parts_of(indicator) if c in known}
    value = evaluate(indicator.expression, lambda code: parts[code].value if code in parts else None)
    if value is None:
        return None
    sources = tuple(source for part in parts.values() for source in part.sources)
    given = parts.values()
    rough, partial = any(part.estimate for part in given), any(part.partial for part in given)
    unclear = any(part.unclear for part in given)
    return Answer(name, value, sources, estimate=rough, partial=partial, unclear=unclear)


def _blocked(indicator: Indicator, filing: Filing, name: str, entry: Entry | None) -> Answer:
    finding = next(f for f in filing.findings if f.code == indicator.code and f.severity == "error")
    typed = entry is not None and entry.raw
    cell = entry.cell if entry is not None and typed else finding.cell
    raw = entry.raw if entry is not None and typed else finding.raw
    return Answer(name, None, (Source(name, cell, raw, None, f"审核错误{finding.rule}，未计入"),))


def _raw(source: ListSource, raws: object) -> str:
    texts = dict(raws) if isinstance(raws, dict) else {}
    return str(texts.get(source.column) or next((raw for raw in texts.values() if raw), ""))
