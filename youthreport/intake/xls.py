"""The bytes of an .xls or .et → its sheets, with what only the raw records tell: formulas, merges, hidden rows.

xlrd reads it, not the fast reader: that one loses error cells, allocates the whole rectangle up to a stray
cell, and ends the process on about one damaged file in ten.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

import xlrd
from xlrd import formula as decompiler

from youthreport.intake.readings import ErrorValue
from youthreport.intake.sheets import CellValue, Formula, Place, Sheet, plain

_EOF, _FORMULA, _ROW, _COLUMN, _MERGED = 0x0A, 0x06, 0x0208, 0x7D, 0xE5
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01


@dataclass
class _Raw:
    """What the records of one sheet tell."""

    formulas: dict[Place, Formula] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """The worksheets of the file; whatever xlrd raises for a broken one."""
    # Without a log xlrd writes its warnings to stdout; rows as long as they are, not as the widest.
    book: Any = xlrd.open_workbook(
        file_contents=data, on_demand=True, ragged_rows=True, logfile=io.StringIO()
    )
    return tuple(_sheet(book, number) for number in range(book.nsheets))


def _sheet(book: Any, number: int) -> Sheet:
    source = book.sheet_by_index(number)
    cells: dict[Place, CellValue] = {}
    for row in range(source.nrows):
        kinds, values = source.row_types(row), source.row_values(row)
        for column, (kind, content) in enumerate(zip(kinds, values, strict=True), 1):
            value = _value(kind, content, book.datemode)
            if value is not None:
                cells[row + 1, column] = value
    raw = _raw(book, number)
    return Sheet(
        source.name,
        source.visibility == 0,
        cells,
        tuple(raw.merged),
        raw.formulas,
        frozenset(raw.rows),
        frozenset(raw.columns),
        book.datemode == 1,
    )


def _value(kind: int, value: Any, datemode: int) -> CellValue | None:
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if kind == xlrd.XL_CELL_ERROR:
        return ErrorValue(str(xlrd.error_text_from_code.get(int(value), "#VALUE!")))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        return _day(float(value), datemode)
    return plain(value)


def _day(value: float, datemode: int) -> CellValue | None:
    if 0 <= value < 1:
        return (datetime.min + timedelta(seconds=round(value * 86_400) % 86_400)).time()
    try:
        found: datetime = xlrd.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError):  # a number that only looks like a date
        return plain(value)
    return found.date() if found.time() == time(0) else found


def _raw(book: Any, number: int) -> _Raw:
    """What can be told; a file whose records do not follow one another tells less."""
    raw = _Raw()
    try:
        for kind, record in _records(book, number):
            _note(book, kind, record, raw)
    except (struct.error, IndexError, AttributeError, TypeError):
        return raw
    return raw


def _records(book: Any, number: int) -> Iterator[tuple[int, bytes]]:
    at = book._sh_abs_posn[number] + book.base
    depth = 0
    while at + 4 <= len(book.mem):
        kind, length = struct.unpack_from("<HH", book.mem, at)
        if kind & 0xFF == 0x09:  # charts are whole streams inside the sheet's
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, book.mem[at + 4 : at + 4 + length]
        at += 4 + length


def _note(book: Any, kind: int, record: bytes, raw: _Raw) -> None:
    if kind == _FORMULA:
        row, column = struct.unpack_from("<HH", record)
        raw.formulas[row + 1, column + 1] = Formula("=" + _text(book, record, row, column), True)
    elif kind == _ROW:
        row, height, options = *struct.unpack_from("<H4xH", record), struct.unpack_from("<H", record, 12)[0]
        if options & _HIDDEN_ROW or not height & 0x7FFF:
            raw.rows.add(row + 1)
    elif kind == _COLUMN:
        first, last, width, _, options = struct.unpack_from("<HHHHH", record)
        if options & _HIDDEN_COLUMN or not width:
            raw.columns.update(range(first + 1, min(last, 255) + 2))
    elif kind == _MERGED:
        for n in range(struct.unpack_from("<H", record)[0]):
            top, bottom, left, right = struct.unpack_from("<HHHH", record, 2 + 8 * n)
            raw.merged.append(((top + 1, left + 1), (bottom + 1, right + 1)))


def _text(book: Any, record: bytes, row: int, column: int) -> str:
    """The formula as text, "" if it cannot be put into words."""
    try:
        length = struct.unpack_from("<H", record, 20)[0]
        told = decompiler.decompile_formula(book, record[22:], length, decompiler.FMLA_TYPE_CELL, row, column)
    except Exception:  # xlrd raises many kinds for formulas that it does not know
        return ""
    return str(told or "").replace("CALL_ADDIN(_xlfn.", "_xlfn.").replace("_xlfn.IFERROR,", "_xlfn.IFERROR(")
