"""How an indicator is computed → an Excel formula that shows the clerk the total at once.

The formulas serve the eye only: whoever reads the return computes the totals from the rows again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from youthreport.model import ListSheet, ListSource

FIRST, LAST = 4, 2003
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def from_list(source: ListSource, sheet: ListSheet, tick: str) -> str:
    """The formula of a list-derived total.

    `tick` is the address of the 本期无此项 cell, "" if the workbook has none. An empty list shows
    nothing, or 0 once it is ticked: a total that nobody gave must not look like a zero.
    """
    nothing = f'IF({tick}<>"",0,"")' if tick else '""'
    present = _column(sheet, _anchor(sheet))
    return f'=IF(COUNTA({present})=0,{nothing},IFERROR({_total(source, sheet)},""))'


def from_codes(expression: str, cells: Mapping[str, str]) -> str:
    """The formula of a derived indicator, blank while a part is blank; "" when a part has no cell here."""
    codes = tuple(dict.fromkeys(WORD.findall(expression)))
    if not codes or any(code not in cells for code in codes):
        return ""
    body = WORD.sub(lambda match: cells[match.group()], expression)
    return f'=IF(COUNT({",".join(cells[code] for code in codes)})<{len(codes)},"",{body})'


def _total(source: ListSource, sheet: ListSheet) -> str:
    kept = _kept(source, sheet)
    if source.how == "count":
        return f"SUMPRODUCT({kept})"
    column = _column(sheet, source.column)
    if source.how == "sum":
        return _sum(kept, column, sheet.column(source.column).default)
    if source.how == "max":
        return f"SUMPRODUCT(MAX({kept}*{column}))"
    marked = f'{kept}&"|"&{column}'
    return f'SUMPRODUCT({kept}*({column}<>"")*(MATCH({marked},{marked},0)=ROW({column})-{FIRST - 1}))'


def _sum(kept: str, column: str, default: str) -> str:
    total = f"SUMPRODUCT({kept},{column})"  # the comma form skips text instead of failing
    return f'{total}+{default}*SUMPRODUCT({kept}*({column}=""))' if default else total


def _kept(source: ListSource, sheet: ListSheet) -> str:
    present = f'({_column(sheet, _anchor(sheet))}<>"")'
    return (
        "(" + "*".join([present, *(_condition(sheet, name, values) for name, values in source.where)]) + ")"
    )


def _condition(sheet: ListSheet, name: str, values: tuple[str, ...]) -> str:
    column = _column(sheet, name)
    default = sheet.column(name).default
    tests = []
    for value in values:
        if value == "*":
            tests.append(f'({column}<>"")')
        elif value == "!":
            tests += [f'({column}="")', f'({column}="否")']
        else:
            tests.append(f'({column}="{_quoted(value)}")')
    if default and default in values:
        tests.append(f'({column}="")')
    return f"(({'+'.join(tests)})>0)"


def _quoted(value: str) -> str:
    return value.replace('"', '""')


def _anchor(sheet: ListSheet) -> str:
    """The column that is filled in every record: the first required one, else the first."""
    return next((column.name for column in sheet.columns if column.required), sheet.columns[0].name)


def _column(sheet: ListSheet, name: str) -> str:
    letter = get_column_letter([column.name for column in sheet.columns].index(name) + 1)
    return f"'{sheet.name}'!${letter}${FIRST}:${letter}${LAST}"
