"""What a cell may hold → its drop-down or check, with a Chinese prompt that says what to write."""

from __future__ import annotations

from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.dating import asked_of
from youthreport.model import INSIDE, UNTIL, ListColumn, Period

META = "_meta"
INLINE_LIMIT = 250  # Excel refuses an inline list of more than 255 characters
PROMPT_LIMIT = 250
YES_NO = ("是", "否")

Kind = Literal["whole", "decimal", "date", "list"]


def whole_number(title: str, prompt: str) -> DataValidation:
    """Integers from 0 up."""
    return _check(
        "whole", title, prompt, "请填写0或正整数，只写数字，不带单位。确实没有填0，未统计请留空。", "0"
    )


def decimal_number(title: str, prompt: str) -> DataValidation:
    """Numbers from 0 up, decimals allowed."""
    return _check("decimal", title, prompt, "请填写不小于0的数，只写数字，不带单位；可以有小数。", "0")


def any_day(title: str, prompt: str) -> DataValidation:
    """A real date after 1900."""
    return _check("date", title, prompt, "请按“2026-03-05”的样式填写日期。", "DATE(1900,1,1)")


def day_within(period: Period, title: str, prompt: str) -> DataValidation:
    """A date of the period, first and last day included."""
    message = f"本表只登记{period}的事项，请填写{period.start}至{period.end}之间的日期。"
    check = _check("date", title, prompt, message, _date(period, first=True))
    check.operator = "between"
    check.formula2 = _date(period, first=False)
    return check


def day_until(period: Period, title: str, prompt: str) -> DataValidation:
    """A date up to the last day of the period."""
    message = f"请填写不晚于{period.end}的日期；{period}以后的事项下期再报。"
    check = _check("date", title, prompt, message, "DATE(1900,1,1)")
    check.operator = "between"
    check.formula2 = _date(period, first=False)
    return check


def choice(sheet: Worksheet, options: tuple[str, ...], title: str, prompt: str) -> DataValidation:
    """A drop-down; options too long for an inline list are kept on the hidden sheet."""
    source = '"' + ",".join(options) + '"'
    if len(source) > INLINE_LIMIT or any("," in option or '"' in option for option in options):
        source = _park(sheet, options)
    check = _check("list", title, prompt, "请从下拉列表中选择一项。", source)
    check.operator = None
    return check


def hint(title: str, prompt: str) -> DataValidation:
    """No check, only a prompt."""
    check = _check(None, title, prompt, "", None)
    check.operator = None
    check.showErrorMessage = False
    return check


def for_column(sheet: Worksheet, column: ListColumn, period: Period | None) -> DataValidation:
    """The check of a list column; with a period, its dates must satisfy what the column asks of them."""
    prompt = column_prompt(column)
    match column.kind:
        case "count":
            return whole_number(column.name, prompt)
        case "money":
            return decimal_number(column.name, prompt)
        case "date":
            return _day(column, period, prompt)
        case "flag":
            return choice(sheet, YES_NO, column.name, prompt)
        case "choice":
            return choice(sheet, column.choices, column.name, prompt)
    return hint(column.name, prompt)


def column_prompt(column: ListColumn) -> str:
    """One or two sentences on the column: required or not, its note, unit and default."""
    parts = ["必填。" if column.required else "选填。"]
    parts += [column.note.rstrip("。") + "。"] if column.note else []
    parts += [f"计量单位：{column.measure}。"] if column.measure else []
    parts += [f"日期{asked_of(column)}。"] if column.dated == UNTIL else []
    parts += [f"不填按“{column.default}”计。"] if column.default else []
    return "".join(parts)


def _day(column: ListColumn, period: Period | None, prompt: str) -> DataValidation:
    if period is not None and column.dated == INSIDE:
        return day_within(period, column.name, prompt)
    if period is not None and column.dated == UNTIL:
        return day_until(period, column.name, prompt)
    return any_day(column.name, prompt)


def _check(kind: Kind | None, title: str, prompt: str, error: str, formula: str | None) -> DataValidation:
    check = DataValidation(type=kind, operator="greaterThanOrEqual", formula1=formula, allow_blank=True)
    check.promptTitle, check.prompt = title[:30], _short(prompt)
    check.showInputMessage = bool(prompt)
    check.errorTitle, check.error = "请再看一下", error
    check.showErrorMessage = True
    check.errorStyle = "stop"
    return check


def _short(prompt: str) -> str:
    return prompt if len(prompt) <= PROMPT_LIMIT else prompt[: PROMPT_LIMIT - 1] + "…"


def _date(period: Period, first: bool) -> str:
    day = period.start if first else period.end
    return f"DATE({day.year},{day.month},{day.day})"


def _park(sheet: Worksheet, options: tuple[str, ...]) -> str:
    book = sheet.parent
    assert book is not None  # a sheet of ours always hangs in its workbook
    store = book[META]
    column = max(store.max_column, 3) + 1  # A and B name the form
    for row, option in enumerate(options, start=1):
        store.cell(row, column, option).data_type = "s"
    letter = get_column_letter(column)
    return f"{META}!${letter}$1:${letter}${len(options)}"
