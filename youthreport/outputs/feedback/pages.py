"""Rows of values with their formats → the XML of a new sheet: nothing that is written here runs as a formula."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from youthreport.outputs.feedback.markup import Element, made, parse, put_text, serialised
from youthreport.outputs.feedback.places import Area, Place, letters

ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_EPOCH = datetime(1899, 12, 30)
# Before that day Excel's calendar has a day too many.
_FIRST_DAY = datetime(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to be made. `cells` hold value and number of format; widths are by column, heights by row.

    `links` lead from a cell to a place in the workbook. `frozen` rows stay on the screen and head every printed
    page's list; `hidden` columns are not shown. A `landscape` page fits the width of A4; a `ruled` one
    is printed with lines between the cells.
    """

    cells: Mapping[Place, tuple[object, int]]
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    merged: Sequence[Area] = ()
    links: Mapping[Place, str] = field(default_factory=dict)
    frozen: int = 0
    hidden: frozenset[int] = frozenset()
    landscape: bool = False
    ruled: bool = False
    tab: str = ""


def written(page: Page, namespace: str) -> bytes:
    """The XML, in the dialect of that namespace."""
    root = parse(f'<worksheet xmlns="{namespace}"/>'.encode())
    if page.tab or page.landscape:
        about = made(root, "sheetPr")
        if page.tab:
            made(about, "tabColor", rgb=page.tab)
        if page.landscape:
            made(about, "pageSetUpPr", fitToPage="1")
    _view(root, page)
    _columns(root, page)
    _rows(made(root, "sheetData"), page)
    if page.merged:
        ranges = made(root, "mergeCells", count=str(len(page.merged)))
        for merged in page.merged:
            made(ranges, "mergeCell", ref=merged.ref)
    if page.links:
        links = made(root, "hyperlinks")
        for place, target in page.links.items():
            made(links, "hyperlink", ref=place.ref, location=target, tooltip="点击跳到该处")
    if page.ruled:
        made(root, "printOptions", gridLines="1")
    made(root, "pageMargins", left="0.4", right="0.4", top="0.5", bottom="0.6", header="0.3", footer="0.3")
    if page.landscape:
        made(root, "pageSetup", paperSize="9", orientation="landscape", fitToWidth="1", fitToHeight="0")
        made(made(root, "headerFooter"), "oddFooter").text = "&C第 &P 页，共 &N 页"
    return serialised(root)


def is_kept(value: object) -> str:
    """How the value is kept: bool, number, day, moment, time, span, error or text."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float | Decimal):
        return "number" if math.isfinite(value) else "text"
    if isinstance(value, datetime):
        return "moment" if value.replace(tzinfo=None) >= _FIRST_DAY else "text"
    if isinstance(value, date):
        return "day" if value >= _FIRST_DAY.date() else "text"
    if isinstance(value, time):
        return "time"
    if isinstance(value, timedelta):
        return "span" if value >= timedelta(0) else "text"
    return "error" if not isinstance(value, str) and str(value) in ERRORS else "text"


def _view(root: Element, page: Page) -> None:
    view = made(made(root, "sheetViews"), "sheetView", workbookViewId="0")
    if page.frozen:
        top = f"A{page.frozen + 1}"
        view.set("showGridLines", "0")
        made(view, "pane", ySplit=str(page.frozen), topLeftCell=top, activePane="bottomLeft", state="frozen")
        made(view, "selection", pane="bottomLeft", activeCell=top, sqref=top)


def _columns(root: Element, page: Page) -> None:
    columns = sorted({*page.widths, *page.hidden})
    if columns:
        entries = made(root, "cols")
        for column in columns:
            width = f"{page.widths.get(column, 10):g}"
            entry = made(entries, "col", min=str(column), max=str(column), width=width, customWidth="1")
            if column in page.hidden:
                entry.set("hidden", "1")


def _rows(data: Element, page: Page) -> None:
    row, number = data, 0
    for place, (value, style) in sorted(page.cells.items()):
        if place.row != number:
            number = place.row
            row = made(data, "row", r=str(number))
            if number in page.heights:
                row.set("ht", f"{page.heights[number]:g}")
                row.set("customHeight", "1")
        _put(made(row, "c", r=f"{letters(place.column)}{number}", s=str(style)), value)


def _put(cell: Element, value: object) -> None:
    kept = is_kept(value)
    if kept == "text":
        cell.set("t", "inlineStr")
        put_text(made(made(cell, "is"), "t"), str(value))
        return
    if kept in ("bool", "error"):
        cell.set("t", kept[0])
    made(cell, "v").text = _number(value, kept)


def _number(value: object, kept: str) -> str:
    if kept == "bool":
        return "1" if value else "0"
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None) - _EPOCH
    elif isinstance(value, date):
        value = datetime(value.year, value.month, value.day) - _EPOCH
    elif isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, timedelta):
        value = value.days if not value.seconds else value / timedelta(days=1)
    return str(value)
