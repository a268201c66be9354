"""Rules about rates, leaps and earlier periods (X09–X11, X32–X34): the case that breaks them, and the nearest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.judged import (
    CATALOGUE,
    OWN,
    SCHOOL,
    STREET,
    closed,
    filed,
    judged,
    rows,
    said,
    typed,
)
from youthreport.model import Finding, OrgUnit, Severity

# -- X09: a rate typed beside its parts ------------------------------------------------------

RATES = [
    # 24 of 66 are 36.36…%
    ("转接率37%", True),
    ("转接率36.4%", False),
    ("转接率为36.3％", False),
    ("学社衔接率：36.5%", True),
    # exactly a tenth of a point: see test_exactly_a_tenth
    ("转接率约37%", False),
    ("转接率比上年提高37%", False),
    ("去年转接率37%", False),
    ("全区转接率37%", False),
    ("就业率37%", False),
    ("37%", False),
    ("转接率37%，其中本区40%", False),
    ("必填；从业务系统抄录", False),
]


@pytest.mark.parametrize("column", ["备注", "差异说明"])
@pytest.mark.parametrize(("text", "found"), RATES)
def test_typed_rates(text: str, found: bool, column: str) -> None:
    done = typed(SCHOOL, "xs_done", 24, beside={column: text})
    findings = said(judged(filed(SCHOOL, {"xs_due": 66}, done)), "X09")
    assert [(f.severity, f.raw, f.value) for f in findings] == (
        [(Severity.WARNING, text, Decimal("36.36"))] if found else []
    )
    assert all(f.cell == done.beside[column].cell for f in findings)


@pytest.mark.parametrize(("text", "found"), [("转接率49.9%", 0), ("转接率50.1%", 0), ("转接率50.11%", 1), ("转接率49.89%", 1)])  # fmt: skip
def test_exactly_a_tenth(text: str, found: int) -> None:
    done = typed(SCHOOL, "xs_done", 50, beside={"备注": text})
    assert len(said(judged(filed(SCHOOL, {"xs_due": 100}, done)), "X09")) == found


def test_no_rate_of_blocked_or_missing_parts() -> None:
    for due in (100, None, 0):
        done = typed(SCHOOL, "xs_done", 105, beside={"备注": "转接率98%"})
        assert said(judged(filed(SCHOOL, {"xs_due": due}, done)), "X09") == ()


def test_share_of_members_among_youth() -> None:
    part = typed(STREET, "members_14_28", 25, beside={"备注": "团青比30%"})
    assert len(said(judged(filed(STREET, {"youth_14_28": 100, "members": 30}, part)), "X09")) == 1


# -- X10: last year --------------------------------------------------------------------------

LEAPS = [
    # code, now, closed last year → doubt
    ("vol_reg", 12000, 120, True),
    ("vol_reg", 600, 120, False),  # exactly five times
    ("vol_reg", 601, 120, True),
    ("vol_reg", 24, 120, False),  # exactly a fifth
    ("vol_reg", 23, 120, True),
    ("vol_reg", 0, 120, True),
    ("vol_reg", 120, 0, False),  # for the first time
    ("theme_act_cnt", 19, 2, False),  # small counts
    ("theme_act_cnt", 20, 2, True),
    ("members", 59, 9, False),
    ("members", 60, 9, True),
    ("vol_people", 299, 50, False),
    ("vol_people", 300, 50, True),
    ("aid_amount", 9999, 1000, False),
    ("aid_amount", 10000, 1000, True),
]


@pytest.mark.parametrize(("code", "now", "before", "found"), LEAPS)
def test_leaps(code: str, now: int, before: int, found: bool) -> None:
    judgement = judged(filed(STREET, {code: now}), earlier=(closed("2025S1", JD01={code: before}),))
    findings = [f for f in said(judgement, "X10") if f.code == code]
    assert [(f.severity, f.value, f.raw) for f in findings] == (
        [(Severity.WARNING, now, str(now))] if found else []
    )
    assert all(str(now) in f.message and str(before) in f.message for f in findings)


BASES = [
    # typed last year, closed value → doubt about 12000
    ("120", None, True),
    ("11000", None, False),
    ("120", 11000, False),  # the closed value wins
    ("11000", 120, True),
    (None, None, False),
]


@pytest.mark.parametrize(("typed_base", "closed_value", "found"), BASES)
def test_the_base_of_leaps(typed_base: str | None, closed_value: int | None, found: bool) -> None:
    entry = typed(STREET, "vol_reg", 12000, beside={"上年同期数": typed_base} if typed_base else {})
    earlier = (closed("2025S1", JD01={"vol_reg": closed_value}),) if closed_value else ()
    assert bool(said(judged(filed(STREET, None, entry), earlier=earlier), "X10")) == found


def test_a_merged_units_last_year_is_its_successors() -> None:
    gone = OrgUnit("JD09", "旧街道团工委", "街道", merged_into="JD01")
    earlier = (closed("2025S1", JD01={"vol_reg": 100}, JD09={"vol_reg": 900}),)
    given = filed(STREET, {"vol_reg": 1000})
    assert len(said(judged(given, earlier=earlier), "X10")) == 1
    assert said(judged(given, roster=(STREET, gone), earlier=earlier), "X10") == ()


@pytest.mark.parametrize(("now", "guessed"), [(3, True), (30, False)])
def test_ten_thousands_are_guessed(now: int, guessed: bool) -> None:
    earlier = (closed("2025S1", JD01={"nm_reads": 30000}),)
    (finding,) = said(judged(filed(STREET, {"nm_reads": now}), earlier=earlier), "X10")
    assert ("万" in finding.message) == guessed


@pytest.mark.parametrize(("own", "finals"), [({"hot_calls": 40}, None), (None, {"hot_calls": 40})])
def test_the_district_is_compared_with_its_own_closed_figures(own: object, finals: object) -> None:
    earlier = (closed("2025S1", own),) if own else ()  # type: ignore[arg-type]
    judgement = judged(own=filed(OWN, {"hot_calls": 268}), earlier=earlier, finals=finals)  # type: ignore[arg-type]
    assert [f.code for f in said(judgement, "X10")] == ["hot_calls"]


def test_a_total_of_all_units_is_no_base_for_the_districts_own_part() -> None:
    judgement = judged(own=filed(OWN, {"cadre_gz": 1}), earlier=(closed("2025S1", {"cadre_gz": 90}),))
    assert said(judgement, "X10") == ()


# -- X10: peers ------------------------------------------------------------------------------

SCHOOLS = tuple(OrgUnit(f"XX{n:02d}", f"第{n}中学团委", "学校") for n in range(1, 9))
USUAL = (50, 55, 60, 48, 52, 58, 61)


def among(value: int, *, members: int = 500, schools: int = 8, **more: object) -> tuple[Finding, ...]:
    """What is said of the last of several schools, of which the others are alike."""
    others = [filed(u, {"members": 500, "vol_reg": v}) for u, v in zip(SCHOOLS, USUAL, strict=False)]
    last = filed(SCHOOLS[-1], {"members": members, "vol_reg": value})
    return said(judged(*others[: schools - 1], last, **more), "X10")  # type: ignore[arg-type]


PEERS = [
    # value, members, schools → doubt
    (600, 500, 8, True),
    (5, 500, 8, False),  # small against small: the usual 55 is below 60
    (56, 500, 8, False),
    (270, 500, 8, False),  # not five times the usual
    (600, 5500, 8, False),  # eleven times the members
    (600, 500, 7, False),  # too few to compare with
    (61, 9, 8, False),  # few members, but no more volunteers than elsewhere
]


@pytest.mark.parametrize(("value", "members", "schools", "found"), PEERS)
def test_peers(value: int, members: int, schools: int, found: bool) -> None:
    findings = [f for f in among(value, members=members, schools=schools) if f.code == "vol_reg"]
    assert [(f.severity, f.raw) for f in findings] == ([(Severity.WARNING, str(value))] if found else [])
    assert all("8个学校类单位" in f.message and "600人" in f.message for f in findings)


def test_what_was_so_last_year_is_how_the_unit_is() -> None:
    assert among(600, earlier=(closed("2025S1", XX08={"vol_reg": 580}),)) == ()


def test_units_of_other_types_are_no_peers() -> None:
    others = [filed(u, {"members": 500, "vol_reg": v}) for u, v in zip(SCHOOLS, USUAL, strict=False)]
    assert said(judged(*others, filed(STREET, {"members": 500, "vol_reg": 600})), "X10") == ()


# -- X11 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "rules"), [(99, ["X11"]), (100, []), (101, []), (19, ["X10"])])
def test_fewer_members(now: int, rules: list[str]) -> None:
    judgement = judged(filed(STREET, {"members": now}), earlier=(closed("2025S1", JD01={"members": 100}),))
    found = [f for rule in ("X10", "X11") for f in said(judgement, rule)]
    assert [f.rule for f in found] == rules


def test_fewer_of_anything_else_wants_no_reason() -> None:
    earlier = (closed("2025S1", JD01={"org_branch": 18}),)
    assert said(judged(filed(STREET, {"org_branch": 17}), earlier=earlier), "X11") == ()


# -- X32 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("base", "found"), [("120", 1), ("118", 0), (None, 0)])
def test_the_typed_base_against_the_closed_one(base: str | None, found: int) -> None:
    entry = typed(STREET, "vol_reg", 130, beside={"上年同期数": base} if base else {})
    judgement = judged(filed(STREET, None, entry), earlier=(closed("2025S1", JD01={"vol_reg": 118}),))
    findings = said(judgement, "X32")
    assert [(f.severity, f.raw, f.value) for f in findings] == [(Severity.WARNING, "120", 118)] * found
    assert all(f.cell == entry.beside["上年同期数"].cell for f in findings)


def test_a_total_from_a_list_has_a_base_too() -> None:
    acts = rows(STREET, "活动台账", ticked=True)
    entry = typed(STREET, "theme_act_cnt", None, beside={"上年同期数": "7"})
    earlier = (closed("2025S1", JD01={"theme_act_cnt": 9}),)
    assert [f.code for f in said(judged(filed(STREET, None, acts, entry), earlier=earlier), "X32")] == [
        "theme_act_cnt"
    ]


@pytest.mark.parametrize(("final", "found"), [(40, 1), (50, 0)])
def test_the_districts_final_values_against_the_closed_ones(final: int, found: int) -> None:
    judgement = judged(earlier=(closed("2025S1", {"hot_calls": 50}),), finals={"hot_calls": final})
    findings = said(judgement, "X32")
    assert [(f.cell.sheet, f.raw, f.value) for f in findings] == [("上期定稿值", "40", 50)] * found


# -- X33 -------------------------------------------------------------------------------------

CODES = tuple(
    i.code for i in CATALOGUE.indicators if i.source in ("typed", "system") and "街道" in i.reporters
)[:20]
REPEATS = [
    # figures compared, of them alike → a repeated return
    (20, 16, True),
    (20, 15, False),
    (10, 8, True),
    (10, 7, False),
    (9, 9, False),  # too few to tell
]


@pytest.mark.parametrize(("many", "alike", "found"), REPEATS)
def test_repeated_returns(many: int, alike: int, found: bool) -> None:
    now = dict.fromkeys(CODES[:many], 30)  # parts as large as their wholes contradict nothing
    before = {code: value if n < alike else value + 1 for n, (code, value) in enumerate(now.items())}
    judgement = judged(filed(STREET, now), earlier=(closed("2025S1", JD01=before),))
    findings = said(judgement, "X33")
    assert [(f.severity, f.raw) for f in findings] == (
        [(Severity.WARNING, f"{alike}/{many}")] if found else []
    )


def test_zeros_do_not_take_part() -> None:
    now = {code: 0 if n < 12 else 10 + n for n, code in enumerate(CODES)}
    assert said(judged(filed(STREET, now), earlier=(closed("2025S1", JD01=now),)), "X33") == ()


def test_the_last_half_year_is_compared_too_and_one_return_is_accused_once() -> None:
    now = {code: 10 + n for n, code in enumerate(CODES)}
    half, year = closed("2025S2", JD01=now), closed("2025S1", JD01=now)
    (finding,) = said(judged(filed(STREET, now), earlier=(half,)), "X33")
    assert "2025年下半年" in finding.message
    assert len(said(judged(filed(STREET, now), earlier=(year, half)), "X33")) == 1


def test_an_older_period_is_not_compared() -> None:
    now = {code: 10 + n for n, code in enumerate(CODES)}
    assert said(judged(filed(STREET, now), earlier=(closed("2024S1", JD01=now),)), "X33") == ()


# -- X34 -------------------------------------------------------------------------------------

CUMULATIVE = [
    # code, now, closed last year, closed last half → doubt
    ("epi_vol", 99, 100, None, True),
    ("epi_vol", 100, 100, None, False),
    ("epi_vol", 110, 100, 120, True),  # the last half-year is the nearer base
    ("epi_vol", 120, 100, 120, False),
    ("vol_reg", 99, 100, None, False),  # not cumulative
]


@pytest.mark.parametrize(("code", "now", "year", "half", "found"), CUMULATIVE)
def test_cumulative_figures_only_grow(code: str, now: int, year: int, half: int | None, found: bool) -> None:
    earlier = [closed("2025S1", JD01={code: year})] + ([closed("2025S2", JD01={code: half})] if half else [])
    findings = said(judged(filed(STREET, {code: now}), earlier=tuple(earlier)), "X34")
    assert [(f.severity, f.code, f.value) for f in findings] == (
        [(Severity.WARNING, code, now)] if found else []
    )


def test_the_districts_own_issues_only_grow() -> None:
    sessions = [
        {"类别": "品牌活动", "日期": date(2026, n, 12), "活动名称": "午餐会", "期次": n} for n in range(1, 6)
    ]
    own = filed(OWN, None, rows(OWN, "品牌活动", *sessions))
    assert [f.code for f in said(judged(own=own, finals={"lunch_issues": 6}), "X34")] == ["lunch_issues"]
    assert said(judged(own=own, finals={"lunch_issues": 5}), "X34") == ()


@pytest.mark.parametrize(("second", "found"), [("签约", 0), ("结束", 0), (None, 1)])
def test_a_project_that_ended_is_not_lost(second: str | None, found: int) -> None:
    records = [{"项目名": f"项目{n}", "状态": state} for n, state in enumerate(("签约", second)) if state]
    given = filed(STREET, None, rows(STREET, "志愿服务项目", *records))
    assert len(said(judged(given, earlier=(closed("2025S1", JD01={"vol_signed": 2}),)), "X34")) == found


# -- nothing is compared with nothing --------------------------------------------------------


def test_without_a_past_no_rule_about_the_past_speaks() -> None:
    judgement = judged(filed(STREET, dict.fromkeys(CODES, 12000)))
    assert [f.rule for rule in ("X10", "X11", "X32", "X33", "X34") for f in said(judgement, rule)] == []
