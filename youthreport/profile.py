"""What an organisation may choose within GB/T 9704 → layout profiles as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field

from youthreport import gbt9704
from youthreport.gbt9704 import Length

LEVEL3_MARKS = ("1.", "1、")  # 7.3.3 has the dot; some offices write 顿号
PAGE_NUMBERS = ("— 1 —", "－1－", "1")  # 7.5 has the first


@dataclass(frozen=True, slots=True)
class Fonts:
    """Fonts by the names that Word knows; the standard names only their kind (5.2.2, 7.3.1, 7.3.3, 7.5)."""

    body: str = "仿宋_GB2312"
    title: str = "方正小标宋简体"
    heading1: str = "黑体"
    heading2: str = "楷体_GB2312"
    page_number: str = "宋体"
    latin: str = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to lay out a paper.

    `level3` is one of LEVEL3_MARKS, `page_number` one of PAGE_NUMBERS; `bold_level3` makes the third level's
    lead bold; `seal` leaves room for a seal over organ and date.
    """

    name: str = "common"
    top: Length = gbt9704.TOP_MARGIN
    bottom: Length = gbt9704.BOTTOM_MARGIN
    left: Length = gbt9704.BINDING_MARGIN
    right: Length = gbt9704.RIGHT_MARGIN
    line: Length = gbt9704.COMMON_LINE
    fonts: Fonts = field(default_factory=Fonts)
    level3: str = LEVEL3_MARKS[0]
    bold_level3: bool = False
    page_number: str = PAGE_NUMBERS[0]
    seal: bool = False

    @property
    def text_width(self) -> Length:
        """Between the margins as they are written, so that a table of this width neither falls short nor sticks out."""
        return gbt9704.twips(gbt9704.PAPER_WIDTH.twips - self.left.twips - self.right.twips)

    @property
    def under_type_area(self) -> Length:
        """How far the text area reaches below the type area of 5.2.1, whose lower edge the imprint's last rule marks."""
        foot = gbt9704.TOP_MARGIN + gbt9704.TYPE_AREA_HEIGHT
        return max(gbt9704.PAPER_HEIGHT - self.bottom - foot, gbt9704.NO_LENGTH)


# The margins that an inspector reads in 页面设置, 37/35/28/26 mm.
COMMON = Profile()
# Glyphs instead of line boxes fill the 225 mm.
STRICT = Profile(
    "strict",
    top=gbt9704.STRICT_TOP_MARGIN,
    bottom=gbt9704.STRICT_BOTTOM_MARGIN,
    line=gbt9704.STRICT_LINE,
)
PROFILES = {profile.name: profile for profile in (COMMON, STRICT)}
