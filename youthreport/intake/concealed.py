"""What a sheet hides of itself, its rows and its columns → findings: it counts, and the sender may not know (M31)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from youthreport.intake.readings import finding
from youthreport.intake.recognising import Found
from youthreport.model import Cell, Finding, Severity

# Columns of the form itself: whoever hides them hides nothing of the unit's.
_FORM_COLUMNS = frozenset({"指标代码", "指标名称", "计量单位", "期间口径", "备注"})
_REMEDY = "不需计入的请删除，需计入的请取消隐藏。"


def hidden_sheet(found: Found, file: str) -> Iterator[Finding]:
    """On a sheet of the form that is hidden; without content it is only noted."""
    if not found.sheet.visible:
        severity = Severity.WARNING if found.has_rows else Severity.NOTICE
        told = f"工作表“{found.sheet.name}”被隐藏，内容照常计入"
        yield finding("M31", severity, Cell(file, found.sheet.name), told, _REMEDY)


def hidden_columns(found: Found, file: str) -> Iterator[Finding]:
    """On known columns that are hidden and hold something."""
    filled = {column for row, column in found.sheet.cells if row > found.row}
    hidden = [
        name
        for name, column in sorted(found.columns.items(), key=lambda item: item[1])
        if column in found.sheet.hidden_columns and column in filled and name not in _FORM_COLUMNS
    ]
    if hidden:
        names = "、".join(f"“{name}”" for name in hidden)
        told = f"有{len(hidden)}列被隐藏（{names}），内容照常计入"
        yield finding("M31", Severity.WARNING, Cell(file, found.sheet.name), told, _REMEDY)


def hidden_rows(found: Found, file: str, counted: Sequence[int]) -> Iterator[Finding]:
    """On hidden rows among those that count."""
    hidden = [row for row in counted if row in found.sheet.hidden_rows]
    if hidden:
        which = "、".join(str(row) for row in hidden[:5]) + ("等" if len(hidden) > 5 else "")
        told = f"有{len(hidden)}行被隐藏（第{which}行），已计入"
        yield finding("M31", Severity.WARNING, Cell(file, found.sheet.name), told, _REMEDY)
