"""A clean return → the return as a clerk really files it: odd spellings, other programs, odd file names.

All of it can be read without doubt (notices only): what must be refused belongs to another sample.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from invented_returns import Return
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.model import OrgUnit

REVISED = "LX03"
FIRST_SUBMISSION = "星渚楼宇联合团总支报表.xlsx"
SECOND_SUBMISSION = "更正/星渚楼宇联合团总支报表（最终版2）.xlsx"
CONVERTED = {"JD03": "xlsx", "QY02": "xlsx", "XX05": "xls", "JG02": "xls", "LX02": "ods", "XX10": "ods"}
RECEIVED_BY_HAND = ("JG02", "XX05")
NAMES = {
    "JD01": "槿溪街道半年报 (1).xlsx",
    "JD02": "附件2：砚湖街道-定稿.xlsx",
    "JD03": "听枫街道团工委.XLSX",
    "XX05": "学校/星渚小学.xls",
    "JG02": "区人力资源局团委报送表.xlsx",  # an .xls inside: somebody renamed it
    "LX02": "数字产业园.ods",
    "XX10": "学校/第七高中以外/桐烟外国语.ods",
    "QY01": "新建 Microsoft Excel 工作表.xlsx",
}


def file_name(unit: OrgUnit) -> str:
    """The name of the unit's file below returns/."""
    folder = "学校/" if unit.type == "学校" else ""
    return NAMES.get(unit.code, f"{folder}{unit.code}_{unit.name}.xlsx")


def first_submission(one: Return) -> Return:
    """What the unit filed first, with two wrong figures; its revision 2 counts."""
    first = copy.deepcopy(one)
    one.revision = 2
    one.submitted = date(2026, 7, 4)
    first.submitted = date(2026, 7, 1)
    first.values["vol_reg"] += 111
    first.values["job_posts"] += 37
    return first


def spoil(book: Workbook, code: str) -> None:
    """The unit's own ways of writing, in place; most clerks throw the guide away before they send the file."""
    if not code.startswith("JD"):
        del book["填报说明"]
    if code in _WAYS:
        _WAYS[code](book)


def _rewrite(sheet: Worksheet, code: str, how: Callable[[int], object]) -> None:
    """The figure of that indicator in another spelling."""
    for row in sheet.iter_rows():
        if any(cell.value == code for cell in row):
            header = next(r for r in sheet.iter_rows(max_row=8) if any(c.value == "本期数" for c in r))
            column = next(c.column for c in header if c.value == "本期数")
            cell: Any = sheet.cell(int(row[0].row or 0), int(column or 0))
            cell.number_format = "@"
            cell.value = how(int(str(cell.value)))
            return
    raise LookupError(code)


def _column(sheet: Worksheet, name: str) -> tuple[int, int]:
    """The header row and the column of that name."""
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            if cell.value == name:
                return int(cell.row), int(cell.column)
    raise LookupError(name)


def _cells(sheet: Worksheet, name: str) -> list[int]:
    top, column = _column(sheet, name)
    return [r for r in range(top + 1, sheet.max_row + 1) if sheet.cell(r, column).value is not None]


def _respell_dates(sheet: Worksheet, name: str) -> None:
    """Dates in the spellings that clerks use, one after another."""
    ways: tuple[Callable[[date], object], ...] = (
        lambda d: f"{d.year}年{d.month}月{d.day}日",
        lambda d: f"{d.year}.{d.month}.{d.day}",
        lambda d: f"{d.year}/{d.month:02d}/{d.day:02d}",
        lambda d: f"{d:%Y%m%d}",
        lambda d: f"{d.month}月{d.day}日",
        lambda d: d,
    )
    _, column = _column(sheet, name)
    for n, row in enumerate(_cells(sheet, name)):
        cell: Any = sheet.cell(row, column)
        value = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        if isinstance(value, date):
            cell.value = ways[n % len(ways)](value)


def _total_row(sheet: Worksheet, label: str, total: str) -> None:
    """A 合计 row that the clerk added below the records."""
    _, first = _column(sheet, label)
    top, amount = _column(sheet, total)
    rows = _cells(sheet, label)
    if not rows:
        raise LookupError(sheet.title)
    summed = sum(int(str(sheet.cell(r, amount).value or 0)) for r in range(top + 1, rows[-1] + 1))
    sheet.cell(rows[-1] + 1, first).value = "合计"
    sheet.cell(rows[-1] + 1, amount).value = summed


def full_width(number: int) -> str:
    """１２３."""
    return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def hanzi(number: int) -> str:
    """Numbers below 100 in Chinese characters."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else digits[tens] + "十")
    return head + (digits[ones] if ones or not tens else "")


def _street(book: Workbook) -> None:
    figures = book["指标表"]
    _rewrite(figures, "members", full_width)
    _rewrite(figures, "youth_14_28", lambda v: f"{v:,}")
    _rewrite(figures, "rec_act", lambda v: f"{v}人")
    _respell_dates(book["活动台账"], "起始日期")


def _second_street(book: Workbook) -> None:
    figures = book["指标表"]
    _rewrite(figures, "org_branch", hanzi)
    _rewrite(figures, "vol_reg", lambda v: f" {v} ")
    _rewrite(figures, "party_nonpub", lambda v: f"{v} 家")
    _total_row(book["活动台账"], "活动名称", "参与人次")


def _company(book: Workbook) -> None:
    figures = book["指标表"]
    _rewrite(figures, "cadre_full", hanzi)
    _rewrite(figures, "vol_hours", lambda v: f"{v / 10000:.4f}".rstrip("0") + "万")
    _rewrite(figures, "members_14_28", str)


def _zero(book: Workbook) -> None:
    _rewrite(book["指标表"], "model_pub", lambda v: f"{v}篇")
    _rewrite(book["指标表"], "rec_joined", lambda v: "无" if v == 0 else v)
    _respell_dates(book["活动台账"], "起始日期")


def _school(book: Workbook) -> None:
    figures = book["指标表"]
    _rewrite(figures, "dev_quota_unit", full_width)
    _rewrite(figures, "xs_due", lambda v: f"{v}人")
    _rewrite(figures, "xs_done", lambda v: f"{v}人")


def _media(book: Workbook) -> None:
    sheet = book["新媒体"]
    _, column = _column(sheet, "阅读量")
    for row in _cells(sheet, "阅读量"):
        cell = sheet.cell(row, column)
        cell.number_format = "@"
        cell.value = f"{int(str(cell.value)) / 10000:.4f}".rstrip("0") + "万"
    _total_row(book["帮扶捐赠"], "类别", "受益人数")


def _office(book: Workbook) -> None:
    sheet = book["活动台账"]
    _, column = _column(sheet, "参与人次")
    for n, row in enumerate(_cells(sheet, "参与人次")):
        cell = sheet.cell(row, column)
        cell.value = (f"{cell.value}人次", full_width(int(str(cell.value))), cell.value)[n % 3]
    _respell_dates(sheet, "起始日期")


def _columns_only(book: Workbook) -> None:
    """A sheet renamed in the usual way and one column too many."""
    sheet = book["活动台账"]
    top, _ = _column(sheet, "活动名称")
    sheet.cell(top, sheet.max_column + 1).value = "照片"
    sheet.title = "活动台帐"


_WAYS: dict[str, Callable[[Workbook], None]] = {
    "JD01": _street,
    "JD03": _second_street,
    "QY01": _company,
    "QY02": _company,
    "LX04": _zero,
    "JG02": _zero,
    "XX10": _school,
    "XX09": _school,
    "JD08": _media,
    "JG05": _office,
    "LX05": _columns_only,
}
