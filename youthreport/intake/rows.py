"""A row below the header of a list sheet → record, total, example, heading, note, 无, a stray cell or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from youthreport.intake.numbers import NONE_WORDS
from youthreport.intake.readings import shown
from youthreport.intake.recognising import Found, fold, last_column
from youthreport.intake.sheets import CellValue, Place

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
_WHO = "(?:填[表报写]|制[表单]|审[核批定]|复核|签发|负责|经办|联系|主管|分管|单位负责|部门负责)"
_SIGNED = re.compile(
    rf"(?:{_WHO}(?:人|单位|部门|领导|日期|时间|电话)?|联系方式|盖章|公章|(?:填报|报送)?单位|日期)(?:\([^()]*\))?:(.*)",
    re.DOTALL,
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
    rows = _Rows(found)
    last = found.row
    for number in sorted({row for row, column in places if row > found.row and column in known}):
        yield rows.row(number, far=number - last > _GAP)
        last = number


def is_signature(texts: Iterable[str]) -> bool:
    """Whether the cells of a row say who filled in the sheet: 填表人：…, 审核人：…, each with its name."""
    bare, labels = False, 0
    for text in texts:
        found = _SIGNED.fullmatch(fold(text))
        if not found and not bare:
            return False
        labels += bool(found)
        bare = bool(found) and not (found and found[1])
    return labels > 0


class _Rows:
    """The rows of one sheet, each by what it is."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._columns = range(1, last_column(found) + 1)
        self._leading = min(found.columns.values(), default=0)
        self._required = sum(header.required for header in found.layout.headers)
        self._calculated = {row for row, _ in found.sheet.formulas}
        self._across = {
            first for first, last in found.sheet.merged if first[0] == last[0] and last[1] - first[1] >= 2
        }

    def row(self, number: int, *, far: bool) -> Row:
        """The row of that number; `far` when nothing stands above it for long."""
        cells = self._found.sheet.cells
        filled = {c: cells[number, c] for c in self._columns if (number, c) in cells}
        first = shown(next(iter(filled.values()), "")).strip()
        texts = [fold(value) for value in filled.values() if isinstance(value, str)]
        kind = _by_words(texts, len(texts) == len(filled)) or self._by_shape(number, filled, texts, far=far)
        # A number may stand before the word that says what the row is.
        words = (shown(value).strip() for value in filled.values() if isinstance(value, str))
        return Row(number, kind, next((w for w in words if _by_words([fold(w)], False) == kind), first))

    def _by_shape(self, number: int, filled: Mapping[int, CellValue], texts: list[str], *, far: bool) -> Kind:
        if len(texts) > 1 and texts == [fold(self._found.texts.get(column, "")) for column in filled]:
            return "heading"
        if is_signature(map(shown, filled.values())):
            return "note"
        if len(filled) == 1 and number not in self._calculated:
            if far:
                return "stray"
            if self._is_note((number, next(iter(filled))), next(iter(filled.values()))):
                return "note"
        return "record"

    def _is_note(self, place: Place, value: CellValue) -> bool:
        """Whether the only cell of a row is a remark or a heading over the rows below."""
        if not isinstance(value, str):
            return False
        text = value.strip()
        prose = "。" in text and self._required > 1
        heading = place[1] == self._leading and bool(_GROUP.fullmatch(text))
        return place in self._across or prose or heading or bool(_NOTE.fullmatch(text))


def _by_words(texts: list[str], all_text: bool) -> Kind | None:
    """What the first words of a row say that it is."""
    if texts and all_text and all(text in NONE_WORDS for text in texts):
        return "none"
    for text in texts[:2]:
        label = text.rstrip(":")
        if label in _TOTALS:
            return "total"
        if label in _SUBTOTALS:
            return "subtotal"
        if text.startswith(_EXAMPLES) or text.endswith("(示例)"):
            return "example"
    return None
