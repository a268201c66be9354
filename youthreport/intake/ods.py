"""The bytes of an .ods → its sheets: values, formulas, errors, merges and what is hidden, in one pass.

The fast reader tells none of the last four for this format, and refuses a file whose XML is indented.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO

from lxml import etree

from youthreport.addresses import reference
from youthreport.intake.far import MAX_COLUMN, MAX_FAR, MAX_ROW, parse
from youthreport.intake.prescan import inflate
from youthreport.intake.readings import ErrorValue
from youthreport.intake.sheets import CellValue, FarCell, Formula, Place, Sheet, plain

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_HIDDEN = ("collapse", "filter")
_REFERENCE = re.compile(r"\[([^\]\"]*)\]")
_CLOCK = re.compile(r"P(?:(\d{1,6})D)?T(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_ERROR = re.compile(r"#[A-Z/0!?]{3,}|Err:\d+", re.IGNORECASE)
_REPEATS = 1_000
_NEVER_WAS = datetime(1900, 2, 28)


class TooFarError(ValueError):
    """A sheet holds too much beyond the limits."""


@dataclass
class _Draft:
    """A sheet while it is read."""

    cells: dict[Place, CellValue] = field(default_factory=dict)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    far: list[FarCell] = field(default_factory=list)


def read_ods(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of the file; an error of zipfile or lxml when it is broken, TooFarError when it is endless."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = parse(inflate(archive, archive.getinfo("content.xml")))
    unseen = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(p.get(f"{_TABLE}display") == "false" for p in style.iter(f"{_STYLE}table-properties"))
    }
    start = next((s.get(f"{_TABLE}date-value", "") for s in root.iter(f"{_TABLE}null-date")), "")
    sheets = []
    for table in root.iter(f"{_TABLE}table"):
        if table.get(f"{_TABLE}name") is not None:
            sheets.append(
                _sheet(table, table.get(f"{_TABLE}style-name") not in unseen, start.startswith("1904"))
            )
    return tuple(sheets)


def _sheet(table: etree._Element, visible: bool, date1904: bool) -> Sheet:
    draft = _Draft()
    _read_columns(table, draft)
    row = 1
    for element in table.iter(f"{_TABLE}table-row"):
        repeated = _repeated(element, "rows")
        _read_row(element, row, repeated, draft)
        row += repeated
    return Sheet(
        str(table.get(f"{_TABLE}name")),
        visible,
        draft.cells,
        tuple(draft.merged),
        draft.formulas,
        frozenset(draft.rows),
        frozenset(draft.columns),
        date1904,
        tuple(draft.far),
    )


def _repeated(element: etree._Element, what: str) -> int:
    number = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 8 else 1


def _read_columns(table: etree._Element, draft: _Draft) -> None:
    column = 1
    for element in table.iter(f"{_TABLE}table-column"):
        last = column + _repeated(element, "columns")
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            draft.columns.update(range(column, min(last, MAX_COLUMN + 1)))
        column = last


def _read_row(element: etree._Element, row: int, repeated: int, draft: _Draft) -> None:
    if element.get(f"{_TABLE}visibility") in _HIDDEN:
        draft.rows.update(range(row, min(row + repeated, MAX_ROW + 1)))
    for column, times, cell in _cells(element):
        value, formula = _value(cell), cell.get(f"{_TABLE}formula")
        if value is None and formula is None:
            continue
        if repeated * times > _REPEATS:
            raise TooFarError
        _note_merge(cell, row, column, draft)
        for place in ((r, c) for r in range(row, row + repeated) for c in range(column, column + times)):
            _put(place, value, formula, cell, draft=draft)


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The cells with their first column and repetition; what a merged cell covers is left out."""
    column = 1
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        times = _repeated(cell, "columns")
        if cell.tag == f"{_TABLE}table-cell":
            yield column, times, cell
        column += times


def _put(
    place: Place, value: CellValue | None, formula: str | None, cell: etree._Element, *, draft: _Draft
) -> None:
    if place[0] > MAX_ROW or place[1] > MAX_COLUMN:
        if len(draft.far) >= MAX_FAR:
            raise TooFarError
        draft.far.append(FarCell(reference(*place), str(value if value is not None else formula)))
        return
    if value is not None:
        draft.cells[place] = value
    if formula is not None:
        draft.formulas[place] = Formula(_as_excel(formula), cell.get(f"{_OFFICE}value-type") is not None)


def _note_merge(cell: etree._Element, row: int, column: int, draft: _Draft) -> None:
    down, across = (
        int(n) if (n := cell.get(f"{_TABLE}number-{what}-spanned", "1")).isdigit() and len(n) < 7 else 1
        for what in ("rows", "columns")
    )
    if down > 1 or across > 1:
        draft.merged.append(((row, column), (row + down - 1, column + across - 1)))


def _value(cell: etree._Element) -> CellValue | None:
    text = _text(cell)
    kind = cell.get(f"{_OFFICE}value-type")
    told = next((v for k, v in cell.attrib.items() if str(k).endswith("}value-type") and v == "error"), None)
    if told or (kind in ("string", "float") and cell.get(f"{_TABLE}formula") and _ERROR.fullmatch(text)):
        return ErrorValue(text or "#VALUE!")
    try:
        if kind in ("float", "currency", "percentage"):
            return plain(float(cell.get(f"{_OFFICE}value", "")))
        if kind == "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
        if kind == "date":
            return _day(cell.get(f"{_OFFICE}date-value", ""))
        if kind == "time":
            return _clock(cell.get(f"{_OFFICE}time-value", ""))
    except ValueError:  # the attribute says nonsense: what a person sees counts
        return plain(text)
    return plain(cell.get(f"{_OFFICE}string-value") or text)


def _day(text: str) -> date | datetime:
    moment = datetime.fromisoformat(text[:19])
    # The number 3 is 2 January 1900 in LibreOffice and 3 January in Excel, which counts a 29 February that never was.
    moment += timedelta(days=1) if moment < _NEVER_WAS else timedelta()
    return moment.date() if moment.time() == time(0) else moment


def _clock(text: str) -> time | timedelta:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return (datetime.min + length).time() if length < timedelta(days=1) else length


def _text(cell: etree._Element) -> str:
    """The paragraphs of the cell; those of a comment are not the cell's."""
    return "\n".join("".join(_pieces(p)) for p in cell.iterchildren(f"{_TEXT}p"))


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * (min(int(count), 1000) if count.isdigit() else 1)
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\t" if child.tag == f"{_TEXT}tab" else "\n"
        elif child.tag != f"{_OFFICE}annotation" and isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""


def _as_excel(formula: str) -> str:
    """of:=SUM([.A1:.B2];[$表.$A$1]) → =SUM(A1:B2,表!$A$1), strings left alone."""
    body = formula.partition(":=")[2] if ":=" in formula[:12] else formula.removeprefix("=")
    pieces = body.split('"')
    for at in range(0, len(pieces), 2):
        bare = _REFERENCE.sub(lambda found: _excel_reference(found[1]), pieces[at])
        pieces[at] = bare.replace(";", ",")
    return "=" + '"'.join(pieces)


def _excel_reference(text: str) -> str:
    parts = []
    for part in text.split(":") if "#" not in text else [text]:
        sheet, dot, ref = part.rpartition(".")
        parts.append(f"{sheet.lstrip('$')}!{ref}" if dot and sheet else ref)
    return ":".join(parts)
