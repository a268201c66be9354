"""Long titles → lines that cut no word and form a trapezoid or a diamond (GB/T 9704 7.3.1)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from youthreport.document.title import title_lines, well_shaped, width

ORGAN = "共青团滨河市云溪区委员会"

TITLES = [
    ("工作总结", ("工作总结",)),
    ("云溪团区委2026年下半年重点任务分解表", ("云溪团区委2026年下半年重点任务分解表",)),
    ("云溪团区委2026年度上半年工作总结及下半年工作计划", ("云溪团区委2026年度", "上半年工作总结及下半年工作计划")),
    (f"{ORGAN}2026年上半年工作总结及下半年工作计划", (ORGAN, "2026年上半年工作总结及下半年工作计划")),
    (f"{ORGAN}2026年度全部工作总结", (ORGAN, "2026年度全部工作总结")),
    (
        "关于加强和改进新时代全区基层共青团组织建设若干重点工作的实施意见",
        ("关于加强和改进新时代全区基层共青团", "组织建设若干重点工作的实施意见"),
    ),
    (
        f"{ORGAN}关于2026年上半年共青团重点工作完成情况和下半年工作安排的报告",
        (ORGAN, "关于2026年上半年共青团重点工作", "完成情况和下半年工作安排的报告"),
    ),
    (f"{ORGAN}关于印发《云溪区青年志愿服务管理办法》的通知", (f"{ORGAN}关于印发", "《云溪区青年志愿服务管理办法》的通知")),
]  # fmt: skip


@pytest.mark.parametrize(("title", "lines"), TITLES)
def test_titles_break_between_words(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, "云溪团区委", ORGAN) == lines


@pytest.mark.parametrize(("title", "_"), TITLES)
def test_lines_are_shaped_and_fit(title: str, _: object) -> None:
    lines = title_lines(title, "云溪团区委", ORGAN)
    assert well_shaped(lines)
    assert max(map(width, lines)) <= 20


def test_an_hourglass_is_no_shape() -> None:
    assert not well_shaped(("一二三四", "一二", "一二三四"))
    assert well_shaped(("一二", "一二三四", "一二"))
    assert well_shaped(("一", "一二", "一二三"))


def test_a_title_of_unknown_characters_still_fits_three_lines() -> None:
    lines = title_lines("某" * 55)
    assert "".join(lines) == "某" * 55
    assert len(lines) == 3
    assert max(map(width, lines)) <= 20


def test_a_title_too_long_for_three_lines_stays_whole() -> None:
    assert title_lines("某" * 61) == ("某" * 61,)


def test_a_full_line_with_digits_leaves_room_for_the_gaps_round_them() -> None:
    assert len(title_lines("云溪区共青团重点工作完成情况和下半年安排")) == 1  # 20 字
    assert len(title_lines("云溪区2026年共青团重点工作完成情况统计表")) == 2  # 20 字, but not in print


@given(st.text(alphabet="团区委工作总结及的《》（）2026年度，、", min_size=1, max_size=60))
def test_nothing_is_lost_and_no_line_begins_or_ends_badly(title: str) -> None:
    lines = title_lines(title, "团区委")
    assert "".join(lines) == title
    for line in lines[1:]:
        assert line[0] not in "的》）年，、"
    for line in lines[:-1]:
        assert line[-1] not in "《（"
    assert not any(a[-1].isascii() and b[0].isascii() for a, b in itertools.pairwise(lines))
