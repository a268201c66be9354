"""Lists that register a series since its beginning → records that are wanting, stand twice or have no number (X37)."""

from __future__ import annotations

from youthreport.listing import REPEATED, matches
from youthreport.model import Filing, Finding, ListColumn, Severity
from youthreport.series import Broken, broken
from youthreport.validation.ground import Ground, noted

SHOWN = 5  # so many wanting numbers are named


def without_gap(filing: Filing, ground: Ground) -> Filing:
    """X37: a finding where the numbers of a series, as the catalogue declares it, are not 1, 2, 3 … each once.

    Records that another rule has set aside still fill their number: that rule has told what is wrong with them.
    """
    found = []
    for sheet in ground.catalogue.sheets:
        for column in (c for c in sheet.columns if c.series_of and sheet.name in filing.tables):
            rows = filing.tables[sheet.name].rows
            series = [
                row
                for row in rows
                if not row.excluded.startswith(REPEATED) and matches(row, column.series_of)
            ]
            if (fault := broken(series, column.name)) is not None:
                found.append(_finding(fault, sheet.name, column, len(series)))
    return noted(filing, found)


def _finding(fault: Broken, sheet: str, column: ListColumn, amount: int) -> Finding:
    row, name = fault.row, column.name
    named = "、".join(str(number) for number in fault.wanting[:SHOWN])
    more = f"等{len(fault.wanting)}期" if len(fault.wanting) > SHOWN else "期"
    if fault.number is None:
        told, remedy = f"第{row.number}行没有填写“{name}”", f"请补填“{name}”。"
    elif fault.wanting:
        told = f"登记了{amount}行，到第{fault.number}期却缺第{named}{more}"
        remedy = "请补登所缺的各期，从第1期起一期一行；期次填错的请改正。"
    else:
        told, remedy = f"第{fault.number}期登记了不止一行", "请改正期次；同一期的请合并为一行。"
    kinds = "、".join(f"“{value}”" for _, values in column.series_of for value in values)
    message = f"《{sheet}》{kinds}应自启动以来逐期登记，{told}，不能写“累计”，正文暂不写这项活动。"
    cell = row.cells.get(name, row.cell)
    return Finding("X37", Severity.WARNING, cell, message, remedy, raw=row.raws.get(name, ""))
