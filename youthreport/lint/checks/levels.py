"""Headings → order, form of the numbering, type and final punctuation (clause 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from youthreport.lint import formatting, marks, standard
from youthreport.lint.checks.typefaces import font_name, not_fangsong, off, size_name
from youthreport.lint.chinese import to_hanzi
from youthreport.lint.paper import Paper, Paragraph, Role
from youthreport.lint.registry import Hit, check, rewording
from youthreport.lint.standard import HEADING_FAMILIES

_LEVEL_NAMES = ("第一层", "第二层", "第三层", "第四层")


def _numbered(level: int, number: int, level3: str) -> str:
    if level == 1:
        return f"{to_hanzi(number)}、"
    if level == 2:
        return f"（{to_hanzi(number)}）"
    return level3.replace("1", str(number)) if level == 3 else f"（{number}）"


def _chains(paper: Paper) -> Iterator[tuple[Paragraph, list[int], bool]]:
    """Each heading with the numbers open above it, and whether counting begins anew before it."""
    open_numbers: list[int] = [0, 0, 0, 0]
    fresh = True
    for paragraph in paper.paragraphs:
        heading = paragraph.heading
        if heading is None or paragraph.role is not Role.HEADING:
            fresh = fresh or _counts_anew(paragraph)
            continue
        yield paragraph, list(open_numbers), fresh
        open_numbers[heading.level - 1] = heading.number
        open_numbers[heading.level :] = [0] * (4 - heading.level)
        fresh = False


def _counts_anew(paragraph: Paragraph) -> bool:
    """A part, an annex, an article or the announcement of a list counts anew, and so may what follows a table."""
    if paragraph.role in {Role.OTHER, Role.ANNEX_LABEL, Role.TABLE, Role.DATE, Role.MASTHEAD}:
        return True
    return bool(marks.ARTICLE.match(paragraph.stripped)) or paragraph.stripped.endswith(("：", ":"))


@check("G26")
def numbers_run_on(paper: Paper) -> Iterator[Hit]:
    """No gap, no repetition; a list inside a chapter may begin again at 1."""
    last: dict[int, int] = {}
    for paragraph, numbers, fresh in _chains(paper):
        heading = paragraph.heading
        assert heading is not None
        level, before = heading.level, numbers[heading.level - 1]
        expected = before + 1
        begins_again = heading.number == 1 and (fresh or level > 2)
        # Lists that count through all chapters are left alone.
        counts_on = level > 2 and before == 0 and heading.number == last.get(level, 0) + 1
        last[level] = heading.number
        if heading.number == expected or begins_again or counts_on:
            continue
        now, due = (_numbered(level, number, paper.level3) for number in (heading.number, expected))
        why = "重号" if 0 < heading.number <= before else "跳号"
        yield Hit(f"序号{why}：应为“{due}”，写成了“{now}”", paragraph)


@check("G27")
def no_level_skipped(paper: Paper) -> Iterator[Hit]:
    """A level that the paper uses is not jumped over; 一、 may go on with 1. where there are two levels only."""
    levels = {p.heading.level for p in paper.having(Role.HEADING) if p.heading and not p.in_annex}
    for paragraph, numbers, fresh in _chains(paper):
        heading = paragraph.heading
        if heading is None or fresh or paragraph.in_annex:
            continue
        depth = max((level for level in range(1, heading.level) if numbers[level - 1]), default=0)
        missing = [level for level in range(depth + 1, heading.level) if level in levels]
        if missing and (depth or 1 in levels):
            yield Hit(
                f"{_LEVEL_NAMES[heading.level - 1]}标题前缺少{_LEVEL_NAMES[missing[0] - 1]}标题", paragraph
            )


def _reworded(paper: Paper, level: int) -> Iterator[Hit]:
    """The headings of a level whose numbering is typed otherwise than the standard wants."""
    for paragraph in paper.having(Role.HEADING):
        heading = paragraph.heading
        if heading is None or heading.level != level or heading.counted:
            continue
        start = len(paragraph.text) - len(paragraph.text.lstrip())
        typed = paragraph.text[start : heading.mark]
        due = _numbered(level, heading.number, paper.level3)
        # Both dots are printed alike in the standard's own text.
        if typed != due and not (level == 3 and due.endswith(".") and typed.endswith("．")):
            yield rewording(paragraph, start, heading.mark, due, f"序数写作“{typed}”，应为“{due}”")


@check("G28")
def first_level_form(paper: Paper) -> Iterator[Hit]:
    """一、."""
    yield from _reworded(paper, 1)


@check("G29")
def second_level_form(paper: Paper) -> Iterator[Hit]:
    """（一）."""
    yield from _reworded(paper, 2)


@check("G30")
def third_level_form(paper: Paper) -> Iterator[Hit]:
    """1. or what the organisation has laid down."""
    yield from _reworded(paper, 3)


@check("G31")
def fourth_level_form(paper: Paper) -> Iterator[Hit]:
    """（1）."""
    yield from _reworded(paper, 4)


def _sure(paper: Paper) -> Iterator[tuple[Paragraph, int, int]]:
    """The headings beyond doubt: paragraph, level, end of the heading's own words."""
    for paragraph in paper.having(Role.HEADING):
        heading = paragraph.heading
        if heading is not None and heading.sure and not paragraph.in_annex:
            yield paragraph, heading.level, heading.lead


@check("G32")
def heading_fonts(paper: Paper) -> Iterator[Hit]:
    """黑体, 楷体, 仿宋, 仿宋."""
    for paragraph, level, lead in _sure(paper):
        family = HEADING_FAMILIES[level - 1]
        wrong = off(paragraph, 0, (family,), lead)
        # The lower levels are set like the body, which G08 looks at.
        told = level > 2 and not_fangsong(paragraph, 0)
        if wrong and not told:
            name = font_name(wrong[0][0])
            yield Hit(
                f"{_LEVEL_NAMES[level - 1]}标题字体是{name}，不是{family.title}",
                paragraph,
                mend=partial(_set_font, paragraph, lead, family),
                done=f"{_LEVEL_NAMES[level - 1]}标题字体由{name}改为{family.font}",
            )


def _set_font(paragraph: Paragraph, lead: int, family: standard.Family) -> None:
    formatting.split_runs(paragraph, lead)
    for atom in paragraph.atoms[:lead]:
        if atom.run is not None and not family.holds(atom.look.font):
            formatting.set_font(atom.run, family.font)


@check("G33")
def heading_sizes(paper: Paper) -> Iterator[Hit]:
    """3号."""
    for paragraph, level, lead in _sure(paper):
        sizes = {look.size for look, text in paragraph.stretches(0, lead) if text.strip() and look.size}
        wrong = sorted(sizes - {standard.SIZE_3})
        if wrong and level <= 2:
            yield Hit(
                f"{_LEVEL_NAMES[level - 1]}标题字号是{size_name(wrong[0])}，不是三号（16磅）",
                paragraph,
                mend=partial(_set_size, paragraph, lead),
                done=f"{_LEVEL_NAMES[level - 1]}标题字号由{size_name(wrong[0])}改为三号",
            )


def _set_size(paragraph: Paragraph, lead: int) -> None:
    formatting.split_runs(paragraph, lead)
    for run in formatting.runs_of(paragraph, 0, lead):
        formatting.set_size(run, standard.SIZE_3)


@check("G34")
def headings_without_stop(paper: Paper) -> Iterator[Hit]:
    """Stand-alone headings of the first two levels end without punctuation."""
    for paragraph, level, _ in _sure(paper):
        heading = paragraph.heading
        if level > 2 or heading is None or not heading.alone:
            continue
        end = len(paragraph.text.rstrip())
        found = re.search(r"[。；，、：;,]+$", paragraph.text[:end])
        if found and len(paragraph.stripped) <= marks.ALONE_LIMIT:
            yield rewording(paragraph, found.start(), end, "", f"标题末尾有“{found[0]}”")
