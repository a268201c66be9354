"""The standard's lengths, and the law that lengths and clauses stand in one module only."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from youthreport import gbt9704
from youthreport.gbt9704 import Clause, mm, pt, twips
from youthreport.profile import COMMON, STRICT, Profile

PACKAGE = Path(__file__).parents[1] / "youthreport"
SOURCES = sorted((PACKAGE / "document").glob("*.py"))
# Attributes of WordprocessingML that hold a length, and elements whose w:val does.
_LENGTHS = (
    "w|h|top|left|right|bottom|header|footer|gutter|line|linePitch|pos|space|sz|before|after|hanging|"
    "firstLine|tblpX|tblpY|leftFromText|rightFromText|topFromText|bottomFromText|"
    "leftChars|rightChars|firstLineChars|hangingChars"
)
_BARE = re.compile(rf'w:(?:{_LENGTHS})="-?[1-9]\d*"|w:(?:sz|szCs|spacing|kern|defaultTabStop) w:val="-?[1-9]')
# Counts and limits, none of them a length of a page.
_NOT_LENGTHS = {100_000, 20_000_000, 200_000_000, 2026}


def bare_lengths(source: str) -> list[str]:
    """Lengths typed into XML, and numbers so large that they can only be twips or hundredths of a 字."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Constant):
            continue
        if isinstance(node.value, str):
            found += _BARE.findall(node.value)
        elif isinstance(node.value, int | float) and abs(node.value) > 99 and node.value not in _NOT_LENGTHS:
            found.append(str(node.value))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_no_length_is_typed_outside_the_module_of_lengths(path: Path) -> None:
    assert bare_lengths(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "x = '<w:pgSz w:w=\"11906\"/>'",
        "x = f'<w:spacing w:line=\"579\"/>{y}'",
        "x = '<w:sz w:val=\"32\"/>'",
        "LEFT = 1587",
        "x = 315 * n",
    ],
)
def test_the_law_of_lengths_sees_a_violation(source: str) -> None:
    assert bare_lengths(source)


def test_borders_without_width_and_zero_are_no_lengths() -> None:
    assert bare_lengths('x = \'<w:tblInd w:w="0"/><w:lvl w:val="3"/>\'') == []


@pytest.mark.parametrize(
    ("length", "in_twips"),
    [
        (gbt9704.PAPER_WIDTH, 11906),
        (gbt9704.PAPER_HEIGHT, 16838),
        (gbt9704.TOP_MARGIN, 2098),
        (gbt9704.BOTTOM_MARGIN, 1984),
        (gbt9704.BINDING_MARGIN, 1587),
        (gbt9704.RIGHT_MARGIN, 1474),
        (gbt9704.COMMON_LINE, 579),
        (gbt9704.STRICT_LINE, 592),
        (gbt9704.CHARACTER_SPACING, -5),
        (gbt9704.CHARACTER, 315),
        (twips(1451), 1451),
    ],
)
def test_lengths_become_the_twips_that_held_when_rendered(length: gbt9704.Length, in_twips: int) -> None:
    assert length.twips == in_twips


def test_each_unit_of_ooxml() -> None:
    assert (pt(16).half_points, mm(0.35).eighths, mm(0.25).eighths, mm(4).whole_points) == (32, 8, 6, 11)
    assert mm(297).mm == pytest.approx(297)
    assert mm(30) < mm(25) + pt(28.35) * 2


@pytest.mark.parametrize("profile", [COMMON, STRICT], ids=lambda p: p.name)
def test_22_lines_of_28_characters_fit_and_no_more(profile: Profile) -> None:
    height = gbt9704.PAPER_HEIGHT.twips - profile.top.twips - profile.bottom.twips
    assert height // profile.line.twips == gbt9704.LINES_PER_PAGE
    assert profile.text_width.twips // gbt9704.CHARACTER.twips == gbt9704.CHARACTERS_PER_LINE


def test_the_type_area_is_that_of_the_standard() -> None:
    assert COMMON.text_width.mm == pytest.approx(156, abs=0.1)
    assert COMMON.under_type_area.mm == pytest.approx(0, abs=0.01)
    assert STRICT.under_type_area.mm == pytest.approx(2, abs=0.01)  # 264 mm, and the imprint ends at 262


def test_clauses_are_those_that_the_lengths_are_commented_with() -> None:
    source = (PACKAGE / "gbt9704.py").read_text("utf-8")
    for clause in (Clause.TYPE_AREA, Clause.LINES_AND_CHARACTERS, Clause.ORGAN_MARK, Clause.PAGE_NUMBER):
        assert source.count(clause) >= 2, clause
