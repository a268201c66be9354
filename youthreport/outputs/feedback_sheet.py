"""Findings and what was lost → the first sheet 审核意见, with links to the cells."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.markings import MARKER, OPINION_SHEET
from youthreport.model import Catalogue, Finding, Severity
from youthreport.outputs.feedback import WORDS
from youthreport.outputs.feedback_marks import COLOURS, FIRST_ROW, KEPT_COLUMN, Marked, place_of
from youthreport.outputs.sheet import half_widths

_HEADERS = ("序号", "级别", "工作表", "单元格", "问题", "怎么办", "原填内容", "审核规则")
_WIDTHS = (6, 7, 16, 10, 50, 46, 18, 22)
_HOW = (
    "请逐条处理：红色为错误，须改正；黄色为疑点，请核实，属实的在“差异说明”写明原因；蓝色仅供了解。点“单元格”一栏可直接跳到"
    "该处，有问题的格已标色并加批注。改好后把《封面》的“版次”加1，保存后直接报送本文件即可，本页、颜色和批注都不必删除。"
)
_FONT = "宋体"
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_LONGEST_CELL, _TALLEST_ROW = 2_000, 400


def add_opinion(
    book: Workbook, findings: Sequence[Finding], catalogue: Catalogue, lost: Sequence[str]
) -> Worksheet:
    """The sheet, put first and opened first; the others lose their selection, so that none is edited unseen."""
    sheet: Worksheet = book.create_sheet(OPINION_SHEET, 0)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    _banner(sheet, 1, MARKER, Font(name=_FONT, size=16, bold=True, color="1F3864"))
    _banner(sheet, 2, _summary(findings), Font(name=_FONT, size=11, bold=True))
    told = f"{_HOW}\n注意：{'；'.join(lost)}，请以原文件为准。" if lost else _HOW
    _banner(sheet, 3, told, Font(name=_FONT, size=10, color="595959"))
    for column, text in enumerate(_HEADERS, start=1):
        _put(sheet, FIRST_ROW - 1, column, text).fill = PatternFill("solid", start_color="DCE6F1")
    for row, finding in enumerate(findings, start=FIRST_ROW):
        _line(book, sheet, row, finding, catalogue)
    _set_up(sheet)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    return sheet


def keep_looks(sheet: Worksheet, marked: Marked, looks: Sequence[Cell]) -> None:
    """Notes beside the list, in a hidden column, how each marked cell looked: the next round puts it back."""
    for row, ((where, cell), look) in enumerate(zip(marked, looks, strict=True), start=FIRST_ROW):
        kept = sheet.cell(row, KEPT_COLUMN)
        _text(kept, f"{where.title}!{cell.coordinate}")
        kept._style = look._style  # type: ignore[attr-defined,union-attr]
    sheet.column_dimensions[get_column_letter(KEPT_COLUMN)].hidden = True


def _summary(findings: Sequence[Finding]) -> str:
    counts = [(word, sum(f.severity is severity for f in findings)) for severity, word in WORDS.items()]
    return "共有" + "、".join(f"{word}{count}处" for word, count in counts if count) + "。"


def _banner(sheet: Worksheet, row: int, text: str, font: Font) -> None:
    cell = sheet.cell(row, 1)
    _text(cell, text)
    cell.font = font
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
    sheet.row_dimensions[row].height = 30 if row == 1 else 15 * _lines(text, sum(_WIDTHS)) + 5


def _line(book: Workbook, sheet: Worksheet, row: int, finding: Finding, catalogue: Catalogue) -> None:
    where = finding.cell
    values = (
        str(row - FIRST_ROW + 1),
        WORDS[finding.severity],
        where.sheet or "整份文件",
        where.ref or "整张表" if where.sheet else "",
        finding.message,
        finding.remedy,
        finding.raw,
        _rule(finding, catalogue),
    )
    for column, text in enumerate(values, start=1):
        _put(sheet, row, column, text)
    sheet.cell(row, 2).fill = PatternFill("solid", start_color=COLOURS[finding.severity])
    if target := place_of(finding, book):
        link = sheet.cell(row, 4)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=target, tooltip="跳到该处")
        link.font = Font(name=_FONT, size=10, color="0563C1", underline="single")
    needed = max(_lines(text, width) for text, width in zip(values, _WIDTHS, strict=True))
    sheet.row_dimensions[row].height = min(15 * needed + 5, _TALLEST_ROW)


def _rule(finding: Finding, catalogue: Catalogue) -> str:
    title = next((rule.title for rule in catalogue.rules if rule.id == finding.rule), "")
    return f"{finding.rule} {title}".strip()


def _put(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = sheet.cell(row, column)
    _text(cell, text)
    cell.font = Font(name=_FONT, size=10, bold=row < FIRST_ROW)
    cell.alignment = Alignment(
        wrap_text=True,
        vertical="top",
        horizontal="center" if row < FIRST_ROW or column in (1, 2, 4) else "left",
    )
    cell.border = _BORDER
    return cell  # type: ignore[return-value]  # never merged: below the banners


def _text(cell: Cell | MergedCell, text: str) -> None:
    # Always a string: what a branch typed must not run as a formula.
    assert isinstance(cell, Cell)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_CELL]
    cell.data_type = "s"


def _lines(text: str, width: int) -> int:
    return sum(max(1, -(-half_widths(line) // (width - 1))) for line in text.split("\n"))


def _set_up(sheet: Worksheet) -> None:
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"{FIRST_ROW - 1}:{FIRST_ROW - 1}"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_properties.tabColor = COLOURS[Severity.ERROR]
