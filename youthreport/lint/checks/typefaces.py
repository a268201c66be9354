"""Runs of the main text → fonts and sizes (clause 5.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from youthreport.lint import formatting, standard
from youthreport.lint.looks import RunLook
from youthreport.lint.marks import HANZI
from youthreport.lint.paper import Paper, Paragraph, Role, shortened
from youthreport.lint.registry import Hit, check
from youthreport.lint.standard import FANGSONG, HEITI, KAITI

_HANZI = re.compile(f"[{HANZI}]")
IN_FANGSONG = (
    Role.BODY,
    Role.ADDRESSEE,
    Role.ANNEX_NOTE,
    Role.ORGAN,
    Role.DATE,
    Role.POSTSCRIPT,
)
_SIZES = {
    84: "初号", 72: "小初", 52: "一号", 48: "小一", 44: "二号", 36: "小二", 32: "三号", 30: "小三",
    28: "四号", 24: "小四", 21: "五号", 18: "小五",
}  # fmt: skip


def font_name(look: RunLook) -> str:
    """The font in the clerk's words."""
    return look.font or "未指定的字体"


def size_name(size: int) -> str:
    """三号（16磅）; only points where the size has no Chinese name."""
    name = _SIZES.get(size)
    return f"{name}（{size / 2:g}磅）" if name else f"{size / 2:g}磅"


def body_start(paragraph: Paragraph) -> int:
    """Where the part begins that follows the rules of the body: behind 黑体 and 楷体 leads of headings beyond doubt."""
    heading = paragraph.heading
    return heading.lead if heading is not None and heading.sure and heading.level <= 2 else 0


def in_fangsong(paper: Paper) -> Iterator[tuple[Paragraph, int]]:
    """The paragraphs in 3号仿宋 and where in them that begins; run-in headings have their own font."""
    for paragraph in paper.having(*IN_FANGSONG, Role.HEADING):
        start = body_start(paragraph)
        if not paragraph.in_annex and paragraph.text[start:].strip():
            yield paragraph, start


def off(
    paragraph: Paragraph, start: int, allowed: Iterable[standard.Family], end: int | None = None
) -> list[tuple[RunLook, str]]:
    """The stretches with Chinese characters whose font belongs to none of the families."""
    families = tuple(allowed)
    return [
        (look, text)
        for look, text in paragraph.stretches(start, end)
        if _HANZI.search(text)
        and not look.defeated
        and not any(family.holds(look.font) for family in families)
    ]


def not_fangsong(paragraph: Paragraph, start: int) -> list[tuple[RunLook, str]]:
    """The stretches in a wrong font; some words in 楷体 or 黑体 are none."""
    strict = off(paragraph, start, (FANGSONG,))
    if sum(len(text) for _, text in strict) * 2 > len(paragraph.text) - start:
        return strict
    return off(paragraph, start, (FANGSONG, KAITI, HEITI))


@check("G08")
def body_font(paper: Paper) -> Iterator[Hit]:
    """仿宋; 楷体 and 黑体 may stress some words of a paragraph, not most of it."""
    for paragraph, start in in_fangsong(paper):
        wrong = not_fangsong(paragraph, start)
        if wrong:
            names = "、".join(dict.fromkeys(font_name(look) for look, _ in wrong))
            yield Hit(
                f"正文字体是{names}，不是仿宋",
                paragraph,
                shortened(wrong[0][1]),
                mend=partial(_set_family, paragraph, start, None, FANGSONG, [look for look, _ in wrong]),
                done=f"字体由{names}改为{FANGSONG.font}",
            )


def _set_family(
    paragraph: Paragraph, start: int, end: int | None, family: standard.Family, looks: list[RunLook]
) -> None:
    formatting.split_runs(paragraph, start)
    for atom in paragraph.atoms[start:end]:
        if atom.run is not None and atom.look in looks:
            formatting.set_font(atom.run, family.font)


@check("G09")
def body_size(paper: Paper) -> Iterator[Hit]:
    """3号, every character."""
    for paragraph, start in in_fangsong(paper):
        wrong = [
            (look, text)
            for look, text in paragraph.stretches(start)
            if text.strip() and look.size not in {0, standard.SIZE_3}
        ]
        if wrong:
            names = "、".join(dict.fromkeys(size_name(look.size) for look, _ in wrong))
            yield Hit(
                f"正文字号是{names}，不是三号（16磅）",
                paragraph,
                shortened(wrong[0][1]),
                mend=partial(_set_sizes, paragraph, start, None, standard.SIZE_3),
                done=f"字号由{names}改为三号",
            )


def _set_sizes(paragraph: Paragraph, start: int, end: int | None, size: int) -> None:
    formatting.split_runs(paragraph, start)
    for atom in paragraph.atoms[start:end]:
        if atom.run is not None and atom.look.size != size:
            formatting.set_size(atom.run, size)


@check("G10")
def one_fangsong(paper: Paper) -> Iterator[Hit]:
    """Only one font of that family in the main text."""
    weights: dict[str, int] = {}
    for paragraph, start in in_fangsong(paper):
        for look, text in paragraph.stretches(start):
            if FANGSONG.holds(look.font) and not look.defeated:
                weights[look.font] = weights.get(look.font, 0) + len(_HANZI.findall(text))
    fonts = sorted((font for font in weights if weights[font]), key=lambda font: (-weights[font], font))
    if len(fonts) > 1:
        told = "、".join(f"{font}（{weights[font]}字）" for font in fonts)
        yield Hit(
            f"正文混用了{told}",
            mend=partial(_unify, paper, fonts[0]),
            done=f"统一为{fonts[0]}",
        )


def _unify(paper: Paper, font: str) -> None:
    for paragraph, start in in_fangsong(paper):
        formatting.split_runs(paragraph, start)
        for atom in paragraph.atoms[start:]:
            if atom.run is not None and FANGSONG.holds(atom.look.font) and atom.look.font != font:
                formatting.set_font(atom.run, font)
