"""Runs → theme fonts that beat named ones, signs in Latin fonts, rare characters, colour, decoration (clause 5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from youthreport.lint import formatting, standard
from youthreport.lint.checks.typefaces import IN_FANGSONG
from youthreport.lint.looks import RunLook
from youthreport.lint.marks import HANZI
from youthreport.lint.paper import Paper, Paragraph, Role, shortened
from youthreport.lint.registry import Hit, check

_HANZI = re.compile(f"[{HANZI}]")
_WIDE_SIGNS = re.compile("[“”‘’—…·]")
# Where the type of every character is laid down, so that decoration can be judged.
_PLAIN = (*IN_FANGSONG, Role.HEADING, Role.TITLE, Role.SUBTITLE)


@check("G11")
def defeated_fonts(paper: Paper) -> Iterator[Hit]:
    """A named font that a theme font on the same element beats."""
    for paragraph in paper.every:
        beaten = [
            (look, text) for look, text in paragraph.stretches() if look.defeated and _HANZI.search(text)
        ]
        if beaten:
            look, text = beaten[0]
            yield Hit(
                f"指定了{look.defeated}，却被主题字体{look.font}盖过",
                paragraph,
                shortened(text),
                mend=None if paragraph.boxed else partial(_free, paragraph),
                done=f"取消主题字体，用指定的{look.defeated}",
            )


def _free(paragraph: Paragraph) -> None:
    for atom in paragraph.atoms:
        if atom.run is not None and atom.look.defeated:
            formatting.set_font(atom.run, atom.look.defeated)


@check("G12")
def wide_signs(paper: Paper) -> Iterator[Hit]:
    """Quotes, dashes and ellipses beside Chinese text, without the mark that makes them full-width."""
    for paragraph in paper.having(*_PLAIN):
        if not _HANZI.search(paragraph.text):
            continue
        narrow = [(look, text) for look, text in paragraph.stretches() if _is_narrow(look, text)]
        if narrow:
            signs = list(dict.fromkeys(_WIDE_SIGNS.findall("".join(text for _, text in narrow))))
            yield Hit(
                f"标点 {' '.join(signs)} 会显示成西文字体{narrow[0][0].latin}",
                paragraph,
                shortened(narrow[0][1]),
                mend=partial(_widen, paragraph),
                done="标点改用中文字体",
            )


def _is_narrow(look: RunLook, text: str) -> bool:
    named = bool(look.font) and bool(look.latin) and look.font != look.latin
    return named and look.hint != "eastAsia" and bool(_WIDE_SIGNS.search(text)) and bool(_HANZI.search(text))


def _widen(paragraph: Paragraph) -> None:
    for atom, character in zip(paragraph.atoms, paragraph.text, strict=True):
        if atom.run is not None and _WIDE_SIGNS.match(character):
            formatting.set_hint(atom.run)


@check("G13")
def rare_characters(paper: Paper) -> Iterator[Hit]:
    """Characters outside GB2312 in a font that holds no others."""
    for paragraph in paper.having(*_PLAIN, Role.ANNEX, Role.TABLE):
        rare = [
            character
            for look, text in paragraph.stretches()
            if "gb2312" in look.font.casefold()
            for character in _HANZI.findall(text)
            if not _in_gb2312(character)
        ]
        if rare:
            told = "、".join(dict.fromkeys(rare))
            yield Hit(f"“{told}”不在GB2312字库中，会用别的字体显示", paragraph)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@check("G14")
def black(paper: Paper) -> Iterator[Hit]:
    """Everything below the title is black; the organ's mark above it is red by rule."""
    for paragraph in paper.having(*_PLAIN):
        coloured = [
            (look, text)
            for look, text in paragraph.stretches()
            if text.strip() and look.color not in standard.BLACK and look.size
        ]
        if coloured:
            yield Hit(
                "文字不是黑色",
                paragraph,
                shortened(coloured[0][1]),
                mend=partial(_set_runs, paragraph, "color", "000000"),
                done="文字改为黑色",
            )


def _set_runs(paragraph: Paragraph, name: str, text: str) -> None:
    for run in formatting.runs_of(paragraph):
        formatting.set_run(run, name, val=text)


@check("G15")
def plain_text(paper: Paper) -> Iterator[Hit]:
    """Underlined, slanting and struck text."""
    for paragraph in paper.having(*_PLAIN):
        found: dict[str, str] = {}
        for look, text in paragraph.stretches():
            words = (
                (look.underlined, "下划线"),
                (look.italic, "斜体"),
                (look.struck, "删除线"),
            )
            for has, name in words:
                if has and text.strip():
                    found.setdefault(name, text)
        if found:
            told = "、".join(found)
            yield Hit(
                f"文字带有{told}",
                paragraph,
                shortened(next(iter(found.values()))),
                mend=None if "删除线" in found else partial(_plain, paragraph),
                done=f"取消{told}",
            )


def _plain(paragraph: Paragraph) -> None:
    for run in formatting.runs_of(paragraph):
        formatting.set_run(run, "u", val="none")
        formatting.set_run(run, "i", val=0)
