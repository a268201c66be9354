"""The paragraphs of a paper → what each is, only where two signs agree; doubt leaves 其他."""

from __future__ import annotations

from youthreport.lint import marks
from youthreport.lint.closing import assign_closing
from youthreport.lint.headings import heading_of
from youthreport.lint.paper import OBJECT, Paper, Paragraph, Role, most_common
from youthreport.lint.standard import HEITI, XIAOBIAOSONG

_TITLE_LINES = 4
_TITLE_LENGTH = 70
_TITLE_SIZE = 36  # half-points: nothing else in a paper is as large, but the organ's mark
_CENTRE = frozenset({"center", "distribute"})
_RED = frozenset({"ff0000", "red", "c00000", "e60000", "fe0000"})


def assign_roles(paper: Paper) -> None:
    """Set the role, the heading and the annex flag of every paragraph."""
    flow = []
    for paragraph in paper.paragraphs:
        if paragraph.table is not None:
            paragraph.role = Role.TABLE
        elif paragraph.in_contents or paragraph.style.startswith(("toc", "目录")):
            paragraph.role = Role.CONTENTS
        elif paragraph.blank:
            paragraph.role = Role.BLANK
            flow.append(paragraph)
        else:
            flow.append(paragraph)
    body_size = most_common((p.size(), len(p.text)) for p in flow)
    start = _masthead(flow)
    start = _title(flow, start, body_size)
    start = _addressee(flow, start)
    end = assign_closing(paper, flow, start)
    _text(flow[start:end])
    _annexes(flow[end:])


def _masthead(flow: list[Paragraph]) -> int:
    """Everything above the title that 版头 may hold; where the rest begins."""
    last = 0
    for index, paragraph in enumerate(flow[:16]):
        if paragraph.role is Role.BLANK:
            continue
        if not _is_masthead(paragraph):
            break
        paragraph.role = Role.MASTHEAD
        last = index + 1
    return last


def _is_masthead(paragraph: Paragraph) -> bool:
    text = paragraph.stripped.replace(OBJECT, "")
    if any(pattern.fullmatch(text) for pattern in (marks.COPY_NUMBER, marks.SECRECY, marks.URGENCY)):
        return True
    if marks.PAPER_NUMBER.fullmatch(text) or marks.SIGNER.fullmatch(text):
        return True
    if not text:  # a rule drawn as a shape
        return paragraph.holds_object
    red = any(look.color in _RED for look, _ in paragraph.stretches())
    return (red and paragraph.size() >= _TITLE_SIZE) or bool(marks.ORGAN_MARK.fullmatch(text) and red)


def _title(flow: list[Paragraph], start: int, body_size: int) -> int:
    """The title and what stands centred below it; where the rest begins."""
    while start < len(flow) and flow[start].role is Role.BLANK:
        start += 1
    lines = _title_lines(flow, start)
    if not lines or not _is_title(lines, body_size):
        return start
    for line in lines:
        line.role = Role.TITLE
    start += len(lines)
    while start < len(flow) and flow[start].role is not Role.BLANK and _centred(flow[start]):
        flow[start].role = Role.SUBTITLE
        start += 1
    return start


def _title_lines(flow: list[Paragraph], start: int) -> list[Paragraph]:
    """The first paragraph and those below it that look the same."""
    lines = flow[start : start + 1]
    if not lines or lines[0].holds_object or _begins_like_text(lines[0]):
        return []
    first = lines[0]
    for paragraph in flow[start + 1 : start + _TITLE_LINES]:
        alike = paragraph.size() == first.size() and _centred(paragraph) == _centred(first)
        larger = first.size() >= _TITLE_SIZE or _centred(first) or first.style in marks.TITLE_STYLES
        if paragraph.role is Role.BLANK or not alike or not larger or _begins_like_text(paragraph):
            break
        if paragraph.stripped.startswith(("——", "（", "(")) and not _begins_bracketed_title(lines):
            break
        lines.append(paragraph)
    return lines


def _begins_bracketed_title(lines: list[Paragraph]) -> bool:
    """Whether the title so far is not yet complete, so that a bracket goes on with it."""
    return not marks.ENDED_BY_TITLE_WORD.fullmatch(lines[-1].stripped)


def _begins_like_text(paragraph: Paragraph) -> bool:
    text = paragraph.stripped
    return any(level.match(text) for level in marks.LEVELS) or len(text) > _TITLE_LENGTH or "。" in text[:-1]


def _is_title(lines: list[Paragraph], body_size: int) -> bool:
    """Whether the style says so, or two signs agree."""
    first = lines[0]
    if first.style in marks.TITLE_STYLES:
        return True
    text = "".join(line.stripped for line in lines)
    fonts = {look.font for look, _ in first.stretches()}
    signs = (
        _centred(first),
        first.size() > max(body_size, 32),
        any(XIAOBIAOSONG.holds(font) or HEITI.holds(font) for font in fonts),
        bool(marks.ENDED_BY_TITLE_WORD.fullmatch(text)),
    )
    return sum(signs) >= 2 and not text.endswith(("：", ":"))


def _centred(paragraph: Paragraph) -> bool:
    return paragraph.look.align in _CENTRE or paragraph.text.startswith(("   ", "　　　"))


def _addressee(flow: list[Paragraph], start: int) -> int:
    """The organs that the paper is sent to, right below the title; where the text begins."""
    index = start
    while index < len(flow) and flow[index].role is Role.BLANK:
        index += 1
    titled = any(p.role is Role.TITLE for p in flow[:start])
    if index < len(flow) and titled and _is_addressee(flow[index]):
        flow[index].role = Role.ADDRESSEE
        return index + 1
    return start


def _is_addressee(paragraph: Paragraph) -> bool:
    text = paragraph.stripped
    return (
        text.endswith(("：", ":"))
        and len(text) <= 160
        and not any(mark in text for mark in "。；！？")
        and not marks.NOT_ADDRESSED.search(text)
        and not any(level.match(text) for level in marks.LEVELS)
    )


def _text(flow: list[Paragraph]) -> None:
    """Headings and body of the main text."""
    for index, paragraph in enumerate(flow):
        if paragraph.role is not Role.OTHER:
            continue
        before = next((p for p in reversed(flow[:index]) if p.role is not Role.BLANK), None)
        paragraph.heading = heading_of(paragraph, before)
        if paragraph.heading is not None:
            paragraph.role = Role.HEADING
        elif _is_body(paragraph):
            paragraph.role = Role.BODY


def _is_body(paragraph: Paragraph) -> bool:
    text, look = paragraph.stripped, paragraph.look
    if look.align in {"center", "right", "distribute"} or look.framed or paragraph.label:
        return False
    if not text or marks.CAPTION.fullmatch(text) or marks.DIVIDER.fullmatch(text):
        return False
    salutation = text.endswith(("：", ":")) and len(text) <= 20 and "，" not in text
    # A list of names or a form set with wide gaps is not running text.
    return not salutation and "\t" not in text and "    " not in text and not paragraph.holds_object


def _annexes(flow: list[Paragraph]) -> None:
    """Behind the signature: only the numbering of headings can be told."""
    for index, paragraph in enumerate(flow):
        paragraph.in_annex = True
        if paragraph.role is Role.OTHER:
            before = next((p for p in reversed(flow[:index]) if p.role is not Role.BLANK), None)
            paragraph.heading = heading_of(paragraph, before)
            paragraph.role = Role.HEADING if paragraph.heading else Role.ANNEX
