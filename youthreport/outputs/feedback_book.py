"""Bytes of a return, or what a reader found in it → the annotated .xlsx."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.model import Catalogue, Finding
from youthreport.outputs.feedback import SheetContent
from youthreport.outputs.feedback_marks import is_ours, mark, unmark
from youthreport.outputs.feedback_parts import Cached, cached_results, losses, with_results
from youthreport.outputs.feedback_sheet import add_opinion, keep_looks
from youthreport.outputs.sheet import half_widths
from youthreport.packing import repack

_EPOCH = datetime(1980, 1, 1)
_REBUILT = "原文件不是可直接标注的 .xlsx 文件，本文件由其内容转换而成，原有的版式、公式、图片和图形未能保留"
_ALONE = "原文件无法打开标注，本文件只列出审核意见，请在原文件上改正"
_UNKEPT = "原文件的{}未能保留在本文件中"
_LONGEST_TITLE = 31
_WIDEST = 40


def annotate(
    content: bytes, findings: Sequence[Finding], catalogue: Catalogue, sheets: Sequence[SheetContent]
) -> tuple[bytes, tuple[str, ...]]:
    """The annotated workbook and what it lost; never fails for what the file holds, short of memory and time."""
    try:
        return _annotated(content, findings, catalogue, sheets)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception:  # openpyxl's failures on odd files are of many unrelated types
        book = _rebuilt(sheets)
        lost = (_REBUILT,) if sheets else (_ALONE,)
        return _finished(book, findings, catalogue, lost, {}), lost


def _annotated(
    content: bytes, findings: Sequence[Finding], catalogue: Catalogue, sheets: Sequence[SheetContent]
) -> tuple[bytes, tuple[str, ...]]:
    cached = cached_results(content)
    book = _loaded(content)
    if missing := {sheet.name for sheet in sheets} - set(book.sheetnames):
        raise ValueError(missing)  # strict OOXML: openpyxl sees nothing and says nothing
    # What is lost is known only once it is saved, and has to be told in what is saved.
    gone = losses(content, _bytes(book))
    lost = (_UNKEPT.format("、".join(gone)),) if gone else ()
    book = _loaded(content)
    return _finished(book, findings, catalogue, lost, cached), gone


def _loaded(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # English remarks on what it drops; the census names that in Chinese
        book = load_workbook(io.BytesIO(content), rich_text=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        core = next((n for n in archive.namelist() if n.lower() == "docprops/core.xml"), "")
        dated = bool(core) and b":created" in archive.read(core)
    if not dated:  # openpyxl takes the clock for it
        book.properties.created = _EPOCH
    return book


def _finished(
    book: Workbook,
    findings: Sequence[Finding],
    catalogue: Catalogue,
    lost: Sequence[str],
    cached: Mapping[str, Cached],
) -> bytes:
    unmark(book)
    marked, looks = mark(book, findings)
    sheet = add_opinion(book, findings, catalogue, lost)
    for blank in [other for other in book.worksheets if other is not sheet and is_ours(other)]:
        book.remove(blank)
    keep_looks(sheet, marked, looks)
    parts = {f"xl/worksheets/sheet{n}.xml": cached.get(s.title, {}) for n, s in enumerate(book.worksheets, 1)}
    book.calculation.fullCalcOnLoad = True
    return repack(_bytes(book), lambda name, data: _part(name, data, parts))


def _bytes(book: Workbook) -> bytes:
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _part(name: str, data: bytes, cached: Mapping[str, Cached]) -> bytes:
    if name == "docProps/core.xml":
        # openpyxl stamps `modified` with the clock while it saves, whatever the properties say.
        return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>1980-01-01T00:00:00Z", data)
    return with_results(data, cached.get(name, {}))


def _rebuilt(sheets: Sequence[SheetContent]) -> Workbook:
    """A workbook of the same content: values, hidden sheets and merged ranges; readable widths."""
    book = Workbook()
    book.properties.created = _EPOCH
    blank = book.worksheets[0]
    for content in sheets:
        sheet: Worksheet = book.create_sheet(content.name[:_LONGEST_TITLE])
        _fill(sheet, content)
        if not content.visible:
            sheet.sheet_state = "hidden"
    if sheets:
        book.remove(blank)
    else:
        blank["A1"] = "审核意见（youthreport）"
    return book


def _fill(sheet: Worksheet, content: SheetContent) -> None:
    widths: dict[int, int] = {}
    for (row, column), value in sorted(content.cells.items()):
        cell = sheet.cell(row, column)
        if isinstance(cell, Cell):
            _write(cell, value)
        widths[column] = max(widths.get(column, 8), min(half_widths(str(value)) + 2, _WIDEST))
        cell.alignment = Alignment(vertical="center", wrap_text=row > 1)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for (top, left), (bottom, right) in content.merged:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _write(cell: Cell, value: object) -> None:
    if isinstance(value, bool | int | float | Decimal | date | datetime | time | timedelta):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:32_767]
    cell.value = text
    error = not isinstance(value, str) and text in ERROR_CODES
    cell.data_type = "e" if error else "s"
