"""base.docx, ours or the organisation's own → an empty document with every style of the paper, under our ids."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from youthreport import gbt9704
from youthreport.document import official
from youthreport.document.base import all_styles, build_base
from youthreport.document.faults import Fault
from youthreport.document.imprint import Place
from youthreport.document.lines import text_of
from youthreport.document.tags import broken, tags_of
from youthreport.document.writing import HIDDEN_PARAGRAPH
from youthreport.errors import TemplateError
from youthreport.model import Severity
from youthreport.profile import COMMON, Profile

_W = nsdecls("w")
_BASE = "base.docx"
_REFERENCES = ("basedOn", "next", "link")
_OUR_IDS = {("paragraph", name.casefold()): style_id for name, style_id in official.STYLE_IDS.items()} | {
    ("table", "normal table"): "TableNormal",
    ("table", "table grid"): "TableGrid",
    ("character", "default paragraph font"): "DefaultParagraphFont",
    ("character", "annotation reference"): "CommentReference",
}


def master(templates: Path, profile: Profile) -> tuple[Any, Profile]:
    """The document without text, and the profile with the margins that hold in it.

    The program's own base follows the profile. A base of the organisation's own keeps its page and styles;
    TemplateError when the profile asks for another page or other fonts at the same time.
    """
    content = _own(templates)
    if content is None:
        return _emptied(build_base(profile)), profile
    if _page_and_styles(profile) != COMMON:
        raise TemplateError(
            "这里自备了版式文件，youthreport.toml 中的版式、字体、页码设置对它不起作用",
            place=str(templates / _BASE),
            remedy=f"请二选一：删去 youthreport.toml 中的这些设置，或移走自备的 {_BASE}。",
        )
    document = _emptied(content)
    _use_our_ids(document)
    _add_missing_styles(document.styles.element, profile)
    return document, _measured(document, profile)


def footer_faults(templates: Path) -> Iterator[Fault]:
    """Tags in the headers and footers of base.docx, where nothing is filled in."""
    content = _own(templates)
    if content is None:
        return
    for relation in _emptied(content).part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in ("header", "footer") or relation.is_external:
            continue
        for paragraph in relation.target_part.element.iter(qn("w:p")):
            text = text_of(paragraph)
            if tags_of(text) or broken(text):
                name = "页眉" if kind == "header" else "页脚"
                remedy = "页眉页脚请直接写文字；要随数据变化的内容请写进分节模板。"
                message = f"版式文件的{name}里有标签，成文时不会替换"
                yield Fault(Severity.ERROR, _BASE, message, remedy, name, text)


def break_to(document: Any, where: Place) -> None:
    """Begin an even page for what follows, unless it goes on the last page; an unnumbered one has empty footers."""
    if where is Place.LAST_PAGE:
        return
    section = document.add_section(WD_SECTION.EVEN_PAGE)
    holder = document.element.body.findall(qn("w:p"))[-1]
    # the paragraph that bears the break would take a line, and so perhaps a page
    holder.pPr.insert(0, parse_xml(f"<w:pPr {_W}>{official.exact_line_xml(gbt9704.HIDDEN_LINE)}</w:pPr>")[0])
    # LibreOffice forgets a break before a floating table
    holder.addnext(parse_xml(HIDDEN_PARAGRAPH))
    if where is Place.EVEN_PAGE_UNNUMBERED:
        for footer in (section.footer, section.even_page_footer):
            footer.is_linked_to_previous = False


def _own(templates: Path) -> bytes | None:
    """The organisation's own base.docx; None when there is none or it is a copy of the program's."""
    path = templates / _BASE
    if not path.exists():
        return None
    content = path.read_bytes()
    try:
        return None if _members(content) == _members(build_base()) else content
    except zipfile.BadZipFile as error:
        raise TemplateError(
            "这份文件打不开，不是完好的 .docx",
            place=str(path),
            remedy="请用 Word 或 WPS 另存为 .docx 后再试。",
        ) from error


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _page_and_styles(profile: Profile) -> Profile:
    """The profile without what is set in the text itself."""
    return replace(
        profile, level3=COMMON.level3, bold_level3=COMMON.bold_level3, seal=COMMON.seal, name=COMMON.name
    )


def _emptied(content: bytes) -> Any:
    document = docx.Document(io.BytesIO(content))
    body = document.element.body
    for child in list(body)[:-1]:  # base.docx may hold sample text; its section properties stay
        body.remove(child)
    return document


def _use_our_ids(document: Any) -> None:
    """Word and WPS rename ids (WPS: "2" for heading 1): only a style's type and name tell what it is."""
    styles = document.styles.element.findall(qn("w:style"))
    ids = [style.get(qn("w:styleId")) for style in styles]
    renamed = {old: ours for old, ours in zip(ids, map(_our_id, styles), strict=True) if ours}
    # a foreign style that sits on one of our ids makes room
    renamed |= {old: f"{old}_" for old in ids if old not in renamed and old in set(renamed.values())}
    for style in styles:
        _rename(style, "styleId", renamed)
        for tag in _REFERENCES:
            for reference in style.findall(qn(f"w:{tag}")):
                _rename(reference, "val", renamed)
    section = document.sections[0]
    for footer in (section.footer, section.even_page_footer, section.first_page_footer):
        if not footer.is_linked_to_previous:
            for mark in footer._element.iter(qn("w:pStyle")):
                _rename(mark, "val", renamed)


def _our_id(style: Any) -> str:
    """The id that a style of that type and name has here, "" when the paper does not use it."""
    name = str(style.find(qn("w:name")).get(qn("w:val"), "")).casefold()
    return _OUR_IDS.get((style.get(qn("w:type")), name), "")


def _rename(element: Any, attribute: str, renamed: Mapping[str, str]) -> None:
    old = element.get(qn(f"w:{attribute}"))
    element.set(qn(f"w:{attribute}"), renamed.get(old, old))


def _add_missing_styles(styles: Any, profile: Profile) -> None:
    held = {style.get(qn("w:styleId")) for style in styles.findall(qn("w:style"))}
    for style in all_styles(profile):
        if style.get(qn("w:styleId")) not in held:
            styles.append(style)


def _measured(document: Any, profile: Profile) -> Profile:
    """The profile with the margins of the document's section, the right one as on A4."""
    section = document.sections[0]
    past = gbt9704.pt(section.page_width.pt) - gbt9704.PAPER_WIDTH
    return replace(
        profile,
        top=gbt9704.pt(section.top_margin.pt),
        bottom=gbt9704.pt(section.bottom_margin.pt),
        left=gbt9704.pt(section.left_margin.pt),
        right=gbt9704.pt(section.right_margin.pt) - past,
    )
