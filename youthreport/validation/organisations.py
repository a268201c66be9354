"""New organisations and branches of a filing → what cannot be verified or may not be rated yet (X21, X25)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime

from youthreport.model import Filing, Finding, ListRow, ListSheet, Severity
from youthreport.validation.ground import Ground, accused, noted, with_rows, without
from youthreport.validation.words import title_of

FOUNDED, NUMBER, APPROVED = "新建团组织", "智慧团建编码", "批准日期"
BRANCHES, DUE, SINCE = "支部星级", "是否应参评", "成立日期"
MONTHS = 6


def registered(filing: Filing, ground: Ground) -> Filing:
    """X21: a finding for each new organisation without its number in 智慧团建 or its date; it counts all the same."""
    table, said = filing.tables.get(FOUNDED), accused(filing)
    if table is None:
        return filing
    sheet = ground.catalogue.sheet(FOUNDED)
    found = []
    for row in table.rows:
        lacking = [
            name
            for name in (NUMBER, APPROVED)
            if row.values.get(name) is None and row.cells.get(name, row.cell) not in said
        ]
        if lacking and not row.excluded:
            found.append(_unverified(row, sheet, lacking))
    return noted(filing, found)


def old_enough(filing: Filing, ground: Ground) -> Filing:
    """X25: the filing without the “应参评” of branches younger than six months at the period's end.

    The rules of 对标定级 count the six months to the rating, which is never later than the period's end: a branch
    too young on that last possible day was too young for certain.
    """
    table = filing.tables.get(BRANCHES)
    if table is None:
        return filing
    sheet, end = ground.catalogue.sheet(BRANCHES), ground.period.end
    rows, found = [], []
    for row in table.rows:
        since = row.values.get(SINCE)
        since = since.date() if isinstance(since, datetime) else since
        young = isinstance(since, date) and months_later(since, MONTHS) > end
        if isinstance(since, date) and young and row.values.get(DUE) is True and not row.excluded:
            found.append(_too_young(row, sheet, since, end))
            rows.append(without(row, DUE))
        else:
            rows.append(row)
    return noted(with_rows(filing, BRANCHES, rows), found)


def months_later(day: date, months: int) -> date:
    """The same day that many months later; the last of the month where there is no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _unverified(row: ListRow, sheet: ListSheet, lacking: list[str]) -> Finding:
    names, title = "、".join(f"“{name}”" for name in lacking), title_of(row, sheet)
    return Finding(
        "X21",
        Severity.WARNING,
        row.cells.get(lacking[0], row.cell),
        f"第{row.number}行“{title}”没有填写{names}，无法核实已在智慧团建建树、批准于本期，暂予计入。",
        f"请补填{names}；尚未建树的，请删除该行，建树后再报。",
        raw=row.raws.get(lacking[0], ""),
    )


def _too_young(row: ListRow, sheet: ListSheet, since: date, end: date) -> Finding:
    title = title_of(row, sheet)
    return Finding(
        "X25",
        Severity.ERROR,
        row.cells.get(DUE, row.cell),
        f"“{title}”成立于{since.isoformat()}，到{end.isoformat()}不满六个月，"
        f"“{DUE}”却填“{row.raws.get(DUE, '是')}”，不参加对标定级，未计入应参评和星级。",
        f"请核对“{SINCE}”；不满六个月的，请把“{DUE}”改为“否”。",
        raw=row.raws.get(DUE, "是"),
    )
