"""Footers → the page number's presence, form, type and place (clause 7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from youthreport.lint import standard
from youthreport.lint.checks.page import place
from youthreport.lint.checks.typefaces import font_name, size_name
from youthreport.lint.footers import PageNumber, page_numbers
from youthreport.lint.paper import Paper, Section
from youthreport.lint.registry import Hit, check
from youthreport.lint.repaging import number_pages
from youthreport.lint.standard import SONGTI
from youthreport.lint.standard import millimetres as mm
from youthreport.lint.xml import child, on

DASH = "—"


def has_two_sides(paper: Paper) -> bool:
    """Whether odd and even pages have footers of their own."""
    return on(child(paper.package.related("settings"), "evenAndOddHeaders"))


def in_force(paper: Paper) -> list[PageNumber]:
    """The page numbers that are printed; even footers count only where the sides differ."""
    found = page_numbers(paper.package, paper.sections)
    return [n for n in found if n.kind == "default" or has_two_sides(paper)]


def _hit(paper: Paper, section: Section, message: str, quote: str = "") -> Hit:
    """A finding in a footer; all of them are mended by setting the page numbers anew."""
    may = all(n.alone for n in page_numbers(paper.package, paper.sections))
    told = f"{place(paper, section)}页脚"
    return Hit(
        message,
        quote=quote,
        place=told,
        mend=partial(number_pages, paper) if may else None,
        done="页码重新设置为“— 1 —”，4号宋体，单页居右、双页居左",
    )


@check("G40")
def pages_numbered(paper: Paper) -> Iterator[Hit]:
    """A page number in every section's footers."""
    kinds = ("default", "even") if has_two_sides(paper) else ("default",)
    numbered = {number.part for number in page_numbers(paper.package, paper.sections)}
    for section in paper.sections:
        lacking = [kind for kind in kinds if section.footers.get(kind) not in numbered]
        if lacking:
            told = {"default": "奇数页" if len(kinds) > 1 else "", "even": "偶数页"}
            which = "".join(told[kind] for kind in lacking) if len(lacking) < len(kinds) else ""
            yield _hit(paper, section, f"{which}没有页码")
            return


@check("G41")
def between_dashes(paper: Paper) -> Iterator[Hit]:
    """— 1 —."""
    for found in in_force(paper):
        if found.before.strip() != DASH or found.after.strip() != DASH:
            shown = f"{found.before.strip()}1{found.after.strip()}"
            yield _hit(paper, found.section, f"页码写作“{shown}”，应为“— 1 —”", shown)
            return


@check("G42")
def number_type(paper: Paper) -> Iterator[Hit]:
    """宋体, 4号."""
    for found in in_force(paper):
        for look in found.looks:
            wide, narrow = SONGTI.holds(look.font), SONGTI.holds(look.latin)
            if wide and narrow and look.size == standard.SIZE_4:
                continue
            name = font_name(look) if not wide else look.latin or "未指定的字体"
            yield _hit(paper, found.section, f"页码是{name}、{size_name(look.size)}，应为宋体、四号（14磅）")
            return


@check("G43")
def outer_side(paper: Paper) -> Iterator[Hit]:
    """Odd pages right, even pages left."""
    found = in_force(paper)
    if not found:
        return
    if not has_two_sides(paper):
        yield _hit(paper, found[0].section, "单、双页的页码没有分开设置")
        return
    for one in found:
        side, word = ("right", "单页码应当居右") if one.kind == "default" else ("left", "双页码应当居左")
        aligned = one.look.align == side or (side == "left" and one.look.align == "both")
        if not one.boxed and not aligned:
            yield _hit(paper, one.section, word)
            return


@check("G44")
def number_distance(paper: Paper) -> Iterator[Hit]:
    """One character from the edge, the dash 7 mm below the type area."""
    low, high = standard.FOOTER_DISTANCE_MM
    for found in in_force(paper):
        if found.boxed:
            continue
        distance = mm(found.section.footer)
        if not low <= distance <= high:
            yield _hit(paper, found.section, f"页脚距边界{distance:.1f}毫米，应为25.6毫米左右")
            return
        inset = _inset(found)
        if has_two_sides(paper) and not 0.7 <= inset <= 1.3:
            yield _hit(paper, found.section, f"页码距版心边缘{inset:.1f}字，应为1字")
            return


def _inset(found: PageNumber) -> float:
    """The distance from the outer edge in characters, typed spaces counted."""
    if found.kind == "even":
        typed = found.before[: len(found.before) - len(found.before.lstrip())]
        indent = found.look.left + found.look.first if found.look.align in {"left", "both"} else 1.0
    else:
        typed = found.after[len(found.after.rstrip()) :]
        indent = found.look.right if found.look.align == "right" else 1.0
    return indent + sum(1.0 if c == "\u3000" else 0.5 for c in typed)
