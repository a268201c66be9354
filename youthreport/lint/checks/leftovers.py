"""What drafting leaves behind → placeholders, broken fields, comments, changes, hidden text, old properties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from youthreport.lint import marks
from youthreport.lint.checks.texts import everywhere
from youthreport.lint.marks import HANZI
from youthreport.lint.paper import Paper, Paragraph, Role, shortened
from youthreport.lint.registry import Hit, check, rewording
from youthreport.lint.xml import Element, descendants, local

# 李×× is a name that was left out on purpose.
_SURNAMES = "李王张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑"
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9.\-/])[XxＸ]{2,}(?![A-Za-z0-9.\-/])|(?<=\d\d)[Xx]{2}(?=年)"
    rf"|(?<![{_SURNAMES}×＊])[×＊]{{2,}}|(?<![\d*])\*{{2,}}(?![\d*])|[?？]{{3,}}"
    r"|【(?:待|请|此处)[^】]{0,40}】|\{\{.{0,40}?\}\}|\{%.{0,40}?%\}"
    r"|(?<![A-Za-z])(?:TODO|TBD)(?![A-Za-z])|待补充|待核实|（待定）"
)
_LINE = re.compile(r"[_＿]{2,}")
_FIELD_ERROR = re.compile(
    r"错误！\s?(?:未找到|未定义|不能识别|超链接|文档中没有)[^。，；]{0,20}|Error! [A-Z][^.]{0,40}"
)
_MISSPELT = re.compile(r"其它|帐号|帐户|(?<![叫当看称])做为(?!民|人)|布署|按排|座谈会会议")
_CHANGES = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
)


@check("G83")
def no_placeholders(paper: Paper) -> Iterator[Hit]:
    """XX and 待补充; lines to be filled in belong into the forms of annexes."""
    for paragraph, guard in everywhere(paper):
        form = paragraph.role is Role.TABLE or paragraph.in_annex or paragraph.boxed
        found = [*_PLACEHOLDER.finditer(paragraph.text), *(() if form else _LINE.finditer(paragraph.text))]
        for start, end in sorted(match.span() for match in found):
            if not guard.spares(start, end):
                told = shortened(paragraph.text[start:end])
                yield rewording(paragraph, start, end, None, f"有未填写的“{told}”")
        if not form:
            yield from _underlined_gaps(paragraph)


def _underlined_gaps(paragraph: Paragraph) -> Iterator[Hit]:
    """Blanks that are underlined, so that something can be written there."""
    for look, text in paragraph.stretches():
        if look.underlined and len(text) > 2 and not text.strip(" \u3000\u00a0\t"):
            yield Hit("有带下划线的空白，像是没有填写", paragraph)
            return


@check("G84")
def no_field_errors(paper: Paper) -> Iterator[Hit]:
    """错误！未找到引用源。."""
    for paragraph in paper.every:
        for found in _FIELD_ERROR.finditer(paragraph.text):
            yield rewording(paragraph, *found.span(), None, "域出错")


def _owner(paper: Paper, element: Element) -> Paragraph | None:
    """The paragraph in which an element stands, or that it encloses."""
    inside = {id(paragraph.element): paragraph for paragraph in paper.every}
    for candidate in (element, *element.iterancestors(), *element.iterdescendants()):
        if local(candidate) == "p" and id(candidate) in inside:
            return inside[id(candidate)]
    return None


@check("G85")
def no_comments(paper: Paper) -> Iterator[Hit]:
    """One finding for all comments."""
    found = list(descendants(paper.package.tree(paper.package.main), "commentReference"))
    if found:
        yield Hit(f"有{len(found)}条批注", _owner(paper, found[0]))


@check("G86")
def no_tracked_changes(paper: Paper) -> Iterator[Hit]:
    """One finding for all changes."""
    found = list(descendants(paper.package.tree(paper.package.main), *_CHANGES))
    if found:
        yield Hit(f"有{len(found)}处修订痕迹", _owner(paper, found[0]))


@check("G87")
def no_hidden_text(paper: Paper) -> Iterator[Hit]:
    """Text that is not printed but sent along."""
    for paragraph in paper.every:
        if paragraph.role is Role.CONTENTS:
            continue
        hidden = [text for look, text in paragraph.stretches() if look.hidden and text.strip()]
        if hidden:
            yield Hit("有隐藏文字", paragraph, shortened(hidden[0]))


@check("G88")
def no_highlight(paper: Paper) -> Iterator[Hit]:
    """Highlighted and shaded text; the head of a table may be shaded through its cells."""
    for paragraph in paper.every:
        marked = [text for look, text in paragraph.stretches() if look.marked and text.strip()]
        if marked:
            yield Hit("有突出显示或底纹", paragraph, shortened(marked[0]))


@check("G89")
def misspelt(paper: Paper) -> Iterator[Hit]:
    """Frequent slips."""
    for paragraph, guard in everywhere(paper):
        for found in _MISSPELT.finditer(paragraph.text):
            if not guard.spares(*found.span()):
                yield rewording(paragraph, *found.span(), None, f"“{found[0]}”是常见误写")


@check("G90")
def title_property(paper: Paper) -> Iterator[Hit]:
    """The document's own title property is this paper's or empty."""
    properties = paper.package.properties()
    title = "".join(p.stripped for p in paper.having(Role.TITLE))
    if properties is None or not title:
        return
    node = next((n for n in properties if str(n.tag).endswith("}title")), None)
    told = (node.text or "").strip() if node is not None else ""
    # A word processor's own default names no paper.
    if told and _plain(told) != _plain(title) and marks.ENDED_BY_TITLE_WORD.fullmatch(told):
        yield Hit(f"文档属性中的标题是“{shortened(told)}”", quote=shortened(told))


def _plain(text: str) -> str:
    return re.sub(rf"[^{HANZI}A-Za-z0-9]", "", text)
