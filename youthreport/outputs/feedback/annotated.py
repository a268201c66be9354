"""The bytes of a faulty return and its findings → the annotated workbook, from one pure function.

Picklable in and out, so that it can be moved into a bounded child process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from youthreport.markings import MARKER, OPINION_SHEET
from youthreport.model import Finding
from youthreport.outputs.feedback.earlier import clear
from youthreport.outputs.feedback.losses import losses
from youthreport.outputs.feedback.marks import Mark, mark
from youthreport.outputs.feedback.opinion import Opinion, add_opinion
from youthreport.outputs.feedback.package import Package
from youthreport.outputs.feedback.rebuilt import SheetContent, empty_book, rebuilt
from youthreport.outputs.feedback.spans import merged_ranges
from youthreport.outputs.feedback.styles import BLANK, Styles
from youthreport.outputs.feedback.workbook import Workbook

SheetsOf = Callable[[bytes], Sequence[SheetContent]]

_LOOKS = "原有的版式"
_REBUILT = "原文件不是可直接标注的 .xlsx 文件，本文件由其内容转换而成"
_UNKEPT = "原文件的{}未能保留在本文件中"
_ALONE = "原文件无法打开标注，本文件只列出审核意见，请在原文件上改正"


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be annotated. `findings` come worst first; `sheets_of` reads files of other formats.

    `about` says above the list which return this is, and how much was found.
    """

    content: bytes
    findings: tuple[Finding, ...]
    titles: Mapping[str, str]
    about: tuple[str, str]
    sheets_of: SheetsOf


@dataclass(frozen=True, slots=True)
class Made:
    """An annotated workbook, what it lacks, and why it holds 审核意见 alone ("" when it does not)."""

    content: bytes
    lost: tuple[str, ...] = ()
    alone: str = ""


def annotate(task: Task) -> Made:
    """The sender's own workbook with marks; else one of the same content; else 审核意见 alone.

    Never fails for what the file holds, short of memory and time.
    """
    for attempt in (_own, _of_content):
        try:
            return attempt(task)
        except MemoryError:
            raise
        except Exception:  # what odd files do to parsers is of many unrelated types
            continue
    return alone(task)


def alone(task: Task, reason: str = _ALONE) -> Made:
    """A workbook of 审核意见 alone, made without looking at the file."""
    return Made(_finished(empty_book(), task, (reason,), alone=True), alone=reason)


def _own(task: Task) -> Made:
    book = Workbook(Package(task.content))
    if not book.sheets:
        raise ValueError("no sheets")
    lost = book.become_plain()
    styles = _styles(book)
    clear(book, styles)
    marks, more = mark(book, styles, task.findings)
    lost += more
    remarks = (_UNKEPT.format("、".join(lost)),) if lost else ()
    return Made(_finished(book, task, remarks, marks), lost)


def _of_content(task: Task) -> Made:
    sheets = [sheet for sheet in task.sheets_of(task.content) if not _is_ours(sheet)]
    if not sheets:
        raise ValueError("no sheets")
    book, renamed = rebuilt(sheets, merged_ranges(task.content))
    lost = (_LOOKS, *losses(task.content))
    moved = tuple(
        replace(f, cell=replace(f.cell, sheet=renamed.get(f.cell.sheet, f.cell.sheet))) for f in task.findings
    )
    task = replace(task, findings=moved)
    marks, _ = mark(book, _styles(book), moved)
    remarks = (_REBUILT, _UNKEPT.format("、".join(lost)))
    return Made(_finished(book, task, remarks, marks), lost)


def _finished(
    book: Workbook, task: Task, remarks: Sequence[str], marks: Sequence[Mark] = (), *, alone: bool = False
) -> bytes:
    opinion = Opinion(task.findings, task.titles, *task.about, remarks, alone)
    add_opinion(book, _styles(book), opinion, marks)
    return book.package.packed()


def _styles(book: Workbook) -> Styles:
    part = book.part("styles") or book.add_part("styles", BLANK)
    return Styles(book.package.tree(part))


def _is_ours(sheet: SheetContent) -> bool:
    return OPINION_SHEET in sheet.name and str(sheet.cells.get((1, 1), "")).strip() == MARKER
