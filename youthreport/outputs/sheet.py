"""Headers and rows → one sheet of a workbook that can be filtered, printed and read without resizing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from unicodedata import east_asian_width

Value = str | int | Decimal | None

# Excel's limits: characters in a cell; and links on a sheet, with room to spare.
_LONGEST = 32_767
_MOST_LINKS = 60_000
_LONGEST_LINK = 2_000
# Half-width characters on a landscape A4 page at a size that can still be read; wider sheets print on A3.
_WIDEST_ON_A4 = 200
_A3, _A4 = 8, 9


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header; `width` is the widest that it may grow to, in half-width characters."""

    header: str
    width: int = 30
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a place; without a target it is plain text."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Styles:
    """The cell formats of the ledger, made once per workbook."""

    header: Any
    plain: Any
    wrapped: Any
    link: Any

    @classmethod
    def of(cls, book: Any) -> Styles:
        """The formats, registered with that workbook."""
        base = {"font_name": "宋体", "font_size": 10, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        head = base | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#F2DCDB"}
        return cls(
            header=book.add_format(head | {"text_wrap": True}),
            plain=book.add_format(base),
            wrapped=book.add_format(base | {"text_wrap": True}),
            link=book.add_format(base | {"font_color": "#0563C1", "underline": 1}),
        )


def fill(
    book: Any, styles: Styles, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value | Link]]
) -> None:
    """Add a sheet of that name: header frozen and filterable, widths that fit Chinese, landscape A4, or A3 if wide."""
    sheet = book.add_worksheet(name)
    body = list(rows)
    widths = [_fitting_width(column, [row[x] for row in body]) for x, column in enumerate(columns)]
    for x, column in enumerate(columns):
        sheet.set_column(x, x, widths[x])
        sheet.write_string(0, x, column.header, styles.header)
    links = 0
    for y, row in enumerate(body, start=1):
        for x, value in enumerate(row):
            plain = styles.wrapped if columns[x].wrap else styles.plain
            if isinstance(value, Link) and 0 < len(value.target) <= _LONGEST_LINK and links < _MOST_LINKS:
                links += 1
                sheet.write_url(y, x, _encodable(value.target), styles.link, _whole(value.text))
            else:
                _write(sheet, (y, x), value, plain)
    _set_up(sheet, name, len(body), len(columns))
    sheet.set_paper(_A3 if sum(widths) > _WIDEST_ON_A4 else _A4)


def _write(sheet: Any, place: tuple[int, int], value: Value | Link, style: Any) -> None:
    value = value.text if isinstance(value, Link) else value
    if value is None or value == "":
        sheet.write_blank(*place, None, style)
    elif isinstance(value, str):
        # Always a string cell: text from outside that begins with = must not run.
        sheet.write_string(*place, _whole(value), style)
    else:
        sheet.write_number(*place, float(value), style)


def _whole(text: str) -> str:
    return _encodable(text[:_LONGEST])


def _encodable(text: str) -> str:
    """The text with ? for the broken characters of a file name that is no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _set_up(sheet: Any, name: str, rows: int, columns: int) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{name}&R第 &P 页 共 &N 页")


def _fitting_width(column: Column, values: Iterable[Value | Link]) -> int:
    # Two characters more than the text: the filter's arrow covers the end of a header.
    longest = max((half_widths(value) for value in values), default=0)
    return max(half_widths(column.header) + 4, min(longest + 2, column.width))


def half_widths(value: Value | Link) -> int:
    """The columns of a terminal or sheet that the value takes: a Chinese character takes two."""
    text = value.text if isinstance(value, Link) else "" if value is None else str(value)
    # No column is wider than this, so the rest of a long text need not be measured.
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text[:80])
