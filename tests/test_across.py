"""Returns of several units, judged together → what counts once, who is meant, and what people are asked (X26–X31)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.records import (
    ACTS,
    CATALOGUE,
    OWN,
    PERIOD,
    ROSTER,
    A,
    B,
    C,
    act,
    district,
    entry,
    filing,
    indicator,
    table,
)
from youthreport.catalogue import load_catalogue
from youthreport.listing import ELSEWHERE
from youthreport.model import (
    Cell,
    District,
    Filing,
    FilingStatus,
    Finding,
    ListColumn,
    ListSource,
    Period,
    Roster,
    Severity,
    TextValue,
)
from youthreport.rollup import total
from youthreport.validation import Judgement, assess, judge_all, unexplained
from youthreport.validation.likeness import likeness

SHIPPED = load_catalogue()
LEDGER = replace(ACTS, columns=(*ACTS.columns, ListColumn("主办层级", "text")))
WIDE = replace(
    CATALOGUE,
    sheets=(LEDGER, *CATALOGUE.sheets[1:], *map(SHIPPED.sheet, ("荣誉表彰", "评选表彰", "名额分配"))),
    indicators=(
        *CATALOGUE.indicators,
        indicator("honours", "list", list_source=ListSource("荣誉表彰", "count")),
        indicator(
            "dev_quota", "list", reporters=("区级",), list_source=ListSource("名额分配", "sum", "数量")
        ),
        indicator("dev_quota_unit"),
    ),
    stale=SHIPPED.stale,
)
FULL = {"whole": 9}
SUPERSEDED, REJECTED, ACCEPTED = FilingStatus.SUPERSEDED, FilingStatus.REJECTED, FilingStatus.ACCEPTED


def judged(*filings: Filing, own: District | None = None, roster: Roster | None = ROSTER) -> Judgement:
    return judge_all(filings, own or district(), roster, WIDE, PERIOD)


def told(judgement: Judgement, rule: str) -> list[Finding]:
    """The findings of one rule, those of the filings first."""
    own = [finding for one in judgement.filings for finding in one.findings]
    every = [*own, *judgement.district.filing.findings, *judgement.findings]
    return [finding for finding in every if finding.rule == rule]


def figure(judgement: Judgement, code: str):
    result = total(judgement.filings, judgement.district, ROSTER, WIDE, PERIOD, None, {})
    return result.figures[code]


def statuses(judgement: Judgement) -> list[FilingStatus]:
    return [one.status for one in judgement.filings]


# -- X26: which return is the unit's -------------------------------------------------------


def test_the_highest_revision_counts_whatever_the_order_and_old_faults_are_settled() -> None:
    old = filing(A, {"whole": 1, "part": 3}, file="returns/1.xlsx")
    old = replace(
        old, findings=(Finding("M18", Severity.ERROR, Cell(old.file), "算式。", "请改。", code="whole"),)
    )
    new = filing(A, {"whole": 7}, revision=3, file="returns/3.xlsx")
    middle = filing(A, {"whole": 5}, revision=2, file="returns/2.xlsx")
    judgement = judged(new, old, middle)
    assert statuses(judgement) == [ACCEPTED, SUPERSEDED, SUPERSEDED]
    assert figure(judgement, "whole").value == 7
    assert [f.severity for f in told(judgement, "X26")] == [Severity.NOTICE] * 2
    everything = [f for one in judgement.filings for f in one.findings]
    assert unexplained(everything, judgement.filings, judgement.district) == ()


def test_equal_copies_merge_with_a_notice() -> None:
    judgement = judged(*(filing(A, FULL, file=f"returns/{n}.xlsx") for n in (2, 1)))
    assert statuses(judgement) == [SUPERSEDED, ACCEPTED]
    (notice,) = told(judgement, "X26")
    assert (notice.severity, "内容相同" in notice.message) == (Severity.NOTICE, True)


def test_copies_that_differ_are_both_refused_and_each_names_the_other_and_the_difference() -> None:
    one, other = (filing(A, {"whole": n}, file=f"returns/{n}.xlsx") for n in (1, 2))
    judgement = judged(one, other)
    assert statuses(judgement) == [REJECTED] * 2
    for finding in told(judgement, "X26"):
        assert finding.severity is Severity.ERROR
        assert all(words in finding.message for words in ("returns/1.xlsx", "returns/2.xlsx", "whole"))


def test_copies_that_differ_only_in_what_was_refused_differ() -> None:
    copies = [
        filing(A, file=f"returns/{n}.xlsx", entries=(entry(A, "whole", None, raw=f"{n}+1"),)) for n in (1, 2)
    ]
    assert statuses(judged(*copies)) == [REJECTED] * 2


def test_a_contradiction_below_a_higher_revision_does_not_matter() -> None:
    old = [filing(A, {"whole": n}, file=f"returns/{n}.xlsx") for n in (1, 2)]
    judgement = judged(*old, filing(A, FULL, revision=2, file="returns/9.xlsx"))
    assert statuses(judgement) == [SUPERSEDED, SUPERSEDED, ACCEPTED]


def test_a_merged_units_own_return_says_into_which_unit_it_went() -> None:
    roster = Roster((replace(A, merged_into="B01"), replace(B, merged_into="C01"), C))
    judgement = judged(filing(A, FULL), filing(C, FULL), roster=roster)
    assert statuses(judgement) == [REJECTED, ACCEPTED]
    (error,) = told(judgement, "X26")
    assert "已并入丙学校团委（C01）" in error.message
    assert told(judgement, "X27") == []


def test_a_unit_that_ceased_says_when() -> None:
    roster = Roster((replace(A, valid_to=date(2026, 5, 31)), B, C))
    (error,) = told(judged(filing(A, FULL), roster=roster), "X26")
    assert "有效期至2026-05-31" in error.message
    assert statuses(
        judged(filing(A, FULL), roster=Roster((replace(A, valid_to=date(2026, 6, 30)), B, C)))
    ) == [ACCEPTED]


def test_an_excused_unit_that_reports_anyway_does_not_count_and_is_asked_about() -> None:
    judgement = judged(filing(A, FULL), own=district(excused={"A01": "班子换届"}))
    assert statuses(judgement) == [REJECTED]
    (doubt,) = told(judgement, "X26")
    assert (doubt.severity, "免报说明" in doubt.message) == (Severity.WARNING, True)
    assert figure(judgement, "whole").value is None


def test_another_periods_return_does_not_count() -> None:
    judgement = judged(replace(filing(A, FULL), period=Period("2025S1").code))
    assert statuses(judgement) == [REJECTED]
    assert "2025S1" in told(judgement, "X26")[0].message


UNREADABLE = Filing(
    "returns/甲街道半年报.xlsx",
    "",
    None,
    "2026S1",
    0,
    None,
    FilingStatus.UNREADABLE,
    findings=(
        Finding("M38", Severity.ERROR, Cell("returns/甲街道半年报.xlsx"), "文件已加密", "请取消密码。"),
    ),
)


def test_an_unreadable_file_hints_at_its_sender_and_no_more() -> None:
    judgement = judged(UNREADABLE)
    assert judgement.filings[0].unit is None
    assert "可能是甲街道团工委报来的" in judgement.filings[0].findings[0].message
    missing = next(f for f in told(judgement, "X27") if f.raw == A.name)
    assert "甲街道半年报.xlsx" in missing.message


@pytest.mark.parametrize("name", ["扫描件.pdf", "甲街道和乙街道团工委.xlsx", "A011.xlsx"])
def test_a_file_name_that_names_none_or_several_hints_at_nobody(name: str) -> None:
    unread = replace(UNREADABLE, file=name)
    (finding,) = judged(unread).filings[0].findings
    assert finding.message == "文件已加密"


def test_a_code_in_the_file_name_is_a_hint() -> None:
    assert "乙街道团工委" in judged(replace(UNREADABLE, file="b01_半年报.pdf")).filings[0].findings[0].message


# -- X27: who is missing -------------------------------------------------------------------


def test_missing_are_the_valid_ones_less_the_excused_and_the_merged() -> None:
    roster = Roster((A, B, replace(C, code="C02", name="丁", merged_into="A01"), C))
    judgement = judged(filing(A, FULL), roster=roster, own=district(excused={"B01": "换届"}))
    assert [f.raw for f in told(judgement, "X27")] == [C.name]


# -- X28: joint activities -----------------------------------------------------------------


def acts(unit, *rows, **more):
    return filing(unit, FULL, table(unit, "活动台账", *rows), **more)


def test_a_joint_activity_counts_once_in_the_figure_and_the_trace_says_where() -> None:
    judgement = judged(*(acts(unit, act("联办")) for unit in (A, B, C)))
    result = figure(judgement, "acts")
    assert result.value == 1
    notes = {source.unit: (source.value, source.note) for source in result.sources}
    assert notes[A.name] == (1, "")
    assert notes[B.name] == (None, f"{ELSEWHERE}：{A.name}")
    assert [f.severity for f in told(judgement, "X28")] == [Severity.WARNING] * 2


def test_a_merge_stands_until_explained() -> None:
    joint = [acts(unit, act("联办")) for unit in (A, B)]
    for explanations, left in (
        ({}, 1),
        ({("B01", "X28"): "情况属实"}, 1),
        ({("A01", "X28"): "由我单位主办"}, 1),
        ({("B01", "X27"): "由甲街道主办"}, 1),
        ({("B01", "X28"): "由甲街道主办"}, 0),
    ):
        own = district(explanations=explanations)
        judgement = judged(*joint, filing(C, FULL), own=own)
        assert figure(judgement, "acts").value == 1
        assert len(unexplained(judgement.findings, judgement.filings, own)) == left


def test_the_clerk_may_have_them_counted_apart() -> None:
    own = district(explanations={("B01", "X28"): "分别计：两家各办一场"})
    judgement = judged(*(acts(unit, act("联办")) for unit in (A, B, C)), own=own)
    assert figure(judgement, "acts").value == 2
    assert sorted((f.cell.file, f.severity) for f in told(judgement, "X28")) == [
        (f"returns/{C.name}.xlsx", Severity.WARNING),
        (f"returns/{B.name}.xlsx", Severity.NOTICE),
    ]


def test_counting_apart_may_name_the_one_activity_that_it_means() -> None:
    rows = (act("联办"), act("歌会"))
    own = district(explanations={("B01", "X28"): "分别计：“歌会”两家各办一场"})
    judgement = judged(acts(A, *rows), acts(B, *rows), own=own)
    assert figure(judgement, "acts").value == 3


@pytest.mark.parametrize("text", ["不分别计", "已核实", "两家分别计一场"])
def test_only_a_text_that_begins_so_counts_apart(text: str) -> None:
    own = district(explanations={("B01", "X28"): text})
    judgement = judged(acts(A, act("联办")), acts(B, act("联办")), own=own)
    assert figure(judgement, "acts").value == 1


def test_the_district_is_known_as_host_by_its_own_name() -> None:
    own = district(None, table(OWN, "活动台账", act("五四大会")))
    own = replace(own, texts={"sign_org": TextValue("共青团某区委员会", Cell("district.xlsx"))})
    judgement = judged(acts(A, act("五四大会", 主办单位="共青团某区委员会")), own=own)
    assert judgement.filings[0].tables["活动台账"].rows[0].excluded == f"{ELSEWHERE}：{OWN.name}"


@pytest.mark.parametrize("place", ["线上", "会议室", ""])
def test_the_same_name_at_a_place_that_everybody_has_is_a_doubt_and_both_count(place: str) -> None:
    judgement = judged(*(acts(unit, act("主题团日", place=place)) for unit in (A, B)))
    assert figure(judgement, "acts").value == 2
    (doubt,) = told(judgement, "X28")
    assert (doubt.severity, "目前分别计入" in doubt.message) == (Severity.WARNING, True)


def test_a_named_host_joins_them_even_there() -> None:
    rows = [act("主题团日", place="线上", 主办单位=host) for host in (A.name, "甲街道")]
    assert figure(judged(acts(A, rows[0]), acts(B, rows[1])), "acts").value == 1


def test_who_names_itself_as_host_at_such_a_place_is_not_asked() -> None:
    filings = [acts(unit, act("主题团日", place="线上", 主办单位=unit.name)) for unit in (A, B)]
    judgement = judged(*filings)
    assert (figure(judgement, "acts").value, told(judgement, "X28")) == (2, [])


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        (act("青春建功新时代主题团日活动", place="会堂"), True),
        (act("青春建功新时代主题团日", place=""), True),
        (act("青春建功新时代主题团日", place="广场"), False),
        (act("青春建功新时代主题团日", day=date(2026, 5, 5), place="会堂"), False),
        (act("书法比赛", place="会堂"), False),
    ],
)
def test_a_title_typed_anew_is_a_doubt_never_a_merge(other: dict, asked: bool) -> None:
    judgement = judged(acts(A, act("青春建功新时代主题团日", place="会堂")), acts(B, other))
    assert figure(judgement, "acts").value == 2
    assert [f.severity for f in told(judgement, "X28")] == [Severity.WARNING] * asked
    explained = district(explanations={("B01", "X28"): "分别计：上午场和下午场"})
    again = judged(acts(A, act("青春建功新时代主题团日", place="会堂")), acts(B, other), own=explained)
    assert told(again, "X28") == []


def test_titles_with_the_units_own_names_are_two_activities() -> None:
    filings = [acts(unit, act(f"{unit.name}青年读书会")) for unit in (A, B)]
    assert told(judged(*filings), "X28") == []
    (doubt,) = told(judged(acts(A, act("青年读书会")), acts(B, act(f"{B.name}青年读书会"))), "X28")
    assert doubt.severity is Severity.WARNING


def test_numbered_sessions_are_not_one_typed_anew() -> None:
    assert likeness("青年夜校瑜伽课程第1期", "青年夜校瑜伽课程第2期") == 0
    assert likeness("青年夜校瑜伽课程第1期", "青年夜校瑜伽课第1期") >= 0.6
    assert likeness("", "") == 1


def test_the_order_of_files_changes_nothing() -> None:
    filings = [acts(unit, act("联办"), act("读书会", place="线上")) for unit in (A, B, C)]
    forward, backward = judged(*filings), judged(*reversed(filings))
    assert forward.findings == backward.findings
    assert figure(forward, "acts").value == figure(backward, "acts").value == 4


# -- X29: one level ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("below", "severity", "counted"), [(False, Severity.ERROR, 30), (True, Severity.NOTICE, 10)]
)
def test_a_system_and_its_members_are_never_added_up(below: bool, severity: Severity, counted: int) -> None:
    roster = Roster((replace(A, is_system=True, children_report=below), B, replace(C, parent="A01")))
    system, member = roster.units[0], roster.units[2]
    judgement = judged(filing(system, {"whole": 30}), filing(member, {"whole": 10}), roster=roster)
    assert [f.severity for f in told(judgement, "X29")] == [severity]
    result = total(judgement.filings, judgement.district, roster, WIDE, PERIOD, None, {})
    assert result.figures["whole"].value == counted


def test_a_system_speaks_for_the_members_of_its_members() -> None:
    roster = Roster((replace(A, is_system=True), replace(B, parent="A01"), replace(C, parent="B01")))
    judgement = judged(filing(roster.units[0], FULL), roster=roster)
    assert told(judgement, "X27") == []


def test_a_circle_of_superiors_ends() -> None:
    roster = Roster((replace(A, parent="B01"), replace(B, parent="A01"), C))
    assert len(told(judged(filing(A, FULL), roster=roster), "X27")) == 2


# -- X30: places for new members -----------------------------------------------------------

SHARES = table(OWN, "名额分配", {"单位": "甲街道", "数量": 10}, {"单位": "B01", "数量": 5})


def test_the_plan_is_the_sum_of_the_shares() -> None:
    wrong = judged(own=district({"dev_quota": 16}, SHARES))
    (error,) = told(wrong, "X30")
    assert (error.severity, error.code, error.raw) == (Severity.ERROR, "dev_quota", "16")
    assert figure(wrong, "dev_quota").value is None
    assert told(wrong, "X16") == []
    right = judged(own=district({"dev_quota": 15}, SHARES))
    assert (told(right, "X30"), figure(right, "dev_quota").value) == ([], 15)


def test_a_units_share_is_that_of_the_district() -> None:
    returns = [filing(unit, {**FULL, "dev_quota_unit": n}) for unit, n in ((A, 10), (B, 6), (C, 1))]
    judgement = judged(*returns, own=district(None, SHARES))
    found = told(judgement, "X30")
    assert [(f.cell.file, f.raw, f.severity) for f in found] == [
        (f"returns/{B.name}.xlsx", "6", Severity.WARNING),
        (f"returns/{C.name}.xlsx", "1", Severity.WARNING),
    ]
    assert "为0名" in found[1].message
    assert figure(judgement, "dev_quota_unit").value == 17


def test_without_shares_or_without_an_answer_nothing_is_compared() -> None:
    assert told(judged(filing(A, {**FULL, "dev_quota_unit": 3})), "X30") == []
    assert told(judged(filing(A, FULL), own=district(None, SHARES)), "X30") == []


def test_the_share_of_a_merged_unit_is_its_successors() -> None:
    roster = Roster((A, replace(B, merged_into="A01"), C))
    judgement = judged(filing(A, {**FULL, "dev_quota_unit": 15}), own=district(None, SHARES), roster=roster)
    assert told(judgement, "X30") == []


# -- X31: honours --------------------------------------------------------------------------


def honour(name: str, level: str = "市", day: date = date(2026, 5, 4), **more: str) -> dict:
    award = more.pop("award", "青年岗位能手")
    return {"对象类型": "个人", "姓名或集体名": name, "奖项全称": award, "奖项类别": "青年岗位能手", "级别": level,
            "日期": day, "文号": "1号", **more}  # fmt: skip


def honours(unit, *rows):
    return filing(unit, FULL, table(unit, "荣誉表彰", *rows))


def test_an_honour_claimed_twice_counts_once_where_the_person_works() -> None:
    judgement = judged(honours(A, honour("王青", 所在单位="乙街道团工委")), honours(B, honour("王青")))
    (doubt,) = told(judgement, "X31")
    assert (doubt.cell.file, doubt.severity) == (f"returns/{A.name}.xlsx", Severity.WARNING)
    result = figure(judgement, "honours")
    assert result.value == 1
    assert [source.note for source in result.sources] == ["", f"{ELSEWHERE}：{B.name}"]


def test_the_clerk_may_have_two_people_of_one_name() -> None:
    own = district(explanations={("B01", "X31"): "分别计：同名的两个人"})
    judgement = judged(honours(A, honour("王青")), honours(B, honour("王青")), own=own)
    assert figure(judgement, "honours").value == 2
    assert [f.severity for f in told(judgement, "X31")] == [Severity.NOTICE]


@pytest.mark.parametrize(
    "other",
    [
        honour("王清"),
        honour("王青", level="省"),
        honour("王青", award="优秀共青团员"),
    ],
)
def test_another_name_level_or_award_is_another_honour(other: dict) -> None:
    judgement = judged(honours(A, honour("王青")), honours(B, other))
    assert (figure(judgement, "honours").value, told(judgement, "X31")) == (2, [])


def test_a_district_honour_must_be_on_the_districts_list() -> None:
    row = {"奖项": "青年岗位能手", "姓名或集体名": "王青", "日期": date(2026, 5, 4)}
    own = district(None, table(OWN, "评选表彰", row))
    judgement = judged(
        honours(A, honour("王青", level="区")), honours(B, honour("李岚", level="区")), own=own
    )
    assert [f.raw for f in told(judgement, "X31")] == ["李岚"]
    assert "不在区本级表" in told(judgement, "X31")[0].message


def test_claims_are_not_compared_with_a_list_that_is_not_there_or_is_of_other_awards() -> None:
    claim = honours(A, honour("李岚", level="区"))
    assert told(judged(claim), "X31") == []
    row = {"奖项": "优秀团员", "姓名或集体名": "王青", "日期": date(2026, 5, 4)}
    assert told(judged(claim, own=district(None, table(OWN, "评选表彰", row))), "X31") == []


# -- outside a project ---------------------------------------------------------------------


def test_without_roster_and_district_the_other_checks_still_run() -> None:
    files = [filing(A, {"whole": 3, "part": 5}), acts(B, act("联办")), acts(C, act("联办"))]
    judgement = judge_all(files, None, None, WIDE, PERIOD)
    assert statuses(judgement) == [ACCEPTED] * 3
    assert [len(told(judgement, rule)) for rule in ("X03", "X28", "X27", "X02")] == [1, 1, 0, 0]
    assessment = assess(judgement, None, PERIOD, None)
    assert (assessment.units, assessment.district, assessment.roster) == ((), None, None)
    assert len(assessment.open_findings) == 2
