"""Days typed into real workbooks → rows that are not of the period, told at their cell and left out of the paper (X17)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.just_so import CATALOGUE, Put, listed, start
from tests.projects import STREET
from tests.seeing import seen
from youthreport.catalogue import load_catalogue
from youthreport.dating import asked_of, days_asked
from youthreport.forms.prompts import column_prompt
from youthreport.outputs.explanation.rules import rule_page


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small district without a fault; never changed."""
    return start(tmp_path_factory.mktemp("days") / "2026S1")


TEAM, HOME = "突击1队", "青年之家甲"
# the cell, what is said of it, what the paper says before and after
OUTSIDE = {
    "a team founded after the period": (
        listed(STREET, "青年突击队", TEAM, "组建日期", date(2026, 7, 2)),
        "晚于报告期末（2026-06-30），到期末还没有，本行未计入。",
        "组建青年突击队4支",
        "组建青年突击队3支",
    ),
    "a team called new that is not": (
        listed(STREET, "青年突击队", TEAM, "组建日期", date(2025, 12, 31)),
        "本行却是“是否本期组建”填“是”的，没有按本期新增计入。",
        "组建青年突击队4支",
        "组建青年突击队3支",
    ),
    "a home called new that was built two years ago": (
        listed(STREET, "青年之家", HOME, "建成日期", date(2024, 3, 2)),
        "没有按本期新增计入。",
        "新建“青年之家”1个，全区“青年之家”总数达1个",
        "全区“青年之家”总数达1个",
    ),
    "a branch founded after the period": (
        listed(STREET, "支部星级", "街道机关团总支", "成立日期", date(2026, 8, 1)),
        "到期末还没有，本行未计入。",
        "五星团支部2个",
        "五星团支部1个",
    ),
    "a project signed after the period": (
        listed(None, "志愿服务项目", "心灵驿站", "签约日期", date(2026, 7, 20)),
        "到期末还没有，本行未计入。",
        "累计签约项目1个",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_a_day_outside_is_told_at_its_cell_and_the_paper_does_not_count_it(
    case: tuple[Put, str, str, str], district: Path, tmp_path: Path
) -> None:
    cell, message, before, after = case
    first, second = seen(district, tmp_path / "a", ()), seen(district, tmp_path / "b", (cell,))
    assert first.of("X17") == []
    assert before in first.words
    assert second.of("X17") == [("warning", cell.sheet, str(cell.value))]
    assert next(f.message for f in second.findings if f.rule == "X17").endswith(message)
    assert before not in second.words
    assert after in second.words


WITHIN = (
    listed(STREET, "青年突击队", TEAM, "组建日期", date(2026, 6, 30)),
    listed(STREET, "青年之家", HOME, "建成日期", date(2026, 1, 1)),
    listed(None, "志愿服务项目", "心灵驿站", "签约日期", date(2019, 5, 4)),
    listed(STREET, "活动台账", "敬老", "结束日期", date(2026, 7, 15)),
)


def test_days_at_the_edges_old_stock_and_an_end_that_is_later_are_nothing_to_tell(
    district: Path, tmp_path: Path
) -> None:
    assert seen(district, tmp_path / "p", WITHIN).of("X17") == []


def test_every_date_column_says_what_is_asked_of_it() -> None:
    columns = {(s.name, c.name): c for s in CATALOGUE.sheets for c in s.columns if c.kind == "date"}
    asked = {place: asked_of(column) for place, column in columns.items()}
    assert all(asked.values())
    assert [place for place, words in asked.items() if words == "不作要求"] == [("活动台账", "结束日期")]
    # a list that says of each record whether it is new asks that the day agree
    flagged = {s.name for s in CATALOGUE.sheets for c in s.columns if c.name.startswith("是否本期")}
    assert flagged == {
        s for (s, _), c in columns.items() if any(n.startswith("是否本期") for n, _ in c.inside_when)
    }


def test_the_rules_page_and_the_form_say_what_the_columns_ask() -> None:
    page = rule_page(CATALOGUE.rule("X17"), load_catalogue())
    told = [line for fact in page.facts for line in fact.lines]
    assert [f"{asked}。" for asked in days_asked(CATALOGUE.sheets)] == [t for t in told if t.startswith("《")]
    prompt = column_prompt(CATALOGUE.sheet("青年之家").column("建成日期"))
    assert "不晚于报告期末；“是否本期新建”填“是”的，须在报告期内。" in prompt


# -- a series that is registered since its beginning ----------------------------------------

SESSION = "创新推出“青年午餐会”活动"


def sessions(column: str, *values: object) -> tuple[Put, ...]:
    """The first sessions of the brand with these values in the column."""
    return tuple(listed(None, "品牌活动", n, column, value) for n, value in enumerate(values, start=1))


def test_sessions_of_earlier_years_count_but_without_one_in_the_period_nothing_is_said(
    district: Path, tmp_path: Path
) -> None:
    before = [date(2025, month, 12) for month in range(7, 13)]
    none_now = seen(district, tmp_path / "a", sessions("日期", *before))
    assert none_now.of("X17") == none_now.of("X37") == []
    assert "午餐会" not in none_now.words
    one_now = seen(district, tmp_path / "b", sessions("日期", *before[:5]))
    assert "持续开展“青年午餐会”活动，累计开展6期" in one_now.words


def test_a_session_after_the_period_is_told_and_its_guests_are_not_counted(
    district: Path, tmp_path: Path
) -> None:
    guests = sessions("党政领导", *(f"甲{n}、乙{n}" for n in range(1, 7)))
    whole = seen(district, tmp_path / "a", guests)
    assert f"{SESSION}，坚持一月一会，累计开展6期，邀请党政领导12位" in whole.words
    late = seen(
        district, tmp_path / "b", (*guests, listed(None, "品牌活动", "第6期", "日期", date(2026, 7, 12)))
    )
    assert late.of("X17") == [("warning", "品牌活动", "2026-07-12")]
    assert late.of("X37") == []
    assert f"{SESSION}，累计开展5期，邀请党政领导10位" in late.words


BROKEN = {
    "only the last one is left": (
        sessions("类别", *["其他"] * 5),
        "6",
        "登记了1行，到第6期却缺第1、2、3、4、5期",
    ),
    "one is missing": (sessions("类别", "品牌活动", "其他")[1:], "3", "登记了5行，到第3期却缺第2期"),
    "one stands twice": (sessions("期次", 1, 2, 3, 4, 5, 5)[5:], "5", "第5期登记了不止一行"),
    "one has no number": (sessions("期次", *[1, 2, None])[2:], "", "没有填写“期次”"),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN.keys())
def test_a_series_with_a_gap_is_told_at_its_row_and_no_total_is_said_of_it(
    case: tuple[tuple[Put, ...], str, str], district: Path, tmp_path: Path
) -> None:
    cells, raw, message = case
    found = seen(district, tmp_path / "p", cells)
    assert found.of("X37") == [("warning", "品牌活动", raw)]
    assert message in next(f.message for f in found.findings if f.rule == "X37")
    assert "午餐会" not in found.words
