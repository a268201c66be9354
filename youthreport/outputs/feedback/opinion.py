"""Findings and what was lost → the first sheet 审核意见, with links to the cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from youthreport.markings import MARKER, OPINION_SHEET
from youthreport.model import Finding, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES
from youthreport.outputs.feedback.earlier import KEPT_COLUMN
from youthreport.outputs.feedback.marks import Mark
from youthreport.outputs.feedback.measuring import line_count
from youthreport.outputs.feedback.pages import Page, written
from youthreport.outputs.feedback.places import Area, Place, area, quoted
from youthreport.outputs.feedback.styles import COLOURS, Look, Styles
from youthreport.outputs.feedback.workbook import Workbook

_HEADERS = ("序号", "级别", "工作表", "单元格", "问题", "怎么办", "原填内容", "审核规则")
_WIDTHS = (6, 7, 16, 10, 50, 46, 18, 22)
_SEVERITY, _LINKED = 2, 4
_CENTRED = (1, _SEVERITY, _LINKED)
_LONGEST, _TALLEST, _LINE = 2_000, 400.0, 14.0
_HOW = (
    "请逐条处理：红色为错误，须改正；黄色为疑点，请核实，属实的在“差异说明”写明原因；蓝色仅供了解。点“单元格”一栏可跳到该处，"
    "有问题的格已标色并加批注。改好后把《封面》的“版次”加1，保存后直接报送本文件即可，本页、颜色和批注都不必删除。"
)
_HOW_ALONE = (
    "请对照本页，在原文件中逐条处理：红色为错误，须改正；黄色为疑点，请核实，属实的在“差异说明”写明原因；蓝色仅供了解。"
    "改好后把《封面》的“版次”加1，保存后报送改好的原文件，本文件不必报送。"
)
_INK, _GREY, _BLUE = "FF1F3864", "FF595959", "FF0563C1"
_HEADER = Look(bold=True, fill="FFDCE6F1", border=True, align="center")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is told: findings worst first, rule titles by id, which return this is, and what the copy lacks.

    `alone`: the workbook holds nothing but this sheet, so that the sender mends the original file.
    """

    findings: Sequence[Finding]
    titles: Mapping[str, str]
    about: str
    summary: str
    remarks: Sequence[str] = ()
    alone: bool = False


def add_opinion(book: Workbook, styles: Styles, opinion: Opinion, marks: Sequence[Mark]) -> None:
    """The sheet, put first and opened first; beside the list, unseen, how each marked cell looked."""
    visible = {sheet.title for sheet in book.sheets if sheet.visible}
    taken = {sheet.title.casefold() for sheet in book.sheets}
    title = next(t for n in range(1, 1000) if (t := f"{OPINION_SHEET}{n if n > 1 else ''}") not in taken)
    banner = _banner(opinion)
    head = len(banner) + 1
    page = _page(styles, opinion, banner, marks, visible)
    book.add_sheet(title, written(page, book.namespace), first=True)
    last = head + max(len(opinion.findings), 1)
    book.define("_xlnm.Print_Area", f"{quoted(title)}!$A$1:$H${last}")
    book.define("_xlnm.Print_Titles", f"{quoted(title)}!${head}:${head}")
    book.open_first()


def _banner(opinion: Opinion) -> list[tuple[str, Look]]:
    """The lines above the list."""
    lines = [
        (MARKER, Look(size=16, bold=True, colour=_INK)),
        (opinion.about, Look(size=10, colour=_GREY)),
        (opinion.summary, Look(size=11, bold=True)),
        (_HOW_ALONE if opinion.alone else _HOW, Look(size=10, colour=_GREY)),
    ]
    if opinion.remarks:
        remarks = "；".join(opinion.remarks)
        lines.append((f"注意：{remarks}。", Look(size=10, bold=True, colour=_GREY)))
    return lines


def _page(
    styles: Styles,
    opinion: Opinion,
    banner: Sequence[tuple[str, Look]],
    marks: Sequence[Mark],
    visible: set[str],
) -> Page:
    head = len(banner) + 1
    cells: dict[Place, tuple[object, int]] = {}
    heights = {1: 30.0, head: 20.0}
    for row, (text, look) in enumerate(banner, start=1):
        cells[Place(row, 1)] = (text, styles.of(look))
        heights.setdefault(row, _height([(text, sum(_WIDTHS))]))
    for column, text in enumerate(_HEADERS, start=1):
        cells[Place(head, column)] = (text, styles.of(_HEADER))
    links = {}
    for row, finding in enumerate(opinion.findings, start=head + 1):
        texts = _texts(row - head, finding, opinion.titles)
        heights[row] = _height(zip(texts, _WIDTHS, strict=True))
        if finding.cell.sheet in visible:  # a program does not jump to a hidden sheet
            links[Place(row, _LINKED)] = _target(finding)
        for column, text in enumerate(texts, start=1):
            look = _look(finding, column, linked=Place(row, column) in links)
            cells[Place(row, column)] = (text, styles.of(look))
    for row, mark in enumerate(marks, start=head + 1):
        cells[Place(row, KEPT_COLUMN)] = (f"{mark.sheet}!{mark.place.ref}", mark.format)
    return Page(
        cells,
        widths=dict(enumerate(_WIDTHS, start=1)),
        heights=heights,
        merged=[Area(Place(row, 1), Place(row, len(_WIDTHS))) for row in range(1, head)],
        links=links,
        frozen=head,
        hidden=frozenset({KEPT_COLUMN}),
        landscape=True,
        tab=COLOURS[Severity.ERROR],
    )


def _texts(number: int, finding: Finding, titles: Mapping[str, str]) -> tuple[str, ...]:
    where = finding.cell
    texts = (
        str(number),
        SEVERITIES[finding.severity],
        where.sheet or "整份文件",
        (where.ref or "整张表") if where.sheet else "",
        finding.message,
        finding.remedy,
        finding.raw,
        f"{finding.rule} {titles.get(finding.rule, '')}".strip(),
    )
    return tuple(text[:_LONGEST] for text in texts)


def _look(finding: Finding, column: int, *, linked: bool) -> Look:
    align = "center" if column in _CENTRED else "left"
    if column == _SEVERITY:
        return Look(bold=True, fill=COLOURS[finding.severity], border=True, align=align)
    if column == _LINKED and linked:
        return Look(colour=_BLUE, underline=True, border=True, align=align)
    return Look(border=True, align=align)


def _target(finding: Finding) -> str:
    where = area(finding.cell.ref)
    ref = "A1" if where is None else where.first.ref if where.size == 1 else where.ref
    return f"{quoted(finding.cell.sheet)}!{ref}"


def _height(texts: Iterable[tuple[str, int]]) -> float:
    lines = max(line_count(text, width - 2) for text, width in texts)
    return min(_LINE * lines + 6, _TALLEST)
