"""The paper's page, title lines, signature and properties against GB/T 9704."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.sections import dump, make
from youthreport.document.base import build_base
from youthreport.document.compose import hanzi
from youthreport.document.packing import pack
from youthreport.document.signature import signature
from youthreport.document.title import title_lines, width
from youthreport.frame import Frame

ORGAN = "共青团滨河市云溪区委员会"


def test_base_is_a4_with_official_margins_and_both_footers() -> None:
    document = docx.Document(io.BytesIO(build_base()))
    section: Any = document.sections[0]
    margins = (section.page_width, section.top_margin, section.left_margin)
    assert [round(length.mm) for length in margins] == [210, 37, 28]
    assert section.footer.paragraphs[0].text == section.even_page_footer.paragraphs[0].text == "— 1 —"
    assert document.settings.odd_and_even_pages_header_footer
    fonts = document.styles["Heading 1"].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) == "黑体"


def test_base_is_the_same_every_time() -> None:
    assert build_base() == build_base()


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("工作总结", ("工作总结",)),
        (f"{ORGAN}2026年上半年工作总结及下半年工作计划", (ORGAN, "2026年上半年工作总结及下半年工作计划")),
        (f"{ORGAN}2026年度全部工作总结", (ORGAN, "2026年度全部工作总结")),
    ],
)
def test_titles_break_between_words(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, ORGAN) == lines


def test_any_long_title_fits_three_lines() -> None:
    lines = title_lines("某" * 55)
    assert "".join(lines) == "某" * 55
    assert len(lines) == 3
    assert max(width(line) for line in lines) <= 20


def test_the_date_stands_two_characters_right_of_the_organ() -> None:
    _, organ, date = signature(Frame("", organ=ORGAN, signed="2026年7月6日"))
    assert 'w:rightChars="200"' in organ.properties
    assert f'w:leftChars="{(28 - 2 - len(ORGAN) + 2) * 100}"' in date.properties


def test_a_date_longer_than_the_organ_moves_the_organ() -> None:
    _, organ, _ = signature(Frame("", organ="团区委", signed="2026年12月26日"))
    assert 'w:rightChars="200"' not in organ.properties


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一")]
)
def test_hanzi(number: int, text: str) -> None:
    assert hanzi(number) == text


def test_properties_are_the_given_ones() -> None:
    content = pack(build_base(), title="总结<1>", stamp=datetime(2026, 7, 6, 9), build_id="b1")
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert (properties.title, properties.identifier) == ("总结<1>", "b1")
    assert properties.created.replace(tzinfo=None) == datetime(2026, 7, 6, 9)


def test_sections_are_made_and_dumped_without_loss(tmp_path: Path) -> None:
    text = "# 题\n## 一\n### 二\n#### 三。文\n正文{{ 甲|概数 }}。\n|名|{{ 甲|概数 }}|\n|b|c|\n"
    assert dump(make(text)) == text
