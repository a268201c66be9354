"""A layout profile → base.docx: page, styles and odd/even footers, without any text."""

from __future__ import annotations

import functools
import io
from datetime import datetime
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from youthreport import gbt9704
from youthreport.document import official
from youthreport.document.packing import pack
from youthreport.profile import COMMON, Profile

_W = nsdecls("w")
_DROPPED_PARTS = ("stylesWithEffects", "thumbnail", "customXml", "numbering")
_EPOCH = datetime(2026, 1, 1)

# Measured with LibreOffice 7.4: with zh-CN (or no language) it hangs closing punctuation outside the text area
# or swallows it at the line's end, whatever overflowPunct says; with en-US it keeps the 28 columns.
_DEFAULTS = (
    f'<w:docDefaults {_W}><w:rPrDefault><w:rPr><w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr>'
    "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
)


@functools.cache
def build_base(profile: Profile = COMMON) -> bytes:
    """The bytes of base.docx in that profile; the same on every call."""
    document = docx.Document()
    body = document.element.body
    for paragraph in list(body.findall(qn("w:p"))):
        body.remove(paragraph)
    _drop_parts(document)
    _set_styles(document.styles.element, profile)
    _set_page(document.sections[0]._sectPr, profile)
    _set_settings(document.settings.element)
    _set_footers(document.sections[0], profile)
    buffer = io.BytesIO()
    document.save(buffer)
    return pack(buffer.getvalue(), title="", stamp=_EPOCH)


def _drop_parts(document: Any) -> None:
    """stylesWithEffects repeats the styles out of step; no style names a theme font, so the theme is idle."""
    for holder in (document.part, document.part.package):
        for key, relation in list(holder.rels.items()):
            if any(mark in relation.reltype for mark in _DROPPED_PARTS):
                del holder.rels[key]


def _set_styles(styles: Any, profile: Profile) -> None:
    for child in list(styles):
        if child.tag in (qn("w:style"), qn("w:docDefaults"), qn("w:latentStyles")):
            styles.remove(child)
    styles.append(parse_xml(_DEFAULTS))
    for style in all_styles(profile):
        styles.append(style)


def all_styles(profile: Profile) -> list[Any]:
    """Every `w:style` element of the paper."""
    told = [_paragraph_style(rule, profile) for rule in official.style_rules(profile)]
    told += [_CHARACTER_DEFAULT, _TABLE_NORMAL, _TABLE_GRID, _COMMENT_REFERENCE]
    return [parse_xml(style) for style in told]


def _paragraph_style(rule: official.StyleRule, profile: Profile) -> str:
    """The `w:style` element of that rule."""
    name = rule.name.lower() if rule.name.startswith("Heading") else rule.name  # the names Word itself stores
    default = ' w:default="1"' if rule.name == official.NORMAL else ""
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if rule.outline is not None or rule.name == official.TITLE else ""
    return (
        f'<w:style {_W} w:type="paragraph"{default} w:styleId="{official.STYLE_IDS[rule.name]}">'
        f'<w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"{official.paragraph_xml(rule)}{official.run_xml(rule, profile.fonts.latin)}</w:style>"
    )


_CHARACTER_DEFAULT = (
    f'<w:style {_W} w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>'
)
_TABLE_NORMAL = (
    f'<w:style {_W} w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    f'<w:left w:w="{gbt9704.CELL_SIDE.twips}" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    f'<w:right w:w="{gbt9704.CELL_SIDE.twips}" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)
_TABLE_GRID = (
    f'<w:style {_W} w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        official.border_xml(side, gbt9704.TABLE_RULE)
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
_COMMENT_REFERENCE = (
    f'<w:style {_W} w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{official.size_xml(gbt9704.COMMENT_MARK)}</w:rPr></w:style>'
)


def _set_page(section: Any, profile: Profile) -> None:
    for tag in ("pgSz", "pgMar", "cols", "docGrid"):
        for element in section.findall(qn("w:" + tag)):
            section.remove(element)
    fragments = (
        f'<w:pgSz {_W} w:w="{gbt9704.PAPER_WIDTH.twips}" w:h="{gbt9704.PAPER_HEIGHT.twips}"/>',
        f'<w:pgMar {_W} w:top="{profile.top.twips}" w:right="{profile.right.twips}" '
        f'w:bottom="{profile.bottom.twips}" w:left="{profile.left.twips}" '
        f'w:header="{gbt9704.HEADER_DISTANCE.twips}" w:footer="{gbt9704.FOOTER_DISTANCE.twips}" w:gutter="0"/>',
        f'<w:cols {_W} w:space="{gbt9704.COLUMN_GAP.twips}"/>',
        # linesAndChars with a negative charSpace makes LibreOffice give each character two cells
        f'<w:docGrid {_W} w:type="lines" w:linePitch="{profile.line.twips}"/>',
    )
    for fragment in fragments:
        section.append(parse_xml(fragment))


def _set_settings(settings: Any) -> None:
    for child in list(settings):
        settings.remove(child)
    for fragment in (
        f'<w:defaultTabStop {{}} w:val="{gbt9704.TAB_STOP.twips}"/>',
        "<w:evenAndOddHeaders {}/>",
        '<w:characterSpacingControl {} w:val="doNotCompress"/>',
        '<w:compat {}><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
        '<w:themeFontLang {} w:val="en-US" w:eastAsia="zh-CN"/>',
    ):
        settings.append(parse_xml(fragment.format(_W)))


def _set_footers(section: Any, profile: Profile) -> None:
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        for child in list(paragraph):
            paragraph.remove(child)
        inset = {side: gbt9704.PAGE_NUMBER_INSET}
        indent = official.indent_xml(unit=gbt9704.SMALL_CHARACTER, **inset)
        paragraph.append(
            parse_xml(f'<w:pPr {_W}><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>')
        )
        for inner in _page_field(profile.page_number):
            paragraph.append(
                parse_xml(f'<w:r {_W}><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{inner}</w:r>')
            )


def _page_field(form: str) -> list[str]:
    """The contents of the runs; separate ones, as WPS does not show a field that is written in one run."""
    before, after = form.split("1")
    field = (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    around = [f'<w:t xml:space="preserve">{text}</w:t>' if text else "" for text in (before, after)]
    return [inner for inner in (around[0], *field, around[1]) if inner]
