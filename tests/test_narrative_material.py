"""Honours, problems and plans from returns, and the district's 选用 → what the paper quotes, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.records import PERIOD, ROSTER, A, B, C, district, filing, table
from youthreport.catalogue import load_catalogue
from youthreport.model import Annex, Cell, Choice, District, OrgUnit, Severity, Vocabulary
from youthreport.narrative import tell
from youthreport.rollup import total

CATALOGUE = load_catalogue()


def honour(
    name: str, award: str, level: str, day: date, unit: str = "某单位", kind: str = "青年英才"
) -> dict:
    return {
        "对象类型": "个人", "姓名或集体名": name, "奖项全称": award, "奖项类别": kind, "级别": level, "日期": day,
        "所在单位": unit,
    }  # fmt: skip


def task(
    what: str, who: str, until: str, amount: int | None = None, measure: str = "场", kind: str = "思想引领"
) -> dict:
    row = {"类别": kind, "事项": what, "责任单位": who, "完成时限": until, "计量单位": measure}
    return row if amount is None else {**row, "量化目标": amount}


def problem(kind: str, text: str = "情况") -> dict:
    return {"类别": kind, "问题描述": text}


def told(
    rows: Mapping[OrgUnit, list[dict]],
    sheet: str,
    *,
    choices: tuple[Choice, ...] = (),
    options: Mapping[str, object] | None = None,
    own: District | None = None,
) -> Vocabulary:
    filings = [filing(unit, {}, table(unit, sheet, *given)) for unit, given in rows.items()]
    judge = replace(own or district(), choices=choices)
    rollup = total(filings, judge, ROSTER, CATALOGUE, PERIOD, None, {})
    return tell(rollup, judge, CATALOGUE, PERIOD, options)


def said(vocabulary: Vocabulary, label: str, name: str = "", *arguments: object) -> str:
    value = vocabulary.context[label]
    return str(vocabulary.filters[name](value, *arguments) if name else value)


MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def test_honours_stand_by_level_and_then_by_date() -> None:
    rows = {
        A: [honour("甲", "区奖", "市", MARCH), honour("乙", "省奖二", "省", APRIL)],
        B: [honour("丙", "国奖", "国家", APRIL), honour("丁", "省奖一", "省", MARCH)],
    }
    assert said(told(rows, "荣誉表彰"), "个人荣誉清单") == "国奖、省奖一、省奖二、区奖"


def test_two_lists_of_the_same_rows_begin_with_the_same_row() -> None:
    """On one day and one level: neither alphabet nor the number of awards may give a name to another unit."""
    rows = {
        A: [honour("朱一", "奖", "市", MARCH, "一中"), honour("安二", "奖", "市", MARCH, "二中")],
        B: [honour("安二", "奖", "市", APRIL, "二中")],
    }
    vocabulary = told(rows, "荣誉表彰")
    first = said(vocabulary, "青年英才单位", "首项"), said(vocabulary, "青年英才姓名", "首项")
    assert first == ("一中", "朱一")


def test_material_is_quoted_with_the_unit_that_sent_it() -> None:
    vocabulary = told({A: [honour("甲", "优秀奖", "国家", MARCH)]}, "荣誉表彰")
    spoken = vocabulary.filters["署名"](vocabulary.context["荣誉材料"], 1)
    assert str(spoken) == "甲获国家级“优秀奖”（甲街道团工委）"
    assert [part.quoted for part in spoken.wording.parts] == [True, False, True, False]  # type: ignore[attr-defined]


def test_a_masked_name_is_masked_in_every_place() -> None:
    rows = {A: [honour("李晓明", "优秀奖", "国家", MARCH), honour("李晓", "优秀奖", "市", APRIL)]}
    vocabulary = told(rows, "荣誉表彰", options={"mask_names": "yes"})
    assert said(vocabulary, "青年英才姓名") == "李某某、李某"
    assert "李晓" not in said(vocabulary, "荣誉材料")


def test_problems_stand_by_the_number_of_units_and_name_none() -> None:
    rows = {
        A: [problem("活动形式比较单一", text) for text in ("一", "二", "三")],
        B: [problem("各领域发展不够均衡")],
        C: [problem("各领域发展不够均衡")],
    }
    assert (
        said(told(rows, "存在问题"), "存在问题清单", "分项", 4)
        == "一是各领域发展不够均衡；二是活动形式比较单一"
    )


def choice(
    kind: str, text: str, adopted: bool | None = None, place: int | None = None, rewritten: str = ""
) -> Choice:
    return Choice(kind, text, Cell("district.xlsx", "选用", "B4"), adopted, place, rewritten)


PROBLEMS = {A: [problem(kind) for kind in ("活动形式比较单一", "各领域发展不够均衡", "阵地和经费保障不足")]}


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ((), "各领域发展不够均衡、活动形式比较单一、阵地和经费保障不足"),
        ((choice("存在问题", "各领域发展不够均衡", adopted=False),), "活动形式比较单一、阵地和经费保障不足"),
        ((choice("存在问题", "各领域发展不够均衡", adopted=True),), "各领域发展不够均衡"),
        (
            (
                choice("存在问题", "各领域发展不够均衡", place=2),
                choice("存在问题", "阵地和经费保障不足。", place=1),
            ),
            "阵地和经费保障不足、各领域发展不够均衡、活动形式比较单一",
        ),
        (
            (choice("存在问题", "各领域发展不够均衡", adopted=True, rewritten="领域之间还不平衡"),),
            "领域之间还不平衡",
        ),
    ],
)
def test_the_district_chooses_orders_and_rewords(choices: tuple[Choice, ...], text: str) -> None:
    vocabulary = told(PROBLEMS, "存在问题", choices=choices)
    assert said(vocabulary, "存在问题清单") == text
    assert vocabulary.findings == ()


def test_a_problem_is_not_reworded_to_name_a_unit() -> None:
    blaming = choice("存在问题", "活动形式比较单一", rewritten="甲街道活动少")
    vocabulary = told(PROBLEMS, "存在问题", choices=(blaming,))
    assert said(vocabulary, "存在问题清单") == "各领域发展不够均衡、活动形式比较单一、阵地和经费保障不足"
    (finding,) = vocabulary.findings
    assert (finding.rule, finding.severity, finding.raw) == ("W-PROB", Severity.WARNING, "甲街道活动少")
    assert str(finding.cell).endswith("B4")


@pytest.mark.parametrize("stray", [choice("存在问题", "没有这一条"), choice("组织建设", "活动形式比较单一")])
def test_a_choice_of_nothing_is_a_doubt(stray: Choice) -> None:
    (finding,) = told(PROBLEMS, "存在问题", choices=(stray,)).findings
    assert finding.severity is Severity.WARNING
    assert stray.text in finding.message


PLANS = {
    A: [
        task("举办青年夜校", "甲街道团工委", "9月底前", 3),
        task("开展读书会", "甲街道团工委", "10月中旬前", 2),
    ],
    B: [task("举办青年夜校", "乙街道团工委", "11月底前", 4)],
}


def test_a_plan_item_says_who_and_until_when() -> None:
    vocabulary = told(PLANS, "下半年计划")
    assert said(vocabulary, "思想引领重点举措", "分项", 4) == (
        "一是举办青年夜校（乙街道团工委等单位，11月底前）；二是开展读书会（甲街道团工委，10月中旬前）"
    )


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (("12月底前", "12月底前"), "一是培训（甲）；二是宣讲（甲），以上两项均于12月底前完成"),
        (
            ("年底前", "年底前", "年底前"),
            "一是培训（甲）；二是宣讲（甲）；三是读书（甲），以上三项均于年底前完成",
        ),
        (("12月底前", "11月底前"), "一是培训（甲，12月底前）；二是宣讲（甲，11月底前）"),
        (("长期", "长期"), "一是培训（甲，长期）；二是宣讲（甲，长期）"),  # nothing that is completed
        (("尽快", "12月底前"), "一是培训（甲，尽快）；二是宣讲（甲，12月底前）"),
        (("12月底前",), "培训（甲，12月底前）"),
    ],
)
def test_a_deadline_that_all_items_share_is_said_once(until: tuple[str, ...], words: str) -> None:
    names = ("培训", "宣讲", "读书")
    rows = [task(name, "甲", day) for name, day in zip(names, until, strict=False)]
    assert said(told({A: rows}, "下半年计划"), "思想引领重点举措", "分项", 4) == words


def test_a_task_with_brackets_of_its_own_keeps_them_in_the_table() -> None:
    rows = {A: [task("举办青年夜校（第二期）", "甲", "11月底前", 1)]}
    made = annex(told(rows, "下半年计划"), "重点任务分解表")
    assert lines(made) == ["1 | 举办青年夜校（第二期） | 1场 | 甲 | 11月底前"]


def annex(vocabulary: Vocabulary, title: str) -> Annex:
    return next(entry for entry in vocabulary.annexes if entry.title == title)


def lines(made: Annex) -> list[str]:
    return [" | ".join(str(cell) for cell in row) for row in made.rows]


def test_the_task_table_adds_targets_and_names_units() -> None:
    made = annex(told(PLANS, "下半年计划"), "重点任务分解表")
    assert made.header == ("序号", "任务", "量化目标", "责任单位", "完成时限")
    assert lines(made) == [
        "1 | 举办青年夜校 | 7场 | 乙街道团工委、甲街道团工委 | 11月底前",
        "2 | 开展读书会 | 2场 | 甲街道团工委 | 10月中旬前",
    ]
    assert made.rows[0][2].parts[0].code.startswith("plan_study_items_")
    assert made.rows[0][1].parts[0].quoted


def test_targets_that_cannot_be_added_are_left_out() -> None:
    for other in (
        task("举办青年夜校", "乙街道团工委", "11月底前"),
        task("举办青年夜校", "乙街道团工委", "11月底前", 4, "期"),
    ):
        made = annex(told({A: PLANS[A][:1], B: [other]}, "下半年计划"), "重点任务分解表")
        assert lines(made) == ["1 | 举办青年夜校 |  | 乙街道团工委、甲街道团工委 | 11月底前"]


def test_many_units_are_counted_and_all_categories_follow_the_plan() -> None:
    rows = {
        A: [task("办夜校", f"单位{n}", "9月底前", kind="服务青年") for n in range(5)],
        B: [task("读书", "乙", "9月底前")],
    }
    made = annex(told(rows, "下半年计划"), "重点任务分解表")
    assert [str(row[3]) for row in made.rows] == ["乙", "单位0、单位1、单位2等5个单位"]


def test_what_the_district_drops_is_in_no_table_and_what_it_rewords_is() -> None:
    choices = (
        choice("思想引领", "举办青年夜校", adopted=False),
        choice("思想引领", "开展读书会", rewritten="办好读书会"),
    )
    vocabulary = told(PLANS, "下半年计划", choices=choices)
    assert lines(annex(vocabulary, "重点任务分解表")) == ["1 | 办好读书会 | 2场 | 甲街道团工委 | 10月中旬前"]
    assert said(vocabulary, "思想引领重点举措") == "办好读书会（甲街道团工委，10月中旬前）"


@pytest.mark.parametrize(
    ("rewritten", "text", "row"),
    [
        ("办好青年夜校。", "办好青年夜校（乙街道团工委等单位，11月底前）", "办好青年夜校"),
        ("办好青年夜校；", "办好青年夜校（乙街道团工委等单位，11月底前）", "办好青年夜校"),
        ("11月底前办好夜校", "11月底前办好夜校（乙街道团工委等单位）", "11月底前办好夜校"),
        (
            "办好夜校（乙街道团工委牵头，11月底前）",
            "办好夜校（乙街道团工委牵头，11月底前）",
            "办好夜校（乙街道团工委牵头，11月底前）",
        ),
        ("。", "举办青年夜校（乙街道团工委等单位，11月底前）", "举办青年夜校"),
    ],
)
def test_a_reworded_plan_item_keeps_who_and_until_when(rewritten: str, text: str, row: str) -> None:
    plans = {
        A: [task("举办青年夜校", "甲街道团工委", "9月底前")],
        B: [task("举办青年夜校", "乙街道团工委", "11月底前")],
    }
    vocabulary = told(plans, "下半年计划", choices=(choice("思想引领", "举办青年夜校", rewritten=rewritten),))
    assert said(vocabulary, "思想引领重点举措") == text
    assert lines(annex(vocabulary, "重点任务分解表"))[0].split(" | ")[1] == row


def test_a_reworded_problem_loses_its_stop() -> None:
    choices = (choice("存在问题", "活动形式比较单一", True, rewritten="活动形式还不够丰富。"),)
    assert said(told(PROBLEMS, "存在问题", choices=choices), "存在问题清单") == "活动形式还不够丰富"


@pytest.mark.parametrize(
    ("rewritten", "doubts"),
    [
        ("举办青年夜校，确保全部完成", [("W04", "全部")]),
        ("力争各单位均举办青年夜校", [("W04", "均")]),
        ("率先举办青年夜校", [("X36", "率先")]),
        ("连续第三年举办青年夜校", [("W04", "连续第三年")]),
        ("办好青年夜校，推动均衡发展", []),
    ],
)
def test_a_claim_that_only_the_districts_wording_makes_is_told_at_its_cell(
    rewritten: str, doubts: list[tuple[str, str]]
) -> None:
    choices = (choice("思想引领", "举办青年夜校", rewritten=rewritten),)
    found = [f for f in told(PLANS, "下半年计划", choices=choices).findings if f.rule in ("W04", "X36")]
    assert [(f.rule, f.raw) for f in found] == doubts
    assert all(f.severity is Severity.WARNING and str(f.cell) == "district.xlsx 选用!B4" for f in found)
    assert all("报送的是“举办青年夜校（" in f.remedy for f in found)


def test_a_claim_that_the_return_makes_is_no_addition_of_the_district() -> None:
    plans = {A: [task("全部支部开展读书会", "甲街道团工委", "9月底前")]}
    choices = (choice("思想引领", "全部支部开展读书会", rewritten="全部支部办好读书会"),)
    assert "W04" not in {f.rule for f in told(plans, "下半年计划", choices=choices).findings}


def test_adopted_items_fill_the_text_and_all_fill_the_table() -> None:
    vocabulary = told(PLANS, "下半年计划", choices=(choice("思想引领", "开展读书会", adopted=True),))
    assert said(vocabulary, "思想引领重点举措") == "开展读书会（甲街道团工委，10月中旬前）"
    assert len(annex(vocabulary, "重点任务分解表").rows) == 2


def test_the_data_note_says_who_and_why() -> None:
    own = district(excused={"C01": "机构调整"})
    outside = {"活动名称": "旧活动", "活动类型": "培训", "起始日期": date(2025, 12, 1), "地点": "广场"}
    given = table(A, "活动台账", outside)
    set_aside = replace(given, rows=tuple(replace(row, excluded="日期不在报告期内") for row in given.rows))
    rollup = total([filing(A, {}, set_aside)], own, ROSTER, CATALOGUE, PERIOD, None, {})
    note = annex(tell(rollup, own, CATALOGUE, PERIOD), "数据说明")
    told_lines = lines(note)
    assert told_lines[0].startswith("1 | 应报送单位 | 2个")
    assert told_lines[1].startswith("2 | 实际报送单位 | 1个")
    assert "3 | 未报送 | 乙街道团工委 | 没有可采用的报送表，其数据未计入" in told_lines
    assert "4 | 免报 | 丙学校团委 | 机构调整，其数据未计入" in told_lines
    assert "5 | 未计入的数据 | 甲街道团工委 | 日期不在报告期内（团干部培训场次）" in told_lines


@pytest.mark.parametrize(("key", "title"), [("annex_tasks", "重点任务分解表"), ("annex_data", "数据说明")])
def test_each_annex_can_be_switched_off(key: str, title: str) -> None:
    titles = {entry.title for entry in told(PLANS, "下半年计划").annexes}
    assert titles == {"重点任务分解表", "数据说明"}
    for off in ("", "no"):
        left = {entry.title for entry in told(PLANS, "下半年计划", options={key: off}).annexes}
        assert left == titles - {title}


def test_a_number_that_only_the_districts_wording_says_is_told_at_its_cell() -> None:
    cell = Cell("district.xlsx", "选用", "E4")
    rows = {A: [task("组织暑期爱心托管班", "青云街道团工委", "8月底前", 17, "期")]}
    typed = Choice("思想引领", "组织暑期爱心托管班", cell, rewritten="组织暑期爱心托管班20期")
    vocabulary = told(rows, "下半年计划", choices=(typed,))
    assert [(f.rule, f.severity, f.cell, f.raw) for f in vocabulary.findings if f.rule == "W01"] == [
        ("W01", Severity.WARNING, cell, "20期")
    ]
    sound = replace(typed, rewritten="办好爱心托管班17期")
    assert "W01" not in {f.rule for f in told(rows, "下半年计划", choices=(sound,)).findings}


def test_only_what_a_return_says_is_a_quotation() -> None:
    from youthreport.model import Part, TextValue

    own = replace(district(), texts={"key_works": TextValue("服务基层5次、应急", Cell("district.xlsx"))})
    rows = {A: [task("宣讲", "青云街道团工委", "8月底前", 5)]}
    context = told(rows, "下半年计划", own=own).context
    assert context["重点工作清单"].wording.parts[0] == Part("服务基层5次")  # type: ignore[attr-defined]
    assert all(part.quoted for part in context["思想引领重点举措"].wording.parts)  # type: ignore[attr-defined]


def test_a_list_that_ends_in_the_word_for_more_is_told_at_its_cell() -> None:
    from youthreport.model import TextValue

    cell = Cell("district.xlsx", "文字要素", "C9")
    own = replace(district(), texts={"lec_groups": TextValue("青年教师、企业青年等", cell)})
    vocabulary = told({}, "下半年计划", own=own)
    assert [(f.rule, f.severity, f.cell) for f in vocabulary.findings if f.rule == "W-DENG"] == [
        ("W-DENG", Severity.NOTICE, cell)
    ]
    assert said(vocabulary, "讲师团界别", "列举数", 3, "个") == "青年教师、企业青年两个"


def test_every_person_of_a_cell_is_masked_as_a_person() -> None:
    rows = {A: [honour("李四、王五", "青春奖", "市", MARCH)]}
    vocabulary = told(rows, "荣誉表彰", options={"mask_names": "yes"})
    assert said(vocabulary, "青年英才姓名") == "李某、王某"


DONE = [
    ("已举办夜校", ["已举办夜校"]),
    ("举办夜校", []),
    ("已建团组织的规范化提升", []),
]


@pytest.mark.parametrize(("what", "doubted"), DONE)
def test_a_plan_of_what_is_done_is_told_at_its_cell(what: str, doubted: list[str]) -> None:
    vocabulary = told({A: [task(what, "甲街道团工委", "9月底前")]}, "下半年计划")
    found = [f for f in vocabulary.findings if f.rule == "W-PLAN"]
    assert [(f.severity, f.raw) for f in found] == [(Severity.WARNING, raw) for raw in doubted]
    assert all(f.cell.sheet == "下半年计划" and f.cell.ref for f in found)
