"""版记 → a table of rules at the foot of the last page's type area (GB/T 9704 7.4)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import Enum

from docx.oxml.ns import nsdecls

from youthreport import gbt9704
from youthreport.document import official
from youthreport.document.compose import Block
from youthreport.document.paging import endings
from youthreport.document.signs import clean
from youthreport.document.title import width
from youthreport.document.writing import HIDDEN_PARAGRAPH
from youthreport.frame import Imprint
from youthreport.gbt9704 import Length
from youthreport.profile import Profile


class Place(Enum):
    """Where the imprint goes: on the last page, or on an even page of its own, with its page number or without."""

    LAST_PAGE = "last page"
    NEXT_EVEN_PAGE = "next even page"
    EVEN_PAGE_UNNUMBERED = "even page without number"


def place(content: Imprint, blocks: Sequence[Block], profile: Profile) -> Place:
    """The place for the imprint of a paper of these blocks.

    An even page is reached by a section break, which is right wherever the text ends, but costs a sheet when it
    ends on an even page with room to spare; so the last page is shared when it surely is such a page. A blank
    page may precede the new one unless the text surely ends on an odd page: then it has no number (7.5).
    """
    if not content.even_page:
        return Place.LAST_PAGE
    ends = endings(blocks, profile)
    needed = _height(content, profile)
    if all(end.page % 2 == 0 and end.left > needed for end in ends):
        return Place.LAST_PAGE
    odd = all(end.page % 2 for end in ends)
    return Place.NEXT_EVEN_PAGE if odd else Place.EVEN_PAGE_UNNUMBERED


def _height(content: Imprint, profile: Profile) -> Length:
    """What the imprint takes at most, with a line to spare."""
    room = gbt9704.CHARACTERS_PER_LINE - 2 * gbt9704.IMPRINT_INSET - gbt9704.COPIES_LABEL
    lines = math.ceil(width(content.copies) / room) + 2
    return gbt9704.IMPRINT_LINE * lines + profile.line


def imprint(content: Imprint, profile: Profile) -> tuple[Block, ...]:
    """The floating table and the paragraph that it hangs on; nothing when nothing is to be printed."""
    rows = _texts(content, profile)
    if not rows:
        return ()
    outer, inner = gbt9704.IMPRINT_OUTER_RULE, gbt9704.IMPRINT_INNER_RULE
    told = ""
    for number, text in enumerate(rows):
        above = official.border_xml("top", inner if number else outer)
        below = official.border_xml("bottom", outer) if number == len(rows) - 1 else ""
        told += _row(text, above + below, profile.text_width)
    told += _spacer(profile)
    return (
        Block(official.IMPRINT, raw=_table(told, profile)),
        Block(official.IMPRINT, raw=HIDDEN_PARAGRAPH),
    )


def _texts(content: Imprint, profile: Profile) -> list[str]:
    """The paragraphs: 抄送 ending in 。 (7.4.2), then organ and date of printing on one line (7.4.3)."""
    copies, office, issued = (
        clean(text).strip() for text in (content.copies, content.office, content.issued)
    )
    inset, unit = gbt9704.IMPRINT_INSET, gbt9704.SMALL_CHARACTER
    texts = []
    if copies:
        label = gbt9704.COPIES_LABEL
        indent = official.indent_xml(left=inset + label, hanging=label, right=inset, unit=unit)
        named = copies.removeprefix("抄送：").rstrip("。")
        texts.append(_paragraph(f"抄送：{named}。", official.setting_xml(indent=indent)))
    if office or issued:
        end = [("right", profile.text_width - unit * inset)]
        indent = official.indent_xml(left=inset, unit=unit)
        date = f"{issued.removesuffix('印发')}印发" if issued else ""
        texts.append(_paragraph(f"{office}\t{date}", official.setting_xml(tabs=end, indent=indent)))
    return texts


def _paragraph(text: str, properties: str) -> str:
    style = f'<w:pStyle w:val="{official.STYLE_IDS[official.IMPRINT]}"/>'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{official.text_xml(text)}</w:p>"


def _row(paragraph: str, borders: str, width: Length) -> str:
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width.twips}" w:type="dxa"/>'
        f"<w:tcBorders>{borders}</w:tcBorders>"
        f'<w:vAlign w:val="center"/></w:tcPr>{paragraph}</w:tc></w:tr>'
    )


def _spacer(profile: Profile) -> str:
    """A row without rules where the text area reaches further down than the type area."""
    gap = profile.under_type_area
    if gap <= gbt9704.HIDDEN_LINE:
        return ""
    line = official.setting_xml(line=gbt9704.HIDDEN_LINE)
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{gap.twips}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{profile.text_width.twips}" w:type="dxa"/></w:tcPr><w:p><w:pPr>{line}</w:pPr></w:p></w:tc></w:tr>'
    )


def _table(rows: str, profile: Profile) -> str:
    """Measured: only margin-anchored from below and page-anchored from the left does LibreOffice 7.4 let it float."""
    width = profile.text_width.twips
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:topFromText="0" '
        f'w:bottomFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="{profile.left.twips}" '
        f'w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{gbt9704.IMPRINT_BOTTOM.twips}" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )
