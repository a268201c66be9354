"""GB/T 9704-2012 → the lengths, tolerances and font families that a paper is measured against."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_WIDTH = 11906  # twips; A4, clause 5.1
PAGE_HEIGHT = 16838
PAGE_TOLERANCE = 28  # half a millimetre
LEFT_MARGIN = 1587  # 28 mm, clause 5.2.1
RIGHT_MARGIN = 1474
HEADER_DISTANCE = 851
FOOTER_DISTANCE = 1451  # puts the dash 7 mm under the type area, clause 7.5
TYPE_WIDTH_MM = 156.0  # clause 5.2.1
LEFT_MM = 28.0
TOP_MM = 37.0
MARGIN_TOLERANCE_MM = 1.0
TYPE_HEIGHT_MM = 225.0
GLYPH_TYPE_HEIGHT_MM = 230.0  # text area when 225 mm are read as the extent of the glyphs
GLYPH_TOP_MM = (33.5, 35.1)
FOOTER_DISTANCE_MM = (22.0, 28.6)  # the dash then stands 7 mm under the type area, give or take 3 mm
PAGE_HEIGHT_MM = 297.0
PAGE_WIDTH_MM = 210.0

LINES = 22  # clause 5.2.3
CHARACTERS = 28
RUN_SPACING = -5  # twips: 28 characters of size 3 in 156 mm
CHARACTER = 315  # twips; one 字 of size 3 with that spacing
SMALL_CHARACTER = 280  # one 字 of size 4
FOOTER_LINE = 280
TITLE_CHARACTERS = 20  # characters of size 2 that fit a line, clause 7.3.1
PAGE_OF_ROWS = 22  # a table with more rows than lines goes over to another page

SIZE_2 = 44  # half-points, clause 7.3.1
SIZE_3 = 32  # clause 5.2.2
SIZE_4 = 28  # clauses 7.4, 7.5
OUTER_RULE = 8  # eighths of a point: 0.35 mm, clause 7.4.1
INNER_RULE = 6  # 0.25 mm

BLACK = frozenset({"auto", "000000", "windowtext"})


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
    "common": Profile("common", top=2098, bottom=1984, line=579, both_readings=True),
    "strict": Profile("strict", top=1928, bottom=1871, line=592, both_readings=False),
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
