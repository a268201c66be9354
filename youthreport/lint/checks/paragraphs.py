"""Body paragraphs → indents, stray spaces, line breaks and blank paragraphs (clause 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from youthreport.lint import formatting
from youthreport.lint.guards import guard_of
from youthreport.lint.marks import HANZI
from youthreport.lint.paper import Paper, Paragraph, Role
from youthreport.lint.registry import Hit, check, rewording
from youthreport.lint.xml import local

_BETWEEN = re.compile(rf"(?<=[{HANZI}，。、；：）”》])[ \u00a0]+(?=[{HANZI}（“《])")
_FEW = 2  # more gaps than that in a line are a list of names or a form
_LONG = 5  # …unless long stretches of text stand between them


@check("G35")
def first_line_indent(paper: Paper) -> Iterator[Hit]:
    """Two characters, the following lines flush."""
    for paragraph in paper.settled:
        look = paragraph.look
        if paragraph.text[:1] in {" ", "\u3000", "\t"}:
            continue  # G36 tells that
        if abs(look.first - 2) > 0.3 or abs(look.left) > 0.3:
            told = f"首行缩进{look.first:.1f}字" if look.first else "首行没有缩进"
            if abs(look.left) > 0.3:
                told = f"整段左缩进{look.left:.1f}字"
            yield Hit(
                f"{told}，应为首行左空二字",
                paragraph,
                mend=partial(_indent, paragraph),
                done="设为首行缩进2字符",
            )


def _indent(paragraph: Paragraph) -> None:
    formatting.set_indent(paragraph.element, first=2)


@check("G36")
def no_spaces_for_indent(paper: Paper) -> Iterator[Hit]:
    """Spaces in front of a paragraph of the main text."""
    for paragraph in paper.settled:
        end = len(paragraph.text) - len(paragraph.text.lstrip(" \u3000\u00a0\t"))
        if end:
            yield rewording(paragraph, 0, end, "", f"段首用{end}个空格或制表符代替缩进")


@check("G37")
def no_spaces_between(paper: Paper) -> Iterator[Hit]:
    """Spaces between two Chinese characters."""
    for paragraph in paper.settled:
        guard = guard_of(paragraph.text)
        found = [m for m in _BETWEEN.finditer(paragraph.text) if not guard.spares(*m.span())]
        if not _accidental(paragraph.text, found):
            continue
        for match in found:
            yield rewording(
                paragraph, *match.span(), "", "汉字之间有空格", verbatim=guard.quotes(*match.span())
            )


def _accidental(text: str, found: list[re.Match[str]]) -> bool:
    """Whether the gaps are slips, and not the columns of a list of names."""
    edges = [0, *(edge for match in found for edge in match.span()), len(text)]
    pieces = [edges[i + 1] - edges[i] for i in range(0, len(edges), 2)]
    few = len(found) <= _FEW
    return bool(found) and (
        (few and max(pieces) > _LONG and min(pieces[1:-1] or [9]) > 1) or min(pieces) >= _LONG
    )


@check("G38")
def no_soft_breaks(paper: Paper) -> Iterator[Hit]:
    """Line breaks inside a paragraph of the main text."""
    for paragraph in paper.settled:
        count = paragraph.text.count("\n")
        if count:
            at = paragraph.text.index("\n")
            yield Hit(
                f"段内有{count}处手动换行",
                paragraph,
                f"{paragraph.text[:at][-8:]}↵{paragraph.text[at + 1 :][:8]}",
            )


@check("G39")
def no_blank_between(paper: Paper) -> Iterator[Hit]:
    """Blank paragraphs between two paragraphs of the main text."""
    last: Paragraph | None = None
    blanks: list[Paragraph] = []
    for paragraph in paper.paragraphs:
        if paragraph.role is Role.BLANK:
            blanks.append(paragraph)
            continue
        inside = last is not None and all(
            p.role in {Role.BODY, Role.HEADING} and not p.in_annex for p in (last, paragraph)
        )
        for blank in blanks if inside else ():
            after = f"在“{last.quote}”之后" if last else ""
            yield Hit(
                f"正文中间空了一行（{after}）",
                blank,
                mend=partial(_remove, blank) if _is_empty(blank) else None,
                done="删去空段",
            )
        last, blanks = paragraph, []


def _is_empty(paragraph: Paragraph) -> bool:
    """Nothing that would be lost with it: no bookmark, comment, break or section end."""
    for item in paragraph.element.iter():
        name = local(item)
        if name in {"sectPr", "numPr", "br", "bookmarkStart", "bookmarkEnd", "ins", "del", "fldChar"}:
            return False
        if name.startswith("comment") or name == "drawing":
            return False
    return paragraph.text == ""


def _remove(paragraph: Paragraph) -> None:
    parent = paragraph.element.getparent()
    if parent is not None:
        parent.remove(paragraph.element)
