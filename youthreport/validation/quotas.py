"""The district's 名额分配 → allotments whose number is not that of their serial numbers (X24)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from youthreport.model import Filing, Finding, ListRow, Severity
from youthreport.validation.ground import Ground, noted, with_rows
from youthreport.validation.words import plain

SHEET, UNIT, COUNT, FIRST, LAST = "名额分配", "单位", "数量", "号段起", "号段止"
CONTRADICTS = "号段与数量不符"
# A prefix of letters and a run of digits that Excel has not cut (15 digits are exact).
_SERIAL = re.compile(r"([A-Za-z\-]*)(\d{1,18})")


def ranges_match(filing: Filing, ground: Ground) -> Filing:
    """X24: the filing with allotments set aside where 号段止 − 号段起 + 1 is not 数量.

    Without both ends, or with ends that are no plain serial numbers, nothing can be reckoned and nothing is said.
    """
    table = filing.tables.get(SHEET)
    if table is None:
        return filing
    rows, found = [], []
    for row in table.rows:
        length, count = length_of(row), row.values.get(COUNT)
        if row.excluded or length is None or not isinstance(count, int) or count == length:
            rows.append(row)
            continue
        found.append(_mismatch(row, length, count))
        rows.append(replace(row, excluded=CONTRADICTS))
    return noted(with_rows(filing, SHEET, rows), found)


def length_of(row: ListRow) -> int | None:
    """How many serial numbers the row's range holds; None when its ends do not tell."""
    first, last = (_serial(row.values.get(name)) for name in (FIRST, LAST))
    if first is None or last is None or first[0] != last[0]:
        return None
    return last[1] - first[1] + 1


def _serial(value: object) -> tuple[str, int] | None:
    text = unicodedata.normalize("NFKC", str(value if value is not None else "")).replace(" ", "")
    match = _SERIAL.fullmatch(text)
    return (match[1], int(match[2])) if match else None


def _mismatch(row: ListRow, length: int, count: int) -> Finding:
    unit, first, last = (row.raws.get(name, "") for name in (UNIT, FIRST, LAST))
    held = f"共{length}个" if length > 0 else "止小于起"
    return Finding(
        "X24",
        Severity.ERROR,
        row.cells.get(COUNT, row.cell),
        f"第{row.number}行“{unit}”的号段{first}至{last}{held}，“{COUNT}”填{plain(count)}，两者应相等，本行未计入。",
        "请对照分配文件核对号段和数量：号段止减号段起再加1等于数量。",
        raw=row.raws.get(COUNT, plain(count)),
    )
