"""A date column of a list → what its days must satisfy, as the catalogue declares it, and how that is said to people."""

from __future__ import annotations

from youthreport.listing import matches
from youthreport.model import FREE, INSIDE, UNTIL, ListColumn, ListRow, ListSheet


def must_lie_inside(row: ListRow, column: ListColumn) -> bool:
    """Whether the day of this row must lie in the period: as every row's, or because the row says it is of this period."""
    return column.dated == INSIDE or (bool(column.inside_when) and matches(row, column.inside_when))


def condition(column: ListColumn) -> str:
    """Which rows say that they are of this period: “是否本期新建”填“是”的; "" where no row need say so."""
    wanted = (
        f"“{name}”填{'、'.join(f'“{value}”' for value in values)}的" for name, values in column.inside_when
    )
    return "，".join(wanted)


def asked_of(column: ListColumn) -> str:
    """What the days of the column must satisfy, without a full stop; "" for a column that holds none."""
    if column.dated == UNTIL:
        return "不晚于报告期末" + (f"；{condition(column)}，须在报告期内" if column.inside_when else "")
    return {INSIDE: "须在报告期内", FREE: "不作要求"}.get(column.dated, "")


def days_asked(sheets: tuple[ListSheet, ...]) -> tuple[str, ...]:
    """For each date column of each list what is asked, one sentence without its full stop."""
    return tuple(
        f"《{sheet.name}》“{column.name}”：{asked_of(column)}"
        for sheet in sheets
        for column in sheet.columns
        if column.dated
    )
