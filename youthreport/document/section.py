"""A section as a clerk saved it → paragraphs of known styles and plain runs, tags of whole paragraphs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from youthreport.document import official, signs
from youthreport.document.lines import Line, lines_of
from youthreport.document.pictures import Picture, picture_of
from youthreport.document.styles import Carried, Styles
from youthreport.document.tags import tags_of

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_OFF = ("0", "false", "off", "none")


def normalise(document: Any, carried: Carried, pictures: list[Picture]) -> tuple[Line, ...]:
    """Rewrite the body of a faultless section in place; its paragraphs as they were.

    Styles that the paper does not have are added to `carried`, pictures to `pictures`. Every paragraph begins
    with a comment that holds its number.
    """
    body = document.element.body
    styles, lines = Styles(document), lines_of(body)
    for line in lines:
        _rewrite(line, styles, carried, pictures, document.part)
    for line in lines:
        scope = next((tag.scope for tag in tags_of(line.text)), "")
        if scope in ("p", "tr"):
            _put_between(line.row if scope == "tr" else line.paragraph, _number(line) + _bare(line.text))
    return lines


def _bare(text: str) -> str:
    """{%p if … %} → {% if … %}."""
    return re.sub(r"\{%(?:p|tr)\s", "{% ", text.strip())


def _number(line: Line) -> str:
    return f"{{#{line.number}#}}"


def _put_between(element: Any, text: str) -> None:
    """Replace the element by text between its neighbours."""
    parent, before = element.getparent(), element.getprevious()
    text += element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    element.tail = None
    parent.remove(element)


def _rewrite(line: Line, styles: Styles, carried: Carried, pictures: list[Picture], part: Any) -> None:
    paragraph = line.paragraph
    align = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    name = official.TABLE_TEXT
    if line.table is None:
        name = styles.style_of(paragraph)
        carried.carry(name, styles)
    stretches = _merged(_stretches(paragraph, pictures, part))
    for child in list(paragraph):
        paragraph.remove(child)
    for key in list(paragraph.attrib):
        del paragraph.attrib[key]
    in_cell = line.table is not None and align is not None
    paragraph.append(_properties(carried.id_of(name), align.get(qn("w:val")) if in_cell else ""))
    for number, (stretch, bold) in enumerate(stretches):
        text = stretch if number else _number(line) + stretch
        paragraph.append(_run(text, bold and name in (official.NORMAL, official.TABLE_TEXT)))


def _stretches(paragraph: Any, pictures: list[Picture], part: Any) -> Iterator[tuple[str, bool]]:
    for run in paragraph.iter(qn("w:r")):
        mark = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        bold = mark is not None and mark.get(qn("w:val")) not in _OFF
        for child in run:
            if child.tag == qn("w:t"):
                yield child.text or "", bold
            elif child.tag == qn("w:drawing"):
                pictures.append(picture_of(child, part))
                yield f"{signs.PICTURE}{len(pictures) - 1}{signs.PICTURE_END}", bold


def _merged(stretches: Iterator[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The stretches, neighbours of equal weight joined, so that no tag is cut by a run."""
    merged: list[tuple[str, bool]] = []
    for text, bold in stretches:
        if merged and merged[-1][1] == bold:
            merged[-1] = (merged[-1][0] + text, bold)
        elif text:
            merged.append((text, bold))
    return [(_COMMENT.sub("", text), bold) for text, bold in merged]


def _properties(style_id: str, align: str) -> Any:
    properties = OxmlElement("w:pPr")
    if style_id != official.STYLE_IDS[official.NORMAL]:
        mark = OxmlElement("w:pStyle")
        mark.set(qn("w:val"), style_id)
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
