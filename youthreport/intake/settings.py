"""Sheets that the office itself keeps → rows of text, or a ConfigurationError with place and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from youthreport.errors import ConfigurationError
from youthreport.intake.child import read_workbook
from youthreport.intake.dates import read_date
from youthreport.intake.normalising import read_text
from youthreport.intake.readings import shown, tidy
from youthreport.intake.recognising import Found, Layout, fold, locate
from youthreport.intake.sheets import Workbook
from youthreport.model import Cell, Period


def open_workbook(path: Path, name: str, what: str) -> tuple[bytes, Workbook]:
    """The bytes and sheets of a file that must be there."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ConfigurationError(
            f"找不到{what}", place=name, remedy=f"请把{what}放到项目文件夹，也可从往期项目文件夹复制后修改。"
        ) from None
    except OSError:
        raise ConfigurationError(
            f"{what}打不开", place=name, remedy="请关闭正在使用它的程序，并检查读取权限。"
        ) from None
    book = read_workbook(data)
    if not book.verdict.readable or not book.sheets:
        message = book.verdict.message or "里面没有工作表"
        raise ConfigurationError(
            f"{what}{message}", place=name, remedy=book.verdict.remedy or "请重新生成该文件。"
        )
    return data, book


def find_sheet(
    book: Workbook, layout: Layout, name: str, *, required: bool = True, only: bool = False
) -> Found | None:
    """The sheet of that layout (`only`: else the first sheet), None if it may be missing and is."""
    named = [s for s in book.sheets if fold(s.name) in {fold(n) for n in (layout.name, *layout.aliases)}]
    if not named and only:
        named = [s for s in book.sheets if locate(s, layout).columns]
    if not named:
        if not required:
            return None
        raise ConfigurationError(
            f"缺少工作表“{layout.name}”", place=name, remedy=f"请补上名为“{layout.name}”的工作表。"
        )
    found = locate(named[0], layout)
    if found.missing:
        raise ConfigurationError(
            f"缺少列“{'、'.join(found.missing)}”",
            place=str(Cell(name, named[0].name)),
            remedy="请按原表样补上表头。",
        )
    return found


def rows(found: Found) -> Iterator[int]:
    """The numbers of the rows below the header that hold something."""
    columns = set(found.columns.values())
    return iter(sorted({r for r, c in found.sheet.cells if r > found.row and c in columns}))


def text(found: Found, row: int, column: str) -> str:
    """The trimmed text of a cell with full-width Latin made half-width, "" if blank: for names, codes and choices."""
    return tidy(shown(found.value(row, column)))


def prose(found: Found, row: int, column: str) -> str:
    """The text of a cell as it was written, "" if blank: it may be printed, so its punctuation stays Chinese."""
    return str(read_text(found.value(row, column)).value or "")


def day(found: Found, name: str, row: int, column: str, period: Period) -> date | None:
    """The date of a cell, None if blank."""
    reading = read_date(found.value(row, column), period)
    if reading.refused:
        raise ConfigurationError(
            reading.notes[0].message, place=str(found.cell(name, row, column)), remedy=reading.notes[0].remedy
        )
    return reading.value if isinstance(reading.value, date) else None
