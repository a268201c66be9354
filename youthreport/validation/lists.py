"""The list sheets of a filing → blank cells, repeated rows, ticks against rows (X02, X16, X18)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from youthreport.listing import REPEATED, normalised, text_of
from youthreport.model import (
    BELOW,
    Cell,
    Filing,
    Finding,
    ListRow,
    ListSheet,
    ListTable,
    Severity,
)
from youthreport.validation import honours, organisations
from youthreport.validation.ground import Ground, accused, noted, with_rows
from youthreport.validation.words import title_of

UNDATED = "没有填写日期"
# Columns whose blank has a rule of its own.
_SPOKEN_FOR = {
    honours.SHEET: (honours.LEVEL, honours.DAY),
    organisations.FOUNDED: (organisations.APPROVED, organisations.NUMBER),
}

Rows = tuple[tuple[ListRow, ...], list[Finding]]


def required_cells(filing: Filing, ground: Ground) -> Filing:
    """X02: a finding for each row with a blank in a required column; without its date it cannot count.

    A blank that reading has spoken of (a merged range, an unreadable text) is not told again.
    """
    said = accused(filing)
    merged = {f.cell for f in filing.findings if f.rule == "M25"}
    return _each_sheet(filing, ground, lambda table, sheet: _required(table, sheet, said, merged))


def once(filing: Filing, ground: Ground) -> Filing:
    """X18: the filing with repeated rows set aside."""
    return _each_sheet(filing, ground, _once)


def ticked_with_rows(filing: Filing, ground: Ground) -> Filing:
    """X16: a finding for each list that is ticked as empty and holds rows; the rows win."""
    found = (_ticked(filing.tables[s.name]) for s in ground.catalogue.sheets if s.name in filing.tables)
    return noted(filing, (finding for finding in found if finding))


def record_key(row: ListRow, sheet: ListSheet) -> tuple[str, ...]:
    """What makes the row the same record as another; empty when the sheet or row has no key."""
    key = tuple(normalised(text_of(row.values.get(column))) for column in sheet.key)
    return key if any(key) else ()


def _each_sheet(filing: Filing, ground: Ground, check: Callable[[ListTable, ListSheet], Rows]) -> Filing:
    findings: list[Finding] = []
    for sheet in ground.catalogue.sheets:
        if sheet.name in filing.tables:
            rows, found = check(filing.tables[sheet.name], sheet)
            filing = with_rows(filing, sheet.name, rows)
            findings += found
    return noted(filing, findings)


# -- blank cells ---------------------------------------------------------------------------


def _required(table: ListTable, sheet: ListSheet, said: frozenset[Cell], merged: set[Cell]) -> Rows:
    asked = [c.name for c in sheet.columns if c.required and c.name not in _SPOKEN_FOR.get(sheet.name, ())]
    blank = {row.number: _blank_in(row, asked, said) for row in table.rows if not row.excluded}
    for column in asked:
        for number in _below_merged(table.rows, column, merged):
            blank[number] = [name for name in blank.get(number, []) if name != column]
    rows, found = [], []
    for row in table.rows:
        columns = blank.get(row.number, [])
        undated = sheet.date_column in columns
        rows.append(replace(row, excluded=UNDATED) if undated else row)
        if columns:
            found.append(_incomplete(row, sheet, columns, undated=undated))
    return tuple(rows), found


def _blank_in(row: ListRow, columns: list[str], said: frozenset[Cell]) -> list[str]:
    return [c for c in columns if row.values.get(c) is None and row.cells.get(c, row.cell) not in said]


def _below_merged(rows: tuple[ListRow, ...], column: str, merged: set[Cell]) -> list[int]:
    """The rows whose blank is the rest of a merged range above, which has its own finding (M25)."""
    numbers, inside = [], False
    for row in rows:
        if row.values.get(column) is not None:
            inside = row.cells.get(column, row.cell) in merged
        elif inside:
            numbers.append(row.number)
    return numbers


def _incomplete(row: ListRow, sheet: ListSheet, columns: list[str], *, undated: bool) -> Finding:
    names, title = "、".join(f"“{name}”" for name in columns), title_of(row, sheet)
    lost, zero = "", ""
    if undated:
        lost = "，没有日期就不能确认属于本期，本行未计入"
    elif any(c.kind in ("count", "money") for c in sheet.columns if c.name in columns):
        lost, zero = "，所缺的数按缺报处理，不按0计", "；没有发生的数请填0"
    message = f"第{row.number}行{f'“{title}”' if title else ''}没有填写必填的{names}{lost}。"
    cell, raw = row.cells.get(columns[0], row.cell), row.raws.get(columns[0], "")
    return Finding("X02", Severity.ERROR, cell, message, f"请补填{names}{zero}。", raw=raw)


# -- rows ----------------------------------------------------------------------------------


def _once(table: ListTable, sheet: ListSheet) -> Rows:
    first: dict[tuple[str, ...], ListRow] = {}
    rows, found = [], []
    for row in table.rows:
        key = record_key(row, sheet)
        # In a return that adds up others, units below may well have records of the same name.
        key = (text_of(row.values.get(BELOW.name)), *key) if key else ()
        if row.excluded or not key or first.setdefault(key, row) is row:
            rows.append(row)
            continue
        rows.append(replace(row, excluded=f"{REPEATED}：与第{first[key].number}行相同"))
        found.append(_repeated(row, first[key], sheet))
    return tuple(rows), found


def _repeated(row: ListRow, first: ListRow, sheet: ListSheet) -> Finding:
    title = title_of(row, sheet)
    return Finding(
        "X18",
        Severity.NOTICE,
        row.cell,
        f"第{row.number}行“{title}”与第{first.number}行是同一条记录（{'、'.join(sheet.key)}相同），"
        "只计一次，本行未计入。",
        "请删除重复的一行；确为两条不同记录的，请写明名称、日期或地点的区别。",
        raw=next((row.raws[name] for name in sheet.key if row.raws.get(name)), ""),
    )


def _ticked(table: ListTable) -> Finding | None:
    if not (table.ticked and table.rows):
        return None
    return Finding(
        "X16",
        Severity.WARNING,
        table.said_at,
        f"封面勾选了“本期无此项：{table.sheet}”，但《{table.sheet}》有{len(table.rows)}行记录"
        f"（从{table.rows[0].cell.ref}起），以表内记录为准。",
        "请取消封面的勾选，或删除该表的记录。",
        raw=f"本期无此项：{table.sheet}",
    )
