"""A rollup and the district's texts → what the vocabulary says, leaves unsaid and claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from youthreport.catalogue import load_catalogue
from youthreport.errors import TemplateError
from youthreport.model import (
    Cell,
    District,
    Figure,
    Filing,
    FilingStatus,
    Item,
    Listing,
    Number,
    OrgUnit,
    Part,
    Period,
    Rollup,
    TextValue,
    Vocabulary,
)
from youthreport.narrative import tell
from youthreport.narrative.spoken import Spoken

CATALOGUE = load_catalogue()
UNITS = (OrgUnit("A1", "青云街道团工委", "街道"), OrgUnit("A2", "第一中学团委", "学校"))
PERIOD = Period("2026S1")


def figure(code: str, value: Number | None, **more: object) -> Figure:
    entry = next(e for e in (*CATALOGUE.indicators, *CATALOGUE.computed) if e.code == code)
    made = Figure(code, entry.label, value, entry.measure, entry.basis, "sum", 2, 2, complete=True)
    return replace(made, **more)


def told(
    *figures: Figure,
    lists: Mapping[str, Listing] | None = None,
    texts: Mapping[str, str] | None = None,
    period: Period = PERIOD,
    missing: tuple[OrgUnit, ...] = (),
    options: Mapping[str, object] | None = None,
) -> Vocabulary:
    filing = Filing("district.xlsx", "", None, period.code, 1, None, FilingStatus.ACCEPTED)
    values = {code: TextValue(text, Cell("district.xlsx")) for code, text in (texts or {}).items()}
    received = tuple(unit for unit in UNITS if unit not in missing)
    rollup = Rollup({f.code: f for f in figures}, lists or {}, UNITS, received, missing)
    return tell(rollup, District(filing, values), CATALOGUE, period, options or {})


def say(vocabulary: Vocabulary, label: str, filter_name: str = "", *arguments: object) -> Spoken:
    value = vocabulary.context[label]
    spoken = vocabulary.filters[filter_name](value, *arguments) if filter_name else value
    assert isinstance(spoken, Spoken)
    return spoken


def donors(count: int) -> dict[str, Listing]:
    items = tuple(Item(name, 1, None) for name in "甲乙丙丁戊"[:count])
    return {"donors": Listing("donors", "爱心企业名单", items)}


def test_missing_is_absent_and_zero_says_nothing() -> None:
    vocabulary = told(figure("yh_new", 0), figure("org_new", None))
    assert say(vocabulary, "新建青年之家").wording.nothing
    assert say(vocabulary, "新建团组织数").wording.absent
    assert say(vocabulary, "青年突击队数").wording.absent
    assert say(vocabulary, "新建青年之家", "余").wording.nothing


def test_a_figure_carries_its_code() -> None:
    assert say(told(figure("yh_new", 128)), "新建青年之家", "余").wording.parts == (Part("120余", "yh_new"),)


@pytest.mark.parametrize("name", ["", "概数", "余", "近", "约", "超", "达", "万"])
def test_an_estimate_can_only_print_about(name: str) -> None:
    assert str(say(told(figure("yh_new", 128, estimated=True)), "新建青年之家", name)) == "约130"


@pytest.mark.parametrize("name", ["同比", "汉字"])
def test_an_estimate_is_neither_compared_nor_counted_out(name: str) -> None:
    vocabulary = told(figure("yh_new", 128, estimated=True, previous=100))
    assert say(vocabulary, "新建青年之家", name).wording.absent


def test_comparison_keeps_the_words_outside_the_figure() -> None:
    vocabulary = told(
        figure("org_new", 9, previous=8), figure("xs_rate", Decimal("62.9"), previous=Decimal("65"))
    )
    assert say(vocabulary, "新建团组织数", "同比").wording.parts == (
        Part("同比增长"),
        Part("12.5%", "org_new"),
    )
    assert str(say(vocabulary, "学社衔接率", "同比")) == "同比下降2.1个百分点"


@pytest.mark.parametrize(("previous", "text"), [(8, "与上年同期持平"), (0, ""), (None, "")])
def test_comparison_needs_a_base(previous: int | None, text: str) -> None:
    assert str(say(told(figure("org_new", 8, previous=previous)), "新建团组织数", "同比")) == text


def test_open_lists_print_deng_only_when_something_is_left_out() -> None:
    three, five = told(lists=donors(3)), told(lists=donors(5))
    assert str(say(three, "爱心企业名单", "列举", 3)) == "甲、乙、丙"
    assert str(say(five, "爱心企业名单", "列举", 3)) == "甲、乙、丙等"
    assert str(say(five, "爱心企业名单", "列举数", 2, "家")) == "甲、乙等5家"
    assert str(say(three, "爱心企业名单", "列举数", 3, "家")) == "甲、乙、丙三家"
    assert str(say(three, "爱心企业名单", "首项")) == "甲"
    assert str(say(three, "爱心企业名单", "分项", 2)) == "一是甲；二是乙"
    assert say(told(), "爱心企业名单", "列举").wording.nothing


def test_a_filter_on_the_wrong_thing_says_what_to_do() -> None:
    vocabulary = told(figure("yh_new", 3), texts={"theme_name": "青春同行"})
    with pytest.raises(TemplateError):
        say(vocabulary, "主题系列活动名", "余")
    with pytest.raises(TemplateError):
        say(vocabulary, "新建青年之家", "列举")


def test_a_day_outside_the_period_is_not_printed() -> None:
    texts = {"day_leifeng": "3·5", "day_vol": "12·5"}
    assert str(say(told(texts=texts), "学雷锋日")) == "3·5"
    assert say(told(texts=texts), "国际志愿者日").wording.nothing
    assert str(say(told(texts=texts, period=Period("2026S2")), "国际志愿者日")) == "12·5"


def test_claims_need_complete_and_exact_figures() -> None:
    parts = (figure("star_self", 8), figure("branch_due", 8))
    assert told(*parts).context["断言"].全部完成自评
    incomplete = (replace(parts[0], complete=False, reported=1), parts[1])
    assert not told(*incomplete).context["断言"].全部完成自评
    estimated = (replace(parts[0], estimated=True), parts[1])
    assert not told(*estimated).context["断言"].全部完成自评
    claim = next(c for c in told(*parts).claims if c.name == "全部完成自评")
    assert "已完成自评支部数（8）=应参加对标定级支部数（8）成立" in claim.because


def test_everyone_reported_only_when_nobody_is_missing() -> None:
    assert told().context["断言"].应报送单位覆盖
    assert not told(missing=UNITS[:1]).context["断言"].应报送单位覆盖
    assert str(say(told(missing=UNITS[:1]), "缺报单位清单")) == "青云街道团工委"


def test_in_turn_needs_two_days() -> None:
    def honours(*days: date) -> dict[str, Listing]:
        items = tuple(Item(f"奖{n}", 1, day) for n, day in enumerate(days))
        return {"honor_coll_list": Listing("honor_coll_list", "集体荣誉清单", items)}

    assert told(lists=honours(date(2026, 3, 1), date(2026, 4, 1))).context["断言"].先后荣获
    assert not told(lists=honours(date(2026, 3, 1), date(2026, 3, 1))).context["断言"].先后荣获


def test_an_unknown_claim_is_not_false_but_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = told().context["断言"].没有这一条


def test_names_are_cut_to_the_surname_when_asked() -> None:
    people = tuple(Item(name, 1, None) for name in ("李晓明", "张三", "欧阳明"))
    lists = {
        "honour_names": Listing("honour_names", "获奖个人姓名", people),
        "counsel_name": Listing("counsel_name", "辅导员姓名", people),
        "honours": Listing("honours", "荣誉材料", (Item("李晓明获国家级“优秀辅导员”", 1, None),)),
    }
    for policy in ("yes", "true"):
        vocabulary = told(lists=lists, options={"mask_names": policy}, texts={"contest_name": "张三杯"})
        assert str(say(vocabulary, "辅导员姓名")) == "李某某、张某、欧阳某"
        assert str(say(vocabulary, "荣誉材料")) == "李某某获国家级“优秀辅导员”"
        assert str(say(vocabulary, "征文比赛名")) == "张某杯"
    assert str(say(told(lists=lists, options={"mask_names": ""}), "辅导员姓名")) == "李晓明、张三、欧阳明"
