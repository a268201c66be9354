"""GB/T 9704-2012 → named lengths, fonts and property fragments of an official paper."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_WIDTH = 11906  # twips; A4, clause 5.1
PAGE_HEIGHT = 16838
TOP_MARGIN = 2098  # 37 mm, clause 5.2.1
BOTTOM_MARGIN = 1984
LEFT_MARGIN = 1587  # 28 mm, clause 5.2.1
RIGHT_MARGIN = 1474
HEADER_DISTANCE = 851
FOOTER_DISTANCE = 1451  # puts the dash 7 mm under the type area, clause 7.5
EXACT_LINE = 579  # 28.95 pt: 22 lines in 225 mm, clause 5.2.3
RUN_SPACING = -5  # twips: 28 characters in 156 mm, clause 5.2.3
CHARACTER = 315  # one 字 of size 3 with that spacing
SMALL_CHARACTER = 280  # one 字 of size 4
FOOTER_LINE = 280
TABLE_LINE = 480
CHARACTERS_PER_LINE = 28
TITLE_CHARACTERS = 20  # 22 pt characters that fit a centred line, clause 7.3.1

SIZE_2 = 44  # half-points, clause 7.3.1
SIZE_3 = 32  # clause 5.2.2
SIZE_4 = 28  # clauses 7.4, 7.5

FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONGTI = "宋体"
XIAOBIAOSONG = "方正小标宋简体"
LATIN = "Times New Roman"

TITLE, NORMAL, FOOTER, TABLE_TEXT = "Title", "Normal", "Footer", "表格文字"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3", "Heading 4")
STYLE_IDS = {
    NORMAL: "Normal",
    TITLE: "Title",
    "Heading 1": "Heading1",
    "Heading 2": "Heading2",
    "Heading 3": "Heading3",
    "Heading 4": "Heading4",
    FOOTER: "Footer",
    TABLE_TEXT: "TableText",
}
LEVEL3_MARKS = ("1.", "1、")  # clause 7.3.3 has the dot; some offices write 顿号


@dataclass(frozen=True, slots=True)
class Layout:
    """What the organisation may choose within the standard: `level3` is one of LEVEL3_MARKS."""

    organ: str = ""
    signed: str = ""
    level3: str = "1."


@dataclass(frozen=True, slots=True)
class StyleRule:
    """One paragraph style; `size` in half-points, `first` in 字, `line` in twips; no outline: no heading."""

    name: str
    font: str
    size: int
    align: str = "both"
    first: int = 2
    outline: int | None = None
    line: int = EXACT_LINE


STYLE_RULES = (
    StyleRule(NORMAL, FANGSONG, SIZE_3),
    StyleRule(TITLE, XIAOBIAOSONG, SIZE_2, "center", 0),
    StyleRule("Heading 1", HEITI, SIZE_3, outline=0),
    StyleRule("Heading 2", KAITI, SIZE_3, outline=1),
    StyleRule("Heading 3", FANGSONG, SIZE_3, outline=2),
    StyleRule("Heading 4", FANGSONG, SIZE_3, outline=3),
    StyleRule(FOOTER, SONGTI, SIZE_4, "right", 0, line=FOOTER_LINE),
    StyleRule(TABLE_TEXT, FANGSONG, SIZE_4, "center", 0, line=TABLE_LINE),
)


def indent_xml(first: float = 0, left: float = 0, right: float = 0, unit: int = CHARACTER) -> str:
    """`w:ind` for indents in 字. Word prefers Chars, LibreOffice reads only twips: both stand."""
    lengths = [("left", left), ("right", right)] + ([("firstLine", first)] if first else [])
    attributes = " ".join(
        f'w:{name}Chars="{round(n * 100)}" w:{name}="{round(n * unit)}"' for name, n in lengths
    )
    zero = "" if first else ' w:firstLineChars="0" w:firstLine="0"'  # else Normal's indent is inherited
    return f"<w:ind {attributes}{zero}/>"


def paragraph_xml(rule: StyleRule) -> str:
    """`w:pPr` of a style, children in schema order."""
    keep = "<w:keepNext/>" if rule.outline in (0, 1) else ""
    outline = "" if rule.outline is None else f'<w:outlineLvl w:val="{rule.outline}"/>'
    unit = SMALL_CHARACTER if rule.size == SIZE_4 else CHARACTER
    return (
        f'<w:pPr>{keep}<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct w:val="0"/>'
        '<w:topLinePunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        '<w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{rule.line}" w:lineRule="exact"/>'
        f'{indent_xml(rule.first, unit=unit)}<w:jc w:val="{rule.align}"/>{outline}</w:pPr>'
    )


def run_xml(rule: StyleRule) -> str:
    """`w:rPr` of a style, children in schema order; only size 3 text is closed up to 28 字 a line."""
    latin = SONGTI if rule.name == FOOTER else LATIN
    spacing = f'<w:spacing w:val="{RUN_SPACING}"/>' if rule.size == SIZE_3 else '<w:spacing w:val="0"/>'
    return (
        f'<w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{rule.font}" w:cs="{latin}"/>'
        f'<w:b w:val="0"/><w:color w:val="000000"/>{spacing}'
        f'<w:sz w:val="{rule.size}"/><w:szCs w:val="{rule.size}"/></w:rPr>'
    )
