"""A blank return and answers → the same return, filled in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.forms import cover, packing, returns
from youthreport.forms.looks import FIRST_ROW

Answer = str | int | date


def fill(
    content: bytes,
    said: Mapping[str, Answer],
    values: Mapping[str, int],
    records: Mapping[str, Sequence[Mapping[str, Answer]]],
    *,
    tick: bool = True,
) -> bytes:
    """The workbook with the cover's labels, the figures by code and the records by list sheet filled in.

    A list without records gets its tick unless `tick` is False. LookupError for a label, code or column that the form does not have.
    """
    book = openpyxl.load_workbook(io.BytesIO(content))
    empty = {sheet.title for sheet in book.worksheets} - set(records) if tick else set()
    _fill_column(
        book[cover.COVER], 1, 2, {**said, **{f"{cover.TICK_LABEL}{name}": cover.TICK for name in empty}}, said
    )
    _fill_column(book[returns.SHEET], 1, 5, values, values)
    for name, rows in records.items():
        _fill_list(book, name, rows)
    return packing.pack(book)


def _fill_column(
    sheet: Worksheet, keys: int, column: int, answers: Mapping[str, Answer], needed: Mapping[str, Answer]
) -> None:
    """The answers beside their keys; those `needed` must all find a row."""
    found = set()
    for row in range(1, sheet.max_row + 1):
        key = str(sheet.cell(row, keys).value or "").strip()
        if key in answers:
            sheet.cell(row, column).value = answers[key]
            found.add(key)
    if missing := set(needed) - found:
        raise LookupError(f"{sheet.title}: {sorted(missing)}")


def _fill_list(book: Workbook, name: str, rows: Sequence[Mapping[str, Answer]]) -> None:
    sheet = book[name]
    columns = {str(cell.value): cell.column for cell in sheet[FIRST_ROW - 1] if cell.value}
    for number, row in enumerate(rows, start=FIRST_ROW):
        for label, answer in row.items():
            sheet.cell(number, columns[label]).value = answer
