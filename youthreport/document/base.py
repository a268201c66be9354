"""The official layout → base.docx: page, styles and odd/even footers, without any text."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from youthreport.document import official
from youthreport.document.packing import pack

_W = nsdecls("w")
_DROPPED_PARTS = ("stylesWithEffects", "thumbnail", "customXml", "numbering")
_EPOCH = datetime(2026, 1, 1)

# Measured with LibreOffice 7.4: with zh-CN (or no language) it hangs closing punctuation outside the text area
# or swallows it at the line's end, whatever overflowPunct says; with en-US it keeps the 28 columns.
_DEFAULTS = (
    f'<w:docDefaults {_W}><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)


def build_base() -> bytes:
    """The bytes of base.docx; the same on every call."""
    document = docx.Document()
    body = document.element.body
    for paragraph in list(body.findall(qn("w:p"))):
        body.remove(paragraph)
    _drop_parts(document)
    _set_styles(document.styles.element)
    _set_page(document)
    _set_settings(document.settings.element)
    _set_footers(document.sections[0])
    buffer = io.BytesIO()
    document.save(buffer)
    return pack(buffer.getvalue(), title="", stamp=_EPOCH)


def _drop_parts(document: Any) -> None:
    """stylesWithEffects repeats the styles out of step; no style names a theme font, so the theme is idle."""
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if any(mark in relation.reltype for mark in _DROPPED_PARTS):
                del holder.rels[key]


def _set_styles(styles: Any) -> None:
    for child in list(styles):
        if child.tag in (qn("w:style"), qn("w:docDefaults"), qn("w:latentStyles")):
            styles.remove(child)
    styles.append(parse_xml(_DEFAULTS))
    for rule in official.STYLE_RULES:
        styles.append(parse_xml(_paragraph_style(rule)))
    styles.append(parse_xml(_CHARACTER_DEFAULT))
    styles.append(parse_xml(_TABLE_NORMAL))
    styles.append(parse_xml(_TABLE_GRID))
    styles.append(parse_xml(_COMMENT_REFERENCE))


def _paragraph_style(rule: official.StyleRule) -> str:
    name = "footer" if rule.name == official.FOOTER else rule.name
    name = name.lower() if name.startswith("Heading") else name  # the names Word itself stores
    default = ' w:default="1"' if rule.name == official.NORMAL else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if rule.outline is not None or rule.name == "Title" else ""
    return (
        f'<w:style {_W} w:type="paragraph"{default} w:styleId="{official.STYLE_IDS[rule.name]}">'
        f'<w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"{official.paragraph_xml(rule)}{official.run_xml(rule)}</w:style>"
    )


_CHARACTER_DEFAULT = (
    f'<w:style {_W} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
)
_TABLE_NORMAL = (
    f'<w:style {_W} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
)
_TABLE_GRID = (
    f'<w:style {_W} w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
_COMMENT_REFERENCE = (
    f'<w:style {_W} w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>'
)


def _set_page(document: Any) -> None:
    section = document.sections[0]._sectPr
    for tag in ("pgSz", "pgMar", "cols", "docGrid"):
        for element in section.findall(qn("w:" + tag)):
            section.remove(element)
    fragments = (
        f'<w:pgSz {_W} w:w="{official.PAGE_WIDTH}" w:h="{official.PAGE_HEIGHT}"/>',
        f'<w:pgMar {_W} w:top="{official.TOP_MARGIN}" w:right="{official.RIGHT_MARGIN}" '
        f'w:bottom="{official.BOTTOM_MARGIN}" w:left="{official.LEFT_MARGIN}" '
        f'w:header="{official.HEADER_DISTANCE}" w:footer="{official.FOOTER_DISTANCE}" w:gutter="0"/>',
        f'<w:cols {_W} w:space="425"/>',
        # linesAndChars with a negative charSpace makes LibreOffice give each character two cells
        f'<w:docGrid {_W} w:type="lines" w:linePitch="{official.EXACT_LINE}"/>',
    )
    for fragment in fragments:
        section.append(parse_xml(fragment))


def _set_settings(settings: Any) -> None:
    for child in list(settings):
        settings.remove(child)
    for fragment in (
        '<w:defaultTabStop {} w:val="420"/>',
        "<w:evenAndOddHeaders {}/>",
        '<w:characterSpacingControl {} w:val="doNotCompress"/>',
        '<w:compat {}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
        '<w:themeFontLang {} w:val="en-US" w:eastAsia="zh-CN"/>',
    ):
        settings.append(parse_xml(fragment.format(_W)))


def _set_footers(section: Any) -> None:
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        for child in list(paragraph):
            paragraph.remove(child)
        indent = official.indent_xml(unit=official.SMALL_CHARACTER, **{side: 1})
        paragraph.append(
            parse_xml(f'<w:pPr {_W}><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>')
        )
        for inner in _PAGE_FIELD:
            paragraph.append(
                parse_xml(f'<w:r {_W}><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{inner}</w:r>')
            )


_PAGE_FIELD = (  # separate runs: WPS does not show a field that is written in one run
    '<w:t xml:space="preserve">— </w:t>',
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
    '<w:fldChar w:fldCharType="separate"/>',
    "<w:t>1</w:t>",
    '<w:fldChar w:fldCharType="end"/>',
    '<w:t xml:space="preserve"> —</w:t>',
)
