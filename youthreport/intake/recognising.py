"""Sheets of a file → which sheet of the form each one is, its header row and its columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from youthreport.intake.reading import CellValue, Sheet
from youthreport.intake.readings import ErrorValue, shown
from youthreport.model import Cell, Finding, Severity

HEADER_ROWS = 15
_KNOWN_EXTRAS = frozenset({"序号", "编号", "no", "no.", "行号"})


@dataclass(frozen=True, slots=True)
class Header:
    """A column that the form knows."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet that the form knows."""

    name: str
    headers: tuple[Header, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Where a sheet's header stands and in which column each known name is (1-based)."""

    layout: Layout
    sheet: Sheet
    row: int
    columns: Mapping[str, int]

    def value(self, row: int, name: str) -> CellValue | None:
        """What stands in the column of that name, None if blank or if there is no such column."""
        column = self.columns.get(name)
        return None if column is None else self.sheet.cells.get((row, column))

    def cell(self, file: str, row: int, name: str) -> Cell:
        """The place of that column's cell; of the row's first cell if there is no such column."""
        return Cell(file, self.sheet.name, reference(row, self.columns.get(name, 1)))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text for comparison: NFKC, no blanks, 帐 as 账, without a copy's (2) and a leading number."""
    folded = (
        re.sub(r"[\s\u200b\ufeff*＊]", "", unicodedata.normalize("NFKC", text)).lower().replace("帐", "账")
    )
    folded = re.sub(r"\((?:\d+|副本|最终版?\d*)\)$|(?:-?副本)$", "", folded)
    return re.sub(r"^\d{1,2}[、.\-_]?(?=\D)", "", folded)


def bare(text: str) -> str:
    """The folded text without a bracketed unit: 参与人次（人次） is 参与人次."""
    return re.sub(r"[(\[].*?[)\]]$", "", fold(text))


def reference(row: int, column: int) -> str:
    """The A1 reference of a 1-based place."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def find_sheets(
    sheets: Iterable[Sheet], layouts: Sequence[Layout], file: str
) -> tuple[dict[str, Found], list[Finding]]:
    """The known sheets by canonical name, with findings on renamed, doubled and incomplete ones."""
    findings: list[Finding] = []
    candidates: dict[str, list[Found]] = {}
    for sheet in sheets:
        if sheet.name == "_meta" or not sheet.cells:
            continue
        layout, by_name = _match(sheet, layouts)
        if layout is not None:
            candidates.setdefault(layout.name, []).append(locate(sheet, layout))
            if sheet.name != layout.name:
                how = "名称" if by_name else "表头"
                findings.append(
                    _finding(
                        "M30",
                        Severity.NOTICE,
                        Cell(file, sheet.name),
                        f"工作表“{sheet.name}”已按{how}识别为“{layout.name}”",
                        "请不要修改工作表名称。",
                    )
                )
    found = {}
    for name, places in candidates.items():
        chosen = _choose(places, file, findings)
        if chosen is not None and _complete(chosen, file, findings):
            found[name] = chosen
    return found, findings


def _match(sheet: Sheet, layouts: Sequence[Layout]) -> tuple[Layout | None, bool]:
    name = fold(sheet.name)
    for layout in layouts:
        if name in {fold(known) for known in (layout.name, *layout.aliases)}:
            return layout, True
    scored = sorted(((_likeness(sheet, layout), -i) for i, layout in enumerate(layouts)), reverse=True)
    if not scored or scored[0][0] < 0.6 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None, False
    return layouts[-scored[0][1]], False


def _likeness(sheet: Sheet, layout: Layout) -> float:
    """The share of the layout's columns that stand in one row; 0 if a required one is missing."""
    columns = locate(sheet, layout).columns
    if any(header.required and header.name not in columns for header in layout.headers):
        return 0.0
    return len(columns) / max(len(layout.headers), 3)


def locate(sheet: Sheet, layout: Layout) -> Found:
    """The row among the first 15 that holds most of the layout's columns; row 0 if none holds any."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), value in sheet.cells.items():
        if row <= HEADER_ROWS and isinstance(value, str):
            rows.setdefault(row, []).append((column, value))
    best: tuple[int, dict[str, int]] = (0, {})
    for row in sorted(rows):
        columns = _columns(sorted(rows[row]), layout)
        if len(columns) > len(best[1]):
            best = (row, columns)
    return Found(layout, sheet, *best)


def _columns(texts: list[tuple[int, str]], layout: Layout) -> dict[str, int]:
    columns: dict[str, int] = {}
    exact = {fold(text): column for column, text in reversed(texts)}
    short = {bare(text): column for column, text in reversed(texts)}
    # Proper names first, so that an alias cannot take the column of another name.
    for only_names in (True, False):
        for header in layout.headers:
            for name in (header.name,) if only_names else header.aliases:
                column = exact.get(fold(name)) or short.get(fold(name))
                if header.name not in columns and column is not None and column not in columns.values():
                    columns[header.name] = column
    return columns


def _choose(places: list[Found], file: str, findings: list[Finding]) -> Found | None:
    first = places[0]
    filled = [place for place in places if _has_rows(place)]
    distinct = [p for i, p in enumerate(filled) if all(p.sheet.cells != q.sheet.cells for q in filled[:i])]
    if len(distinct) > 1:
        names = "、".join(place.sheet.name for place in distinct)
        findings.append(
            _finding(
                "M30",
                Severity.ERROR,
                Cell(file, first.layout.name),
                f"存在多张“{first.layout.name}”（{names}），内容不同，均未读取",
                "请合并为一张后重新报送。",
            )
        )
        return None
    return distinct[0] if distinct else first


def _has_rows(place: Found) -> bool:
    return any(row > place.row and column in place.columns.values() for row, column in place.sheet.cells)


def _complete(found: Found, file: str, findings: list[Finding]) -> bool:
    missing = [h.name for h in found.layout.headers if h.required and h.name not in found.columns]
    place = Cell(file, found.sheet.name)
    if missing or not found.columns:
        names = "、".join(missing) or "表头"
        findings.append(
            _finding(
                "M28",
                Severity.ERROR,
                place,
                f"缺少必要列“{names}”，本表未读取",
                "请使用本期下发的原表样，不要删改表头。",
            )
        )
        return False
    _note_columns(found, file, findings)
    return True


def _note_columns(found: Found, file: str, findings: list[Finding]) -> None:
    known = {column: name for name, column in found.columns.items()}
    for column in sorted({c for r, c in found.sheet.cells if r == found.row}):
        text = shown(found.sheet.cells[found.row, column]).strip()
        cell = Cell(file, found.sheet.name, reference(found.row, column))
        if column in known:
            if fold(text) != fold(known[column]):
                findings.append(
                    _finding(
                        "M26",
                        Severity.NOTICE,
                        cell,
                        f"表头“{text}”已识别为“{known[column]}”",
                        "请不要修改表头。",
                        raw=text,
                    )
                )
        elif (
            text
            and fold(text) not in _KNOWN_EXTRAS
            and not isinstance(found.sheet.cells[found.row, column], ErrorValue)
        ):
            findings.append(
                _finding(
                    "M27",
                    Severity.NOTICE,
                    cell,
                    f"多出列“{text[:30]}”未读取",
                    "如需报送这项内容，请写在备注中。",
                    raw=text,
                )
            )
    order = [found.columns[h.name] for h in found.layout.headers if h.name in found.columns]
    if order != sorted(order):
        findings.append(
            _finding(
                "M27",
                Severity.NOTICE,
                Cell(file, found.sheet.name),
                "列的顺序与原表样不同，已按表头读取",
                "请不要移动列。",
            )
        )


def _finding(
    rule: str, severity: Severity, cell: Cell, message: str, remedy: str, *, raw: str = ""
) -> Finding:
    return Finding(rule, severity, cell, message, remedy, raw=raw)
