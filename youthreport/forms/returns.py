"""Unit and catalogue → the unit's blank return with everything filled in that is known."""

from __future__ import annotations

from openpyxl import Workbook

from youthreport.forms import cover, guide, indicators, packing, prompts, tables
from youthreport.forms.known import Known
from youthreport.frozen import carried_over
from youthreport.model import Catalogue, Filled, OrgUnit, Period

SHEET = "指标表"


def write_return(
    unit: OrgUnit, catalogue: Catalogue, period: Period, known: Known, filled: Filled | None = None
) -> bytes:
    """The .xlsx of the unit's return: only the sheets and rows of its type; same inputs, same bytes.

    `filled` is what the return says already when the program itself adds it up.
    """
    book = new_book(catalogue.version, period, unit.code)
    lists = catalogue.sheets_of(unit.type)
    entries = catalogue.indicators_of(unit.type)
    said, ticked = (filled.cover, filled.ticked) if filled else ({}, frozenset())
    ticks = cover.write_cover(book, unit, period, lists, said, ticked)
    indicators.write_indicators(
        book,
        SHEET,
        unit_type=unit.type,
        indicators=entries,
        lists=lists,
        ticks=ticks,
        last_year=known.last_year,
        filled=filled,
        adds_up=unit.type in catalogue.aggregates,
    )
    for sheet in lists:
        rows = known.stock.get(sheet.name, ()) if sheet.stock else ()
        given = filled.rows.get(sheet.name, ()) if filled else carried_over(sheet, rows)
        tables.write_list(book, sheet, period, given)
    guide.write_guide(book, guide.RETURN_STEPS, entries, lists)
    return finish(book)


def new_book(version: str, period: Period, code: str) -> Workbook:
    """A workbook that holds only _meta, where long drop-down lists are kept as sheets are added."""
    book = Workbook()
    book.remove(book.worksheets[0])
    cover.write_meta(book, version, period, code)
    return book


def finish(book: Workbook) -> bytes:
    """Puts _meta last and opens the book on its first sheet; the file's bytes."""
    book.move_sheet(prompts.META, offset=len(book.sheetnames) - 1)
    book.active = 0
    return packing.pack(book)
