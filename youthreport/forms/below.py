"""What a total lacks and what no row of it shows → the last columns of the 指标表 of a return that adds up others."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from youthreport.forms import looks
from youthreport.forms.looks import FIXED, FIXED_NUMBER
from youthreport.model import Below

HEADERS = ("应报单位数", "实报单位数", "是否完整", "清单外数", "不成对数")
WIDTHS = (12, 12, 10, 12, 12)
VOID = "不计"
_FIRST = 9


def write_below(sheet: Worksheet, row: int, below: Below | None) -> None:
    """The cells of one indicator: blank where there is nothing to say."""
    said: tuple[looks.Value, ...] = (None,) * len(HEADERS)
    if below is not None:
        unlisted = VOID if below.void else below.unlisted or None
        whole = "是" if below.complete else "否"
        said = (below.expected, below.reported, whole, unlisted, below.unpaired or None)
    for column, value in enumerate(said, start=_FIRST):
        looks.put(sheet, row, column, value, FIXED if isinstance(value, str) else FIXED_NUMBER)
