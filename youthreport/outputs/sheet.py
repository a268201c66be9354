"""Headers and rows → one sheet of a workbook that can be filtered, printed and read without resizing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

# Workbooks must be the same for the same inputs, so their date of creation is no clock's.
UNDATED = datetime(2000, 1, 1)

Value = str | int | Decimal | None

# Excel's limits: characters in a cell; and links on a sheet, with room to spare.
_LONGEST = 32_767
_MOST_LINKS = 60_000
_LONGEST_LINK = 2_000
# Half-width characters on a landscape A4 page at a size that can still be read; wider sheets print on A3.
_WIDEST_ON_A4 = 200
# Still wider ones break into pages side by side.
_WIDEST_ON_A3 = 420
_A3, _A4 = 8, 9
_LINE = 14  # points
_PLACES = 4  # of a rate; the cell holds all of them
# What a spreadsheet takes for the beginning of a formula once somebody edits the cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNSAYABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NO_LINK = re.compile(f"[\x00-\x1f]|{_UNSAYABLE.pattern}")
_SHADES = {"bad": "#F8CBAD", "doubtful": "#FFE699", "pale": "#EDEDED"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header; `width` is the widest that it may grow to, in half-width characters.

    A `narrow` column is as wide as its content, and its header is broken into lines.
    """

    header: str
    width: int = 30
    wrap: bool = False
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a place; without a target it is plain text."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A short word on a shade: bad, doubtful or pale."""

    text: str
    shade: str


Content = Value | Link | Mark
Row = tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Styles:
    """The cell formats of a workbook, made once; `guarded` keep a text that looks like a formula from becoming one."""

    header: Any
    plain: Any
    wrapped: Any
    link: Any
    guarded: Any
    guarded_wrapped: Any
    fraction: Any
    shades: dict[str, Any]

    @classmethod
    def of(cls, book: Any) -> Styles:
        """The formats, registered with that workbook."""
        base = {"font_name": "宋体", "font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        head = base | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F2DCDB"}
        guard = {"quote_prefix": True}
        return cls(
            header=book.add_format(head | {"text_wrap": True}),
            plain=book.add_format(base),
            wrapped=book.add_format(base | {"text_wrap": True}),
            link=book.add_format(base | guard | {"font_color": "#0563C1", "underline": 1}),
            guarded=book.add_format(base | guard),
            guarded_wrapped=book.add_format(base | guard | {"text_wrap": True}),
            fraction=book.add_format(base | {"num_format": f"0.{'0' * _PLACES}"}),
            shades={
                name: book.add_format(base | {"align": "center", "bg_color": colour})
                for name, colour in _SHADES.items()
            },
        )


def workbook(
    title: str,
    sheets: Iterable[tuple[str, Sequence[Column], Iterable[Sequence[Content]]]],
    created: datetime = UNDATED,
) -> bytes:
    """The .xlsx of those sheets (name, columns, rows); same content, same bytes."""
    import xlsxwriter  # heavy: --help must not pay for it

    buffer = BytesIO()
    # Formulas and links that branches typed stay text; in memory, so that zip times are fixed.
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": title, "created": created})
        styles = Styles.of(book)
        for name, columns, rows in sheets:
            fill(book, styles, name, columns, rows)
    return buffer.getvalue()


def fill(
    book: Any, styles: Styles, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Content]]
) -> None:
    """Add a sheet of that name: header frozen and filterable, widths that fit Chinese, landscape A4, or A3 if wide."""
    sheet = book.add_worksheet(name)
    body = list(rows)
    # Each text is measured once, however often it stands there.
    widths = [_fitting_width(column, {_text(row[x]) for row in body}) for x, column in enumerate(columns)]
    wrapped = [x for x, column in enumerate(columns) if column.wrap]
    for x, column in enumerate(columns):
        sheet.set_column(x, x, widths[x])
        sheet.write_string(0, x, column.header, styles.header)
    links = 0
    for y, row in enumerate(body, start=1):
        for x, value in enumerate(row):
            if isinstance(value, Link) and links < _MOST_LINKS and _leads(value.target):
                links += 1
                sheet.write_url(y, x, _encodable(value.target), styles.link, cell_text(value.text))
            else:
                _write(sheet, (y, x), value, styles, wrap=columns[x].wrap)
        lines = max((_lines_of(str(row[x]), widths[x]) for x in wrapped if row[x]), default=1)
        if lines > 1:
            # Office programs do not fit rows alike, so that the height has to be told.
            sheet.set_row(y, _LINE * lines)
    _set_up(sheet, name, len(body), columns, widths)


def _leads(target: str) -> bool:
    return 0 < len(target) <= _LONGEST_LINK and not _NO_LINK.search(target)


def _write(sheet: Any, where: tuple[int, int], value: Content, styles: Styles, *, wrap: bool) -> None:
    plain, guarded = (styles.wrapped, styles.guarded_wrapped) if wrap else (styles.plain, styles.guarded)
    if isinstance(value, Mark):
        sheet.write_string(*where, value.text, styles.shades[value.shade])
        return
    value = value.text if isinstance(value, Link) else value
    if value is None or value == "":
        sheet.write_blank(*where, None, plain)
    elif isinstance(value, str):
        # Always a string cell: text from outside that begins with = must not run.
        sheet.write_string(*where, cell_text(value), guarded if value.startswith(_FORMULA) else plain)
    else:
        sheet.write_number(*where, float(value), styles.fraction if _is_fraction(value) else plain)


@lru_cache(maxsize=65_536)
def _lines_of(text: str, width: int) -> int:
    """Lines that the text takes in a column of that width."""
    return sum(max(1, -(-_columns(part) // max(1, width - 2))) for part in text.split("\n"))


def _is_fraction(value: Content) -> bool:
    return isinstance(value, Decimal) and value != round(value, _PLACES)


def cell_text(text: str) -> str:
    """What a cell can hold of the text: not too long, and nothing that XML cannot say (odd file names have it)."""
    return _UNSAYABLE.sub("\ufffd", text[:_LONGEST])


def _encodable(text: str) -> str:
    """The text with ? for the broken characters of a file name that is no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _set_up(sheet: Any, name: str, rows: int, columns: Sequence[Column], widths: Sequence[int]) -> None:
    lines = max(
        (
            -(-half_widths(c.header) // max(1, w - 2))
            for c, w in zip(columns, widths, strict=True)
            if c.narrow
        ),
        default=0,
    )
    if lines:
        sheet.set_row(0, _LINE * lines + 6)
    fixed = next((x for x, column in enumerate(columns) if column.narrow), 0)
    sheet.freeze_panes(1, min(fixed, 2))
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{name}&R第 &P 页 共 &N 页")
    sheet.set_paper(_A3 if sum(widths) > _WIDEST_ON_A4 else _A4)
    if sum(widths) <= _WIDEST_ON_A3:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.repeat_columns(0, 1)
        sheet.set_print_scale(60)


def _fitting_width(column: Column, texts: Iterable[str]) -> int:
    longest = max(map(half_widths, texts), default=0)
    if column.narrow:
        return max(8, min(longest + 2, column.width))
    # Two characters more than the text: the filter's arrow covers the end of a header.
    return max(half_widths(column.header) + 4, min(longest + 2, column.width))


def half_widths(text: str) -> int:
    """The columns of a terminal or sheet that the text takes: a Chinese character takes two.

    No column is wider than 80, so the rest of a long text is not measured.
    """
    return _columns(text[:80])


def _text(value: Content) -> str:
    """The value as the sheet shows it."""
    if isinstance(value, Link | Mark):
        return value.text
    if _is_fraction(value):
        return f"{value:.{_PLACES}f}"
    return "" if value is None else str(value)


@lru_cache(maxsize=65_536)
def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
