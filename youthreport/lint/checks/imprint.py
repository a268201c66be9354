"""版头 and 版记 → 发文字号, 抄送, 印发 and the rules between them (clauses 7.2.5, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from youthreport.lint import formatting, marks, standard
from youthreport.lint.checks.texts import everywhere
from youthreport.lint.checks.typefaces import font_name, off
from youthreport.lint.paper import Paper, Paragraph, Role, Table
from youthreport.lint.registry import Hit, check, rewording
from youthreport.lint.standard import FANGSONG
from youthreport.lint.xml import Element, child, descendants, get, number

_BRACKETED = re.compile(r"[\[\(（【［﹝]((?:19|20)\d\d)[\]\)）】］﹞](?=\s?第?\d{1,4}号)")
_PADDED = re.compile(r"(?<=〔\d\d\d\d〕)(?:第0*|0+)(?=[1-9]\d{0,3}号)")
_COPIES_COLON = re.compile(r"\s*抄\s*送\s*([:∶])")
_NONE = frozenset({None, "nil", "none"})


@check("G63")
def number_brackets(paper: Paper) -> Iterator[Hit]:
    """〔2026〕5号, also where another paper is quoted by its number."""
    for paragraph, guard in everywhere(paper):
        for found in _BRACKETED.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(
                    paragraph,
                    *found.span(),
                    f"〔{found[1]}〕",
                    f"发文字号的年份写作“{found[0]}”",
                    verbatim=guard.quotes(*found.span()),
                )


@check("G64")
def number_plain(paper: Paper) -> Iterator[Hit]:
    """〔2026〕5号, not 第5号 and not 05号."""
    for paragraph, guard in everywhere(paper):
        for found in _PADDED.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(
                    paragraph,
                    *found.span(),
                    "",
                    f"发文顺序号前有“{found[0]}”",
                    verbatim=guard.quotes(*found.span()),
                )


@check("G65")
def copies_punctuation(paper: Paper) -> Iterator[Hit]:
    """抄送：……。."""
    for paragraph in paper.having(Role.COPIES):
        found = _COPIES_COLON.match(paragraph.text)
        if found:
            yield rewording(paragraph, *found.span(1), "：", "“抄送”后是半角冒号")
        end = len(paragraph.text.rstrip())
        if paragraph.text[end - 1 : end] not in {"。", ""} and _is_last(paper, paragraph):
            yield rewording(paragraph, end, end, "。", "抄送机关末尾没有句号")


def _is_last(paper: Paper, paragraph: Paragraph) -> bool:
    """Whether the list of organs does not go on in the next paragraph."""
    after = paper.neighbour(paragraph, 1)
    return after is None or after.blank or after.role is Role.ISSUE


@check("G66")
def imprint_type(paper: Paper) -> Iterator[Hit]:
    """4号仿宋."""
    for paragraph in paper.having(Role.COPIES, Role.ISSUE):
        wrong: list[str] = []
        if fonts := off(paragraph, 0, (FANGSONG,)):
            wrong.append(f"字体是{font_name(fonts[0][0])}")
        if paragraph.size() != standard.SIZE_4:
            wrong.append(f"字号是{paragraph.size() / 2:g}磅")
        if wrong:
            yield Hit(
                f"版记{'、'.join(wrong)}，应为4号仿宋",
                paragraph,
                mend=partial(_set_type, paragraph),
                done="版记改为4号仿宋",
            )


def _set_type(paragraph: Paragraph) -> None:
    for run in formatting.runs_of(paragraph):
        formatting.set_font(run, FANGSONG.font)
        formatting.set_size(run, standard.SIZE_4)


@check("G67")
def imprint_rules(paper: Paper) -> Iterator[Hit]:
    """Strong first and last rule, fine ones between; only where the rules are borders of a table."""
    for table in _imprint_tables(paper):
        rows = list(descendants(table.element, "tr"))
        last = _last_told(rows)
        found = [_rule(table.element, rows, index) for index in range(last + 1)]
        outer = all(standard.OUTER_RULE <= size <= 10 for size in (found[0], found[-1]))
        inner = all(4 <= size < standard.OUTER_RULE for size in found[1:-1])
        if not (outer and inner):
            told = "、".join(f"{size / 8:g}磅" if size else "无" for size in found)
            yield Hit(
                f"版记分隔线自上而下为{told}",
                table.paragraphs[0],
                mend=partial(_set_rules, rows, last),
                done="版记首末分隔线改为0.35毫米，中间改为0.25毫米",
            )


def _imprint_tables(paper: Paper) -> list[Table]:
    roles = {Role.COPIES, Role.ISSUE}
    return [table for table in paper.tables if any(p.role in roles for p in table.paragraphs)]


def _last_told(rows: list[Element]) -> int:
    """How many rows there are down to the last that says something: below it may be room to the page's edge."""
    told = [index for index, row in enumerate(rows, start=1) if "".join(row.itertext()).strip()]
    return told[-1] if told else len(rows)


def _rule(table: Element, rows: list[Element], index: int) -> int:
    """The weight of the horizontal rule above row `index` in eighths of a point, 0 for none."""
    outer = "top" if index == 0 else "bottom" if index == len(rows) else "insideH"
    sides = [(row, side) for row, side in ((index - 1, "bottom"), (index, "top")) if 0 <= row < len(rows)]
    own = [child(next(descendants(rows[row], "tcBorders"), None), side) for row, side in sides]
    # What a cell says beats what the table says, also when it says that there is none.
    borders = [border for border in own if border is not None] or [child(table, "tblPr", "tblBorders", outer)]
    return max(map(_weight, borders))


def _weight(border: Element | None) -> int:
    return 0 if border is None or get(border, "val") in _NONE else number(get(border, "sz"), 4)


def _set_rules(rows: list[Element], last: int) -> None:
    for index, row in enumerate(rows[: last + 1]):
        for cell in descendants(row, "tc"):
            sides = {"top": _due(index, last), "bottom": _due(index + 1, last)}
            if index == last:  # the empty row below: only its upper edge is the last rule
                del sides["bottom"]
            for side, weight in sides.items():
                formatting.set_cell_border(cell, side, weight)


def _due(index: int, last: int) -> int:
    return standard.OUTER_RULE if index in {0, last} else standard.INNER_RULE


@check("G68")
def issued_word(paper: Paper) -> Iterator[Hit]:
    """The date of printing is followed by 印发."""
    for paragraph in paper.having(Role.ISSUE):
        if not marks.ISSUED.fullmatch(paragraph.stripped):
            yield Hit("印发日期后没有“印发”二字", paragraph)
