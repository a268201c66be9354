"""Roster, filings and registers → where each unit stands; the rates can never exceed all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records import CATALOGUE, PERIOD, ROSTER, A, B, C, act, district, entry, filing, table
from youthreport.model import (
    Assessment,
    Cell,
    Filing,
    FilingStatus,
    Finding,
    OrgUnit,
    Roster,
    Severity,
    UnitState,
    UnitStatus,
)
from youthreport.validation import assess, judge_all

DEADLINE = date(2026, 7, 5)
FULL = {"whole": 9}


def assessed(*filings: Filing, roster: Roster = ROSTER, deadline: date | None = DEADLINE, **registers):
    own = district(**registers)
    return assess(judge_all(filings, own, roster, CATALOGUE, PERIOD), roster, PERIOD, deadline)


def first(assessment: Assessment) -> UnitStatus:
    return assessment.units[0]


def sent(day: date | None, **more) -> Filing:
    return replace(filing(A, FULL, **more), submitted=day)


REFUSED = replace(
    filing(A, FULL, status=FilingStatus.REJECTED),
    findings=(Finding("X26", Severity.ERROR, Cell("a"), "报告期不是本期。", "请重报。"),),
)
UNREAD = replace(filing(A, status=FilingStatus.UNREADABLE), file="returns/扫描.pdf", submitted=None)


@pytest.mark.parametrize(
    ("filings", "registers", "state", "received"),
    [
        ([sent(date(2026, 7, 5))], {}, UnitState.ON_TIME, date(2026, 7, 5)),
        ([sent(date(2026, 7, 6))], {}, UnitState.LATE, date(2026, 7, 6)),
        ([sent(date(2026, 7, 6))], {"received": {"A01": date(2026, 7, 4)}}, UnitState.ON_TIME, date(2026, 7, 4)),
        ([sent(date(2026, 7, 4))], {"received": {"A01": date(2026, 7, 8)}}, UnitState.LATE, date(2026, 7, 8)),
        ([sent(None)], {}, UnitState.UNDATED, None),
        ([sent(None)], {"received": {"A01": date(2026, 7, 4)}}, UnitState.ON_TIME, date(2026, 7, 4)),
        ([sent(date(2025, 7, 3))], {}, UnitState.UNDATED, None),
        ([filing(A)], {}, UnitState.EMPTY, date(2026, 7, 1)),
        ([REFUSED], {}, UnitState.RETURNED, date(2026, 7, 1)),
        ([UNREAD], {}, UnitState.RETURNED, None),
        ([], {}, UnitState.MISSING, None),
        ([], {"received": {"A01": date(2026, 7, 4)}}, UnitState.MISSING, None),
        ([], {"excused": {"A01": "班子换届"}}, UnitState.EXCUSED, None),
        ([sent(date(2026, 7, 5))], {"excused": {"A01": "班子换届"}}, UnitState.EXCUSED, date(2026, 7, 5)),
        ([REFUSED, sent(date(2026, 7, 5), file="returns/9.xlsx")], {}, UnitState.ON_TIME, date(2026, 7, 5)),
    ],
)  # fmt: skip
def test_every_state(filings: list[Filing], registers: dict, state: UnitState, received: date | None) -> None:
    status = first(assessed(*filings, **registers))
    assert (status.unit.code, status.state, status.received) == ("A01", state, received)


def test_without_a_deadline_nobody_is_late() -> None:
    assert first(assessed(sent(date(2026, 9, 9)), deadline=None)).state is UnitState.UNDATED


def test_the_reason_says_why() -> None:
    assert first(assessed(REFUSED)).reason == "报告期不是本期。"
    assert first(assessed(excused={"A01": "班子换届"})).reason == "班子换届"
    assert "早于报告期" in first(assessed(sent(date(2025, 7, 3)))).reason
    named = replace(UNREAD, unit=None, file="returns/甲街道.pdf")
    assert "returns/甲街道.pdf" in first(assessed(named)).reason
    assert first(assessed(named)).state is UnitState.MISSING


@pytest.mark.parametrize(
    "something",
    [
        filing(A, {"whole": 0}),
        filing(A, entries=(entry(A, "whole", None, raw="5+3"),)),
        filing(A, None, table(A, "活动台账", ticked=True)),
        filing(A, None, table(A, "活动台账", act("旧事", date(2020, 1, 1)))),
        filing(A, {"whole": 3, "part": 5}),
    ],
)
def test_whatever_was_said_is_not_nothing(something: Filing) -> None:
    assert first(assessed(something)).state is UnitState.ON_TIME


def test_a_blank_with_an_explanation_is_still_empty() -> None:
    blank = filing(A, entries=(entry(A, "whole", None, explanation="稍后补报"),))
    assert first(assessed(blank)).state is UnitState.EMPTY


def test_two_contradicting_copies_are_one_unit_returned() -> None:
    copies = [filing(A, {"whole": n}, file=f"returns/{n}.xlsx") for n in (1, 2)]
    status = first(assessed(*copies))
    assert (status.state, status.file) == (UnitState.RETURNED, "returns/2.xlsx")
    assert "内容不一致" in status.reason


def test_the_counts_are_those_of_the_return_that_counts() -> None:
    old = filing(A, {"whole": 3, "part": 5}, file="returns/1.xlsx")
    new = filing(A, {"whole": 3, "part": 4}, revision=2, file="returns/2.xlsx")
    status = first(assessed(old, new))
    assert (status.file, status.errors, status.warnings, status.notices) == ("returns/2.xlsx", 1, 0, 0)


def test_joint_activities_weigh_on_the_unit_whose_row_was_set_aside() -> None:
    found = assessed(*(filing(unit, FULL, table(unit, "活动台账", act("联办"))) for unit in (A, B)))
    assert [status.warnings for status in found.units] == [0, 1, 0]


def test_merged_and_ended_units_do_not_appear_and_those_spoken_for_neither() -> None:
    roster = Roster(
        (
            replace(A, is_system=True),
            replace(B, merged_into="A01"),
            replace(C, parent="A01"),
            replace(C, code="E01", name="戊", valid_to=date(2026, 3, 31)),
        )
    )
    assert [s.unit.code for s in assessed(filing(A, FULL), roster=roster).units] == ["A01"]
    # Until the system itself has reported, nobody speaks for its members.
    assert [s.unit.code for s in assessed(roster=roster).units] == ["A01", "C01"]


def test_the_assessment_holds_everything_once() -> None:
    found = assessed(filing(A, {"whole": 3, "part": 5}), filing(B, FULL))
    assert found.period == "2026S1"
    assert [f.rule for f in found.every] == ["X03", "X27"]
    assert [f.rule for f in found.open_findings] == ["X03", "X27"]
    assert [s.state for s in found.units] == [UnitState.ON_TIME, UnitState.ON_TIME, UnitState.MISSING]


# -- any roster, any pile of files ---------------------------------------------------------

CODES = [f"U{number}" for number in range(6)]
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))
UNITS = st.builds(
    OrgUnit,
    code=st.just(""),
    name=st.just(""),
    type=st.just("街道"),
    parent=st.sampled_from(["", *CODES]),
    valid_from=st.none() | DAYS,
    valid_to=st.none() | DAYS,
    is_system=st.booleans(),
    children_report=st.booleans(),
    merged_into=st.sampled_from(["", "", "", *CODES]),
)
ROSTERS = st.lists(UNITS, min_size=1, max_size=6).map(
    lambda units: Roster(
        tuple(replace(u, code=c, name=f"{c}团工委") for u, c in zip(units, CODES, strict=False))
    )
)


@st.composite
def piles(draw: st.DrawFn) -> tuple[Roster, list[Filing], dict[str, str], dict[str, date]]:
    roster = draw(ROSTERS)
    statuses = st.sampled_from([*FilingStatus, FilingStatus.ACCEPTED, FilingStatus.ACCEPTED])
    filings = [
        replace(
            filing(unit, draw(st.sampled_from([FULL, {"whole": 1}, {}])), revision=draw(st.integers(1, 2))),
            file=f"returns/{number}.xlsx",
            status=draw(statuses),
            submitted=draw(st.none() | DAYS),
        )
        for number, unit in enumerate(draw(st.lists(st.sampled_from(roster.units), max_size=8)))
    ]
    excused = draw(st.dictionaries(st.sampled_from(CODES), st.just("换届"), max_size=2))
    received = draw(st.dictionaries(st.sampled_from(CODES), DAYS, max_size=3))
    return roster, filings, excused, received


@settings(deadline=None)
@given(piles())
def test_each_unit_stands_in_one_place_so_no_rate_exceeds_all(
    pile: tuple[Roster, list[Filing], dict[str, str], dict[str, date]],
) -> None:
    roster, filings, excused, received = pile
    found = assessed(*filings, roster=roster, excused=excused, received=received)
    codes = [status.unit.code for status in found.units]
    valid = [unit.code for unit in roster.valid_at(PERIOD.end)]
    assert codes == [code for code in valid if code in codes]
    expected = len(codes) - len(found.units_in(UnitState.EXCUSED))
    reported = found.units_in(UnitState.ON_TIME, UnitState.LATE, UnitState.UNDATED)
    assert len(found.units_in(UnitState.ON_TIME)) <= len(reported) <= expected
    accepted = {f.unit.code for f in found.filings if f.status is FilingStatus.ACCEPTED and f.unit}
    assert {status.unit.code for status in reported} == accepted
    missing = {f.raw for f in found.findings if f.rule == "X27"}
    lacking = found.units_in(UnitState.MISSING, UnitState.RETURNED, UnitState.EMPTY)
    assert missing == {status.unit.name for status in lacking}
