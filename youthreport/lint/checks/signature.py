"""署名 and 成文日期 → where they stand, and whether the date is a day that can be (clause 7.3.5)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from youthreport.lint import formatting, standard
from youthreport.lint.checks.title import add_blank_before
from youthreport.lint.chinese import breadth, from_hanzi
from youthreport.lint.paper import Paper, Paragraph, Role, Section
from youthreport.lint.registry import Hit, check, rewording

_SPOKEN = re.compile(
    r"([一二][〇○Ｏ零O0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DOTTED = re.compile(r"((?:19|20)\d\d)\s*[.．\-/]\s*(\d{1,2})\s*[.．\-/]\s*(\d{1,2})")
_WRITTEN = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?")
_DIGITS = {**{c: str(i) for i, c in enumerate("零一二三四五六七八九")}, **dict.fromkeys("〇○ＯO0", "0")}
_SUMMED = re.compile(r"((?:19|20)\d\d)年?度?(上半年|下半年|第[一二三四]季度)?.{0,12}(?:总结|情况的?报告)")
_LAST_MONTH = {"上半年": 6, "下半年": 12, "第一季度": 3, "第二季度": 6, "第三季度": 9, "第四季度": 12}
_EMPTY_PAGE = re.compile(r"[（(]?此页无正文[）)]?")
_NEAR = 1.2  # 字: what the width of digits and a typed space leave open


def extent(paper: Paper, paragraph: Paragraph) -> tuple[float, float]:
    """Where the text begins and how far it ends from the right edge, in 字; typed spaces push it."""
    look, text = paragraph.look, paragraph.text.replace("\t", "    ")
    line = _section(paper, paragraph).text_width / max(20.0, paragraph.atoms[0].look.pitch)
    block = max(0.0, line - look.left - look.right)
    head = breadth(text) - breadth(text.lstrip())
    tail = breadth(text) - breadth(text.rstrip())
    if look.align == "right":
        right = look.right + tail
        return line - right - breadth(text.strip()), right
    if look.align == "center":
        left = look.left + look.first / 2 + (block - breadth(text)) / 2 + head
    else:
        left = look.left + look.first + head
    return left, line - left - breadth(text.strip())


def _section(paper: Paper, paragraph: Paragraph) -> Section:
    return paper.sections[min(paragraph.section, len(paper.sections) - 1)]


@check("G45")
def signature_placed(paper: Paper) -> Iterator[Hit]:
    """With a seal or without one; a joint signature of several organs is not judged."""
    days, organs = paper.having(Role.DATE), paper.having(Role.ORGAN)
    if not days or len(organs) > 1 or any("\n" in p.text for p in (*days, *organs)):
        return
    if _section(paper, days[0]).landscape:
        return
    day, organ = days[0], organs[0] if organs else None
    sealed, unsealed = _placements(paper, day, organ)
    if sealed or (unsealed and _stands_clear(paper, organ or day)):
        return
    told = f"署名“{organ.stripped}”和成文日期" if organ else "成文日期"
    right = max(0.0, extent(paper, day)[1])
    yield Hit(
        "署名前没有空一行" if unsealed else f"{told}的位置不对（日期距右边{right:.1f}字）",
        day,
        mend=partial(_place, paper, day, organ),
        done="按不加盖印章的格式排：上空一行，署名右空二字，日期首字比署名首字右移二字",
    )


def _placements(paper: Paper, day: Paragraph, organ: Paragraph | None) -> tuple[bool, bool]:
    """Whether the two stand as with a seal, and as without one; of both, what is nearer."""
    left, right = extent(paper, day)
    if organ is None:
        return 2 - _NEAR <= right <= 4 + _NEAR, False
    organ_left, organ_right = extent(paper, organ)
    shift, centre = abs(left - organ_left - 2), abs((left - right) - (organ_left - organ_right)) / 2
    unsealed = shift <= _NEAR and 2 - _NEAR <= min(right, organ_right) <= 2 + _NEAR
    sealed = centre <= _NEAR and abs(right - 4) <= _NEAR
    nearer = shift < centre + abs(right - 4)
    return sealed and not (unsealed and nearer), unsealed


def _stands_clear(paper: Paper, first: Paragraph) -> bool:
    """Whether a blank line, or a gap of its height, stands above."""
    before = paper.neighbour(first, -1)
    if before is None or before.role not in {Role.BODY, Role.HEADING, Role.ANNEX_NOTE}:
        return True
    return before.look.after + first.look.before >= standard.SIZE_3 * 10


def _place(paper: Paper, day: Paragraph, organ: Paragraph | None) -> None:
    """Clause 7.3.5.2: without a seal; a longer date keeps 2 字 and moves the organ left."""
    if not _stands_clear(paper, organ or day):
        add_blank_before(paper, organ or day)
    long, short = breadth(day.stripped), breadth(organ.stripped) if organ else 0.0
    right = 2 + max(0.0, long - (short - 2)) if organ else 2.0
    for paragraph in (day, organ):
        if paragraph is not None:
            _strip(paragraph)
    if organ is not None:
        formatting.set_indent(organ.element, right=right)
        formatting.set_paragraph(organ.element, "jc", val="right")
    # Placed from the left: independent of how wide a program sets the digits.
    left = standard.CHARACTERS - right - short + 2 if organ else standard.CHARACTERS - 2 - long
    formatting.set_indent(day.element, left=max(0.0, left))
    formatting.set_paragraph(day.element, "jc", val="left")


def _strip(paragraph: Paragraph) -> None:
    text = paragraph.text
    head, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    atoms = paragraph.atoms
    for atom in [*reversed(atoms[tail:]), *reversed(atoms[:head])]:
        if atom.node is not None:
            old = atom.node.text or ""
            formatting.write(atom.node, old[: atom.index] + old[atom.index + 1 :])
        elif atom.control is not None and atom.control.getparent() is not None:
            atom.control.getparent().remove(atom.control)


@check("G46")
def signature_whole(paper: Paper) -> Iterator[Hit]:
    """An organ needs a date, and a date below the text an organ."""
    days, organs = paper.having(Role.DATE), paper.having(Role.ORGAN)
    if organs and not days:
        yield Hit("有署名，没有成文日期", organs[-1])
    if days and not organs:
        yield Hit("有成文日期，没有发文机关署名", days[0])


@check("G47")
def signed_in_figures(paper: Paper) -> Iterator[Hit]:
    """The date below the text and that of printing, in Arabic figures and full words."""
    for paragraph in paper.having(Role.DATE, Role.ISSUE):
        for pattern in (_SPOKEN, _DOTTED):
            found = pattern.search(paragraph.text)
            if found:
                yield rewording(paragraph, *found.span(), in_figures(found), f"日期写作“{found[0]}”")


def in_figures(found: re.Match[str]) -> str | None:
    """2026年7月6日; None when the words make no number."""
    year, month, day = found.groups()
    if found.re is _SPOKEN:
        months, days = from_hanzi(month), from_hanzi(day)
        if months is None or days is None:
            return None
        return f"{''.join(_DIGITS[c] for c in year)}年{months}月{days}日"
    return f"{year}年{int(month)}月{int(day)}日"


def day_of(text: str) -> date | None:
    """The day that a text names, in any of the forms; None when it names none that can be."""
    for pattern in (_WRITTEN, _SPOKEN, _DOTTED):
        found = pattern.search(text)
        told = in_figures(found) if found else None
        if told:
            year, month, day = (int(part) for part in re.findall(r"\d+", told))
            real = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
            return date(year, month, day) if real else None
    return None


@check("G54")
def no_empty_page(paper: Paper) -> Iterator[Hit]:
    """（此页无正文）."""
    for paragraph in paper.every:
        found = _EMPTY_PAGE.search(paragraph.text)
        if found and len(paragraph.stripped) <= 12:
            yield rewording(paragraph, *found.span(), None, f"写有“{found[0]}”")


@check("G53")
def signed_after_the_period(paper: Paper) -> Iterator[Hit]:
    """A summing-up is not signed before the last month of what it sums up, nor in an earlier year."""
    title = "".join(paragraph.stripped for paragraph in paper.having(Role.TITLE))
    found = _SUMMED.search(title)
    for paragraph in paper.having(Role.DATE) if found else ():
        signed = day_of(paragraph.text)
        if signed is None or found is None:
            continue
        year, last = int(found[1]), _LAST_MONTH.get(found[2] or "", 12)
        if (signed.year, signed.month) < (year, last):
            yield Hit(
                f"成文日期{paragraph.stripped}早于标题所说的{found[1]}年{found[2] or '全年'}", paragraph
            )
