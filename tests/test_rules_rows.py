"""Rules about rows of list sheets (X01, X02, X16–X25): a row that breaks the rule, and the nearest that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.judged import (
    CATALOGUE,
    COMPANY,
    OTHER,
    OWN,
    PERIOD,
    SCHOOL,
    STREET,
    closed,
    file_of,
    filed,
    judged,
    rows,
    said,
    typed,
)
from youthreport.listing import unit_value
from youthreport.model import Cell, Filing, Finding, Frozen, OrgUnit, Severity

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
Row = dict[str, object]


def act(**more: object) -> Row:
    row: Row = {"活动名称": "学雷锋", "活动类型": "志愿服务", "起始日期": date(2026, 3, 5), "地点": "广场", "场次": 1, "参与人次": 30}  # fmt: skip
    return row | more


def honour(**more: object) -> Row:
    row: Row = {"对象类型": "个人", "姓名或集体名": "祝予岚", "奖项全称": "青年岗位能手", "奖项类别": "青年岗位能手", "级别": "市", "日期": date(2026, 4, 28), "文号": "望青发〔2026〕8号"}  # fmt: skip
    return row | more


def team(**more: object) -> Row:
    return {"队名": "水系治理青年突击队", "是否本期组建": True, "队员数": 12, "是否获评市级": False} | more


def founded(**more: object) -> Row:
    return {
        "团组织全称": "晴川科创团支部",
        "领域": "园区",
        "批准日期": date(2026, 3, 1),
        "智慧团建编码": "9900001",
    } | more


def branch(**more: object) -> Row:
    return {
        "支部全称": "第一团支部",
        "是否应参评": True,
        "自评星级": "四星",
        "成立日期": date(2020, 1, 1),
    } | more


def home(name: str) -> Row:
    return {"名称": name, "是否本期新建": False}


def range_(first: object, last: object, count: object) -> Row:
    return {"单位": "甲街道", "号段起": first, "号段止": last, "数量": count}


def told(rule: str, sheet: str, *records: Row, unit: OrgUnit = STREET) -> tuple[Finding, ...]:
    """What the rule says of one list sheet."""
    given = filed(unit, None, rows(unit, sheet, *records))
    found = said(judged(own=given) if unit is OWN else judged(given), rule)
    return tuple(f for f in found if f.cell.sheet == sheet)


CITY_TEAM = honour(
    对象类型="集体", 姓名或集体名="水系治理青年突击队", 奖项全称="市级青年突击队", 奖项类别="青年突击队"
)

# rule, sheet, the row (unit 区级 where the sheet is the district's) → severity and cell of the finding; None: silence
ROWS: dict[str, tuple[str, str, Row, tuple[Severity, str] | None]] = {
    "X01 half an event": ("X01", "活动台账", act(场次=Decimal("1.5")), (ERROR, "E4")),
    "X01 people below zero": ("X01", "活动台账", act(参与人次=-3), (ERROR, "F4")),
    "X01 no people": ("X01", "活动台账", act(参与人次=0), None),
    "X01 half a yuan": ("X01", "帮扶捐赠", {"日期": date(2026, 3, 1), "类别": "捐资", "内容": "捐资", "金额": Decimal("0.50")}, None),
    "X01 money below zero": ("X01", "帮扶捐赠", {"日期": date(2026, 3, 1), "类别": "捐资", "内容": "捐资", "金额": Decimal(-1)}, (ERROR, "F4")),
    "X02 people not filled in": ("X02", "活动台账", act(参与人次=None), (ERROR, "F4")),
    "X02 no day": ("X02", "活动台账", act(起始日期=None), (ERROR, "C4")),
    "X02 optional column blank": ("X02", "活动台账", act(主题=None), None),
    "X02 zero is an answer": ("X02", "活动台账", act(参与人次=0), None),
    "X17 the day before": ("X17", "活动台账", act(起始日期=date(2025, 12, 31)), (WARNING, "C4")),
    "X17 first day": ("X17", "活动台账", act(起始日期=date(2026, 1, 1)), None),
    "X17 last day": ("X17", "活动台账", act(起始日期=date(2026, 6, 30)), None),
    "X17 the day after": ("X17", "活动台账", act(起始日期=date(2026, 7, 1)), (WARNING, "C4")),
    "X17 a project of last year": ("X17", "志愿服务项目", {"项目名": "甲", "状态": "签约", "签约日期": date(2025, 5, 1)}, None),
    "X19 no level": ("X19", "荣誉表彰", honour(级别=None), (ERROR, "E4")),
    "X19 no day": ("X19", "荣誉表彰", honour(日期=None), (ERROR, "F4")),
    "X19 no document": ("X19", "荣誉表彰", honour(文号=None), (WARNING, "J4")),
    "X19 all there": ("X19", "荣誉表彰", honour(), None),
    "X21 no number": ("X21", "新建团组织", founded(智慧团建编码=None), (WARNING, "D4")),
    "X21 no day": ("X21", "新建团组织", founded(批准日期=None), (WARNING, "C4")),
    "X21 both there": ("X21", "新建团组织", founded(), None),
    "X25 six months and a day too late": ("X25", "支部星级", branch(成立日期=date(2026, 1, 1)), (ERROR, "B4")),
    "X25 exactly six months": ("X25", "支部星级", branch(成立日期=date(2025, 12, 30)), None),
    "X25 young and not rated": ("X25", "支部星级", branch(成立日期=date(2026, 1, 1), 是否应参评=False), None),
    "X25 no day": ("X25", "支部星级", branch(成立日期=None), None),
    "X24 one too few": ("X24", "名额分配", range_("202699010001", "202699010028", 27), (ERROR, "B4")),
    "X24 the very number": ("X24", "名额分配", range_("202699010001", "202699010028", 28), None),
    "X24 end before start": ("X24", "名额分配", range_("202699010028", "202699010001", 28), (ERROR, "B4")),
    "X24 full width": ("X24", "名额分配", range_("２０２６９９０１０００１", "202699010028", 28), None),
    "X24 no end": ("X24", "名额分配", range_("202699010001", None, 5), None),
    "X24 words": ("X24", "名额分配", range_("另行通知", "另行通知", 5), None),
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_row(case: str) -> None:
    rule, sheet, row, expected = ROWS[case]
    found = told(rule, sheet, row, unit=OWN if sheet == "名额分配" else STREET)
    assert [(f.severity, f.cell.ref) for f in found] == ([expected] if expected else [])


def test_raw_is_the_text_of_the_cell_that_is_named() -> None:
    (no_document,) = told("X19", "荣誉表彰", honour(文号=None))
    (unfounded,) = told("X21", "新建团组织", founded(智慧团建编码=None))
    (no_people,) = told("X02", "活动台账", act(参与人次=None))
    assert (no_document.raw, unfounded.raw, no_people.raw) == ("", "", "")


def test_only_a_number_that_is_lacking_is_said_not_to_be_zero() -> None:
    (no_place,) = told("X02", "活动台账", act(地点=None))
    (no_people,) = told("X02", "活动台账", act(参与人次=None))
    assert ("0" in no_place.message + no_place.remedy, "填0" in no_people.remedy) == (False, True)


def counts(rule: str, code: str, filing: Filing) -> object:
    (given,) = judged(filing).filings
    assert any(f.rule == rule for f in given.findings)
    return unit_value(CATALOGUE.indicator(code), given, CATALOGUE)


# rule, list, what it yields → only that which the finding names is left out
LEFT = [
    ("X02", "vol_people", rows(STREET, "活动台账", act(), act(活动名称="禁毒", 参与人次=None)), 30),
    ("X02", "vol_acts_all", rows(STREET, "活动台账", act(), act(活动名称="禁毒", 参与人次=None)), 2),
    ("X02", "vol_acts_all", rows(STREET, "活动台账", act(), act(活动名称="禁毒", 起始日期=None)), 1),
    ("X17", "vol_acts_all", rows(STREET, "活动台账", act(), act(起始日期=date(2026, 7, 1))), 1),
    ("X18", "vol_acts_all", rows(STREET, "活动台账", act(), act(活动名称="“学雷锋”")), 1),
    ("X19", "post_c_cnt", rows(STREET, "荣誉表彰", honour(), honour(姓名或集体名="闻澄川", 日期=None)), 1),
    ("X19", "post_c_cnt", rows(STREET, "荣誉表彰", honour(), honour(姓名或集体名="闻澄川", 文号=None)), 2),
    ("X21", "org_new", rows(STREET, "新建团组织", founded(智慧团建编码=None)), 1),
    ("X25", "star_self", rows(STREET, "支部星级", branch(), branch(支部全称="第二团支部", 成立日期=date(2026, 2, 1))), 1),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "code", "table", "value"), LEFT)
def test_what_is_left(rule: str, code: str, table: object, value: int) -> None:
    assert counts(rule, code, filed(STREET, None, table)) == value  # type: ignore[arg-type]


def test_an_allotment_that_contradicts_itself_is_not_added_up() -> None:
    own = filed(OWN, None, rows(OWN, "名额分配", range_("11", "20", 10), range_("21", "30", 12)))
    district = judged(own=own).district
    assert unit_value(CATALOGUE.indicator("dev_quota"), district.filing, CATALOGUE) == 10


def test_a_sheet_that_could_not_be_read_is_not_said_to_be_blank() -> None:
    unread = Finding(
        "M28", ERROR, Cell("returns/甲.xlsx", "指标表"), "缺少必要列“本期数”。", "请使用原表样。"
    )
    given = filed(STREET, None, rows(STREET, "活动台账", act()))
    assert said(judged(replace(given, entries=())), "X02")
    assert not [f for f in said(judged(replace(given, entries=(), findings=(unread,))), "X02") if f.code]


# -- X01: one fault, one voice ---------------------------------------------------------------


@pytest.mark.parametrize(("value", "found"), [(Decimal("12.5"), 1), (-3, 1), (12, 0), (0, 0)])
def test_whole_numbers(value: object, found: int) -> None:
    judgement = judged(filed(STREET, {"model_pub": value}))
    assert len(said(judgement, "X01")) == found
    assert judgement.filings[0].entries[0].value == (None if found else value)


def test_hours_may_be_halves() -> None:
    assert said(judged(filed(STREET, {"vol_hours": Decimal("7.5")})), "X01") == ()


def test_what_reading_has_refused_is_not_told_again() -> None:
    refused = Finding("M21", ERROR, Cell("x"), "应为整数。", "请填整数。", "model_pub", "12.5")
    given = replace(filed(STREET, None, typed(STREET, "model_pub", None, raw="12.5")), findings=(refused,))
    assert [f.rule for f in judged(given).filings[0].findings if f.code == "model_pub"] == ["M21"]


def test_explanations_of_both_lead_to_one_another() -> None:
    assert all(word in CATALOGUE.rule("X01").why for word in ("M21", "M22"))
    assert all("X01" in CATALOGUE.rule(rule).why for rule in ("M21", "M22"))


# -- X02: what has been said already ---------------------------------------------------------


def test_the_rest_of_a_merged_range_is_not_a_blank() -> None:
    table = rows(
        STREET, "活动台账", act(), act(活动名称="禁毒", 参与人次=None), act(活动名称="助考", 参与人次=20)
    )
    merged = Finding("M25", WARNING, table.rows[0].cells["参与人次"], "是合并单元格。", "请拆分。")
    given = filed(STREET, None, table)
    assert said(judged(replace(given, findings=(merged,))), "X02") == tuple(
        f for f in said(judged(given), "X02") if f.cell != table.rows[1].cells["参与人次"]
    )


def test_an_unreadable_cell_is_not_a_blank() -> None:
    table = rows(STREET, "活动台账", act(起始日期=None))
    unread = Finding("M33", ERROR, table.rows[0].cells["起始日期"], "无法识别。", "请改写。", raw="某日")
    refs = [f.cell.ref for f in said(judged(replace(filed(STREET, None, table), findings=(unread,))), "X02")]
    assert "C4" not in refs


# -- X16 -------------------------------------------------------------------------------------

TWO = rows(STREET, "活动台账", act(), act(活动名称="禁毒"))
TOTALS = [
    # typed, the list → value that counts, number of doubts
    (2, TWO, 2, 0),
    (3, TWO, 2, 1),
    (5, rows(STREET, "活动台账"), 5, 1),
    (5, rows(STREET, "活动台账", ticked=True), 0, 1),
    (0, rows(STREET, "活动台账", ticked=True), 0, 0),
    # the row set aside has its own finding, and explains the whole difference
    (3, rows(STREET, "活动台账", act(), act(活动名称="禁毒"), act(活动名称="旧", 起始日期=date(2025, 12, 1))), 2, 0),
]  # fmt: skip


@pytest.mark.parametrize(("number", "table", "value", "doubts"), TOTALS)
def test_typed_totals(number: int, table: object, value: int, doubts: int) -> None:
    judgement = judged(filed(STREET, {"vol_acts_all": number}, table))  # type: ignore[arg-type]
    given = judgement.filings[0]
    assert unit_value(CATALOGUE.indicator("vol_acts_all"), given, CATALOGUE) == value
    found = said(judgement, "X16")
    assert [(f.severity, f.value, f.raw) for f in found] == [(WARNING, value, str(number))] * doubts


def test_a_total_in_ten_thousands_is_guessed() -> None:
    posts = {"平台": "微博", "作品标题": "甲", "发布日期": date(2026, 3, 1), "阅读量": 30000}
    (finding,) = said(judged(filed(STREET, {"nm_reads": 3}, rows(STREET, "新媒体", posts))), "X16")
    assert "万" in finding.message


@pytest.mark.parametrize(
    ("ticked", "records", "doubts"), [(True, [act()], 1), (True, [], 0), (False, [act()], 0)]
)
def test_a_tick_against_rows(ticked: bool, records: list[Row], doubts: int) -> None:
    tick = Cell(file_of(STREET), "封面", "B12")
    table = replace(rows(STREET, "活动台账", *records, ticked=ticked), tick=tick)
    judgement = judged(filed(STREET, None, table))
    assert [f.cell for f in said(judgement, "X16")] == [tick] * doubts
    assert all("《活动台账》有1行记录（从A4起）" in f.message for f in said(judgement, "X16"))
    value = unit_value(CATALOGUE.indicator("vol_acts_all"), judgement.filings[0], CATALOGUE)
    assert value == (len(records) if records or ticked else None)


# -- X17: the ledger of another period -------------------------------------------------------


@pytest.mark.parametrize(("outside", "inside", "suspected"), [(3, 7, False), (4, 7, True), (2, 1, False)])
def test_many_rows_outside_are_called_so_and_the_rest_still_counts(
    outside: int, inside: int, suspected: bool
) -> None:
    old = [act(活动名称=f"旧{n}", 起始日期=date(2025, 5, 1)) for n in range(outside)]
    new = [act(活动名称=f"新{n}") for n in range(inside)]
    judgement = judged(filed(STREET, None, rows(STREET, "活动台账", *old, *new)))
    found = said(judgement, "X17")
    assert len(found) == outside
    assert all(("疑贴入" in f.message) == suspected for f in found)
    assert unit_value(CATALOGUE.indicator("vol_acts_all"), judgement.filings[0], CATALOGUE) == inside


# -- X18 -------------------------------------------------------------------------------------

SAME = [
    (act(活动名称="《学雷锋》 "), 1),
    (act(地点="操场"), 0),
    (act(起始日期=date(2026, 3, 6)), 0),
    (act(参与人次=99), 1),
]


@pytest.mark.parametrize(("second", "repeated"), SAME)
def test_repeated_rows(second: Row, repeated: int) -> None:
    found = told("X18", "活动台账", act(), second)
    assert [(f.severity, f.cell.ref) for f in found] == [(NOTICE, "A5")] * repeated


# -- X20 -------------------------------------------------------------------------------------

TITLED = team(是否获评市级=True)
TEAMS: dict[str, tuple[list[Row], list[Row], list[str]]] = {
    # honours, brigades → sheets of the findings
    "in both": ([CITY_TEAM], [TITLED], []),
    "named more fully": ([CITY_TEAM | {"姓名或集体名": "丁公司水系治理青年突击队"}], [TITLED], []),
    "honour missing": ([honour()], [TITLED], ["青年突击队"]),
    "brigade missing": ([CITY_TEAM], [team(队名="防汛青年突击队")], ["荣誉表彰"]),
    "brigade without its title": ([CITY_TEAM], [team()], ["青年突击队"]),
    "another level": ([CITY_TEAM | {"级别": "区"}], [team()], []),
    "title of an earlier year": ([honour()], [TITLED | {"是否本期组建": False}], []),
    "old brigade, document of this year": ([honour()], [TITLED | {"是否本期组建": False, "文号": "望青发〔2026〕9号"}], ["青年突击队"]),
    "old brigade, old document": ([honour()], [TITLED | {"是否本期组建": False, "文号": "望青发〔2025〕9号"}], []),
    "honour that cannot be placed": ([CITY_TEAM | {"日期": None}], [TITLED], []),
}  # fmt: skip


@pytest.mark.parametrize("case", TEAMS)
def test_brigades_in_both_lists(case: str) -> None:
    honours, teams, sheets = TEAMS[case]
    given = filed(COMPANY, None, rows(COMPANY, "荣誉表彰", *honours), rows(COMPANY, "青年突击队", *teams))
    found = said(judged(given), "X20")
    assert [(f.severity, f.cell.sheet) for f in found] == [(WARNING, sheet) for sheet in sheets]


def test_a_title_won_since_the_last_period_is_known_from_the_closed_list() -> None:
    old = {"队名": "水系治理青年突击队", "是否获评市级": "否"}
    frozen = Frozen("2025S1", {}, {}, {COMPANY.code: {"青年突击队": (old,)}})
    tables = (
        rows(COMPANY, "荣誉表彰", honour()),
        rows(COMPANY, "青年突击队", TITLED | {"是否本期组建": False}),
    )
    assert said(judged(filed(COMPANY, None, *tables)), "X20") == ()
    assert len(said(judged(filed(COMPANY, None, *tables), earlier=(frozen,)), "X20")) == 1


@pytest.mark.parametrize("ticked", [True, False])
def test_an_unanswered_list_accuses_nobody(ticked: bool) -> None:
    given = filed(
        COMPANY, None, rows(COMPANY, "荣誉表彰", ticked=ticked), rows(COMPANY, "青年突击队", TITLED)
    )
    assert len(said(judged(given), "X20")) == ticked


# -- X22 -------------------------------------------------------------------------------------

TEXTS = [
    ("在3个产业项目组建青年突击队", 1),
    ("在2个产业项目组建青年突击队", 0),
    ("在三个不同的产业项目组建青年突击队", 1),
    ("在两个不同的产业项目组建青年突击队", 0),
    ("在十二个重点项目攻坚", 1),
    ("签约12个志愿服务项目", 0),
    ("强链兴业", 0),
    ("围绕项目建设", 0),
]


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_projects_in_texts(text: str, found: int) -> None:
    teams = rows(
        STREET, "青年突击队", team(依托项目="水系治理、智慧港"), team(队名="二队", 依托项目="智慧港")
    )
    judgement = judged(filed(STREET, None, teams), texts={"ind_campaign": text})
    assert [(f.cell.sheet, f.raw) for f in said(judgement, "X22")] == [("文字要素", text)] * found


def test_without_any_list_the_text_is_not_doubted() -> None:
    assert said(judged(filed(STREET), texts={"ind_campaign": "9个产业项目"}), "X22") == ()


# -- X23 -------------------------------------------------------------------------------------

HOMES = rows(STREET, "青年之家", home("甲街道青年之家"), home("听枫书房"))
PLACES: dict[str, Severity | None] = {
    "听枫书房": None,
    "甲青年之家": None,
    "听枫书房（二楼）": None,
    "青年之家": None,
    "听枫书房、甲街道青年之家": None,
    "听枫书坊": ERROR,
    "云上青春会客厅": ERROR,
    "听枫书房、云上青春会客厅": ERROR,
}


@pytest.mark.parametrize("place", PLACES)
def test_homes(place: str) -> None:
    judgement = judged(filed(STREET, None, HOMES, rows(STREET, "活动台账", act(阵地=place))))
    found = said(judgement, "X23")
    assert [(f.severity, f.raw) for f in found] == ([(PLACES[place], place)] if PLACES[place] else [])
    value = unit_value(CATALOGUE.indicator("yh_acts"), judgement.filings[0], CATALOGUE)
    assert value == (0 if found else 1)


def test_a_slip_of_the_pen_is_answered_with_the_name() -> None:
    (finding,) = told_homes("听枫书坊")
    assert "“听枫书房”" in finding.remedy


def told_homes(place: str, **more: object) -> tuple[Finding, ...]:
    given = filed(STREET, None, HOMES, rows(STREET, "活动台账", act(阵地=place)))
    return said(judged(given, **more), "X23")  # type: ignore[arg-type]


def test_a_home_of_another_unit_is_known() -> None:
    other = filed(OTHER, None, rows(OTHER, "青年之家", home("云上青春会客厅")))
    given = filed(STREET, None, HOMES, rows(STREET, "活动台账", act(阵地="云上青春会客厅")))
    assert said(judged(given, other), "X23") == ()


def test_while_another_list_is_open_a_strange_home_is_a_doubt_that_counts() -> None:
    (finding,) = told_homes("云上青春会客厅", roster=(STREET, OTHER))
    assert (finding.severity, finding.cell.ref) == (WARNING, "N4")


def test_outside_a_project_too() -> None:
    (finding,) = told_homes("云上青春会客厅", roster=())
    assert finding.severity is WARNING


def test_without_its_own_list_a_unit_is_not_accused() -> None:
    for homes in ((), (rows(STREET, "青年之家"),)):
        given = filed(STREET, None, *homes, rows(STREET, "活动台账", act(阵地="云上青春会客厅")))
        assert said(judged(given), "X23") == ()


@pytest.mark.parametrize(("ready", "found"), [(True, 1), (False, 0)])
def test_projects_of_the_district_are_compared_with_all_lists(ready: bool, found: int) -> None:
    own = filed(
        OWN, None, rows(OWN, "志愿服务项目", {"项目名": "向阳", "状态": "签约", "落地青年之家": "云上"})
    )
    units = (STREET,) if ready else (STREET, SCHOOL)
    judgement = judged(filed(STREET, None, HOMES), own=own, roster=units)
    assert len(said(judgement, "X23")) == found


def test_names_that_the_rules_know_are_columns_of_the_catalogue() -> None:
    from youthreport.validation import homes, honours, organisations, projects, quotas

    known: Mapping[str, tuple[str, ...]] = {
        honours.SHEET: (honours.LEVEL, honours.DAY, honours.PAPER, honours.NAME, honours.KIND),
        honours.BRIGADES: (honours.BRIGADE, honours.CITY_TITLE, honours.THIS_PERIOD, projects.PROJECT),
        organisations.FOUNDED: (organisations.NUMBER, organisations.APPROVED),
        organisations.BRANCHES: (organisations.DUE, organisations.SINCE),
        quotas.SHEET: (quotas.UNIT, quotas.COUNT, quotas.FIRST, quotas.LAST),
        homes.SHEET: (homes.NAME,),
        **{sheet: (column,) for sheet, column in homes.NAMED_IN.items()},
    }
    for sheet, columns in known.items():
        assert {CATALOGUE.sheet(sheet).column(name).name for name in columns} == set(columns)
    assert PERIOD.last_half.code == "2025S2"
    assert closed("2025S2").period == PERIOD.last_half.code
