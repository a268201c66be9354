"""Quotation marks that a text brings into the marks of a section → ‘ ’ inside “ ”, each pair once."""

from __future__ import annotations

import pytest

from youthreport.document.closing_up import close_up
from youthreport.document.glyphs import Glyph, Span, plain, words
from youthreport.model import Period, TextElement
from youthreport.narrative.texts import items_of, say

SECOND = [
    ("开展““青春跟党走”主题”系列活动。", "开展“‘青春跟党走’主题”系列活动。"),
    ("推出““书记有约”·青年午餐会”活动。", "推出“‘书记有约’·青年午餐会”活动。"),
    ("“青春“心”向党”征文", "“青春‘心’向党”征文"),
    ("撰写的《《我的“家”》》获奖", "撰写的《我的“家”》获奖"),
    ("《学习《选编》札记》", "《学习〈选编〉札记》"),
    ("““书记有约””", "“书记有约”"),
    ("“甲”和“乙”", "“甲”和“乙”"),
    ("甲”乙“丙", "甲”乙“丙"),
]


@pytest.mark.parametrize(("given", "printed"), SECOND)
def test_marks_inside_marks_are_the_inner_ones(given: str, printed: str) -> None:
    assert words(close_up(plain(given))) == printed


def test_what_a_quotation_from_a_return_prints_stays() -> None:
    quoted = tuple(Glyph(char, span=Span("?q")) for char in "“青春2026”行动")
    assert words(close_up((*plain("“"), *quoted, *plain("”")))) == "““青春2026”行动”"


NAMES = [
    ("“书记有约”", "书记有约"),
    ("“书记有约”·青年午餐会", "“书记有约”·青年午餐会"),
    ("“甲”和“乙”", "“甲”和“乙”"),
    ('青春"心"向党', "青春“心”向党"),
    ('"青春向党"。', "青春向党"),
    ('青春"向党', "青春向党"),
    ("无", ""),
]


@pytest.mark.parametrize(("written", "said"), NAMES)
def test_a_name_loses_only_the_pair_that_holds_all_of_it(written: str, said: str) -> None:
    assert str(say(TextElement("lunch_name", "品牌活动名", ""), written, Period("2026S1"))) == said


LISTS = [
    ("青年教师、企业青年等", ("青年教师", "企业青年")),
    ("小学、初中、高中等。", ("小学", "初中", "高中")),
    ("甲、乙、等", ("甲", "乙")),
    ("自由、平等", ("自由", "平等")),
    ("一等、二等", ("一等", "二等")),
]


@pytest.mark.parametrize(("written", "items"), LISTS)
def test_a_list_ends_without_the_word_for_more(written: str, items: tuple[str, ...]) -> None:
    assert items_of(written) == items
