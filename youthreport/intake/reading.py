"""Bytes of a table file → a plain record of its sheets.

`read_workbook` is pure and its result picklable: it runs in a bounded child process.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import python_calamine

from youthreport.intake.far import MAX_CELLS, strip_far_cells
from youthreport.intake.hidden import BookExtras, SheetExtras, read_extras
from youthreport.intake.opening import damaged, encrypted, examine
from youthreport.intake.readings import ErrorValue
from youthreport.intake.sheets import CellValue, FarCell, Place, Sheet, Verdict, Workbook, plain
from youthreport.markings import MARKER

# A full return holds some thousand cells.
MAX_FILLED = 500_000
_TOO_FULL = Verdict("limit", "内容过多，不像是报送表", "请只保留本期报送表的内容后重新报送。")


def read_workbook(data: bytes) -> Workbook:
    """The sheets of the file, or a verdict that says in Chinese why there are none.

    MemoryError, or what is no Exception at all, ends the process that reads: it is made for that.

    A sheet that we marked ourselves (审核意见 of a feedback copy) is none of the sender's and left out.
    """
    verdict = examine(data)
    if not verdict.readable:
        return Workbook(verdict)
    failure: Exception | None = None
    for reader in _READERS[verdict.kind]:
        try:
            book = reader(data, verdict)
        except MemoryError:
            raise
        except Exception as raised:  # the readers raise many kinds; a panic is none and ends this process
            failure = failure or raised
            continue
        if sum(len(sheet.cells) for sheet in book.sheets) > MAX_FILLED:
            return Workbook(_TOO_FULL)
        return replace(book, sheets=tuple(s for s in book.sheets if s.cells.get((1, 1)) != MARKER))
    told = str(failure).lower()
    # Codepage: what the fast reader makes of an .xls with an old kind of password.
    if "password" in told or "encrypted" in told or "codepage d" in told:
        return Workbook(encrypted())
    return Workbook(damaged(verdict.kind))


def read_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The sheets alone, none where the file cannot be read; for whoever has to show its content elsewhere."""
    return read_workbook(data).sheets


def _read_calamine(data: bytes, verdict: Verdict) -> Workbook:
    far: dict[str, tuple[FarCell, ...]] = {}
    if verdict.suspects:
        stripped = strip_far_cells(data, verdict.suspects)
        if stripped.objection:
            return Workbook(Verdict("limit", stripped.objection, "请删去多余的行列后重新报送。"))
        data, far = stripped.data, stripped.far
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    extras = read_extras(data) if verdict.kind == "xlsx" else BookExtras({}, {}, False)
    sheets = []
    for meta in book.sheets_metadata:
        if "WorkSheet" in str(meta.typ):
            source = book.get_sheet_by_name(meta.name)
            if source.height * source.width > MAX_CELLS:
                return Workbook(_TOO_FULL)
            read = _sheet(source, str(meta.visible).endswith(".Visible"), extras)
            sheets.append(replace(read, far=far.get(extras.parts.get(meta.name, ""), ())))
    return Workbook(verdict, tuple(sheets))


def _sheet(source: python_calamine.CalamineSheet, visible: bool, book: BookExtras) -> Sheet:
    cells: dict[Place, CellValue] = {}
    if source.start is not None:
        first_row, first_column = source.start
        for i, row in enumerate(source.to_python(), first_row + 1):
            for j, content in enumerate(row, first_column + 1):
                value = plain(content)
                if value is not None:
                    cells[i, j] = value
    extras = book.sheets.get(source.name, SheetExtras())
    for place, text in extras.errors.items():
        cells[place] = ErrorValue(text)
    merged = tuple(((a + 1, b + 1), (c + 1, d + 1)) for (a, b), (c, d) in source.merged_cell_ranges or ())
    return Sheet(
        source.name,
        visible,
        cells,
        merged,
        extras.formulas,
        extras.hidden_rows,
        extras.hidden_columns,
        book.date1904,
    )


def _read_xls(data: bytes, verdict: Verdict) -> Workbook:
    from youthreport.intake.xls import read_xls  # few files pay for it

    return Workbook(verdict, read_xls(data))


def _read_ods(data: bytes, verdict: Verdict) -> Workbook:
    from youthreport.intake.ods import TooFarError, read_ods

    try:
        return Workbook(verdict, read_ods(data))
    except TooFarError:
        return Workbook(_TOO_FULL)


def _read_csv(data: bytes, verdict: Verdict) -> Workbook:
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    dialect = "excel-tab" if text.count("\t") > text.count(",") else "excel"
    cells: dict[Place, CellValue] = {}
    for i, row in enumerate(csv.reader(io.StringIO(text, newline=""), dialect), 1):
        cells.update({(i, j): value for j, value in enumerate(row, 1) if value.strip()})
    return Workbook(verdict, (Sheet("CSV", True, cells),))


_Reader = Callable[[bytes, Verdict], Workbook]
_READERS: dict[str, tuple[_Reader, ...]] = {
    "xlsx": (_read_calamine,),
    "xls": (_read_xls, _read_calamine),
    "ods": (_read_ods,),
    "csv": (_read_csv,),
}
