"""GB/T 9704-2012 → its named lengths and clause numbers, and the one place where lengths become OOXML's units.

Where the standard leaves a length open, the one stands here that held when pages were rendered and measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """A length; OOXML counts it in twips, half-points (type sizes), eighths of a point (rules) or points."""

    points: float

    @property
    def mm(self) -> float:
        """In millimetres."""
        return self.points * 25.4 / 72

    @property
    def twips(self) -> int:
        """Twentieths of a point: pages, indents, lines, tabs, tables."""
        return round(self.points * 20)

    @property
    def half_points(self) -> int:
        """Type sizes."""
        return round(self.points * 2)

    @property
    def eighths(self) -> int:
        """Widths of rules."""
        return round(self.points * 8)

    @property
    def whole_points(self) -> int:
        """The distance of a paragraph's border from its text."""
        return round(self.points)

    @property
    def emu(self) -> int:
        """English metric units: pictures."""
        return round(self.points * 12_700)

    def __add__(self, other: Length) -> Length:
        return Length(self.points + other.points)

    def __sub__(self, other: Length) -> Length:
        return Length(self.points - other.points)

    def __mul__(self, times: float) -> Length:
        return Length(self.points * times)


def mm(value: float) -> Length:
    """A length given in millimetres."""
    return Length(value * 72 / 25.4)


def pt(value: float) -> Length:
    """A length given in points."""
    return Length(value)


def twips(value: int) -> Length:
    """A length read from a document."""
    return Length(value / 20)


def emu(value: int) -> Length:
    """The side of a picture as a document gives it."""
    return Length(value / 12_700)


SINGLE_LINE = 240  # `w:line` with lineRule auto: as high as what stands in the line


def hundredths(characters: float) -> int:
    """字 as `w:leftChars` and its like count them."""
    return round(characters * 100)


class Clause(StrEnum):
    """Where the standard says it."""

    PAPER = "5.1"
    TYPE_AREA = "5.2.1"
    FONT_AND_SIZE = "5.2.2"
    LINES_AND_CHARACTERS = "5.2.3"
    COLOUR = "5.2.4"
    ORGAN_MARK = "7.2.4"
    DOCUMENT_NUMBER = "7.2.5"
    SIGNER = "7.2.6"
    RED_RULE = "7.2.7"
    TITLE = "7.3.1"
    ADDRESSEE = "7.3.2"
    BODY = "7.3.3"
    ANNEX_NOTE = "7.3.4"
    SIGNATURE_WITH_SEAL = "7.3.5.1"
    SIGNATURE_WITHOUT_SEAL = "7.3.5.2"
    DATE = "7.3.5.4"
    SIGNATURE_ROOM = "7.3.5.5"
    NOTE = "7.3.6"
    ANNEX = "7.3.7"
    IMPRINT_RULES = "7.4.1"
    COPIES = "7.4.2"
    ISSUER = "7.4.3"
    PAGE_NUMBER = "7.5"
    LANDSCAPE_TABLE = "8"
    UNITS_AND_PUNCTUATION = "9"


# 5.1 paper, 5.2.1 type area
PAPER_WIDTH, PAPER_HEIGHT = mm(210), mm(297)
TYPE_AREA_WIDTH, TYPE_AREA_HEIGHT = mm(156), mm(225)
TOP_MARGIN, BINDING_MARGIN = mm(37), mm(28)
BOTTOM_MARGIN = PAPER_HEIGHT - TOP_MARGIN - TYPE_AREA_HEIGHT
RIGHT_MARGIN = PAPER_WIDTH - BINDING_MARGIN - TYPE_AREA_WIDTH
# With 29.6 pt lines the glyphs themselves, not the line boxes, fill 225 mm from 37 to 262 mm.
STRICT_TOP_MARGIN, STRICT_BOTTOM_MARGIN = mm(34), mm(33)
HEADER_DISTANCE = mm(15)

# 5.2.2 sizes; 5.2.3 22 lines of 28 characters
SIZE_2, SIZE_3, SIZE_4 = pt(22), pt(16), pt(14)
LINES_PER_PAGE, CHARACTERS_PER_LINE = 22, 28
COMMON_LINE = pt(28.95)  # 29 pt is a trifle too much for 22 lines in 225 mm
STRICT_LINE = pt(29.6)
# 28 characters of 16 pt are wider than 156 mm: closed up by a quarter point they are the traditional size 3.
CHARACTER_SPACING = pt(-0.25)
CHARACTER = SIZE_3 + CHARACTER_SPACING
SMALL_CHARACTER = SIZE_4

# 5.2.4, 7.2.4, 7.2.7
BLACK, RED = "000000", "FF0000"

# 7.2 the head of a numbered paper
ORGAN_MARK_DROP = mm(35)  # 7.2.4 from the top of the type area to the top of the mark
LARGEST_ORGAN_MARK = pt(48)  # 7.2.4 leaves the size to taste
LINES_ABOVE_NUMBER = 2  # 7.2.5
HEAD_INSET = 1  # 7.2.5, 7.2.6: 字 from either edge when a signer is named
RED_RULE_GAP = mm(4)  # 7.2.7
RED_RULE = pt(1.5)

# 7.3 the paper itself, in 字 unless said
LINES_ABOVE_TITLE = 2  # 7.3.1 under the red rule
TITLE_CHARACTERS = 20  # 7.3.1 characters of size 2 in 156 mm
MOST_TITLE_LINES = 3  # 7.3.1
FIRST_LINE = 2  # 7.3.3
NOTE_INDENT = 2  # 7.3.4, 7.3.6
LINES_ABOVE_SIGNATURE = 1  # 7.3.5.2
LINES_UNDER_SEAL = 2  # 7.3.5.1 the seal's top then lies within one line of the body
SEALED_DATE_RIGHT = 4  # 7.3.5.1
ORGAN_RIGHT, DATE_BEHIND_ORGAN = 2, 2  # 7.3.5.2
TABLE_LINE = pt(22)
TABLE_RULE = pt(0.5)
MOST_UNSPLIT_LINES = 12  # of a table row: a third of a page may stay empty, no more
CELL_SIDE, CELL_TOP = mm(1.9), pt(1)
CELL_BOTTOM = pt(3)  # characters stand low in a line of exact height

# 7.4 the imprint; 字 of size 4
IMPRINT_OUTER_RULE, IMPRINT_INNER_RULE = mm(0.35), mm(0.25)  # 7.4.1
IMPRINT_LINE, IMPRINT_BOTTOM = pt(24), pt(3)
IMPRINT_INSET = 1  # 7.4.2, 7.4.3
COPIES_LABEL = 3  # 7.4.2 抄送： before the names that further lines align with

# 7.5 the page number
PAGE_NUMBER_GAP = mm(7)  # from the foot of the type area to the dash
PAGE_NUMBER_INSET = 1
PAGE_NUMBER_LINE = SIZE_4
FOOTER_DISTANCE = pt(72.55)  # measured: puts the dash there

COLUMN_GAP = mm(7.5)
TAB_STOP = mm(7.4)
COMMENT_MARK = pt(10.5)
NO_LENGTH = pt(0)
# A line that nobody sees: what must follow a table or hold a section break. Word has nothing lower.
HIDDEN_LINE = pt(1)
