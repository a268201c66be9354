"""附件说明 and annexes → form, place, and whether the two agree (clauses 7.3.4, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from youthreport.lint import formatting, standard
from youthreport.lint.checks.title import add_blank_before
from youthreport.lint.checks.typefaces import font_name, off
from youthreport.lint.chinese import from_hanzi
from youthreport.lint.paper import Paper, Paragraph, Role
from youthreport.lint.registry import Hit, check, rewording
from youthreport.lint.standard import HEITI

_COLON = re.compile(r"\s*附\s*件\s*([:∶])")
_LABELLED = re.compile(r"\s*附件(?:[:：∶]\s*)?")
_NUMBER = re.compile(r"(\d{1,2})\s*([.．、])\s*")
_BEFORE_COLON = re.compile(r"\s*附件(\d{1,2})\s*[:：.．、]\s*")
_FINAL = re.compile(r"[。；，、;,]+$")
_IN_NAME = re.compile(r"[\s《》“”]")


def _start(paragraph: Paragraph) -> int:
    """Where the number or name begins behind “附件：”."""
    found = _LABELLED.match(paragraph.text)
    return found.end() if found else len(paragraph.text) - len(paragraph.text.lstrip())


@check("G55")
def note_colon(paper: Paper) -> Iterator[Hit]:
    """附件：."""
    for paragraph in paper.having(Role.ANNEX_NOTE):
        found = _COLON.match(paragraph.text)
        if found:
            yield rewording(paragraph, *found.span(1), "：", "“附件”二字后是半角冒号")


@check("G56")
def note_numbers(paper: Paper) -> Iterator[Hit]:
    """附件：1.名称."""
    for paragraph in paper.having(Role.ANNEX_NOTE):
        reversed_form = _BEFORE_COLON.match(paragraph.text)
        if reversed_form:
            start, end = reversed_form.start(1) - 2, reversed_form.end()
            new = f"附件：{int(reversed_form[1])}."
            yield rewording(paragraph, start, end, new, f"附件序号写作“{reversed_form[0].strip()}”")
            continue
        found = _NUMBER.match(paragraph.text, _start(paragraph))
        if found and found[2] == "、":
            yield rewording(paragraph, *found.span(2), ".", f"附件序号写作“{found[0].strip()}”")


@check("G57")
def note_without_stop(paper: Paper) -> Iterator[Hit]:
    """No punctuation behind the names."""
    for paragraph in paper.having(Role.ANNEX_NOTE):
        end = len(paragraph.text.rstrip())
        found = _FINAL.search(paragraph.text[:end])
        if found:
            yield rewording(paragraph, found.start(), end, "", f"附件名称后有“{found[0]}”")


@check("G58")
def blank_before_note(paper: Paper) -> Iterator[Hit]:
    """One blank line below the body."""
    for paragraph in paper.having(Role.ANNEX_NOTE)[:1]:
        before = paper.neighbour(paragraph, -1)
        if before is None or before.role not in {Role.BODY, Role.HEADING}:
            continue
        if before.look.after + paragraph.look.before < standard.SIZE_3 * 10:
            yield Hit(
                "附件说明与正文之间没有空行",
                paragraph,
                mend=partial(add_blank_before, paper, paragraph),
                done="在附件说明前空一行",
            )


@check("G59")
def note_indent(paper: Paper) -> Iterator[Hit]:
    """The first line begins two characters in, the further numbers below the first."""
    for index, paragraph in enumerate(paper.having(Role.ANNEX_NOTE)):
        text = paragraph.text
        typed = sum(1.0 if c == "\u3000" else 0.5 for c in text[: len(text) - len(text.lstrip())])
        begins = paragraph.look.left + paragraph.look.first + typed
        due = 2.0 if index == 0 else 5.0
        if abs(begins - due) > 0.7:
            yield Hit(
                f"附件说明左空{begins:.1f}字，应为{due:g}字",
                paragraph,
                mend=partial(_indent, paragraph, first=index == 0),
                done="附件说明改为左空二字" if index == 0 else "附件序号与上一行对齐",
            )


def _indent(paragraph: Paragraph, *, first: bool) -> None:
    """Hanging below the first character of the name: 附件：1. is four characters wide, 1. one."""
    head = len(paragraph.text) - len(paragraph.text.lstrip(" \u3000\u00a0"))
    for atom in reversed(paragraph.atoms[:head]):
        if atom.node is not None:
            text = atom.node.text or ""
            formatting.write(atom.node, text[: atom.index] + text[atom.index + 1 :])
    numbered = bool(_NUMBER.match(paragraph.text, _start(paragraph)))
    width = (4 if first else 1) if numbered else 3
    formatting.set_indent(paragraph.element, left=2 + width if first else 5 + width, first=-width)


def _numbers_of(paper: Paper) -> dict[int, str]:
    """Number → name as 附件说明 tells; an only annex has number 0."""
    told: dict[int, str] = {}
    for paragraph in paper.having(Role.ANNEX_NOTE):
        before = _BEFORE_COLON.match(paragraph.text)
        found = _NUMBER.match(paragraph.text, _start(paragraph))
        number = int(before[1]) if before else int(found[1]) if found else 0
        name = paragraph.text[before.end() if before else found.end() if found else _start(paragraph) :]
        told[number] = _plain(name)
    return told


def _plain(name: str) -> str:
    return _IN_NAME.sub("", _FINAL.sub("", name.strip())).replace("(", "（").replace(")", "）")


@check("G60")
def note_and_annexes_agree(paper: Paper) -> Iterator[Hit]:
    """The same numbers and names; annexes that lie in files of their own are not missed."""
    told, labels = _numbers_of(paper), paper.having(Role.ANNEX_LABEL)
    if not told or not labels:
        return
    seen: list[int] = []
    for label in labels:
        number = _number(label)
        seen.append(number)
        if number not in told:
            yield Hit(f"附件说明中没有“{label.stripped}”", label)
            continue
        title = _title_below(paper, label)
        if title is not None and told[number] and _plain(title.text) != told[number]:
            yield Hit(f"附件标题“{title.stripped}”与附件说明中的名称不一致", title)
    for number in sorted(set(told) - set(seen)):
        yield Hit(f"附件说明中的附件{number or ''}没有附上", paper.having(Role.ANNEX_NOTE)[0])


def _number(label: Paragraph) -> int:
    digits = label.stripped.removeprefix("附件").strip(" ：:\u3000")
    return int(digits) if digits.isdigit() else from_hanzi(digits) or 0


def _title_below(paper: Paper, label: Paragraph) -> Paragraph | None:
    """The centred title below a label, when it is a single line."""
    after = [p for p in paper.paragraphs[paper.paragraphs.index(label) + 1 :][:6] if p.role is not Role.BLANK]
    if not after or after[0].look.align != "center" or after[0].role is Role.TABLE:
        return None
    two_lines = len(after) > 1 and after[1].look.align == "center" and after[1].role is not Role.TABLE
    return None if two_lines else after[0]


@check("G61")
def annex_on_new_page(paper: Paper) -> Iterator[Hit]:
    """A page or section break before the label."""
    for label in paper.having(Role.ANNEX_LABEL):
        before = paper.neighbour(label, -1)
        broken = label.look.new_page or label.breaks_page or before is None
        while before is not None and not broken:
            broken = before.breaks_page or before.section != label.section
            if before.role is not Role.BLANK:
                break
            before = paper.neighbour(before, -1)
        if not broken:
            yield Hit(
                f"“{label.stripped}”没有另起一页",
                label,
                mend=partial(formatting.set_paragraph, label.element, "pageBreakBefore"),
                done="附件另起一页",
            )


@check("G62")
def annex_label_type(paper: Paper) -> Iterator[Hit]:
    """黑体, 3号, flush left."""
    for label in paper.having(Role.ANNEX_LABEL):
        wrong: list[str] = []
        if fonts := off(label, 0, (HEITI,)):
            wrong.append(f"字体是{font_name(fonts[0][0])}")
        if label.size() != standard.SIZE_3:
            wrong.append(f"字号是{label.size() / 2:g}磅")
        if abs(label.look.left + label.look.first) >= 0.5 or label.look.align in {"center", "right"}:
            wrong.append("没有顶格")
        if wrong:
            yield Hit(
                f"“{label.stripped}”{'、'.join(wrong)}",
                label,
                mend=partial(_set_label, label),
                done="附件标识改为3号黑体，顶格",
            )


def _set_label(label: Paragraph) -> None:
    for run in formatting.runs_of(label):
        formatting.set_all_fonts(run, HEITI.font)
        formatting.set_size(run, standard.SIZE_3)
    formatting.set_indent(label.element)
    formatting.set_paragraph(label.element, "jc", val="left")
