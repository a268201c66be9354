"""Every claim with the data that just prove it, and with the smallest change that no longer does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest

from youthreport.catalogue import load_catalogue
from youthreport.model import (
    Cell,
    Claim,
    District,
    Figure,
    Filing,
    FilingStatus,
    Item,
    Listing,
    ListRow,
    ListTable,
    Number,
    OrgUnit,
    Period,
    Rollup,
    Source,
    TextValue,
)
from youthreport.narrative import tell

CATALOGUE = load_catalogue()
PERIOD = Period("2026S1")
BUREAU = OrgUnit("X1", "教育局团委", "学校", is_system=True, children_report=True)
UNITS = (
    OrgUnit("J1", "青云街道团工委", "街道"),
    OrgUnit("J2", "白鹭街道团工委", "街道"),
    BUREAU,
    OrgUnit("X2", "第一中学团委", "学校", parent="X1"),
)


@dataclass(frozen=True)
class Data:
    """What a paper is told from; figures as code → value, whole and exact unless `partial` or `rough` names them."""

    figures: Mapping[str, Number | None] = field(default_factory=dict)
    previous: Mapping[str, Number] = field(default_factory=dict)
    lists: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[date, ...] = ()  # days of the brand activity
    active: tuple[str, ...] = ()  # units behind theme_act_cnt
    partial: frozenset[str] = frozenset()
    rough: frozenset[str] = frozenset()
    missing: tuple[OrgUnit, ...] = ()
    excused: tuple[tuple[OrgUnit, str], ...] = ()

    def figure(self, code: str, value: Number | None) -> Figure:
        entry = next(e for e in (*CATALOGUE.indicators, *CATALOGUE.computed) if e.code == code)
        sources = tuple(Source(unit, Cell("returns/a.xlsx"), "1", 1) for unit in self.active)
        reported = 1 if code in self.partial else 2
        return Figure(
            code, entry.label, value, entry.measure, entry.basis, "sum", reported, 2, code in self.rough,
            code not in self.partial, self.previous.get(code), sources,
        )  # fmt: skip

    def claim(self, label: str) -> Claim:
        figures = {code: self.figure(code, value) for code, value in self.figures.items()}
        lists = {code: Listing(code, code, items) for code, items in self.lists.items()}
        left = tuple(u for u in UNITS if u not in self.missing and u not in [x for x, _ in self.excused])
        expected = tuple(u for u in UNITS if u not in [x for x, _ in self.excused])
        rollup = Rollup(figures, lists, expected, left, self.missing, self.excused)
        cell = Cell("district.xlsx")
        rows = tuple(
            ListRow(n, {"类别": "品牌活动", "日期": day, "期次": n}, {}, {}, cell)
            for n, day in enumerate(self.rows, start=1)
        )
        filing = Filing("district.xlsx", "", None, PERIOD.code, 1, None, FilingStatus.ACCEPTED)
        filing = replace(filing, tables={"品牌活动": ListTable("品牌活动", rows)})
        texts = {code: TextValue(text, cell) for code, text in self.texts.items()}
        vocabulary = tell(rollup, District(filing, texts), CATALOGUE, PERIOD)
        claim = next(c for c in vocabulary.claims if c.name == label)
        assert vocabulary.context["断言"][label] is claim.holds  # type: ignore[index]
        return claim


def items(*days: str) -> tuple[Item, ...]:
    return tuple(Item(f"第{n}项", 1, date.fromisoformat(day) if day else None) for n, day in enumerate(days))


def numbers(**figures: Number | None) -> Data:
    return Data(figures)


Change = Callable[[Data], Data]


def put(**figures: Number | None) -> Change:
    return lambda data: replace(data, figures={**data.figures, **figures})


def fall(**previous: Number) -> Change:
    return lambda data: replace(data, previous={**data.previous, **previous})


def partial(*codes: str) -> Change:
    return lambda data: replace(data, partial=frozenset(codes))


def rough(*codes: str) -> Change:
    return lambda data: replace(data, rough=frozenset(codes))


def listed(code: str, *days: str) -> Change:
    return lambda data: replace(data, lists={code: items(*days)})


def say(code: str, text: str) -> Change:
    return lambda data: replace(data, texts={code: text})


def lacking(*units: OrgUnit) -> Change:
    return lambda data: replace(data, missing=units)


def excusing(unit: OrgUnit) -> Change:
    return lambda data: replace(data, excused=((unit, "机构调整"),))


def only(*names: str) -> Change:
    return lambda data: replace(data, active=names)


def held(*days: date) -> Change:
    return lambda data: replace(data, rows=days)


def first_of(*months: int) -> tuple[date, ...]:
    return tuple(date(2026, month, 12) for month in months)


def equal(part: str, whole: str) -> tuple[Data, list[Change]]:
    """A universal claim: 298 of 300, one unit missing on either side, an estimate, nothing at all."""
    changes = [put(**{part: 298}), put(**{part: 0, whole: 0}), put(**{whole: None})]
    changes += [partial(part), partial(whole), rough(part), rough(whole)]
    return numbers(**{part: 300, whole: 300}), changes


def at_least(code: str, least: int = 1) -> tuple[Data, list[Change]]:
    return numbers(**{code: least}), [put(**{code: least - 1}), put(**{code: None}), rough(code)]


def part_of(part: str, whole: str) -> tuple[Data, list[Change]]:
    return numbers(**{part: 300, whole: 300}), [
        put(**{part: 301}),
        partial(part),
        partial(whole),
        rough(part),
    ]


def trend(*codes: str) -> tuple[Data, list[Change]]:
    """Half of the compared figures may fall, one more may not."""
    base = Data(dict.fromkeys(codes, 10), dict.fromkeys(codes, 10))
    falls = dict.fromkeys(codes[: len(codes) // 2 + 1], 11)
    return base, [fall(**falls)]


def test_one_figure_with_a_base_is_enough_to_bar_an_evaluation() -> None:
    assert numbers(train_cnt=10).claim("定性结论培训成效").holds
    assert not replace(numbers(train_cnt=10), previous={"train_cnt": 11}).claim("定性结论培训成效").holds


EVERYONE = tuple(unit.name for unit in UNITS)
STEADY = numbers(qn_min_rate=Decimal(80), qn_max_rate=Decimal(95))
CLAIMS: dict[str, tuple[Data, list[Change]]] = {
    "应报送单位覆盖": (Data(), [lacking(UNITS[0]), excusing(UNITS[0]), lacking(*UNITS)]),
    "全员报送": (Data(), [lacking(UNITS[3]), excusing(UNITS[3])]),
    "定性结论吸引力": trend("theme_act_cnt", "lec_dist_cnt", "nm_reads", "wx_fans"),
    "定性结论贡献度": trend("cmd_cnt", "vol_acts_all", "vol_people", "vol_reg"),
    "定性结论组织力": trend("org_new", "org_new_lx", "star5", "members"),
    "定性结论服务力": trend("aid_amount", "yh_people", "hot_calls"),
    "定性结论全团带队": trend("pioneer_study_cnt", "sel_pioneer", "hon_person_city"),
    "定性结论培训成效": trend("train_cnt", "train_cnt_d"),
    "主题学习覆盖团组织数": (
        replace(numbers(theme_act_cnt=9), active=EVERYONE),
        [
            only(*EVERYONE[2:]),  # no street
            only(*EVERYONE[:2]),  # no school
            only(*EVERYONE[:3]),  # nobody on the lower level of the tree
            partial("theme_act_cnt"),
        ],
    ),
    "打卡奖励活动": at_least("qn_reward_acts"),
    "心理志愿服务队": at_least("psy_teams"),
    "征文有获奖": (Data(lists={"contest_work": items("")}), [listed("contest_work")]),
    "有产业项目": at_least("proj_cnt"),
    "有微心愿": at_least("wish_collected"),
    "有帮扶记录": (Data(lists={"aid_forms": items("")}), [listed("aid_forms")]),
    "活动频次": (
        Data(rows=first_of(1, 2, 3, 4, 5, 6)),
        [
            held(*first_of(1, 2, 4, 5, 6)),  # a month without a meeting
            held(*first_of(1, 2, 3, 4, 5)),  # none in the last month
            held(*first_of(1, 2, 2, 3, 3, 4, 5, 6)),  # two issues too many
            held(*first_of(6)),
            held(),
        ],
    ),
    "开展方式": (
        numbers(vol_online=1, vol_offline=1),
        [put(vol_online=0), put(vol_offline=0), put(vol_online=None)],
    ),
    "多项志愿服务": (Data(lists={"vol_kinds": items("", "", "")}), [listed("vol_kinds", "", "")]),
    "项目多于所列": at_least("proj_cnt", 4),
    "先后荣获": (
        Data(lists={"honor_coll_list": items("2026-03-01", "2026-03-02")}),
        [
            listed("honor_coll_list", "2026-03-01", "2026-03-01"),  # the same day
            listed("honor_coll_list", "2026-03-01"),  # a single one
            listed("honor_coll_list", "2026-03-01", ""),  # one without a day
            listed("honor_coll_list", "2025-12-31", "2026-03-01"),  # one before the period
        ],
    ),
    "持续发出号召": at_least("call_docs", 2),
    "发出号召": at_least("call_docs"),
    "联系制度": at_least("link_docs"),
    "全部完成自评": equal("star_self", "branch_due"),
    "全部完成转接": equal("xs_done", "xs_due"),
    "已分配名额": at_least("dev_quota_unit"),
    "全部分配到位": (
        equal("dev_quota_unit", "dev_quota")[0],
        [*equal("dev_quota_unit", "dev_quota")[1], lacking(UNITS[0]), excusing(UNITS[0])],
    ),
    "全部办结": equal("hot_done", "hot_calls"),
    "心愿全部实现": equal("wish_done", "wish_collected"),
    "有心愿实现": at_least("wish_done"),
    "建管用机制": (numbers(yh_total=1, yh_acts=1), [put(yh_total=0), put(yh_acts=0)]),
    "入团仪式场次": at_least("plan_rite_items"),
    "推优计划": at_least("plan_rec_items"),
    "下半年培训计划场次": at_least("plan_train_items"),
    "挂兼职副书记人数": (numbers(cadre_gz=0, cadre_jz=1), [put(cadre_jz=0), put(cadre_gz=None)]),
    "五星构成可比": part_of("star5", "star_self"),
    "非公建团可比": part_of("party_nonpub_tuan", "party_nonpub"),
    "两新构成可比": part_of("org_new_lx", "org_new"),
    "两新计划可比": part_of("plan_org_new_lx", "plan_org_new"),
    "有典型宣传": at_least("model_pub"),
    "非公企业已建团": at_least("party_nonpub_tuan"),
    "有五有达标": at_least("five_have"),
    "五有全部达标": equal("five_have", "branch_all"),
    "三会两制一课有落实": at_least("three_meet"),
    "三会两制一课全覆盖": equal("three_meet", "branch_all"),
    "连年举办": at_least("consec_n", 2),
    "讲师团各界别": (Data(texts={"lec_groups": "教师、律师"}), [say("lec_groups", "教师"), say("lec_groups", "")]),
    "各界来源": (Data(texts={"vice_sources": "园区\n学校"}), [say("vice_sources", "园区、")]),
    "青年英才多于一人": (Data(lists={"talent_name": items("", "")}), [listed("talent_name", "")]),
    "五四活动在期": (
        Data(lists={"may4_event": items("2026-04-20", "2026-05-15")}),
        [
            listed("may4_event", "2026-04-19", "2026-05-15"),
            listed("may4_event", "2026-04-20", "2026-05-16"),
            listed("may4_event", ""),
            listed("may4_event"),
        ],
    ),
    "品牌活动有记录": (Data(rows=first_of(1)), [held(), held(date(2025, 12, 31)), held(date(2026, 7, 1))]),
    "品牌活动本期推出": (
        Data(rows=first_of(1, 2)),
        [held(), held(date(2025, 12, 31), *first_of(1))],
    ),
    "志愿项目有登记": (
        Data(lists={"vol_projects": items("", "")}, texts={"vol_proj_name": "第1项"}),
        [say("vol_proj_name", "第2项"), say("vol_proj_name", ""), listed("vol_projects")],
    ),
    "评选有结果": (
        numbers(sel_pioneer=0, sel_member=0, sel_cadre=0, sel_branch=0, sel_comm=0, sel_work=1),
        [put(sel_work=0), put(sel_member=None)],
    ),
    "学习率稳定": (
        STEADY,
        [
            put(qn_max_rate=Decimal("95.0001")),
            put(qn_max_rate=None),
            partial("qn_min_rate"),
            partial("qn_max_rate"),
        ],
    ),
    "基本数据报齐": (
        numbers(org_comm=1, branch_all=1, members=1, cadre_full=1, vol_reg=1),
        [partial(code) for code in ("org_comm", "branch_all", "members", "cadre_full", "vol_reg")],
    ),
    "青年之家总数报齐": (numbers(yh_total=1), [partial("yh_total")]),
    "突击队总数报齐": (numbers(cmd_cnt_cum=1), [partial("cmd_cnt_cum")]),
    "参学率报齐": (numbers(prob_low_rate_units=1), [partial("prob_low_rate_units")]),
    "中队属教育系统": (
        replace(numbers(pioneer_study_cnt=9), active=EVERYONE[2:], texts={"edu_org": BUREAU.name}),
        [
            only(*EVERYONE[1:]),  # a street has squads, too
            only(),
            say("edu_org", EVERYONE[3]),  # one of the schools
            say("edu_org", "不存在的团委"),
            say("edu_org", ""),
        ],
    ),
    "年度任务过半": (
        numbers(org_task_rate=Decimal(50)),
        [put(org_task_rate=Decimal("49.99")), partial("org_task_rate"), put(org_task_rate=None)],
    ),
    "年度任务完成": (
        numbers(org_task_rate=Decimal(100)),
        [put(org_task_rate=Decimal("99.99")), partial("org_task_rate")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("label", CLAIMS)
def test_a_claim_holds_on_just_enough(label: str) -> None:
    claim = CLAIMS[label][0].claim(label)
    assert claim.holds, claim.because
    assert claim.says == next(rule.then for rule in CATALOGUE.claims if rule.label == label)


@pytest.mark.parametrize(
    ("label", "number"), [(label, n) for label, (_, changes) in CLAIMS.items() for n in range(len(changes))]
)
def test_a_claim_falls_with_the_smallest_change(label: str, number: int) -> None:
    data, changes = CLAIMS[label]
    claim = changes[number](data).claim(label)
    assert not claim.holds, claim.because
    assert claim.says == next(rule.otherwise for rule in CATALOGUE.claims if rule.label == label)


def test_every_claim_of_the_catalogue_is_tried() -> None:
    assert {rule.label for rule in CATALOGUE.claims} == set(CLAIMS)


def test_every_claim_blank_of_the_model_document_is_guarded() -> None:
    blanks = {slot.code for slot in CATALOGUE.slots if slot.kind == "claim"}
    guarded = {rule.slot or rule.code for rule in CATALOGUE.claims} | {rule.code for rule in CATALOGUE.claims}
    assert len(blanks) == 26
    assert blanks <= guarded


def test_no_data_prove_only_what_says_nothing() -> None:
    """An empty half-year: nothing may be claimed but evaluations that carry no number, and that all (nobody) reported."""
    holding = {label for label in CLAIMS if Data(missing=UNITS).claim(label).holds}
    assert all(label.startswith("定性结论") for label in holding)


def test_two_units_with_one_number_missing_say_who_lacks() -> None:
    data = replace(equal("star_self", "branch_due")[0], partial=frozenset({"star_self"}))
    assert "已完成自评支部数应报2个单位、实报1个" in data.claim("全部完成自评").because


def test_a_brand_activity_that_began_in_march_is_monthly_since_march() -> None:
    assert Data(rows=first_of(3, 4, 5, 6)).claim("活动频次").holds
    assert not Data(rows=first_of(3, 5, 6)).claim("活动频次").holds
    assert (
        Data(rows=(*first_of(1, 2, 3, 4, 5, 6), date(2026, 7, 2))).claim("活动频次").holds
    )  # after the period
