"""Line settings and character spacing → 28 characters by 22 lines (clause 5.2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from youthreport.lint import formatting, order, standard
from youthreport.lint.checks.page import is_a4, margins_hold
from youthreport.lint.paper import Paper, Paragraph, Role, Section
from youthreport.lint.registry import Hit, check
from youthreport.lint.xml import inserted, make

_AFTER_BLANK = (Role.ADDRESSEE, Role.ANNEX_NOTE, Role.ORGAN)
# Word stores the grid of exactly 28 characters a hundredth of a twip too wide.
_ROUNDING = 0.002
# 正文 in the wide sense: what stands in the lines that are counted.
_LINED = (Role.BODY, Role.HEADING, Role.ADDRESSEE, Role.ANNEX_NOTE, Role.ORGAN, Role.DATE, Role.POSTSCRIPT)


def type_area(paper: Paper, section: Section) -> tuple[int, int]:
    """Width and height in twips; those of the standard when page or margins are wrong, which G01 and G02 tell."""
    if is_a4(section) and margins_hold(paper, section):
        return section.text_width, section.text_height
    profile = paper.profile
    width = standard.PAGE_WIDTH - standard.LEFT_MARGIN - standard.RIGHT_MARGIN
    return width, standard.PAGE_HEIGHT - profile.top - profile.bottom


@check("G03")
def characters_per_line(paper: Paper) -> Iterator[Hit]:
    """28 full-width characters of body size fit a line."""
    found = _main_section(paper)
    pitch = body_pitch(paper)
    if found is None or not pitch:
        return
    count = int(type_area(paper, found)[0] / pitch + _ROUNDING)
    if count != standard.CHARACTERS:
        yield Hit(
            f"正文每行只能排{count}个字（字距{pitch / 20:.2f}磅）"
            if count < standard.CHARACTERS
            else f"正文每行排{count}个字（字距{pitch / 20:.2f}磅），过密",
            mend=partial(_close_up, paper, found),
            done=f"正文字距设为紧缩0.25磅，每行由{count}字改为28字",
        )


def body_pitch(paper: Paper) -> float:
    """The advance of most body characters of size 3 in twips, the grid's share included; 0 without body."""
    section = _main_section(paper)
    if section is None:
        return 0
    grid = section.char_space / 204.8 if section.grid in {"linesAndChars", "snapToChars"} else 0
    pitches: dict[float, int] = {}
    for paragraph in paper.settled:
        for look, text in paragraph.stretches():
            if look.size == standard.SIZE_3:
                pitches[look.pitch + grid] = pitches.get(look.pitch + grid, 0) + len(text)
    return max(1.0, max(pitches, key=lambda pitch: (pitches[pitch], -pitch))) if pitches else 0


def _close_up(paper: Paper, section: Section) -> None:
    """Closer characters instead of a character grid, which some programs double."""
    if section.grid in {"linesAndChars", "snapToChars"}:
        pitch = section.line_pitch or paper.profile.line
        inserted(section.element, make("docGrid", type="lines", linePitch=pitch), order.SECTION)
    for paragraph in paper.having(*_LINED):
        for run in formatting.runs_of(paragraph):
            formatting.set_run(run, "spacing", val=standard.RUN_SPACING)
            formatting.set_run(run, "w", val=100)


def _main_section(paper: Paper) -> Section | None:
    """The section in which the body begins; None when it lies on its side, where lines are not laid down."""
    body = paper.settled
    index = body[0].section if body else 0
    section = paper.sections[index] if index < len(paper.sections) else None
    return None if section is None or section.landscape else section


def line_of(paragraph: Paragraph, section: Section) -> tuple[int, str]:
    """The line pitch in twips with its rule; lines that snap to the document grid count as exact ones."""
    look = paragraph.look
    on_grid = section.grid in {"lines", "linesAndChars", "snapToChars"} and look.snaps
    fits = section.line_pitch >= standard.SIZE_3 * 13  # one grid line holds a line of size 3
    if look.rule == "auto" and look.line == 240 and on_grid and fits:
        return section.line_pitch, "exact"
    return look.line, look.rule


def _body_line(paper: Paper, section: Section) -> tuple[int, str] | None:
    """The line of most body paragraphs."""
    weights: dict[tuple[int, str], int] = {}
    for paragraph in paper.settled:
        line = line_of(paragraph, section)
        weights[line] = weights.get(line, 0) + len(paragraph.text)
    return max(weights, key=lambda line: (weights[line], line)) if weights else None


@check("G04")
def lines_per_page(paper: Paper) -> Iterator[Hit]:
    """22 lines of the body's exact pitch fit a page."""
    section = _main_section(paper)
    line = _body_line(paper, section) if section else None
    if section is None or line is None or line[1] != "exact" or line[0] < 20:
        return
    count = type_area(paper, section)[1] // line[0]
    if count != standard.LINES:
        new = paper.profile.line / 20
        yield Hit(
            f"正文行距{line[0] / 20:g}磅，每面排{count}行，应为22行",
            mend=partial(_set_lines, paper, paper.profile.line),
            done=f"行距由{line[0] / 20:g}磅改为{new:g}磅，每面22行",
        )


@check("G05")
def exact_lines(paper: Paper) -> Iterator[Hit]:
    """The body's lines do not depend on the font."""
    section = _main_section(paper)
    line = _body_line(paper, section) if section else None
    if line is not None and line[1] != "exact":
        told = f"{line[0] / 240:g}倍行距" if line[1] == "auto" else f"最小值{line[0] / 20:g}磅"
        new = paper.profile.line / 20
        yield Hit(
            f"正文行距是{told}，不是固定值",
            mend=partial(_set_lines, paper, paper.profile.line),
            done=f"行距由{told}改为固定值{new:g}磅",
        )


def _set_lines(paper: Paper, line: int) -> None:
    for paragraph in [*paper.having(*_LINED, Role.BLANK, Role.TITLE, Role.SUBTITLE)]:
        if not paragraph.holds_object:
            _set_line(paragraph, line)


def _set_line(paragraph: Paragraph, line: int) -> None:
    formatting.set_spacing(paragraph.element, line=line, lineRule="exact")
    formatting.set_paragraph(paragraph.element, "snapToGrid", val=0)


@check("G06")
def even_lines(paper: Paper) -> Iterator[Hit]:
    """Single paragraphs whose line differs from the others'."""
    section = _main_section(paper)
    line = _body_line(paper, section) if section else None
    if section is None or line is None or line[1] != "exact":
        return
    for paragraph in paper.having(*_LINED):
        own = line_of(paragraph, section)
        if own != line and not paragraph.holds_object and not paragraph.in_annex:
            yield Hit(
                f"行距与其他段落不同（其他段落为固定值{line[0] / 20:g}磅）",
                paragraph,
                mend=partial(_set_line, paragraph, line[0]),
                done=f"行距改为固定值{line[0] / 20:g}磅",
            )


@check("G07")
def no_gaps(paper: Paper) -> Iterator[Hit]:
    """Space before or after paragraphs; a whole line above 主送机关, 附件说明 or 署名 stands for the blank one."""
    for paragraph in paper.having(*_LINED):
        before, after = paragraph.look.before, paragraph.look.after
        if paragraph.role in _AFTER_BLANK and before >= standard.SIZE_3 * 10:
            before = 0
        if (before or after) and not paragraph.in_annex:
            yield Hit(
                f"段前{before / 20:g}磅、段后{after / 20:g}磅，应为0",
                paragraph,
                mend=partial(formatting.set_gaps, paragraph.element),
                done="段前、段后间距改为0",
            )
