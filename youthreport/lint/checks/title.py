"""The title and 主送机关 → their place, type and line breaks (clauses 7.3.1, 7.3.2)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import partial

from youthreport.lint import formatting, standard
from youthreport.lint.checks.typefaces import font_name, off, size_name
from youthreport.lint.chinese import breadth
from youthreport.lint.paper import Paper, Paragraph, Role, shortened
from youthreport.lint.registry import Hit, check, rewording
from youthreport.lint.standard import XIAOBIAOSONG
from youthreport.lint.xml import make

_NEVER_FIRST = re.compile(r"[的地得、，；：。》）”’〕]")
_NEVER_LAST = re.compile(r"[《（“‘〔]$")
_TORN = re.compile(r"[0-9A-Za-z]$"), re.compile(r"[0-9A-Za-z%年月日]")


@check("G16")
def title_font(paper: Paper) -> Iterator[Hit]:
    """小标宋."""
    for paragraph in paper.having(Role.TITLE):
        wrong = off(paragraph, 0, (XIAOBIAOSONG,))
        if wrong:
            name = font_name(wrong[0][0])
            yield Hit(
                f"标题字体是{name}，不是小标宋",
                paragraph,
                mend=partial(_set_fonts, paragraph),
                done=f"标题字体由{name}改为{XIAOBIAOSONG.font}",
            )


def _set_fonts(paragraph: Paragraph) -> None:
    for run in formatting.runs_of(paragraph):
        formatting.set_font(run, XIAOBIAOSONG.font)


@check("G17")
def title_size(paper: Paper) -> Iterator[Hit]:
    """2号."""
    for paragraph in paper.having(Role.TITLE):
        size = paragraph.size()
        if size != standard.SIZE_2:
            yield Hit(
                f"标题字号是{size_name(size)}，不是二号（22磅）",
                paragraph,
                mend=partial(_set_sizes, paragraph),
                done=f"标题字号由{size_name(size)}改为二号",
            )


def _set_sizes(paragraph: Paragraph) -> None:
    for run in formatting.runs_of(paragraph):
        formatting.set_size(run, standard.SIZE_2)


@check("G18")
def title_centred(paper: Paper) -> Iterator[Hit]:
    """Centred, without an indent that would push it aside."""
    for paragraph in paper.having(Role.TITLE):
        look = paragraph.look
        aside = max(abs(look.first), abs(look.left - look.right)) >= 0.5
        if look.align != "center" or aside:
            yield Hit(
                "标题没有居中" if look.align != "center" else "标题带有缩进，偏离中线",
                paragraph,
                mend=partial(_centre, paragraph),
                done="标题设为居中，取消缩进",
            )


def _centre(paragraph: Paragraph) -> None:
    formatting.set_indent(paragraph.element)
    formatting.set_paragraph(paragraph.element, "jc", val="center")


@check("G19")
def title_light(paper: Paper) -> Iterator[Hit]:
    """Not bold."""
    for paragraph in paper.having(Role.TITLE):
        if any(look.bold and text.strip() for look, text in paragraph.stretches()):
            yield Hit("标题加粗了", paragraph, mend=partial(_lighten, paragraph), done="取消标题加粗")


def _lighten(paragraph: Paragraph) -> None:
    for run in formatting.runs_of(paragraph):
        formatting.set_run(run, "b", val=0)


@check("G20")
def title_without_stop(paper: Paper) -> Iterator[Hit]:
    """No final punctuation."""
    for paragraph in paper.having(Role.TITLE)[-1:]:
        end = len(paragraph.text.rstrip())
        found = re.search(r"[。；，、：;,]+$", paragraph.text[:end])
        if found:
            yield rewording(paragraph, found.start(), end, "", f"标题末尾有“{found[0]}”")


def title_text_lines(paper: Paper) -> list[tuple[Paragraph, str]]:
    """The lines of the title as they were broken by hand, each with its paragraph."""
    return [
        (paragraph, line.strip())
        for paragraph in paper.having(Role.TITLE)
        for line in paragraph.text.split("\n")
        if line.strip()
    ]


@check("G21")
def title_lines_fit(paper: Paper) -> Iterator[Hit]:
    """A line wider than the page breaks where chance wants."""
    for paragraph, line in title_text_lines(paper):
        if breadth(line) > standard.TITLE_CHARACTERS:
            yield Hit(
                f"标题这一行有{breadth(line):g}个字宽，超过一行的20个字，会自动折行",
                paragraph,
                shortened(line),
            )


@check("G22")
def title_shape(paper: Paper) -> Iterator[Hit]:
    """Words whole, and no waist: a middle line is not the shortest."""
    lines = title_text_lines(paper)
    for (_, above), (paragraph, below) in itertools.pairwise(lines):
        torn = _TORN[0].search(above) and _TORN[1].match(below)
        if torn or _NEVER_FIRST.match(below) or _NEVER_LAST.search(above):
            yield Hit("标题在词语或数字中间断开", paragraph, shortened(f"{above[-6:]}／{below[:6]}"))
    widths = [breadth(line) for _, line in lines]
    for index in range(1, len(lines) - 1):
        if widths[index] < widths[index - 1] and widths[index] < widths[index + 1]:
            yield Hit(
                "标题中间一行比上下两行都短，不成梯形或菱形", lines[index][0], shortened(lines[index][1])
            )


@check("G23")
def blank_below_title(paper: Paper) -> Iterator[Hit]:
    """One blank line between title and 主送机关; a gap of a line's height does as well."""
    for paragraph in paper.having(Role.ADDRESSEE):
        before = paper.neighbour(paragraph, -1)
        if before is None or before.role not in {Role.TITLE, Role.SUBTITLE}:
            continue
        if before.look.after + paragraph.look.before < standard.SIZE_3 * 10:
            yield Hit(
                "标题与主送机关之间没有空行",
                paragraph,
                mend=partial(add_blank_before, paper, paragraph),
                done="在主送机关前空一行",
            )


def add_blank_before(paper: Paper, paragraph: Paragraph) -> None:
    """An empty paragraph of the body's line before the paragraph."""
    blank = make("p")
    paragraph.element.addprevious(blank)
    formatting.set_spacing(blank, line=paper.profile.line, lineRule="exact")
    formatting.set_gaps(blank)


@check("G24")
def addressee_flush(paper: Paper) -> Iterator[Hit]:
    """Flush left."""
    for paragraph in paper.having(Role.ADDRESSEE):
        look = paragraph.look
        spaces = len(paragraph.text) - len(paragraph.text.lstrip())
        if spaces:
            yield rewording(paragraph, 0, spaces, "", "主送机关前有空格，应当顶格")
        elif abs(look.first + look.left) >= 0.5 or look.left >= 0.5 or look.align in {"center", "right"}:
            yield Hit(
                "主送机关没有顶格",
                paragraph,
                mend=partial(_flush, paragraph),
                done="主送机关改为顶格",
            )


def _flush(paragraph: Paragraph) -> None:
    formatting.set_indent(paragraph.element)
    formatting.set_paragraph(paragraph.element, "jc", val="both")


@check("G25")
def addressee_colon(paper: Paper) -> Iterator[Hit]:
    """A full-width colon."""
    for paragraph in paper.having(Role.ADDRESSEE):
        end = len(paragraph.text.rstrip())
        if paragraph.text[end - 1 : end] == ":":
            yield rewording(paragraph, end - 1, end, "：", "主送机关后是半角冒号")
