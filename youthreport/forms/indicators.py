"""Indicators → the sheet 指标表 (or 区级指标): one row each, totals of lists by formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.forms import looks, prompts
from youthreport.forms.below import HEADERS as BELOW_HEADERS
from youthreport.forms.below import WIDTHS as BELOW_WIDTHS
from youthreport.forms.below import write_below
from youthreport.forms.looks import DUE, FIXED, FIXED_NUMBER, NUMBER, WORDS
from youthreport.model import Filled, Indicator, ListSheet, Number
from youthreport.totals import formula_of

HEADERS = ("指标代码", "指标名称", "计量单位", "期间口径", "本期数", "上年同期数", "差异说明", "备注")
WIDTHS = (18, 30, 10, 10, 14, 14, 30, 34)
VALUE, LAST_YEAR = 5, 6
NOTE = (
    "只填浅黄色单元格，灰色部分自动计算或已填好。橙色“必填”的请勿留空：没有发生填0，未统计到请先联系团区委；"
    "与上年同期相差较大的，请在“差异说明”写明原因。"
)
NONE: Mapping[str, Number] = {}
COMPULSORY, OPTIONAL, SYSTEM = "必填", "选填", "从业务系统抄录"


def write_indicators(
    book: Workbook,
    name: str,
    *,
    unit_type: str,
    indicators: Sequence[Indicator],
    lists: Sequence[ListSheet],
    ticks: Mapping[str, str],
    last_year: Mapping[str, Number],
    values: Mapping[str, Number] = NONE,
    filled: Filled | None = None,
    adds_up: bool = False,
) -> Worksheet:
    """The sheet of these indicators as a unit of that type fills it; `ticks` maps sheets to cell addresses.

    `values` are figures of this period that are known beforehand; whoever fills the sheet may change them.
    `filled` is a return that is complete already, `adds_up` one that adds up those of units below.
    """
    widths, headers = ((*WIDTHS, *BELOW_WIDTHS), (*HEADERS, *BELOW_HEADERS)) if adds_up else (WIDTHS, HEADERS)
    sheet = looks.add_sheet(book, name, name, NOTE, widths)
    looks.header(sheet, headers, freeze="C4")
    cells = {entry.code: f"E{row}" for row, entry in enumerate(indicators, start=looks.FIRST_ROW)}
    totals = {entry.code: formula_of(entry, lists, ticks, cells) for entry in indicators}
    for row, entry in enumerate(indicators, start=looks.FIRST_ROW):
        _write_names(sheet, row, entry)
        given = filled.values.get(entry.code) if filled else values.get(entry.code)
        _write_value(sheet, row, entry, totals[entry.code], given)
        _write_last_year(sheet, row, entry, last_year.get(entry.code))
        looks.put(sheet, row, 7, filled.reasons.get(entry.code) if filled else None, WORDS)
        if adds_up:
            write_below(sheet, row, filled.below.get(entry.code) if filled else None)
        note = remark(entry, unit_type, totals[entry.code])
        looks.put(sheet, row, 8, note, DUE if note.startswith(COMPULSORY) else FIXED)
        sheet.row_dimensions[row].height = 32
    looks.protect(sheet)
    return sheet


def remark(entry: Indicator, unit_type: str, formula: str) -> str:
    """What the clerk has to do with the row, in a few words."""
    if formula and entry.list_source:
        return f"由《{entry.list_source.sheet}》自动计算，不必填写"
    if formula:
        return "由本表其他指标自动计算，不必填写"
    duty = COMPULSORY if unit_type in entry.compulsory else OPTIONAL
    return f"{duty}；{SYSTEM}" if entry.source == "system" else duty


def _write_names(sheet: Worksheet, row: int, entry: Indicator) -> None:
    for column, text in enumerate((entry.code, entry.name, entry.measure, entry.basis), start=1):
        looks.put(sheet, row, column, text, FIXED)


def _write_value(
    sheet: Worksheet, row: int, entry: Indicator, formula: str, known: Number | str | None
) -> None:
    if formula and known is None:
        looks.put_formula(sheet, row, VALUE, formula, FIXED_NUMBER)
        return
    looks.put(sheet, row, VALUE, known, NUMBER)
    _check(sheet, f"E{row}", entry, entry.definition)


def _write_last_year(sheet: Worksheet, row: int, entry: Indicator, known: Number | None) -> None:
    if known is not None or not entry.last_year:
        looks.put(sheet, row, LAST_YEAR, known, FIXED_NUMBER)
        return
    looks.put(sheet, row, LAST_YEAR, None, NUMBER)
    _check(sheet, f"F{row}", entry, "请填写上年同期的定稿数，没有可留空。")


def _check(sheet: Worksheet, ref: str, entry: Indicator, prompt: str) -> None:
    make = prompts.decimal_number if entry.fraction else prompts.whole_number
    check = make(f"{entry.name}（{entry.measure}）", prompt)
    check.add(ref)
    sheet.add_data_validation(check)
