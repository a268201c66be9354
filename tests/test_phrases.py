"""Texts as clerks write them → the words in them that a paper must not print."""

from __future__ import annotations

import pytest

from youthreport.catalogue import load_catalogue
from youthreport.model import Period
from youthreport.phrases import slips, typed_figures

CATALOGUE = load_catalogue()
RULES = CATALOGUE.wording
FIRST_HALF = Period("2026S1")


def kinds(text: str) -> list[str]:
    return [slip.kind for slip in slips(text, RULES, FIRST_HALF)]


@pytest.mark.parametrize(
    "text",
    ["开展活动近百余场", "近400余人参加", "约50多名", "超过300人以上", "至少20场以上", "阅读量达近3万人次", "约200人左右",
     "基本全部完成", "甲、乙、等企业", "青年英才荣誉等等等"],
)  # fmt: skip
def test_contradictory_hedges_are_found(text: str) -> None:
    assert kinds(text) == ["hedge"]


@pytest.mark.parametrize(
    "text",
    ["最近10多天", "附近30余户", "300人以上", "超过300人", "近百场", "百余场", "预约20人左右", "全部完成", "甲、乙等企业",
     "六一、等级评定", "全国优秀少先队辅导员", "APP下载", "6.26国际禁毒日", "3·5学雷锋纪念日", "粉丝12.6万人", "增长12.5个百分点",
     "2025年12月5日成立", "“十五五”开局之年"],
)  # fmt: skip
def test_sound_words_pass(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("text", ["全市首个青年之家", "率先完成", "全区第一", "唯一一家"])
def test_superlatives_need_evidence(text: str) -> None:
    assert kinds(text) == ["superlative"]


@pytest.mark.parametrize("text", ["联合XX学院", "xx年度", "新建**个", "【待补充：区名】", "x个中队"])
def test_blanks_left_open_are_found(text: str) -> None:
    assert set(kinds(text)) == {"leftover"}


@pytest.mark.parametrize(
    "text", ["12.5国际志愿者日", "“12·5”国际志愿者日", "12月5日", "7月1日", "2026年9月10日", "2月30日"]
)
def test_days_outside_the_period_are_found(text: str) -> None:
    assert kinds(text) == ["date"]


@pytest.mark.parametrize("text", ["6月30日", "1月1日", "3.5学雷锋日"])
def test_the_first_and_the_last_day_are_inside(text: str) -> None:
    assert kinds(text) == []


def test_a_slip_says_where_and_what_to_do() -> None:
    (slip,) = slips("上半年开展近百余场活动", RULES)
    assert (slip.start, slip.text) == (5, "近百余")
    assert slip.remedy.endswith("。")


@pytest.mark.parametrize(
    ("text", "found"),
    [("新建12个团组织", ["12个"]), ("覆盖1.2万余人次", ["1.2万余人次"]), ("衔接率98.5%", ["98.5%"]), ("参与120余名", ["120余名"]),
     ("2026年", []), ("3月5日", []), ("第3届", []), ("“十五五”", []), ("第2名", [])],
)  # fmt: skip
def test_figures_typed_by_hand_are_found(text: str, found: list[str]) -> None:
    assert [slip.text for slip in typed_figures(text, CATALOGUE.measures)] == found
