"""What people write beside a doubt → whether it explains it, and where the explanation is kept."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records import CATALOGUE, PERIOD, ROSTER, A, B, act, district, entry, filing, table
from youthreport.explaining import says_something
from youthreport.model import Finding, Severity
from youthreport.outputs import write_ledger
from youthreport.rollup import total
from youthreport.validation import assess, explanations, judge_all, unexplained

NOTHING = """无|是|已核|已核实|核实无误|经核实，情况属实。|数据属实，无误|已与单位核对，无误|以实际填报为准|同上|ＯＫ|……|123|正常|好的
请领导审核|本单位数据已再次核对确认无误。|经反复核查，数据真实准确|——|。，|；！|2026/7/1|啊啊啊| |\u3000|/|N/A|暂无说明|详见备注|没有问题|如实填报"""
REASONS = """毕业转出|撤并|台账漏登2场，已补|新增两个园区|本单位无团员|与岚舟重工共同举办，由对方主办|分别计|机构改革|学校放假
超龄离团|统计口径改变|上年数据有误|已核实，因2名团员超龄离团|核实无误：新建了志愿服务站"""


@pytest.mark.parametrize("text", ["", *NOTHING.replace("\n", "|").split("|")])
def test_boilerplate_explains_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", REASONS.replace("\n", "|").split("|"))
def test_a_reason_explains(text: str) -> None:
    assert says_something(text)


EMPTY_WORDS = st.lists(
    st.sampled_from(
        ["已", "经", "核实", "核对", "无误", "情况", "属实", "数据", "真实", "再次", "本单位", "。", "，"]
    ),
    max_size=40,
)


@settings(deadline=None)
@given(EMPTY_WORDS)
def test_no_heap_of_empty_words_becomes_a_reason(words: list[str]) -> None:
    assert not says_something("".join(words))


@settings(deadline=None)
@given(EMPTY_WORDS, st.sampled_from(["毕业转出", "撤并三个支部", "漏登两场"]), EMPTY_WORDS)
def test_a_reason_among_empty_words_is_still_one(before: list[str], reason: str, after: list[str]) -> None:
    assert says_something("".join([*before, reason, *after]))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_judged(text: str) -> None:
    assert says_something(text) in (True, False)


# -- which doubt it explains ---------------------------------------------------------------


# The typed total 7 is not the list's 1: a doubt (X16) on the unit's `acts`.
def doubtful(explanation: str = "", unit=A):
    typed = (entry(unit, "acts", 7, explanation=explanation),)
    return filing(unit, {"whole": 9}, table(unit, "活动台账", act(f"{unit.code}读书会")), entries=typed)


def left(own, *filings) -> list[str]:
    judgement = judge_all(filings, own, ROSTER, CATALOGUE, PERIOD)
    found = [finding for one in judgement.filings for finding in one.findings]
    return [finding.rule for finding in unexplained(found, judgement.filings, own)]


@pytest.mark.parametrize(
    ("in_return", "in_district", "standing"),
    [
        ("", {}, ["X16"]),
        ("台账漏登6场", {}, []),
        ("已核实", {}, ["X16"]),
        ("", {("A01", "X16"): "台账漏登6场"}, []),
        ("", {("A01", "acts"): "台账漏登6场"}, []),
        ("", {("A01", "acts"): "情况属实"}, ["X16"]),
        ("", {("B01", "X16"): "台账漏登6场"}, ["X16"]),
        ("", {("A01", "X17"): "台账漏登6场"}, ["X16"]),
        ("", {("A01", "whole"): "台账漏登6场"}, ["X16"]),
    ],
)
def test_an_explanation_counts_for_its_own_unit_and_matter(
    in_return: str, in_district: dict, standing: list[str]
) -> None:
    assert left(district(explanations=in_district), doubtful(in_return)) == standing


def test_an_error_cannot_be_explained_away() -> None:
    own = district(explanations={("A01", "X03"): "确实如此，有文件"})
    assert left(own, filing(A, {"whole": 3, "part": 5})) == ["X03"]


# -- where it is kept ----------------------------------------------------------------------


def everything(own, *filings):
    judgement = judge_all(filings, own, ROSTER, CATALOGUE, PERIOD)
    rollup = total(judgement.filings, judgement.district, ROSTER, CATALOGUE, PERIOD, None, {})
    found = [finding for one in judgement.filings for finding in one.findings] + [*judgement.findings]
    return judgement, rollup, found


def test_the_assessment_pairs_the_doubt_with_its_explanation() -> None:
    judgement, _, _ = everything(district(), doubtful("台账漏登6场"), doubtful(unit=B))
    assessment = assess(judgement, ROSTER, PERIOD, None)
    assert [(f.rule, f.cell.file, text) for f, text in assessment.explained] == [
        ("X16", f"returns/{A.name}.xlsx", "台账漏登6场")
    ]
    assert [f.rule for f in assessment.open_findings if f.cell.file == f"returns/{B.name}.xlsx"] == ["X16"]


def test_the_figure_keeps_both_explanations_at_the_units_own_cell() -> None:
    own = district(explanations={("A01", "acts"): "补登后一致", ("A01", "whole"): "新建两家"})
    _, rollup, _ = everything(own, doubtful("台账漏登6场"))
    kept = [(s.cell.sheet, s.value, s.note, s.explanation) for s in rollup.figures["acts"].sources]
    assert kept == [("指标表", None, "以清单为准", "台账漏登6场；补登后一致"), ("活动台账", 1, "", "")]
    assert [s.explanation for s in rollup.figures["whole"].sources] == ["新建两家"]
    assert rollup.figures["acts"].value == 1


def test_boilerplate_is_not_kept() -> None:
    _, rollup, _ = everything(district(), doubtful("已核实"))
    assert [s.explanation for s in rollup.figures["acts"].sources] == [""]


def test_the_ledger_shows_the_explanation_with_the_doubt_and_in_the_trace() -> None:
    own = district()
    judgement, rollup, found = everything(own, doubtful("台账漏登6场"))
    told = explanations(found, judgement.filings, own)
    content = write_ledger(rollup, judgement.filings, found, (), (), explanations=told)
    book = openpyxl.load_workbook(BytesIO(content))
    doubts = [dict(zip([c.value for c in book["提示"][1]], row, strict=True)) for row in
              book["提示"].iter_rows(min_row=2, values_only=True)]  # fmt: skip
    assert [(d["规则"], d["说明"]) for d in doubts if d["规则"] == "X16"] == [("X16", "台账漏登6场")]
    trace = list(book["溯源"].iter_rows(min_row=2, values_only=True))
    assert [row[-1] for row in trace if row[0] == "acts"] == ["台账漏登6场", None]


def test_only_doubts_are_explained() -> None:
    notice = Finding("X18", Severity.NOTICE, entry(A, "acts", 1).cell, "重复。", "请删除。", code="acts")
    own = district(explanations={("A01", "X18"): "同名的两场"})
    assert explanations([notice], [doubtful()], own) == {}
    assert unexplained([notice], [doubtful()], own) == ()
