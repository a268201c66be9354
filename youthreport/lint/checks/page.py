"""Sections → paper and margins (clauses 5.1, 5.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from youthreport.lint import order, standard
from youthreport.lint.paper import Paper, Section
from youthreport.lint.registry import Hit, check
from youthreport.lint.standard import millimetres as mm
from youthreport.lint.xml import child, inserted, make, w


def place(paper: Paper, section: Section) -> str:
    """Which section is meant; nothing when there is only one."""
    return f"第{section.index + 1}节" if len(paper.sections) > 1 else ""


def is_a4(section: Section) -> bool:
    """Upright or on its side."""
    short, long = sorted((section.width, section.height))
    near = standard.PAGE_TOLERANCE
    return abs(short - standard.PAGE_WIDTH) <= near and abs(long - standard.PAGE_HEIGHT) <= near


@check("G01")
def paper_size(paper: Paper) -> Iterator[Hit]:
    """The page is A4, upright or on its side."""
    for section in paper.sections:
        if is_a4(section):
            continue
        size = f"{mm(section.width):.0f}×{mm(section.height):.0f}毫米"
        yield Hit(
            f"纸张是{size}，不是A4（210×297毫米）",
            place=place(paper, section),
            mend=partial(_set_paper, section),
            done=f"纸张由{size}改为A4",
        )


def _set_paper(section: Section) -> None:
    wide, tall = standard.PAGE_WIDTH, standard.PAGE_HEIGHT
    page = (
        make("pgSz", w=tall, h=wide, orient="landscape")
        if section.landscape
        else make("pgSz", w=wide, h=tall)
    )
    inserted(section.element, page, order.SECTION)


def margins_hold(paper: Paper, section: Section) -> bool:
    """Whether the margins make the type area of the standard in a reading that the profile takes."""
    width = standard.PAGE_WIDTH_MM - mm(section.left) - mm(section.right)
    height = standard.PAGE_HEIGHT_MM - mm(section.top) - mm(section.bottom)
    near = standard.MARGIN_TOLERANCE_MM
    sides = abs(mm(section.left) - standard.LEFT_MM) <= near and abs(width - standard.TYPE_WIDTH_MM) <= near
    low, high = standard.GLYPH_TOP_MM
    glyphs = low <= mm(section.top) <= high and abs(height - standard.GLYPH_TYPE_HEIGHT_MM) <= near
    area = abs(mm(section.top) - standard.TOP_MM) <= near and abs(height - standard.TYPE_HEIGHT_MM) <= near
    return sides and (glyphs or (area and paper.profile.both_readings))


@check("G02")
def margins(paper: Paper) -> Iterator[Hit]:
    """The margins of each upright section; a wide table on its side has its own."""
    for section in paper.sections:
        if section.landscape or margins_hold(paper, section):
            continue
        sides = (section.top, section.bottom, section.left, section.right)
        told = "上{:.1f}、下{:.1f}、左{:.1f}、右{:.1f}毫米".format(*map(mm, sides))
        width, height = mm(section.text_width), mm(section.text_height)
        yield Hit(
            f"页边距为{told}，版心{width:.0f}×{height:.0f}毫米，与规定不符",
            place=place(paper, section),
            mend=partial(_set_margins, paper, section),
            done=f"页边距由{told}改为规定的数值",
        )


def _set_margins(paper: Paper, section: Section) -> None:
    old = child(section.element, "pgMar")
    new = make(
        "pgMar",
        top=paper.profile.top,
        right=standard.RIGHT_MARGIN,
        bottom=paper.profile.bottom,
        left=standard.LEFT_MARGIN,
        header=standard.HEADER_DISTANCE,
        footer=standard.FOOTER_DISTANCE if old is None else old.get(w("footer")) or standard.FOOTER_DISTANCE,
        gutter=0,
    )
    inserted(section.element, new, order.SECTION)
