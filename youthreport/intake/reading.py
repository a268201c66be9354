"""Bytes of a table file → a plain record of its sheets: the only module that knows a spreadsheet library.

`read_workbook` is pure and its result picklable, so that it can be moved into a bounded child process.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import python_calamine

from youthreport.intake.hidden import Formula, SheetExtras, read_extras
from youthreport.intake.opening import Verdict, examine
from youthreport.intake.readings import ErrorValue

CellValue = str | int | float | bool | Decimal | date | datetime | time | timedelta | ErrorValue
Place = tuple[int, int]

MAX_CELLS = 2_000_000
_RESAVE = "请在 Excel 或 WPS 中打开，另存为 .xlsx 格式后重新报送。"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; places are 1-based (row, column), blanks are absent from `cells`."""

    name: str
    visible: bool
    cells: Mapping[Place, CellValue]
    merged: tuple[tuple[Place, Place], ...] = ()
    formulas: Mapping[Place, Formula] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()

    @property
    def last_row(self) -> int:
        """The number of the last row that holds something, 0 if none does."""
        return max((row for row, _ in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a file holds; `verdict` says why nothing could be read."""

    verdict: Verdict
    sheets: tuple[Sheet, ...] = ()


def read_workbook(data: bytes) -> Workbook:
    """The sheets of the file, or a verdict that says in Chinese why there are none. Never raises."""
    verdict = examine(data)
    if not verdict.readable:
        return Workbook(verdict)
    try:
        if verdict.kind == "csv":
            return Workbook(verdict, (_read_csv(data),))
        return _read_calamine(data, verdict)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as failure:  # a panic of the Rust reader is not an Exception
        return _second_try(data, verdict, failure)


def _second_try(data: bytes, verdict: Verdict, failure: BaseException) -> Workbook:
    if "password" in str(failure).lower() or "Codepage D" in str(failure):
        return Workbook(Verdict("encrypted", "设有打开密码，无法读取", "请取消打开密码后重新报送。"))
    if verdict.kind == "xls":
        try:
            return Workbook(verdict, _read_xlrd(data))
        except Exception as second:  # xlrd raises many kinds for broken files
            if "encrypted" in str(second).lower():
                return Workbook(Verdict("encrypted", "设有打开密码，无法读取", "请取消打开密码后重新报送。"))
    return Workbook(Verdict(verdict.kind, "文件已损坏或写法特殊，无法读取", _RESAVE))


def _read_calamine(data: bytes, verdict: Verdict) -> Workbook:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    extras = read_extras(data) if verdict.kind == "xlsx" else {}
    sheets = []
    for meta in book.sheets_metadata:
        if "WorkSheet" in str(meta.typ):
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.height * sheet.width > MAX_CELLS:
                far = "内容范围过大，可能在很远的单元格里误填了内容"
                return Workbook(Verdict("limit", far, "请删去多余的行列后重新报送。"))
            sheets.append(
                _read_sheet(
                    sheet, str(meta.visible).endswith(".Visible"), extras.get(meta.name, SheetExtras())
                )
            )
    return Workbook(verdict, tuple(sheets))


def _read_sheet(sheet: python_calamine.CalamineSheet, visible: bool, extras: SheetExtras) -> Sheet:
    cells: dict[Place, CellValue] = {}
    if sheet.start is not None:
        first_row, first_column = sheet.start
        for i, row in enumerate(sheet.to_python(), first_row + 1):
            for j, value in enumerate(row, first_column + 1):
                if value != "" and value is not None:
                    cells[i, j] = _plain(value)
    for place, text in extras.errors.items():
        cells[place] = ErrorValue(text)
    merged = tuple(((a + 1, b + 1), (c + 1, d + 1)) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, visible, cells, merged, extras.formulas, extras.hidden_rows)


def _plain(value: CellValue) -> CellValue:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _read_csv(data: bytes) -> Sheet:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    dialect = "excel-tab" if text.count("\t") > text.count(",") else "excel"
    cells: dict[Place, CellValue] = {}
    for i, row in enumerate(csv.reader(io.StringIO(text, newline=""), dialect), 1):
        cells.update({(i, j): value for j, value in enumerate(row, 1) if value.strip()})
    return Sheet("CSV", True, cells)


def _read_xlrd(data: bytes) -> tuple[Sheet, ...]:
    import xlrd

    book = xlrd.open_workbook(file_contents=data)
    sheets = []
    for source in book.sheets():
        cells: dict[Place, CellValue] = {}
        for i in range(source.nrows):
            for j, cell in enumerate(source.row(i), 1):
                value = _xlrd_value(cell.ctype, cell.value, book.datemode)
                if value is not None:
                    cells[i + 1, j] = value
        sheets.append(Sheet(source.name, source.visibility == 0, cells))
    return tuple(sheets)


def _xlrd_value(kind: int, value: str | float | int, datemode: int) -> CellValue | None:
    import xlrd

    if kind == xlrd.XL_CELL_ERROR:
        return ErrorValue(str(xlrd.error_text_from_code.get(int(value), "#VALUE!")))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        found: datetime = xlrd.xldate_as_datetime(float(value), datemode)
        return found.date() if found.time() == time(0) else found
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
        return None
    return _plain(value)
