"""Deadlines and parties typed into the plans of real workbooks → doubts at the cell, and what the paper says (X38, X39)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.just_so import Put, listed, start
from tests.projects import SCHOOL, STREET
from tests.seeing import seen
from youthreport.deadlines import due, latest, outside
from youthreport.model import Period

PLAN = Period("2026S2")
SEPTEMBER, DECEMBER = date(2026, 9, 30), date(2026, 12, 31)
READ = {
    "9月底前": SEPTEMBER, "9月30日前": SEPTEMBER, "2026-09-30": SEPTEMBER, "2026.9.30": SEPTEMBER, "三季度": SEPTEMBER,
    "7月至9月": SEPTEMBER, "7—9月": SEPTEMBER, "九月底前": SEPTEMBER, "９月底前": SEPTEMBER, "年底前": DECEMBER,
    "2026年底前": DECEMBER, "2026年年末": DECEMBER, "十二月": DECEMBER, "下半年": DECEMBER, "第四季度": DECEMBER,
    "2026年11月—12月": DECEMBER, "12月中旬": date(2026, 12, 20), "7月上旬": date(2026, 7, 10),
    "2027年3月底前": date(2027, 3, 31), "明年3月底前": date(2027, 3, 31),
}  # fmt: skip


@pytest.mark.parametrize(("text", "day"), READ.items())
def test_a_deadline_of_the_plan_is_read(text: str, day: date) -> None:
    found = due(text, PLAN)
    assert found is not None
    assert found.day == day
    assert not outside(text, PLAN)


@pytest.mark.parametrize(
    "text", ["尽快", "长期", "国庆节前", "每月1次", "9月31日", "13月", "2026年", "待定", ""]
)
def test_what_names_no_day_is_not_read(text: str) -> None:
    assert due(text, PLAN) is None


@pytest.mark.parametrize(
    "text",
    ["2025年12月底前", "2025年11月至12月", "3月底前", "6月30日", "2026年6月底前"],
)
def test_what_the_plan_cannot_hold_lies_outside(text: str) -> None:
    assert outside(text, PLAN)


def test_a_month_of_the_second_half_is_none_of_a_plan_for_the_first() -> None:
    assert outside("9月底前", Period("2027S1"))
    assert not outside("2027年9月底前", Period("2027S1"))


@pytest.mark.parametrize(
    ("texts", "last"),
    [
        (("尽快", "11月底前", "12月底前", "9月底前"), "12月底前"),
        (("2025年12月底前", "9月底前"), "9月底前"),
        (("年底前", "2027年3月底前"), "2027年3月底前"),
        (("尽快",), "尽快"),
        (("尽快", "长期"), ""),
        ((), ""),
    ],
)
def test_of_several_deadlines_the_latest_that_can_be_read_is_said(texts: tuple[str, ...], last: str) -> None:
    assert latest(texts, PLAN) == last


# -- real workbooks ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small district without a fault; never changed."""
    return start(tmp_path_factory.mktemp("plans") / "2026S1")


def plan(column: str, value: object, row: str = "办团干班") -> Put:
    """A cell of the street's plan."""
    return listed(STREET, "下半年计划", row, column, value)


def second(until: str, who: str = SCHOOL.name) -> tuple[Put, ...]:
    """The same task in the school's plan."""
    row = {"类别": "从严治团", "事项": "办团干班", "责任单位": who, "完成时限": until}
    return tuple(listed(SCHOOL, "下半年计划", 1, column, value) for column, value in row.items())


def test_the_district_as_it_is_is_asked_nothing(district: Path, tmp_path: Path) -> None:
    found = seen(district, tmp_path / "p", ())
    assert found.of("X38") == found.of("X39") == []
    assert "以上三项均于11月底前完成" in found.words


DEADLINES = {
    "no day": ("尽快", "看不出到哪一天"),
    "the year before": ("2025年12月底前", "不在2026年下半年的计划期内"),
    "a month before the plan": ("3月底前", "不在2026年下半年的计划期内"),
}


@pytest.mark.parametrize("case", DEADLINES.values(), ids=DEADLINES.keys())
def test_the_sender_is_asked_about_a_deadline_at_its_cell(
    case: tuple[str, str], district: Path, tmp_path: Path
) -> None:
    until, words = case
    found = seen(district, tmp_path / "p", (plan("完成时限", until),))
    assert found.of("X38") == [("warning", "下半年计划", until)]
    finding = next(f for f in found.findings if f.rule == "X38")
    assert finding.cell.file == f"returns/{STREET.code}.xlsx"
    assert f"“办团干班”的“完成时限”为“{until}”，{words}" in finding.message
    assert f"办团干班（甲街道团工委，{until}）" in found.words
    assert "以上三项均于11月底前完成" not in found.words


def test_an_item_of_several_units_says_the_latest_day_but_not_that_all_are_done_by_then(
    district: Path, tmp_path: Path
) -> None:
    found = seen(district, tmp_path / "p", (plan("完成时限", "尽快"), *second("11月底前")))
    assert "办团干班（甲街道团工委等单位，11月底前）" in found.words
    assert "尽快" not in found.words
    assert "以上三项均于" not in found.words
    (row,) = (row for row in found.tables if "办团干班" in row)
    assert row[-1] == "11月底前"


PARTIES = {
    "a person": ("张三", 1),
    "a unit that does not exist": ("不存在的单位", 1),
    "one stranger among two": ("甲街道团工委、张三", 1),
    "the unit itself": ("甲街道团工委", 0),
    "its alias": ("甲街道", 0),
    "its full form": ("共青团甲街道工作委员会", 0),
    "another unit": ("丙中学团委", 0),
    "the committee": ("团区委", 0),
    "a department of it": ("团区委组织部", 0),
    "a department": ("组织部", 0),
    "its own short name": ("澄岚团区委", 0),
    "several": ("团区委和丙中学团委", 0),
    "everybody": ("各街道团工委", 0),
}


@pytest.mark.parametrize("case", PARTIES.values(), ids=PARTIES.keys())
def test_a_party_that_nobody_knows_is_asked_about(
    case: tuple[str, int], district: Path, tmp_path: Path
) -> None:
    who, times = case
    found = seen(district, tmp_path / "p", (plan("责任单位", who),) if who != STREET.name else ())
    assert found.of("X39") == [("warning", "下半年计划", who)] * times
