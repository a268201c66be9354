"""The words of wording.toml with their own examples → exactly what the pages promise, and what may never be said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from jinja2 import Environment

from youthreport.catalogue import load_catalogue
from youthreport.errors import TemplateError
from youthreport.model import Cell, Figure, Item, Listing, Period, Source, Word
from youthreport.narrative import explanations
from youthreport.narrative.filters import build
from youthreport.narrative.spoken import Spoken, say_figure, say_listing, say_text
from youthreport.narrative.wording import Words

CATALOGUE = load_catalogue()
WORDS = Words(CATALOGUE.wording)
PERIOD = Period("2026S1")
FILTERS = build(WORDS, PERIOD)
MEASURES = {"金额": "元", "年数": "年", "累计数": "名"}
BASES = {"累计数": "累计数"}


def figure(label: str, value: int | str | Decimal, **more: object) -> Spoken:
    number = value if isinstance(value, int) else Decimal(value) if "." in str(value) else int(value)
    rate = label.endswith("率")
    made = Figure(
        "code", label, number, "%" if rate else MEASURES.get(label, "个"), BASES.get(label, "期内数"), "sum", 2, 2,
        complete=True,
    )  # fmt: skip
    return say_figure(replace(made, **more), WORDS)


def item(text: str) -> Item:
    """`甲@3月1日@一中团委` → an item with its day and the unit that reported it."""
    name, _, rest = text.partition("@")
    day, _, unit = rest.partition("@")
    numbers = [int(number) for number in re.findall(r"\d+", day)]
    sources = (Source(unit, Cell("returns/a.xlsx"), name, name),) if unit else ()
    return Item(name, 1, date(2026, *numbers) if numbers else None, sources)


def context(given: str) -> dict[str, object]:
    """`本期数=128，上年同期=100` → the labels that a section would see; ≈ marks an estimate."""
    pairs = dict(re.findall(r"([^，=≈]+)([=≈][^，]+)", given))
    previous = pairs.pop("上年同期", "")[1:]
    made: dict[str, object] = {}
    for label, value in pairs.items():
        if label == "清单":
            items = tuple(item(text) for text in value[1:].split("、"))
            made[label] = say_listing(Listing("code", label, items))
        elif label == "文字":
            made[label] = say_text(label, value[1:])
        else:
            more = {"estimated": value[0] == "≈", "previous": Decimal(previous) if previous else None}
            made[label] = figure(label, value[1:], **more)
    return made


def said(usage: str, given: str) -> str:
    """What the tag prints; "" when an optional clause round it would go."""
    env, dropped = Environment(), []

    def finalize(value: object) -> str:
        if isinstance(value, Spoken) and not value:
            dropped.append(value)
        return str(value)

    env.finalize = finalize
    env.filters = dict(FILTERS)
    known = context(given)
    if "率" not in usage and "比率" in known:
        usage = usage.replace("本期数", "比率")
    text = env.from_string(usage).render(known)
    return "" if dropped else text


@pytest.mark.parametrize(
    ("word", "given", "printed"),
    [(word, *example) for word in CATALOGUE.wording.words for example in word.examples],
    ids=lambda value: value.name if isinstance(value, Word) else value,
)
def test_a_page_never_promises_what_the_filter_does_not_print(word: Word, given: str, printed: str) -> None:
    usage = word.usage
    if word.name == "累计" and given.startswith("本期数"):
        usage = usage.replace("累计数|", "本期数|")
    assert said(usage, given) == printed


def test_every_filter_has_a_page_and_every_page_a_filter() -> None:
    assert {word.name for word in CATALOGUE.wording.words} == set(FILTERS)


def test_a_page_says_what_is_printed_when_and_why() -> None:
    page = explanations(CATALOGUE)["余"]
    for words in ("过滤器“余”（W-YU）", "{{ 本期数|余 }}个", "本期数=128 → 120余个", "依据："):
        assert words in page


def test_a_rule_is_found_by_its_id_and_a_claim_with_and_without_its_prefix() -> None:
    pages = explanations(CATALOGUE)
    assert "过滤器“同比”" in pages["W-TONGBI"]
    assert "过滤器“增减”" in pages["W-TONGBI"]
    assert pages["断言.全部完成自评"] == pages["全部完成自评"]
    assert "依据：已完成自评支部数、应参加对标定级支部数" in pages["全部完成自评"]
    assert "成立时：可以写“已全部完成自评”" in pages["全部完成自评"]


COUNTED = ("概数", "百余", "余", "近", "约", "超", "达", "万", "以上", "累计")


@pytest.mark.parametrize("name", COUNTED)
def test_an_estimate_is_only_ever_about(name: str) -> None:
    spoken = FILTERS[name](figure("本期数", 128, estimated=True))
    assert str(spoken).replace("个", "") == "约130"


@pytest.mark.parametrize("name", ["率", "整率", "稳定", "进度", "同比", "增减"])
def test_a_rate_of_estimates_is_not_said(name: str) -> None:
    assert not FILTERS[name](figure("比率", "62.5", estimated=True, previous=Decimal(50)))


@pytest.mark.parametrize("name", ["汉字", "汉字数", "连续"])
def test_an_estimate_is_never_spelled_out(name: str) -> None:
    assert not FILTERS[name](figure("本期数", 9, estimated=True))


@pytest.mark.parametrize("name", [*COUNTED, "汉字", "汉字数", "连续", "万元"])
def test_zero_takes_its_clause_with_it(name: str) -> None:
    assert not FILTERS[name](figure("本期数", 0))


@pytest.mark.parametrize("name", ["整率", "稳定", "进度", "同比", "增减"])
def test_what_speaks_for_all_is_not_said_while_a_unit_is_missing(name: str) -> None:
    assert not FILTERS[name](figure("比率", "62.5", complete=False, reported=1, previous=Decimal(50)))


@pytest.mark.parametrize("rate", ["100.0", "99.9", "0.0"])
def test_a_rate_is_said_only_of_all_units(rate: str) -> None:
    assert str(FILTERS["率"](figure("比率", "99.9"))) == "99.9%"
    partial = figure("比率", rate, complete=False, reported=1)
    assert not FILTERS["率"](partial)
    assert partial.wording.absent  # nor without a filter; and where it must stand, it is asked for


@pytest.mark.parametrize("basis", ["年度数", "下半年计划"])
@pytest.mark.parametrize("name", ["", *COUNTED])
def test_a_goal_of_some_units_is_nobodys_goal(basis: str, name: str) -> None:
    whole = figure("目标", 325, basis=basis)
    some = figure("目标", 325, basis=basis, complete=False, reported=1)
    assert whole
    assert not (FILTERS[name](some) if name else some)
    assert some.wording.absent


def test_all_needs_both_figures_whole() -> None:
    everything = figure("部分", 300), figure("总数", 300)
    assert str(FILTERS["全部"](*everything, "办结", "件")) == "已全部办结"
    for broken in ({"complete": False}, {"estimated": True}):
        assert "全部" not in str(FILTERS["全部"](everything[0], figure("总数", 300, **broken), "办结", "件"))
        assert "全部" not in str(FILTERS["全部"](figure("部分", 300, **broken), everything[1], "办结", "件"))


@pytest.mark.parametrize(
    "change", [{"complete": False}, {"estimated": True}, {"basis": "累计数"}, {"value": 12}, {"value": None}]
)
def test_a_part_is_named_only_of_a_whole_that_it_is_part_of(change: dict[str, object]) -> None:
    part, total = figure("部分", 13), figure("总数", 27)
    assert total.figure is not None
    assert str(FILTERS["其中"](part, total)) == "13"
    assert not FILTERS["其中"](part, say_figure(replace(total.figure, **change), WORDS))


def test_the_total_of_a_list_is_the_figure_where_there_is_one() -> None:
    listed = say_listing(Listing("code", "清单", tuple(Item(name, 1, None) for name in "甲乙丙丁")))
    assert str(FILTERS["列举数"](listed, 2, "家", figure("总数", 7))) == "甲、乙等7家"
    assert str(FILTERS["列举数"](listed, 3, "家", figure("总数", 2))) == "甲、乙、丙等"
    assert str(FILTERS["列举数"](listed, 3, "家", figure("总数", 7, estimated=True))) == "甲、乙、丙等"
    twelve = say_listing(Listing("code", "清单", tuple(Item(str(n), 1, None) for n in range(12))))
    assert str(FILTERS["列举数"](twelve, 12, "家")).endswith("、11共12家")


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (("3月1日", "4月1日"), "先后荣获甲、乙"),
        (("4月1日", "3月1日"), "先后荣获乙、甲"),  # always told in the order of time
        (("3月1日", "3月1日"), "荣获甲、乙"),
        (("3月1日", ""), "荣获甲、乙"),
        (("3月1日", "7月1日"), "荣获甲、乙"),  # outside the period
    ],
)
def test_in_turn_looks_at_the_items_that_are_printed(days: tuple[str, str], text: str) -> None:
    items = tuple(item(f"{name}@{day}") for name, day in zip("甲乙", days, strict=True))
    assert str(FILTERS["先后"](say_listing(Listing("code", "清单", items)), "荣获", 3)) == text


def test_only_a_running_total_that_did_not_fall_is_said_to_run() -> None:
    assert str(FILTERS["累计"](figure("累计数", 120, previous=Decimal(120)))) == "累计120"
    assert str(FILTERS["累计"](figure("累计数", 119, previous=Decimal(120)))) == "119"


def test_progress_speaks_of_time_only_in_the_first_half() -> None:
    second = build(WORDS, Period("2026S2"))
    assert str(second["进度"](figure("完成率", "60.5"))) == "60.5%"
    assert str(second["进度"](figure("完成率", "100.0"))) == "100%，已完成全年任务"


def test_a_single_issue_is_not_steady() -> None:
    low = figure("最低率", "89.4")
    assert str(FILTERS["稳定"](low, figure("最高率", "89.4"))) == "均在89%以上"
    assert str(FILTERS["稳定"](low)) == "均在89%以上"
    assert str(FILTERS["稳定"](low, figure("最高率", "95.0", complete=False))) == "均在89%以上"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("余", ()),
        ("列举", ()),
        ("其中", ("文字",)),
        ("列举数", (3, "个", "文字")),
        ("同比", ()),
        ("日期", ()),
    ],
)
def test_a_filter_in_the_wrong_place_says_what_to_do(name: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(TemplateError) as caught:
        FILTERS[name](3, *arguments)
    assert caught.value.remedy


def test_a_text_is_no_figure_and_a_figure_no_list() -> None:
    text = say_text("主题", "青春同行")
    for name in ("余", "率", "汉字", "累计"):
        with pytest.raises(TemplateError):
            FILTERS[name](text)
    for name in ("列举", "首项", "分项", "先后", "署名"):
        with pytest.raises(TemplateError):
            FILTERS[name](figure("本期数", 3))
    with pytest.raises(TemplateError):
        FILTERS["其中"](figure("本期数", 3), text)


def test_a_verb_goes_between_the_running_total_and_its_word() -> None:
    assert said("{{ 累计数|累计('签约项目') }}个", "累计数=120") == "累计签约项目120个"
    assert said("{{ 累计数|累计('签约项目') }}个", "累计数=120，上年同期=121") == "签约项目120个"
    assert said("{{ 本期数|累计('签约项目') }}个", "本期数=120") == "签约项目120个"
