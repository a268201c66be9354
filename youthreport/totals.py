"""How an indicator is computed → the Excel formula that the form holds for it.

The formulas serve the eye only: whoever reads the return computes the totals from the rows again. The stage
that writes them and the stage that must know them again ask here, each with its own names for the cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from youthreport.addresses import letters
from youthreport.model import Indicator, ListSheet, ListSource

FIRST, LAST = 4, 2003
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

# The cells of a list's column in a formula.
Naming = Callable[[ListSheet, str], str]


def address(sheet: ListSheet, name: str) -> str:
    """The cells of the column as the form lays it out."""
    letter = letters([column.name for column in sheet.columns].index(name) + 1)
    return f"'{sheet.name}'!${letter}${FIRST}:${letter}${LAST}"


def formula_of(
    entry: Indicator,
    lists: Sequence[ListSheet],
    ticks: Mapping[str, str],
    cells: Mapping[str, str],
    naming: Naming = address,
) -> str:
    """The formula of the indicator's cell; "" when it is typed or when its sheet is not in this workbook.

    `ticks` names the 本期无此项 cell of each list, `cells` the cell of each indicator code.
    """
    if entry.source == "list" and entry.list_source:
        wanted = entry.list_source.sheet
        found = next((sheet for sheet in lists if sheet.name == wanted), None)
        return from_list(entry.list_source, found, ticks.get(wanted, ""), naming) if found else ""
    return from_codes(entry.expression, cells) if entry.source == "derived" else ""


def from_list(source: ListSource, sheet: ListSheet, tick: str, naming: Naming = address) -> str:
    """The formula of a list-derived total.

    `tick` is the address of the 本期无此项 cell, "" if the workbook has none. An empty list shows
    nothing, or 0 once it is ticked: a total that nobody gave must not look like a zero.
    """
    nothing = f'IF({tick}<>"",0,"")' if tick else '""'
    present = naming(sheet, _anchor(sheet))
    return f'=IF(COUNTA({present})=0,{nothing},IFERROR({_total(source, sheet, naming)},""))'


def from_codes(expression: str, cells: Mapping[str, str]) -> str:
    """The formula of a derived indicator, blank while a part is blank; "" when a part has no cell here."""
    codes = tuple(dict.fromkeys(WORD.findall(expression)))
    if not codes or any(code not in cells for code in codes):
        return ""
    body = WORD.sub(lambda match: cells[match.group()], expression)
    return f'=IF(COUNT({",".join(cells[code] for code in codes)})<{len(codes)},"",{body})'


def _total(source: ListSource, sheet: ListSheet, naming: Naming) -> str:
    kept = _kept(source, sheet, naming)
    if source.how == "count":
        return f"SUMPRODUCT({kept})"
    column = naming(sheet, source.column)
    if source.how == "sum":
        return _sum(kept, column, sheet.column(source.column).default)
    if source.how == "max":
        return f"SUMPRODUCT(MAX({kept}*{column}))"
    marked = f'{kept}&"|"&{column}'
    return f'SUMPRODUCT({kept}*({column}<>"")*(MATCH({marked},{marked},0)=ROW({column})-{FIRST - 1}))'


def _sum(kept: str, column: str, default: str) -> str:
    total = f"SUMPRODUCT({kept},{column})"  # the comma form skips text instead of failing
    return f'{total}+{default}*SUMPRODUCT({kept}*({column}=""))' if default else total


def _kept(source: ListSource, sheet: ListSheet, naming: Naming) -> str:
    present = f'({naming(sheet, _anchor(sheet))}<>"")'
    conditions = (_condition(sheet, name, values, naming) for name, values in source.where)
    return "(" + "*".join([present, *conditions]) + ")"


def _condition(sheet: ListSheet, name: str, values: tuple[str, ...], naming: Naming) -> str:
    column = naming(sheet, name)
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
