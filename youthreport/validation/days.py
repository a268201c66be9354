"""The days in the lists of a filing → rows of other periods set aside, rows that call themselves new without being it (X17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from youthreport.dating import condition, must_lie_inside
from youthreport.listing import OUTSIDE
from youthreport.model import (
    INSIDE,
    UNTIL,
    Filing,
    Finding,
    ListColumn,
    ListRow,
    ListSheet,
    ListTable,
    Period,
    Severity,
)
from youthreport.quoting import quoted
from youthreport.validation.ground import Ground, noted, with_rows, without
from youthreport.validation.words import title_of

_MANY = 0.3  # of the rows outside the period: the ledger of another period was probably pasted in
_A_FEW = 3
_ELSEWHERE = "请核对日期；确属其他报告期的，请删除本行。"


def inside_period(filing: Filing, ground: Ground) -> Filing:
    """X17: the filing without what its days say is not of the period, as the catalogue asks of each date column.

    A record of a stock list that began earlier and says it is new stays on record, but is not counted as new.
    """
    for sheet in ground.catalogue.sheets:
        for column in sheet.columns:
            if column.dated and sheet.name in filing.tables:
                rows, found = _checked(filing.tables[sheet.name], sheet, column, ground.period)
                filing = noted(with_rows(filing, sheet.name, rows), found)
    return filing


def _checked(
    table: ListTable, sheet: ListSheet, column: ListColumn, period: Period
) -> tuple[list[ListRow], list[Finding]]:
    wrong = {row.number for row in table.rows if not row.excluded and _is_outside(row, column, period)}
    dated = sum(not row.excluded for row in table.rows)
    many = len(wrong) >= _A_FEW and len(wrong) > _MANY * dated and column.name == sheet.date_column
    share = f"本表{dated}行中有{len(wrong)}行不在报告期内，疑贴入了其他报告期的台账。" if many else ""
    rows, found = [], []
    for row in table.rows:
        if row.number not in wrong:
            rows.append(row)
            continue
        day = day_of(row, column.name)
        only_not_new = sheet.stock and day is not None and day < period.start
        rows.append(_not_new(row, column) if only_not_new else replace(row, excluded=OUTSIDE))
        found.append(_finding(row, sheet, column, period, share, only_not_new=only_not_new))
    return rows, found


def _is_outside(row: ListRow, column: ListColumn, period: Period) -> bool:
    day = day_of(row, column.name)
    if day is None or column.dated not in (INSIDE, UNTIL):
        return False
    return day > period.end or (day < period.start and must_lie_inside(row, column))


def day_of(row: ListRow, column: str) -> date | None:
    """The day in that column; None for a blank and for what is no date."""
    value = row.values.get(column)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _not_new(row: ListRow, column: ListColumn) -> ListRow:
    for name, _ in column.inside_when:
        row = without(row, name)
    return row


def _finding(
    row: ListRow, sheet: ListSheet, column: ListColumn, period: Period, share: str, *, only_not_new: bool
) -> Finding:
    day = day_of(row, column.name)
    raw = row.raws.get(column.name, "") or f"{day}"
    said = f"第{row.number}行“{title_of(row, sheet)}”的“{column.name}”为{quoted(raw)}，"
    span, remedy = f"（{period.start}至{period.end}）", _ELSEWHERE
    if only_not_new:
        names = "、".join(f"“{name}”" for name, _ in column.inside_when)
        said += f"不在{period}{span}内，本行却是{condition(column)}，没有按本期新增计入。"
        remedy = f"请核对日期；早于本期的，请更正{names}。"
    elif column.dated == UNTIL and day is not None and day > period.end:
        said += f"晚于报告期末（{period.end}），到期末还没有，本行未计入。"
        remedy = "请核对日期；确在本期以后的，请删除本行，下期再报。"
    else:
        said += f"不在{period}{span}内，本行未计入。"
    value = day.isoformat() if day else None
    cell = row.cells.get(column.name, row.cell)
    return Finding("X17", Severity.WARNING, cell, f"{said}{share}", remedy, raw=raw, value=value)
