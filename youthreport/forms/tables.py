"""A list of columns → a sheet with one record per row, filled as far as is known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.forms import looks, prompts
from youthreport.forms.looks import DAY, FIXED, NUMBER, WORDS, Look, Value
from youthreport.model import ListColumn, ListSheet, Period
from youthreport.totals import FIRST, LAST

LOOK_OF_KIND: Mapping[str, Look] = {"count": NUMBER, "money": NUMBER, "date": DAY}
CODE = Look(fill=looks.INPUT, locked=False, number_format="@")  # keeps the zeros in front of a code

Row = Mapping[str, str]


def write_list(book: Workbook, sheet: ListSheet, period: Period, rows: Sequence[Row]) -> Worksheet:
    """The sheet of a list of the catalogue; `rows` are the records known beforehand."""
    note = "".join(f"{part.rstrip('。')}。" for part in _remarks(sheet, filled=bool(rows)) if part)
    return write_table(book, sheet.name, note, sheet.columns, rows, period=period)


def write_table(
    book: Workbook,
    name: str,
    note: str,
    columns: Sequence[ListColumn],
    rows: Sequence[Row] = (),
    *,
    codes: Collection[str] = (),
    period: Period | None = None,
) -> Worksheet:
    """An open table: every row below the header takes input.

    `codes` names text columns that hold codes. With `period`, dates must satisfy what their column asks of them.
    """
    sheet = looks.add_sheet(book, name, name, note, [width(column) for column in columns])
    looks.header(sheet, [c.name for c in columns], [c.name for c in columns if c.required])
    for number, column in enumerate(columns, start=1):
        look = CODE if column.name in codes else LOOK_OF_KIND.get(column.kind, WORDS)
        _open_column(sheet, number, look)
        _check_column(sheet, number, column, period)
        for row, record in enumerate(rows, start=FIRST):
            looks.put(sheet, row, number, _typed(record.get(column.name, ""), column.kind), look)
    _open_rest(sheet, len(columns) + 1)
    looks.protect(sheet)
    return sheet


def write_fixed(
    book: Workbook,
    name: str,
    note: str,
    columns: Sequence[ListColumn],
    rows: Sequence[Row],
    *,
    open_columns: Collection[str],
) -> Worksheet:
    """A table with given rows: only `open_columns` take input, and they are not checked here."""
    sheet = looks.add_sheet(book, name, name, note, [width(column) for column in columns])
    looks.header(sheet, [column.name for column in columns])
    for row, record in enumerate(rows, start=FIRST):
        for number, column in enumerate(columns, start=1):
            look = LOOK_OF_KIND.get(column.kind, WORDS) if column.name in open_columns else FIXED
            text = record.get(column.name, "")
            looks.put(sheet, row, number, _typed(text, column.kind), look)
        sheet.row_dimensions[row].height = height(columns, record)
    looks.protect(sheet)
    return sheet


def width(column: ListColumn) -> int:
    """The width that shows the header in one line and the usual content."""
    return max(column.width, looks.text_width(column.name) + 4)


def height(columns: Sequence[ListColumn], record: Row) -> int:
    """Points that show the longest cell of the record in full (LibreOffice and WPS do not fit rows alike)."""
    lines = max(looks.lines_needed(record.get(c.name, ""), width(c)) for c in columns)
    return max(20, 15 * lines + 5)


def _remarks(sheet: ListSheet, *, filled: bool) -> tuple[str, ...]:
    required = any(column.required for column in sheet.columns)
    return (
        "一行登记一项" + ("，橙色表头为必填，其余选填" if required else ""),
        "已带出上期名单，请核对增减" if filled else "",
        sheet.note,
    )


def _open_column(sheet: Worksheet, number: int, look: Look) -> None:
    # The style of the column serves every row below, so that the file holds no blank cells and a long
    # paste is not refused; the rows above are locked one by one.
    looks.dress(sheet.column_dimensions[get_column_letter(number)], look)


def _open_rest(sheet: Worksheet, first: int) -> None:
    """Unlocks what lies to the right: Excel lets rows be deleted only if all their cells are unlocked."""
    rest = ColumnDimension(sheet, index=get_column_letter(first), min=first, max=looks.LAST_COLUMN, width=10)
    looks.dress(rest, Look(locked=False, border=False))
    sheet.column_dimensions[get_column_letter(first)] = rest


def _check_column(sheet: Worksheet, number: int, column: ListColumn, period: Period | None) -> None:
    check = prompts.for_column(sheet, column, period)
    letter = get_column_letter(number)
    check.add(f"{letter}{FIRST}:{letter}{LAST}")
    sheet.add_data_validation(check)


def _typed(text: str, kind: str) -> Value:
    """The cell value of a known text; what does not read as its kind stays text, nothing stays blank."""
    if not text:
        return None
    try:
        if kind == "count":
            return int(text)
        if kind == "money":
            return Decimal(text)
        if kind == "date":
            return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return text
    return text
