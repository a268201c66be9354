"""A layout profile → the styles of an official paper and the property fragments that every part is set with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from youthreport import gbt9704
from youthreport.gbt9704 import Length
from youthreport.profile import Profile

TITLE, NORMAL, FOOTER = "Title", "Normal", "footer"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3", "Heading 4")
TABLE_TEXT, TABLE_HEAD = "表格文字", "表头"
ORGAN_MARK, DOCUMENT_NUMBER, ADDRESSEE = "发文机关标志", "发文字号", "主送机关"
ANNEX_NOTE, SIGNATURE, NOTE = "附件说明", "落款", "附注"
ANNEX_LABEL, IMPRINT = "附件序号", "版记"
STYLE_IDS = {
    NORMAL: "Normal",
    TITLE: "Title",
    "Heading 1": "Heading1",
    "Heading 2": "Heading2",
    "Heading 3": "Heading3",
    "Heading 4": "Heading4",
    FOOTER: "Footer",
    TABLE_TEXT: "TableText",
    TABLE_HEAD: "TableHead",
    ORGAN_MARK: "OrganMark",
    DOCUMENT_NUMBER: "DocumentNumber",
    ADDRESSEE: "Addressee",
    ANNEX_NOTE: "AnnexNote",
    SIGNATURE: "SignatureBlock",
    NOTE: "PaperNote",
    ANNEX_LABEL: "AnnexLabel",
    IMPRINT: "Imprint",
}


@dataclass(frozen=True, slots=True)
class StyleRule:
    """One paragraph style; `first` in 字 of the style's own size; no outline: no heading; `latin` "": the profile's."""

    name: str
    font: str
    size: Length
    line: Length
    align: str = "both"
    first: int = gbt9704.FIRST_LINE
    outline: int | None = None
    latin: str = ""
    colour: str = gbt9704.BLACK


def style_rules(profile: Profile) -> tuple[StyleRule, ...]:
    """Every paragraph style of the paper, the default one first."""
    fonts, line = profile.fonts, profile.line
    two, three, four = gbt9704.SIZE_2, gbt9704.SIZE_3, gbt9704.SIZE_4
    headings = zip(HEADINGS, (fonts.heading1, fonts.heading2, fonts.body, fonts.body), strict=True)
    mark = gbt9704.LARGEST_ORGAN_MARK
    return (
        StyleRule(NORMAL, fonts.body, three, line),
        StyleRule(TITLE, fonts.title, two, line, "center", 0),
        *(StyleRule(name, font, three, line, outline=level) for level, (name, font) in enumerate(headings)),
        StyleRule(
            FOOTER,
            fonts.page_number,
            four,
            gbt9704.PAGE_NUMBER_LINE,
            "right",
            0,
            latin=fonts.page_number,
        ),
        StyleRule(TABLE_TEXT, fonts.body, four, gbt9704.TABLE_LINE, "center", 0),
        StyleRule(TABLE_HEAD, fonts.heading1, four, gbt9704.TABLE_LINE, "center", 0),
        StyleRule(ORGAN_MARK, fonts.title, mark, mark, "center", 0, colour=gbt9704.RED),
        StyleRule(DOCUMENT_NUMBER, fonts.body, three, line, "center", 0),
        StyleRule(ADDRESSEE, fonts.body, three, line, "both", 0),
        StyleRule(ANNEX_NOTE, fonts.body, three, line, "left", 0),
        StyleRule(SIGNATURE, fonts.body, three, line, "left", 0),
        StyleRule(NOTE, fonts.body, three, line),
        StyleRule(ANNEX_LABEL, fonts.heading1, three, line, "left", 0, latin=fonts.heading1),
        StyleRule(IMPRINT, fonts.body, four, gbt9704.IMPRINT_LINE, "left", 0),
    )


def indent_xml(
    first: float = 0,
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    unit: Length = gbt9704.CHARACTER,
) -> str:
    """`w:ind` for indents in 字 of width `unit`. Word prefers Chars, LibreOffice reads only twips: both stand."""
    lengths = {"left": left, "right": right}
    # else Normal's first-line indent is inherited
    lengths |= {"hanging": hanging} if hanging else {"firstLine": first}
    attributes = " ".join(
        f'w:{name}Chars="{gbt9704.hundredths(n)}" w:{name}="{(unit * n).twips}"'
        for name, n in lengths.items()
    )
    return f"<w:ind {attributes}/>"


def setting_xml(
    *,
    keep: bool = False,
    new_page: bool = False,
    under: str = "",
    tabs: Sequence[tuple[str, Length]] = (),
    line: Length | None = None,
    grow: bool = False,
    indent: str = "",
    align: str = "",
) -> str:
    """Children of `w:pPr` that depart from the style, in schema order.

    `under` is a border below; `grow` lets lines be as high as the pictures in them.
    """
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{place.twips}"/>' for kind, place in tabs)
    return "".join(
        (
            "<w:keepNext/>" if keep else "",
            "<w:pageBreakBefore/>" if new_page else "",
            f"<w:pBdr>{under}</w:pBdr>" if under else "",
            f"<w:tabs>{stops}</w:tabs>" if stops else "",
            exact_line_xml(line) if line is not None else "",
            _GROWING if grow else "",
            indent,
            f'<w:jc w:val="{align}"/>' if align else "",
        )
    )


_GROWING = f'<w:spacing w:before="0" w:after="0" w:line="{gbt9704.SINGLE_LINE}" w:lineRule="auto"/>'


def exact_line_xml(line: Length) -> str:
    """`w:spacing` that gives every line this height, whatever stands in it."""
    return f'<w:spacing w:before="0" w:after="0" w:line="{line.twips}" w:lineRule="exact"/>'


def border_xml(side: str, width: Length, colour: str = gbt9704.BLACK, space: Length | None = None) -> str:
    """One rule at the `side` of a paragraph, a table or a cell."""
    gap = space.whole_points if space is not None else 0
    return f'<w:{side} w:val="single" w:sz="{width.eighths}" w:space="{gap}" w:color="{colour}"/>'


def paragraph_xml(rule: StyleRule) -> str:
    """`w:pPr` of a style, children in schema order."""
    keep = "<w:keepNext/>" if rule.outline in (0, 1) else ""
    outline = "" if rule.outline is None else f'<w:outlineLvl w:val="{rule.outline}"/>'
    unit = gbt9704.SMALL_CHARACTER if rule.size == gbt9704.SIZE_4 else gbt9704.CHARACTER
    return (
        f'<w:pPr>{keep}<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
        '<w:topLinePunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
        f"{exact_line_xml(rule.line)}"
        f'{indent_xml(rule.first, unit=unit)}<w:jc w:val="{rule.align}"/>{outline}</w:pPr>'
    )


def run_xml(rule: StyleRule, latin: str) -> str:
    """`w:rPr` of a style, children in schema order; only size 3 text is closed up to 28 字 a line."""
    latin = rule.latin or latin
    closed = gbt9704.CHARACTER_SPACING if rule.size == gbt9704.SIZE_3 else gbt9704.NO_LENGTH
    return (
        f'<w:rPr><w:rFonts w:ascii="{escape(latin)}" w:hAnsi="{escape(latin)}" '
        f'w:eastAsia="{escape(rule.font)}" w:cs="{escape(latin)}"/>'
        f'<w:b w:val="0"/><w:color w:val="{rule.colour}"/><w:spacing w:val="{closed.twips}"/>'
        f"{size_xml(rule.size)}</w:rPr>"
    )


def size_xml(size: Length) -> str:
    """`w:sz` and its twin for complex scripts."""
    return f'<w:sz w:val="{size.half_points}"/><w:szCs w:val="{size.half_points}"/>'


def text_xml(text: str, properties: str = "", font: str = "") -> str:
    """A `w:r`; `properties` follow `w:rFonts` in schema order, `font` replaces the style's Chinese font."""
    named = f' w:eastAsia="{escape(font)}"' if font else ""
    words = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")
    )
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"{named}/>{properties}</w:rPr>{words}</w:r>'
