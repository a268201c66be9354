"""A row below the header of a list sheet → record, total, example, heading, note, 无, a stray cell or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from youthreport.intake.numbers import NONE_WORDS
from youthreport.intake.readings import shown
from youthreport.intake.recognising import Found, fold, last_column
from youthreport.intake.sheets import CellValue

Kind = Literal["record", "total", "subtotal", "example", "heading", "note", "none", "stray"]

_TOTALS = ("合计", "总计", "共计", "累计", "总合计", "合计数")
_SUBTOTALS = ("小计", "本页小计", "本月小计", "分计")
_EXAMPLES = ("示例", "样例", "填写示例", "例如", "例:", "(示例)", "举例")
_NOTE = re.compile(
    r"(?:备?注|说明|附注?|填[表报]说明|填报要求)[:：].*|[※★].*|(?:以上|以下|截至|本表).*[。:：]?", re.DOTALL
)
_GROUP = re.compile(
    r"\(?第?[一二三四]季度\)?|(?:\d{1,2}|[一二三四五六七八九十]{1,3})月份?|[(（]?[一二三四五六七八九十]{1,3}[)）、.．].*"
)
# As far from the last record a lone cell is no record any more.
_GAP = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something, by number."""

    number: int
    kind: Kind
    text: str


def rows_of(found: Found) -> Iterator[Row]:
    """The rows below the header that hold something in a known column, in order."""
    known = set(found.columns.values())
    places = {*found.sheet.cells, *found.sheet.formulas}
    last = found.row
    for number in sorted({row for row, column in places if row > found.row and column in known}):
        yield _classified(found, number, number - last > _GAP)
        last = number


def _classified(found: Found, number: int, far: bool) -> Row:
    columns = range(1, last_column(found) + 1)
    filled = {c: found.sheet.cells[number, c] for c in columns if (number, c) in found.sheet.cells}
    texts = [fold(value) for value in filled.values() if isinstance(value, str)]
    first = shown(next(iter(filled.values()), "")).strip()
    if texts and len(texts) == len(filled) and all(text in NONE_WORDS for text in texts):
        return Row(number, "none", first)
    for text in texts[:2]:
        label = text.rstrip(":")
        if label in _TOTALS or label in _SUBTOTALS:
            return Row(number, "total" if label in _TOTALS else "subtotal", label)
        if text.startswith(_EXAMPLES) or text.endswith("(示例)"):
            return Row(number, "example", first)
    headings = [fold(found.texts.get(column, "")) for column in filled]
    if len(texts) > 1 and texts == headings:
        return Row(number, "heading", first)
    alone = len(filled) == 1 and not any(row == number for row, _ in found.sheet.formulas)
    if alone and far:
        return Row(number, "stray", first)
    if alone and _is_note(found, number, *next(iter(filled.items()))):
        return Row(number, "note", first)
    return Row(number, "record", first)


def _is_note(found: Found, number: int, column: int, value: CellValue) -> bool:
    """Whether the only cell of a row is a remark or a heading over the rows below."""
    if not isinstance(value, str):
        return False
    text = value.strip()
    across = any(
        top == (number, column) and end[1] - top[1] >= 2 and end[0] == number
        for top, end in found.sheet.merged
    )
    leading = column == min(found.columns.values())
    required = sum(header.required for header in found.layout.headers)
    prose = "。" in text and required > 1
    return across or prose or bool(_NOTE.fullmatch(text)) or (leading and bool(_GROUP.fullmatch(text)))
