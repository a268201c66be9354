"""GB/T 9704-2012 → the lengths, tolerances and font families that a paper is measured against."""

from __future__ import annotations

from dataclasses import dataclass

from youthreport import gbt9704 as gbt

# In the units of OOXML, as lint compares what a file says; the lengths themselves stand in youthreport/gbt9704.py.
PAGE_WIDTH = gbt.PAPER_WIDTH.twips
PAGE_HEIGHT = gbt.PAPER_HEIGHT.twips
PAGE_TOLERANCE = gbt.mm(0.5).twips
LEFT_MARGIN = gbt.BINDING_MARGIN.twips
RIGHT_MARGIN = gbt.RIGHT_MARGIN.twips
HEADER_DISTANCE = gbt.HEADER_DISTANCE.twips
FOOTER_DISTANCE = gbt.FOOTER_DISTANCE.twips
TYPE_WIDTH_MM = gbt.TYPE_AREA_WIDTH.mm
LEFT_MM = gbt.BINDING_MARGIN.mm
TOP_MM = gbt.TOP_MARGIN.mm
MARGIN_TOLERANCE_MM = 1.0
TYPE_HEIGHT_MM = gbt.TYPE_AREA_HEIGHT.mm
GLYPH_TYPE_HEIGHT_MM = 230.0  # text area when 225 mm are read as the extent of the glyphs
GLYPH_TOP_MM = (33.5, 35.1)
FOOTER_DISTANCE_MM = (22.0, 28.6)  # the dash then stands 7 mm under the type area, give or take 3 mm
PAGE_HEIGHT_MM = gbt.PAPER_HEIGHT.mm
PAGE_WIDTH_MM = gbt.PAPER_WIDTH.mm

LINES = gbt.LINES_PER_PAGE
CHARACTERS = gbt.CHARACTERS_PER_LINE
RUN_SPACING = gbt.CHARACTER_SPACING.twips
CHARACTER = gbt.CHARACTER.twips
SMALL_CHARACTER = gbt.SMALL_CHARACTER.twips
FOOTER_LINE = gbt.PAGE_NUMBER_LINE.twips
TITLE_CHARACTERS = gbt.TITLE_CHARACTERS
PAGE_OF_ROWS = gbt.LINES_PER_PAGE  # a table with more rows than lines goes over to another page

SIZE_2 = gbt.SIZE_2.half_points
SIZE_3 = gbt.SIZE_3.half_points
SIZE_4 = gbt.SIZE_4.half_points
OUTER_RULE = gbt.IMPRINT_OUTER_RULE.eighths
INNER_RULE = gbt.IMPRINT_INNER_RULE.eighths

BLACK = frozenset({"auto", gbt.BLACK, "windowtext"})


@dataclass(frozen=True, slots=True)
class Profile:
    """What `--fix` sets: margins and the exact line in twips.

    `both_readings`: 225 mm may be the text area or the extent of the glyphs; else only the latter.
    """

    name: str
    top: int
    bottom: int
    line: int
    both_readings: bool


PROFILES = {
    "common": Profile(
        "common", gbt.TOP_MARGIN.twips, gbt.BOTTOM_MARGIN.twips, gbt.COMMON_LINE.twips, both_readings=True
    ),
    "strict": Profile(
        "strict",
        gbt.STRICT_TOP_MARGIN.twips,
        gbt.STRICT_BOTTOM_MARGIN.twips,
        gbt.STRICT_LINE.twips,
        both_readings=False,
    ),
}
LEVEL3_MARKS = ("1.", "1、")  # clause 7.3.3 has the dot; some offices write 顿号


@dataclass(frozen=True, slots=True)
class Family:
    """A typeface as the standard names it, the font name that is set, and what a font of it is called."""

    title: str
    font: str
    names: tuple[str, ...]
    never: tuple[str, ...] = ()

    def holds(self, font: str) -> bool:
        """Whether a font of that name belongs here; the standard names typefaces, not makers."""
        name = font.casefold().replace(" ", "")
        return any(word in name for word in self.names) and not any(word in name for word in self.never)


FANGSONG = Family("仿宋", "仿宋_GB2312", ("仿宋", "fangsong", "simfang", "fandolfang"))
KAITI = Family("楷体", "楷体_GB2312", ("楷", "kaiti", "simkai", "fandolkai"))
HEITI = Family("黑体", "黑体", ("黑体", "heiti", "simhei", "fandolhei", "方正黑"), ("雅黑",))
XIAOBIAOSONG = Family("小标宋", "方正小标宋简体", ("小标宋", "xiaobiaosong", "xbiaosong", "fzxbs"))
SONGTI = Family("宋体", "宋体", ("宋体", "simsun", "songti", "fandolsong"))
HEADING_FAMILIES = (HEITI, KAITI, FANGSONG, FANGSONG)  # levels 1-4, clause 7.3.3


def millimetres(twips: float) -> float:
    """Twips as millimetres."""
    return twips * 25.4 / 1440
