"""Honours and brigades of a filing → honours that cannot be placed, brigades in one list only (X19, X20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from youthreport.listing import answered, counting, normalised, text_of
from youthreport.model import Filing, Finding, ListRow, ListSheet, ListTable, Severity
from youthreport.validation.ground import Ground, accused, noted, with_rows
from youthreport.validation.words import title_of

SHEET, LEVEL, DAY, PAPER, NAME, KIND = "荣誉表彰", "级别", "日期", "文号", "姓名或集体名", "奖项类别"
INCOMPLETE = "缺少级别或日期"
BRIGADES, BRIGADE, CITY_TITLE, THIS_PERIOD = "青年突击队", "队名", "是否获评市级", "是否本期组建"
CITY = "市"
_SHORTEST = 4  # a shorter name within another proves nothing


def placed(filing: Filing, ground: Ground) -> Filing:
    """X19: the filing with honours set aside that lack level or date; one without its document is a doubt."""
    table = filing.tables.get(SHEET)
    if table is None:
        return filing
    sheet, said = ground.catalogue.sheet(SHEET), accused(filing)
    refused = accused(filing, Severity.ERROR)
    rows, found = [], []
    for row in table.rows:
        lacking = [c for c in (LEVEL, DAY) if row.values.get(c) is None]
        blank = [c for c in lacking if row.cells.get(c, row.cell) not in said]
        unread = [c for c in lacking if row.cells.get(c, row.cell) in refused]
        rows.append(replace(row, excluded=INCOMPLETE) if not row.excluded and blank + unread else row)
        if not row.excluded:
            found += _of_row(row, sheet, blank, documented=bool(lacking) or row.values.get(PAPER) is not None)
    return noted(with_rows(filing, SHEET, rows), found)


def _of_row(row: ListRow, sheet: ListSheet, blank: list[str], *, documented: bool) -> list[Finding]:
    title = f"{title_of(row, sheet)}{row.raws.get('奖项全称', '')}"
    if blank:
        names = "、".join(f"“{name}”" for name in blank)
        message = f"第{row.number}行“{title}”没有填写{names}，不能确认哪一级、是否属于本期，本行未计入。"
        cell = row.cells.get(blank[0], row.cell)
        return [
            Finding(
                "X19",
                Severity.ERROR,
                cell,
                message,
                f"请按表彰文件补填{names}和“{PAPER}”。",
                raw=row.raws.get(blank[0], ""),
            )
        ]
    if documented:
        return []
    message = f"第{row.number}行“{title}”没有填写“{PAPER}”，暂予计入，应有表彰文件可查。"
    remedy = f"请补填“{PAPER}”；没有文号的，请把证书或公布日期等依据报区里核实。"
    cell, raw = row.cells.get(PAPER, row.cell), row.raws.get(PAPER, "")
    return [Finding("X19", Severity.WARNING, cell, message, remedy, raw=raw)]


def in_both_lists(filing: Filing, ground: Ground) -> Filing:
    """X20: a finding for each brigade with a city title of this period that only one of the two lists holds.

    A brigade of earlier years keeps its title without an honour of this period: only what is known to be new
    (founded now, document of this year, or without the title when the last period was closed) is asked about.
    """
    honours, brigades = filing.tables.get(SHEET), filing.tables.get(BRIGADES)
    if honours is None or brigades is None or not (answered(honours) and answered(brigades)):
        return filing
    titled = [row for row in honours.rows if _is_city_brigade(row)]
    named = {normalised(text_of(row.values.get(NAME))) for row in titled}
    found = [
        _no_honour(row)
        for row in counting(brigades)
        if row.values.get(CITY_TITLE) is True
        and not _among(row.values.get(BRIGADE), named)
        and _is_new(row, ground)
    ]
    found += _no_brigades(counting(replace(honours, rows=tuple(titled))), brigades)
    return noted(filing, found)


def _is_city_brigade(row: ListRow) -> bool:
    return row.values.get(KIND) == BRIGADES and row.values.get(LEVEL) == CITY


def _is_new(row: ListRow, ground: Ground) -> bool:
    if row.values.get(THIS_PERIOD) is True or str(ground.period.year) in text_of(row.values.get(PAPER)):
        return True
    name = normalised(text_of(row.values.get(BRIGADE)))
    known = [old for old in ground.past.stock.get(BRIGADES, ()) if normalised(old.get(BRIGADE, "")) == name]
    return any(CITY_TITLE in old and old[CITY_TITLE] != "是" for old in known)


def _no_honour(row: ListRow) -> Finding:
    name = text_of(row.values.get(BRIGADE))
    return Finding(
        "X20",
        Severity.WARNING,
        row.cells.get(CITY_TITLE, row.cell),
        f"《{BRIGADES}》第{row.number}行“{name}”的“{CITY_TITLE}”填“{row.raws.get(CITY_TITLE, '是')}”，"
        f"《{SHEET}》中没有它的市级表彰，应两表一致；市级青年突击队数以《{SHEET}》为准。",
        f"请在《{SHEET}》补登该项表彰；没有获评的，请把“{CITY_TITLE}”改为“否”。",
        raw=row.raws.get(CITY_TITLE, ""),
    )


def _no_brigades(honours: Iterable[ListRow], brigades: ListTable) -> list[Finding]:
    holders = {normalised(text_of(r.values.get(BRIGADE))): r for r in brigades.rows}
    found = []
    for row in honours:
        name = text_of(row.values.get(NAME))
        same = next((r for key, r in holders.items() if _among(name, {key})), None)
        if same is None or same.values.get(CITY_TITLE) is not True:
            found.append(_no_brigade(row, name, same))
    return found


def _no_brigade(row: ListRow, name: str, same: ListRow | None) -> Finding:
    here = (
        f"《{BRIGADES}》中没有这支队伍"
        if same is None
        else f"《{BRIGADES}》第{same.number}行的“{CITY_TITLE}”填“{same.raws.get(CITY_TITLE, '')}”"
    )
    return Finding(
        "X20",
        Severity.WARNING,
        row.cells.get(NAME, row.cell) if same is None else same.cells.get(CITY_TITLE, same.cell),
        f"《{SHEET}》第{row.number}行登记“{name}”获评市级青年突击队，{here}，应两表一致。",
        f"请在《{BRIGADES}》补登该队并把“{CITY_TITLE}”填“是”，或更正《{SHEET}》的“{LEVEL}”。",
        raw=name if same is None else same.raws.get(CITY_TITLE, ""),
    )


def _among(name: object, names: set[str]) -> bool:
    """True when one of the names is this one, or one of the two is part of the other."""
    mine = normalised(str(name or ""))
    return any(
        mine == other or (min(len(mine), len(other)) >= _SHORTEST and (mine in other or other in mine))
        for other in names
        if other
    )
