"""Names as people write them → the pages of `explain`; the declarations → docs/rules.md."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.records import CATALOGUE, computed, indicator
from tests.rules_page import PAGE
from tests.test_assessment_text import widest
from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError
from youthreport.model import ClaimRule, ItemList, ListSource, Relation, Rule, Severity, TextElement
from youthreport.narrative import explanations
from youthreport.outputs.explanation import explain, rules_markdown
from youthreport.outputs.explanation.expressions import in_words, list_in_words, relation_in_words

SHIPPED = load_catalogue()
MEANINGS = explanations(SHIPPED)
X03 = Rule(
    "X03",
    Severity.ERROR,
    "cell",
    "relation",
    "部分不大于总体",
    "道理",
    "办法",
    "notice：仅供留意；warning：口径不同",
)
SMALL = replace(
    CATALOGUE,
    rules=(X03, Rule("X01", Severity.WARNING, "filing", "function", "整数", "数人", "请改")),
    indicators=(
        indicator("whole", name="总数", compulsory=("街道",)),
        indicator("part", name="其中：“五有”的"),
        indicator("acts", "list", name="场次", list_source=ListSource("活动台账", "sum", "场次")),
        indicator("both", "derived", "derived", name="合计", expression="whole + part"),
    ),
    computed=(computed("share", "ratio", numerator="part", denominator="whole"),),
    items=(ItemList("kinds", "类型", "活动台账", "{活动类型}", "出现的类型", (("活动类型", ("*",)),)),),
    texts=(
        TextElement("dist", "区名", "全文一致", True),
        TextElement("slogan", "口号", "可用默认", default="奋进"),
    ),
    claims=(ClaimRule("all", "全部完成", "都完成", "part = whole 且 whole > 0", ("part",)),),
    relations=(Relation("X03", "part", "≤", "whole", Severity.ERROR, "part", "", ""),),
)


def told(name: str) -> str:
    return explain(name, SMALL, {"概数": "近N、N余或原数"})


# -- expressions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("whole", "“总数”"),
        ("part", "“‘五有’的”"),  # 其中： says nothing here, and quotation marks do not nest
        ("whole + part", "“总数”与“‘五有’的”之和"),
        ("whole + part + acts", "“总数”、“‘五有’的”与“场次”之和"),
        ("whole * 0.2", "“总数”×0.2"),
        ("(whole - part) / acts", "(“总数”－“‘五有’的”)÷“场次”"),
        ("unknown", "unknown"),
    ],
)
def test_expressions_speak_of_names(expression: str, words: str) -> None:
    assert in_words(expression, SMALL) == words


@pytest.mark.parametrize(
    ("operator", "severity", "missing", "words"),
    [
        ("≤", Severity.ERROR, "skip_any", "“‘五有’的”应不大于“总数”（不符：错误，“‘五有’的”暂不计入）"),
        ("≥", Severity.WARNING, "skip_any", "“‘五有’的”应不小于“总数”（不符：核实）"),
        ("=", Severity.NOTICE, "skip_all", "“‘五有’的”应等于“总数”（不符：提示；全部缺报时不作比较）"),
        ("⇒0", Severity.WARNING, "skip_any", "“‘五有’的”为0时，“总数”也应为0（不符：核实）"),
    ],
)
def test_relations_say_what_must_hold_and_what_becomes_of_it(
    operator: str, severity: Severity, missing: str, words: str
) -> None:
    relation = Relation("X03", "part", operator, "whole", severity, "part", "", "", missing)
    assert relation_in_words(relation, SMALL) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (ListSource("活动台账", "count"), "《活动台账》的各行，行数"),
        (
            ListSource(
                "活动台账", "sum", "场次", (("类型", ("培训", "交友")), ("阵地", ("*",)), ("备注", ("!",)))
            ),
            "《活动台账》中“类型”为“培训”或“交友”、“阵地”已填写、“备注”未填写的各行，“场次”之和",
        ),
        (ListSource("台账", "distinct", "项目"), "《台账》的各行，“项目”去重后的个数"),
    ],
)
def test_lists_say_which_rows_give_what(source: ListSource, words: str) -> None:
    assert list_in_words(source) == words


# -- pages ---------------------------------------------------------------------------------


def test_the_page_of_a_rule() -> None:
    assert told("X03") == (
        """\
X03 部分不大于总体
轻重        错误（须更正后重新报送，所指内容暂不计入）
也可能      提示：仅供留意
            核实：口径不同
范围        单元格
判断方式    审核公式
为什么      道理
怎么办      办法
审核公式    “‘五有’的”应不大于“总数”（不符：错误，“‘五有’的”暂不计入）。
            任何一个数缺报时不作比较。
"""
    )


def test_the_page_of_an_indicator() -> None:
    assert told("part") == (
        """\
其中：“五有”的（指标）
代码        part
模板写法    {{ part }}
计量单位    个
期间口径    期内数：报告期内新发生的数
由谁填报    街道、学校
必报单位    无，均为选报
本单位数    由单位填写
全区数      各单位相加
相关审核    X03 “‘五有’的”应不大于“总数”（不符：错误，“‘五有’的”暂不计入）
用于计算    “合计”、“share”
"""
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("whole", ["必报单位    街道"]),
        ("场次", ["本单位数    由清单计算：《活动台账》的各行，“场次”之和"]),
        (
            "合计",
            ["本单位数    自动计算：“总数”与“‘五有’的”之和", "全区数      由汇总后的指标按同一算式计算"],
        ),
        ("share", ["不用填报，由程序计算", "“‘五有’的”÷“总数”，全区分别求和后相除，只用两数都报的单位"]),
        ("类型", ["《活动台账》中“活动类型”已填写的各行，取“活动类型”", "出现多的在前"]),
        ("区名", ["区本级表《文字要素》，必须填写"]),
        ("口号", ["可以不填", "不填时      用“奋进”"]),
        (
            "全部完成",
            ["“‘五有’的”=“总数”，并且“总数”>0", "应报单位都报了“‘五有’的”", "{% if 断言.全部完成 %}"],
        ),
        ("概数", ["概数（写法）", "{{ 指标名称|概数 }}", "近N、N余或原数"]),
    ],
)
def test_everything_that_has_a_name_has_a_page(name: str, says: list[str]) -> None:
    page = told(name)
    assert [words for words in says if words not in page] == []


@pytest.mark.parametrize("name", ["x03", " X03 ", "“X03”", "Ｘ０３", "X-03"])
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    assert told(name).startswith("X03 ")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("{{ whole }}", "总数（指标）"),
        ("断言.全部完成", "全部完成（断言）"),
        ("|概数", "概数（写法）"),
        ("“五有”的", "其中："),
    ],
)
def test_a_name_may_come_as_it_stands_in_a_template_or_a_form(name: str, title: str) -> None:
    assert told(name).startswith(title)


def test_a_name_that_means_two_things_gets_both_pages() -> None:
    pages = explain("场次", SMALL, {"场次": "同名的写法"})
    assert [line for line in pages.splitlines() if line.endswith(("（指标）", "（写法）"))] == [
        "场次（指标）",
        "场次（写法）",
    ]


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("五星支部", "五星支部数"),
        ("X3", "X03"),
        ("star55", "star5"),
        ("概", "概数"),
        ("青年之家总个数", "青年之家总数"),
    ],
)
def test_an_unknown_name_is_refused_with_what_was_probably_meant(name: str, guess: str) -> None:
    with pytest.raises(ConfigurationError, match=f"没有“{name}”这个名称") as refused:
        explain(name, SHIPPED, MEANINGS)
    assert guess in refused.value.remedy
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("name", ["", "  ", "完全不沾边的东西", "\x1b[31m"])
def test_without_a_guess_the_kinds_of_names_are_told(name: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        explain(name, SHIPPED, MEANINGS)
    assert "是不是" not in refused.value.remedy
    assert "规则编号" in refused.value.remedy
    assert "\x1b" not in str(refused.value)


def every_name() -> list[str]:
    c = SHIPPED
    entries = [*c.indicators, *c.computed, *c.items, *c.texts, *c.claims]
    return [
        *(rule.id for rule in c.rules),
        *(e.label for e in entries),
        *(e.code for e in entries),
        *MEANINGS,
    ]


@pytest.mark.parametrize("name", every_name())
def test_every_shipped_name_has_a_page_that_fits_and_is_chinese(name: str) -> None:
    page = explain(name, SHIPPED, MEANINGS)
    assert widest(page) <= 100
    assert not re.search(r"\b(error|warning|notice|sum|skip_any|typed|None)\b", page)


# -- docs/rules.md -------------------------------------------------------------------------


def test_the_reference_is_what_the_declarations_give() -> None:
    stale = "docs/rules.md is not what the declarations give: run python -m tests.rules_page"
    assert PAGE.read_text(encoding="utf-8") == rules_markdown(SHIPPED), stale


def test_the_reference_tells_every_rule_and_formula() -> None:
    page = rules_markdown(SHIPPED)
    for rule in SHIPPED.rules:
        assert page.count(f'### <a id="{rule.id.lower()}"></a>{rule.id} ') == 1
        assert f"[{rule.id}](#{rule.id.lower()})" in page
    assert page.count("（不符：") == len(SHIPPED.relations)
    assert page.count("- 怎么办：") == page.count("- 为什么：") == len(SHIPPED.rules)


def test_a_changed_declaration_changes_the_reference() -> None:
    changed = replace(SMALL, rules=(replace(X03, remedy="另一办法"),))
    assert rules_markdown(changed) != rules_markdown(SMALL)
    assert "- 怎么办：另一办法" in rules_markdown(changed)


def test_marks_in_a_declaration_stay_words() -> None:
    page = rules_markdown(replace(SMALL, rules=(replace(X03, title="甲|乙*丙*<b>"),)))
    assert r"甲\|乙\*丙\*\<b\>" in page
