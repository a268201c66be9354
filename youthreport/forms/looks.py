"""Words and cells → a sheet that reads well on a screen and on A4 paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "宋体"
TITLE_ROW, NOTE_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3, 4
LAST_COLUMN = 16384
PORTRAIT_WIDTH = 110  # wider sheets would print too small upright
DATE_FORMAT = "yyyy-mm-dd"

INK, PALE_INK = "1F3864", "7F7F7F"
HEADER, REQUIRED, INPUT, LOCKED, PLAIN = "DCE6F1", "F8D9C4", "FFFDF0", "F2F2F2", ""

Value = str | int | Decimal | date | None

_LINE = Side(style="thin", color="BFBFBF")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell appears and whether the clerk may write into it."""

    fill: str = PLAIN
    bold: bool = False
    colour: str = "000000"
    size: int = 11
    align: str = "left"
    locked: bool = True
    border: bool = True
    number_format: str = "General"


TITLE = Look(bold=True, colour=INK, size=16, align="center", border=False)
NOTE = Look(colour=PALE_INK, size=10, border=False)
HEAD = Look(fill=HEADER, bold=True, colour=INK, align="center")
HEAD_REQUIRED = Look(fill=REQUIRED, bold=True, colour=INK, align="center")
FIXED = Look(fill=LOCKED)
DUE = Look(fill=REQUIRED, bold=True)
FIXED_NUMBER = Look(fill=LOCKED, align="right")
WORDS = Look(fill=INPUT, locked=False)
NUMBER = Look(fill=INPUT, align="right", locked=False)
DAY = Look(fill=INPUT, align="center", locked=False, number_format=DATE_FORMAT)


def put(sheet: Worksheet, row: int, column: int, value: Value, look: Look) -> None:
    """Writes the value as it stands (text that begins with = stays text)."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
    dress(cell, look)


def put_formula(sheet: Worksheet, row: int, column: int, formula: str, look: Look) -> None:
    """Writes a formula of our own making."""
    dress(sheet.cell(row, column, formula), look)


def dress(target: object, look: Look) -> None:
    """Gives a cell, or a whole column by its dimension, that look."""
    style = {
        "font": Font(name=FONT, size=look.size, bold=look.bold, color=look.colour),
        "alignment": Alignment(horizontal=look.align, vertical="center", wrap_text=True),
        "protection": Protection(locked=look.locked),
        "number_format": look.number_format,
    }
    if look.fill:
        style["fill"] = PatternFill("solid", start_color=look.fill)
    if look.border:
        style["border"] = BORDER
    for name, part in style.items():
        setattr(target, name, part)


def text_width(text: str) -> int:
    """Columns of a fixed-width screen: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def lines_needed(text: str, width: int) -> int:
    """Lines that the text takes in a cell of that width; at least one."""
    return sum(max(1, -(-text_width(line) // max(1, width - 2))) for line in text.split("\n"))


def add_sheet(book: Workbook, name: str, title: str, note: str, widths: Sequence[int]) -> Worksheet:
    """A new last sheet with title, note, column widths and print set-up; the header row is still empty."""
    sheet: Worksheet = book.create_sheet(name)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, text, look in ((TITLE_ROW, title, TITLE), (NOTE_ROW, note, NOTE)):
        put(sheet, row, 1, text, look)
        if len(widths) > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    sheet.row_dimensions[TITLE_ROW].height = 30
    # Row heights of merged cells are not fitted by Excel: they have to be told.
    sheet.row_dimensions[NOTE_ROW].height = 15 * lines_needed(note, sum(widths)) + 4
    _set_up_print(sheet, wide=sum(widths) > PORTRAIT_WIDTH)
    return sheet


def header(sheet: Worksheet, names: Sequence[str], required: Sequence[str] = (), freeze: str = "A4") -> None:
    """Writes row 3, frozen and repeated on every printed page; required columns are tinted."""
    for number, name in enumerate(names, start=1):
        put(sheet, HEADER_ROW, number, name, HEAD_REQUIRED if name in required else HEAD)
    sheet.row_dimensions[HEADER_ROW].height = 30
    sheet.freeze_panes = freeze
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def protect(sheet: Worksheet) -> None:
    """Locks what is not for the clerk, without a password; widths, filters and rows stay free."""
    sheet.protection.sheet = True
    for freedom in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, freedom, False)


def _set_up_print(sheet: Worksheet, wide: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    footer = HeaderFooterItem()
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter = footer
