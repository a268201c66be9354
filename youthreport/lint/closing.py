"""The end of a paper → 附件说明, 署名, 成文日期, 附注, annexes and 版记."""

from __future__ import annotations

from youthreport.lint import marks
from youthreport.lint.paper import Paper, Paragraph, Role

_SEARCHED = 8  # paragraphs from the end of the main part in which the date is looked for
_NOTE_LENGTH = 30  # paragraphs of an 附件说明
_ORGAN_LENGTH = 40


def assign_closing(paper: Paper, flow: list[Paragraph], start: int) -> int:
    """Set the roles of everything behind the text; where the annexes begin."""
    _imprint(paper)
    end = next((i for i in range(start, len(flow)) if _is_annex_label(flow, i, start)), len(flow))
    main = flow[start:end]
    _annex_note(main)
    _signature(main)
    for paragraph in flow[end:]:
        if paragraph.role is Role.OTHER and marks.ANNEX_LABEL.fullmatch(paragraph.stripped):
            paragraph.role = Role.ANNEX_LABEL
    return end


def _is_annex_label(flow: list[Paragraph], index: int, start: int) -> bool:
    text = flow[index].stripped
    return index > start and bool(text) and bool(marks.ANNEX_LABEL.fullmatch(text))


def _imprint(paper: Paper) -> None:
    """抄送 and 印发 at the end, whether in a table or not."""
    copies = [p for p in paper.paragraphs if marks.COPIES.fullmatch(p.stripped)]
    for paragraph in copies:
        paragraph.role = Role.COPIES
    for paragraph in paper.paragraphs[-12:]:
        text = paragraph.stripped
        late = copies and marks.IMPRINT_WITHOUT_ISSUED.fullmatch(text)
        if len(text) < 60 and (marks.ISSUED.fullmatch(text) or late):
            paragraph.role = Role.ISSUE


def _annex_note(main: list[Paragraph]) -> None:
    for index in range(len(main) - 1, max(-1, len(main) - _NOTE_LENGTH), -1):
        paragraph = main[index]
        if paragraph.role is Role.OTHER and marks.ANNEX_NOTE.fullmatch(paragraph.stripped):
            paragraph.role = Role.ANNEX_NOTE
            for following in main[index + 1 :]:
                if not marks.ANNEX_NOTE_NEXT.fullmatch(following.stripped):
                    break
                following.role = Role.ANNEX_NOTE
            return


def _signature(main: list[Paragraph]) -> None:
    """The last full date that stands alone, and the organ above it."""
    told = [p for p in main if p.role is not Role.BLANK]
    for index in range(len(told) - 1, max(0, len(told) - _SEARCHED), -1):
        paragraph = told[index]
        if paragraph.role is Role.OTHER and marks.ONLY_DAY.fullmatch(paragraph.stripped):
            paragraph.role = Role.DATE
            _organs(told[:index])
            if index + 1 < len(told) and _is_postscript(told[index + 1]):
                told[index + 1].role = Role.POSTSCRIPT
            return
    if told and told[-1].look.align == "right" and _is_organ(told[-1]):
        told[-1].role = Role.ORGAN


def _organs(above: list[Paragraph]) -> None:
    for paragraph in reversed(above[-6:]):
        if not _is_organ(paragraph):
            return
        paragraph.role = Role.ORGAN


def _is_organ(paragraph: Paragraph) -> bool:
    text = paragraph.stripped
    if paragraph.role is not Role.OTHER or not 2 < len(text) <= _ORGAN_LENGTH:
        return False
    if any(mark in text for mark in "。；：，！？、“《") or any(level.match(text) for level in marks.LEVELS):
        return False
    look, spaces = paragraph.look, len(paragraph.text) - len(paragraph.text.lstrip())
    away = look.align in {"right", "center"} or look.left + look.first >= 6 or spaces >= 4
    return away or bool(marks.ORGAN_ENDING.fullmatch(text))


def _is_postscript(paragraph: Paragraph) -> bool:
    text = paragraph.stripped
    return paragraph.role is Role.OTHER and text.startswith(("（", "(")) and text.endswith((")", "）"))
