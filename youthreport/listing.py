"""A list sheet and a way of counting → the total, and the rows that make it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from youthreport.expression import codes_in, evaluate
from youthreport.model import (
    BELOW,
    Below,
    Catalogue,
    Cell,
    Filing,
    Finding,
    Indicator,
    ListColumn,
    ListRow,
    ListSheet,
    ListSource,
    ListTable,
    Number,
    Severity,
)

# Reasons that leave a list answered: its rows were read, they only do not count here.
OUTSIDE = "日期不在报告期内"
REPEATED = "重复登记"
ELSEWHERE = "已在其他单位计入"
COUNTED_ONCE = "与前面的记录相同，只计一次"  # of a cell that counts with an earlier one
_ANSWERING = (OUTSIDE, REPEATED, ELSEWHERE)
_BLOCKING = frozenset({"X30"})
_NOISE = re.compile(r"[\s\u200b\ufeff·•,，.。、;；:：!！?？\"'“”‘’《》〈〉()（）\[\]【】\-—_]+")
_SPLIT = re.compile(r"[、;；\n\r]+|[,，](?!\d)")

Value = str | int | Decimal | date | bool


@dataclass(frozen=True, slots=True)
class Share:
    """What one row gives to a total: a number, or the text that is counted once (`key`).

    `raw` is what the cell holds: "" for a blank that stands for a number.
    """

    row: ListRow
    cell: Cell
    raw: str
    number: Number | None
    key: str = ""


@lru_cache(maxsize=65_536)
def normalised(text: str) -> str:
    """The text without width, case, blanks and punctuation: equal when people mean the same."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NOISE.sub("", plain) or plain.strip()


def text_of(value: Value | None) -> str:
    """The value as a clerk writes it; "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def pieces(text: str) -> tuple[str, ...]:
    """The elements of a text that lists several with 、 or ； or line breaks."""
    return tuple(part.strip() for part in _SPLIT.split(text) if part.strip())


def matches(row: ListRow, where: tuple[tuple[str, tuple[str, ...]], ...]) -> bool:
    """True when the row meets every condition; "*" asks for anything, "!" for a blank."""
    return all(_meets(text_of(row.values.get(column)), wanted) for column, wanted in where)


def counting(table: ListTable | None) -> tuple[ListRow, ...]:
    """The rows that count; none for a missing sheet."""
    return () if table is None else tuple(row for row in table.rows if not row.excluded)


def answered(table: ListTable | None) -> bool:
    """True when the unit has said something: a tick, or rows of which at least one was usable."""
    if table is None or not table.present:
        return False
    if any(not row.excluded or row.excluded.startswith(_ANSWERING) for row in table.rows):
        return True
    return table.ticked and not table.rows


def default_of(catalogue: Catalogue, source: ListSource) -> str:
    """What a blank in the column of that source stands for; "" when a blank stays a blank."""
    if not source.column:
        return ""
    try:
        return catalogue.sheet(source.sheet).column(source.column).default
    except KeyError:
        return ""


def shares(source: ListSource, table: ListTable | None, default: str = "") -> tuple[Share, ...]:
    """What every counting row that meets the conditions gives, in the order of the sheet."""
    return tuple(
        share
        for row in counting(table)
        if matches(row, source.where)
        for share in _shares(source, row, default)
    )


def list_value(source: ListSource, table: ListTable | None, default: str = "") -> Number | None:
    """The total of one unit's list. None: an empty unticked list, or rows that all leave the column blank."""
    if not answered(table):
        return None
    given = shares(source, table, default)
    if not given:
        rows = [row for row in counting(table) if matches(row, source.where)]
        return None if rows else 0
    return combined(source.how, given)


def unclear_rows(source: ListSource, table: ListTable | None, sheet: ListSheet) -> tuple[ListRow, ...]:
    """The rows that may belong to a total, though a cell that decides it, or says how much, cannot be understood.

    Such a cell holds what nobody can read or what is none of the choices, or is blank where it must be filled in;
    so may a row that was left out for a fault. What the other rows give is then no complete total.
    """
    if table is None:
        return ()
    names = {column for column, _ in source.where} | ({source.column} if source.how != "count" else set())
    asked = tuple(column for column in sheet.columns if column.name in names)
    return tuple(row for row in table.rows if _unclear(source, row, asked))


def _unclear(source: ListSource, row: ListRow, asked: tuple[ListColumn, ...]) -> bool:
    if row.excluded.startswith(_ANSWERING):
        return False
    open_columns = {column.name for column in asked if _open(row, column)}
    return bool(open_columns or row.excluded) and all(
        column in open_columns or _meets(text_of(row.values.get(column)), wanted)
        for column, wanted in source.where
    )


def _open(row: ListRow, column: ListColumn) -> bool:
    value = row.values.get(column.name)
    if value is None:
        return column.required or bool(row.raws.get(column.name, "").strip())
    return bool(column.choices) and isinstance(value, str) and value not in column.choices


def combined(how: str, given: tuple[Share, ...]) -> Number | None:
    """The total of some shares by count, sum, distinct, max, min or last; None when there are none."""
    if how == "distinct":
        return len({share.key for share in given})
    numbers = [share.number for share in given if share.number is not None]
    if not numbers:
        return None
    if how == "max":
        return max(numbers)
    if how == "min":
        return min(numbers)
    return numbers[-1] if how == "last" else sum(numbers)


def blocked(filing: Filing, catalogue: Catalogue) -> Mapping[str, Finding]:
    """What keeps codes of this filing from counting: a broken relation, or a plan that is not its sum (X30).

    Where it is doubtful how many records there are, whatever is added up from these records goes with their number:
    one sentence tells of both, and both must be of the same units.
    """
    rules = {relation.rule for relation in catalogue.relations} | _BLOCKING
    found = {
        f.code: f for f in filing.findings if f.code and f.severity is Severity.ERROR and f.rule in rules
    }
    numbers = {i.code: i.list_source for i in catalogue.indicators if i.code in found and i.list_source}
    for code, rows in numbers.items():
        for other in catalogue.indicators:
            if other.list_source and rows.how == "count" and _adds_up(other.list_source, rows):
                found.setdefault(other.code, found[code])
    return found


def _adds_up(inner: ListSource, outer: ListSource) -> bool:
    """Whether the one adds up rows of the other and no more.

    A name that several units list is counted once: no level above could take out of it what one unit gave.
    """
    asked = dict(inner.where)
    return (
        inner.sheet == outer.sheet
        and inner.how in ("count", "sum")
        and all(
            column in asked and ("*" in wanted or {*asked[column]} <= {*wanted}) and "!" not in asked[column]
            for column, wanted in outer.where
        )
    )


def unit_value(indicator: Indicator, filing: Filing, catalogue: Catalogue) -> Number | None:
    """What the unit reports: its list, its parts, else what it typed. None is 缺报 or blocked."""
    return unit_values((indicator,), filing, catalogue)[indicator.code]


def unit_values(
    indicators: Iterable[Indicator], filing: Filing, catalogue: Catalogue
) -> dict[str, Number | None]:
    """What the unit reports of each of these indicators, by code; see `unit_value`."""
    barred = {*blocked(filing, catalogue)}
    known: Mapping[str, Indicator] = {i.code: i for i in catalogue.indicators}
    typed: dict[str, Number | None] = {}
    below: dict[str, Below] = {}
    for entry in filing.entries:
        typed.setdefault(entry.code, entry.value)
        if entry.below:
            below.setdefault(entry.code, entry.below)
            barred |= {entry.code} if entry.below.void else set()

    def value(indicator: Indicator) -> Number | None:
        """The list's total with what no row holds, else the sum of the parts, else what was typed.

        None: 缺报, or blocked by a broken relation or by a row that counts for nothing.
        """
        if indicator.code in barred:
            return None
        total: Number | None = None
        if indicator.list_source is not None:
            source = indicator.list_source
            total = list_value(source, filing.tables.get(source.sheet), default_of(catalogue, source))
            if total is not None and indicator.code in below:
                total += below[indicator.code].unlisted
        elif indicator.expression:
            total = evaluate(indicator.expression, lambda code: value(known[code]) if code in known else None)
        return typed.get(indicator.code) if total is None else total

    return {indicator.code: value(indicator) for indicator in indicators}


def parts_of(indicator: Indicator) -> tuple[str, ...]:
    """The codes that a derived indicator is made of."""
    return codes_in(indicator.expression) if indicator.expression else ()


def _meets(text: str, wanted: tuple[str, ...]) -> bool:
    if not text:
        return "!" in wanted
    return "*" in wanted or normalised(text) in {normalised(value) for value in wanted}


def _shares(source: ListSource, row: ListRow, default: str) -> tuple[Share, ...]:
    if source.how == "count":
        return (Share(row, row.cell, _title(row), 1),)
    value = row.values.get(source.column)
    cell = row.cells.get(source.column, row.cell)
    raw = row.raws.get(source.column, "")
    if source.how == "distinct":
        # One cell may name several people or kinds, separated by 、.
        names = pieces(text_of(value) or default)
        return tuple(Share(row, cell, name, 1, normalised(name)) for name in names)
    number = _number(value if value is not None else default)
    return () if number is None else (Share(row, cell, raw, number),)


def _number(value: Value) -> Number | None:
    if isinstance(value, date):
        return value.year
    if isinstance(value, str):
        digits = re.search(r"\d+(\.\d+)?", unicodedata.normalize("NFKC", value))
        if digits is None:
            return None
        return Decimal(digits.group()) if digits.group(1) else int(digits.group())
    return value


def _title(row: ListRow) -> str:
    """The first words of the record, after the unit below that it is of."""
    words = next((raw for column, raw in row.raws.items() if raw and column != BELOW.name), "")
    return "：".join(filter(None, (row.raws.get(BELOW.name, ""), words)))
