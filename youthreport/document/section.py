"""A section as a clerk saved it → paragraphs of known styles and plain runs, or a refusal by name."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from youthreport.document import official
from youthreport.errors import TemplateError

_REFUSED = {
    "commentReference": "批注",
    "commentRangeStart": "批注",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "object": "嵌入对象",
    "drawing": "图片或图形",
    "pict": "图片或图形",
    "ins": "修订",
    "del": "修订",
    "moveFrom": "修订",
    "moveTo": "修订",
    "sdt": "内容控件",
    "altChunk": "嵌入文档",
    "fldChar": "域",
    "fldSimple": "域",
    "numPr": "自动编号",
}
_FULL_WIDTH_TAG = re.compile(r"｛\s*[｛{%％]|\{\s*[｛％]|[｝}%％]\s*｝")
_NAMES = {name.casefold(): name for name in official.STYLE_IDS} | {
    f"标题 {level}": f"Heading {level}" for level in range(1, 5)
}


def normalise(document: Any, file: str) -> None:
    """Rewrite the body in place: one run per stretch of equal weight, our style ids, nothing else."""
    body = document.element.body
    names = {style.style_id: style.name for style in document.styles}
    _refuse(body, file)
    for paragraph in list(body.iter(qn("w:p"))):
        _rewrite(paragraph, names, file)


def _refuse(body: Any, file: str) -> None:
    for element in body.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        local = tag.rpartition("}")[2]
        breaks = local == "sectPr" and element.getparent() is not body
        page = local == "br" and element.get(qn("w:type")) in ("page", "column")
        nested = local == "tbl" and any(True for _ in element.iterancestors(qn("w:tc")))
        what = "分节符" if breaks else "分页符" if page else "嵌套的表格" if nested else _REFUSED.get(local)
        if what:
            around = next(element.iterancestors(qn("w:p")), None)
            text = "" if around is None else "".join(t.text or "" for t in around.iter(qn("w:t")))
            raise TemplateError(
                f"模板里有{what}，生成时无法保留",
                place=f"{file}“{text[:40]}”" if text else file,
                remedy=f"请在这份模板里删去{what}（修订请先接受）后再重新生成。",
            )


def _rewrite(paragraph: Any, names: dict[str, str], file: str) -> None:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    align = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    in_cell = paragraph.getparent().tag == qn("w:tc")
    stretches = _stretches(paragraph)
    text = "".join(text for text, _ in stretches)
    if _FULL_WIDTH_TAG.search(text):
        raise TemplateError(
            "标签用了全角括号", place=f"{file}“{text[:40]}”", remedy="请改用英文半角的 {{ }} 和 {% %}。"
        )
    name = "Normal" if style is None else names.get(style.get(qn("w:val")), style.get(qn("w:val")))
    known = official.TABLE_TEXT if in_cell else _NAMES.get(name.casefold())
    if known is None:
        raise TemplateError(
            f"段落用了“{name}”样式，这里没有规定它的格式",
            place=f"{file}“{text[:40]}”",
            remedy="请改用正文、标题、标题1至标题4 或 表格文字 样式。",
        )
    for child in list(paragraph):
        paragraph.remove(child)
    for key in list(paragraph.attrib):
        del paragraph.attrib[key]
    paragraph.append(_properties(known, align.get(qn("w:val")) if in_cell and align is not None else ""))
    for stretch, bold in stretches:
        paragraph.append(_run(stretch, bold and known in (official.NORMAL, official.TABLE_TEXT)))


def _stretches(paragraph: Any) -> list[tuple[str, bool]]:
    merged: list[tuple[str, bool]] = []
    for run in paragraph.iter(qn("w:r")):
        mark = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        bold = mark is not None and mark.get(qn("w:val")) not in ("0", "false")
        text = "".join(child.text or "" for child in run if child.tag == qn("w:t"))
        if not text:
            continue
        if merged and merged[-1][1] == bold:
            merged[-1] = (merged[-1][0] + text, bold)
        else:
            merged.append((text, bold))
    return merged


def _properties(style: str, align: str) -> Any:
    properties = OxmlElement("w:pPr")
    if style != official.NORMAL:
        mark = OxmlElement("w:pStyle")
        mark.set(qn("w:val"), official.STYLE_IDS[style])
        properties.append(mark)
    if align:
        mark = OxmlElement("w:jc")
        mark.set(qn("w:val"), align)
        properties.append(mark)
    return properties


def _run(text: str, bold: bool) -> Any:
    run = OxmlElement("w:r")
    if bold:
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:b"))
        run.append(properties)
    content = OxmlElement("w:t")
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    content.text = text
    run.append(content)
    return run
