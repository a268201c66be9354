"""Any half-year, true to life or not → a paper in which no figure and no sentence says more than the data."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLE
from tests.meanings import Number, Printed, meaning, paragraphs, printed
from youthreport.catalogue import load_catalogue
from youthreport.document import write
from youthreport.frame import Frame
from youthreport.model import (
    Cell,
    District,
    Figure,
    Filing,
    FilingStatus,
    Item,
    Listing,
    ListRow,
    ListTable,
    OrgUnit,
    Part,
    Period,
    Rollup,
    Source,
    TextValue,
    Vocabulary,
    Wording,
)
from youthreport.narrative import tell
from youthreport.narrative.spoken import Spoken
from youthreport.phrases import contradictions
from youthreport.pipeline.building import tell as tell_inputs
from youthreport.pipeline.building import total
from youthreport.pipeline.inputs import Inputs, judge, read
from youthreport.project import load_project

CATALOGUE = load_catalogue()
PERIOD = Period("2026S1")
TEMPLATES = Path(__file__).parents[1] / "templates"
UNITS = (
    OrgUnit("J1", "青云街道团工委", "街道"),
    OrgUnit("X1", "教育局团委", "学校"),
    OrgUnit("X2", "第一中学团委", "学校", parent="X1"),
)
COMPULSORY = {
    "dist_name": "青山区",
    "dist_short": "团青山区委",
    "superiors": "团市委和区委",
    "sign_org": "团青山区委",
}
World = tuple[Rollup, District]

# -- any half-year -------------------------------------------------------------------------

EDGES = (0, 1, 2, 9, 10, 11, 94, 95, 99, 100, 101, 300, 9_999, 10_000, 10_001)
RATES = tuple(Decimal(text) for text in ("0", "0.04", "49.99", "50", "99.95", "100", "100.0001", "103.2"))
figure_codes = {entry.code: entry for entry in (*CATALOGUE.indicators, *CATALOGUE.computed)}
PAIRS = (
    ("star_self", "branch_due"), ("wish_done", "wish_collected"), ("hot_done", "hot_calls"), ("star5", "star_self"),
    ("dev_quota_unit", "dev_quota"), ("three_meet", "branch_all"), ("five_have", "branch_all"), ("org_new_lx", "org_new"),
    ("qn_min_rate", "qn_max_rate"),
)  # fmt: skip


def world_of(seed: int) -> World:
    """Figures and lists without rhyme or reason, but with wholes that their parts often just fill or just miss."""
    chance = random.Random(seed)
    figures = _figures(chance, _values(chance))
    lists = {
        entry.code: Listing(entry.code, entry.label, _items(chance, entry.label)) for entry in CATALOGUE.items
    }
    missing = chance.choice([(), (), UNITS[:1]])
    rollup = Rollup(figures, lists, UNITS, tuple(u for u in UNITS if u not in missing), missing)
    meetings = [
        date(2026, chance.randint(1, 6), 5) + timedelta(days=30 * n) for n in range(chance.randint(0, 7))
    ]
    rows = tuple(
        ListRow(n, {"类别": "品牌活动", "日期": day, "期次": n + 1}, {}, {}, Cell("district.xlsx"))
        for n, day in enumerate(meetings)
    )
    filing = Filing(
        "district.xlsx", "", None, PERIOD.code, 1, None, FilingStatus.ACCEPTED,
        tables={"品牌活动": ListTable("品牌活动", rows)},
    )  # fmt: skip
    texts = {
        element.code: "、".join("甲乙丙丁戊"[: chance.randint(1, 5)]) if element.many else element.label
        for element in CATALOGUE.texts
        if not element.default and chance.random() < 0.8
    }
    told = {code: TextValue(text, Cell("district.xlsx")) for code, text in {**texts, **COMPULSORY}.items()}
    return rollup, District(filing, told)


def _values(chance: random.Random) -> dict[str, Number | None]:
    drawn: dict[str, Number | None] = {}
    for code, entry in figure_codes.items():
        if chance.random() < 0.1:
            continue  # the rollup does not even know it
        if entry.measure == "%":
            drawn[code] = chance.choice((None, *RATES, Decimal(chance.randint(0, 200_000)) / 1000))
        else:
            drawn[code] = chance.choice((None, *EDGES, *(chance.randint(0, 10**n) for n in (2, 3, 4, 6))))
    for part, whole in PAIRS:
        if drawn.get(whole) and chance.random() < 0.7:
            drawn[part] = max(0, (drawn[whole] or 0) - chance.randint(0, 2))
    return drawn


def _figures(chance: random.Random, drawn: Mapping[str, Number | None]) -> dict[str, Figure]:
    gaps = chance.choice((0, 0, 0.3))
    figures = {}
    for code, value in drawn.items():
        entry, partial = figure_codes[code], chance.random() < gaps
        names = chance.sample([unit.name for unit in UNITS], chance.randint(0, 3))
        previous = chance.choice((None, value, chance.choice(EDGES), chance.randint(0, 10**4)))
        figures[code] = Figure(
            code, entry.label, value, entry.measure, entry.basis, "sum", 2 if partial else 3, 3,
            chance.random() < 0.1, not partial, previous, tuple(Source(n, Cell("a.xlsx"), "1", 1) for n in names),
        )  # fmt: skip
    return figures


def _items(chance: random.Random, label: str) -> tuple[Item, ...]:
    first = date(2026, 3, 1) + timedelta(days=chance.randint(-100, 150))
    days = [chance.choice((None, first, first + timedelta(days=n))) for n in range(chance.randint(0, 5))]
    return tuple(
        Item(f"{label}之{'甲乙丙丁戊'[n]}", 1, day, (Source(UNITS[0].name, Cell("a.xlsx"), "", ""),))
        for n, day in enumerate(days)
    )


def paper(vocabulary: Vocabulary) -> bytes:
    stamp = datetime(2026, 7, 10)
    return write(vocabulary, TEMPLATES, Frame("总结"), stamp=stamp).content


# -- what figures say ----------------------------------------------------------------------

# what is said of the whole district, up to the end of the sentence or to where another speaks
OF_ALL = re.compile(
    r"全区(?:共?有[^。；]*|[^，。；]*总数[^，。；]*|[^，。；]*[比率]为)$|现有青年突击队总数[^，。；]*$"
)
COMPARED = re.compile(r"(同比(?:增长|提高|下降)|比上年同期(?:增加|减少))$")


def false_figure(found: Printed, rollup: Rollup) -> bool:
    """Whether the words in a bookmark, with the words around them, are untrue of the figure behind it, or mean nothing."""
    try:
        return _false_figure(found, rollup)
    except ValueError:
        return True


def _false_figure(found: Printed, rollup: Rollup) -> bool:
    listing = rollup.listings.get(found.code)
    if listing is not None:
        return not meaning(found.text).true(len(listing.items))
    figure = rollup.figures.get(found.code)
    if figure is None or figure.value is None:
        return True
    if figure.estimated:
        return not found.text.startswith("约") or not meaning(found.text).true(figure.value)
    if compared := COMPARED.search(found.before):
        return false_comparison(compared[1], found, figure)
    if not figure.complete and (found.text.endswith("%") or figure.basis in ("年度数", "下半年计划")):
        return True  # a rate or a goal of some units is nobody's
    if not figure.complete and OF_ALL.search(found.before):
        return True
    return not meaning(found.text, found.after).true(figure.value)


def false_comparison(word: str, found: Printed, figure: Figure) -> bool:
    if not figure.complete or figure.value is None:
        return True
    said = Decimal(found.text.rstrip("%"))
    moved = comparison(figure, points=found.after.startswith("个百分点"))
    if moved is None or (moved > 0) != word.endswith(("增长", "提高", "增加")):
        return True
    return not said <= abs(moved) < said + Decimal("0.1001")


def comparison(figure: Figure, *, points: bool) -> Number | None:
    """The change that a 同比 speaks of; None without a base."""
    if figure.code.endswith("_yoy"):
        return figure.value
    if not figure.previous or figure.value is None:
        return None
    difference = Decimal(figure.value) - figure.previous
    return difference if points else difference / figure.previous * 100


# -- what sentences claim ------------------------------------------------------------------


def amount(rollup: Rollup, code: str) -> Number:
    """The value of an exact figure that every unit stands behind; -1 for any other."""
    figure = rollup.figures.get(code)
    sound = figure is not None and figure.complete and not figure.estimated and figure.value is not None
    return figure.value if sound and figure is not None and figure.value is not None else -1


def full(part: str, total: str) -> Callable[[World], bool]:
    return lambda world: amount(world[0], part) == amount(world[0], total) > 0


def within(part: str, total: str) -> Callable[[World], bool]:
    return lambda world: 0 <= amount(world[0], part) <= amount(world[0], total)


def everyone(world: World) -> bool:
    return not world[0].missing and not world[0].excused


def studied_on_every_level(world: World) -> bool:
    figure, units = world[0].figures.get("theme_act_cnt"), world[0].expected
    names = {source.unit for source in figure.sources if source.value} if figure is not None else set()
    codes = {unit.code for unit in units}
    groups = [{u.name for u in units if u.type == kind} for kind in {u.type for u in units}]
    groups += [{u.name for u in units if (u.parent in codes) == below} for below in (True, False)]
    return figure is not None and figure.complete and all(names & group for group in groups if group)


def in_turn(world: World) -> bool:
    told = [item.when for item in world[0].listings["honor_coll_list"].items[:3]]
    return all(day is not None and day in PERIOD for day in told) and len(set(told)) > 1


def monthly(world: World) -> bool:
    held = [row.values["日期"] for row in world[1].filing.tables["品牌活动"].rows]
    months = [day.month for day in held if isinstance(day, date) and day <= PERIOD.end]
    return bool(months) and set(range(min(months), 7)) <= set(months)


def steady(world: World) -> bool:
    low, high = (amount(world[0], code) for code in ("qn_min_rate", "qn_max_rate"))
    return low >= 0 and 0 < high - low <= 15


def on_may_4(world: World) -> bool:
    told = [item.when for item in world[0].listings["may4_event"].items]
    return bool(told) and all(d is not None and date(2026, 4, 20) <= d <= date(2026, 5, 15) for d in told)


def positive(*codes: str) -> Callable[[World], bool]:
    return lambda world: all((f := world[0].figures.get(c)) and f.value for c in codes)


# words of the paper → what must be so before they may stand in it
ORACLES: Mapping[str, Callable[[World], bool]] = {
    r"^\d{4}年\w半年，\w+各级团组织": everyone,
    "带领全区各级团组织": studied_on_every_level,
    "全员报送": everyone,
    "已全部完成自评": full("star_self", "branch_due"),
    "已全部科学有序分配到位": lambda world: everyone(world) and full("dev_quota_unit", "dev_quota")(world),
    "已全部办结|件件有回应": full("hot_done", "hot_calls"),
    "征集到的微心愿全部实现": full("wish_done", "wish_collected"),
    "全部达标": full("five_have", "branch_all"),
    "巩固全覆盖": full("three_meet", "branch_all"),
    "其中五星": within("star5", "star_self"),
    "，其中两新领域[^个]*个，有效": within("org_new_lx", "org_new"),
    "，其中两新领域[^个]*个，进一步": within("plan_org_new_lx", "plan_org_new"),
    "家已建党组织的非公企业中，": within("party_nonpub_tuan", "party_nonpub"),
    "先后荣获": in_turn,
    "一月一会": monthly,
    "稳定在": steady,
    "均在[^，。]*以上": lambda world: amount(world[0], "qn_min_rate") >= 0,
    "连续第": lambda world: (f := world[0].figures.get("consec_n")) is not None and (f.value or 0) >= 2,
    "任务过半": lambda world: 50 <= amount(world[0], "org_task_rate") < 100,
    "已完成全年任务": lambda world: amount(world[0], "org_task_rate") == 100,
    "已超额完成全年任务": lambda world: amount(world[0], "org_task_rate") > 100,
    "线上线下同步": positive("vol_online", "vol_offline"),
    "五四青年节到来之际": on_may_4,
    "持续向全区": lambda world: (f := world[0].figures.get("call_docs")) is not None and (f.value or 0) >= 2,
    "多项志愿服务": lambda world: len(world[0].listings["vol_kinds"].items) >= 3,
    "低于全区平均水平": lambda world: (
        (f := world[0].figures.get("prob_low_rate_units")) is not None and f.complete
    ),
    "等优秀青年": lambda world: len(world[0].listings["talent_name"].items) >= 2,
    "各界吸收": lambda world: len(world[1].texts["vice_sources"].text.split("、")) >= 2,
    "(?<![增长降超过])100%": lambda world: any(amount(world[0], code) == 100 for code in figure_codes),
}
OPEN = re.compile(r"(\w+之[甲乙丙丁戊]、)*(?P<label>\w+?)之(?P<last>[甲乙丙丁戊])(?P<deng>等)")


def false_claims(text: str, world: World) -> list[str]:
    """The claims in a paragraph that the data do not prove."""
    found = [words for words, holds in ORACLES.items() if re.search(words, text) and not holds(world)]
    by_label = {listing.label: listing for listing in world[0].listings.values()}
    for open_list in OPEN.finditer(text):
        listing = next((by_label[label] for label in by_label if open_list["label"].endswith(label)), None)
        last = "甲乙丙丁戊".index(open_list["last"]) + 1
        number = re.match(r"\d+", text[open_list.end() :])  # its truth is that of the figure it prints
        total = int(number[0]) if number else len(listing.items) if listing is not None else last + 1
        if total <= last:
            found.append(open_list[0])
    return found


def lies(content: bytes, world: World) -> list[str]:
    """Everything in a paper that is not so."""
    told = [
        f"{f.before[-20:]}【{f.text}】{f.after[:8]}" for f in printed(content) if false_figure(f, world[0])
    ]
    for text in paragraphs(content):
        told += [f"{words}：{text[:40]}" for words in false_claims(text, world)]
        told += [phrase.text for phrase in contradictions(text)]
        told += re.findall(r"，，|，。|、，|、。|；。|（）|“”|(?<![\d.])0(?:[名个场支项家人次件]|人次)", text)
    return told


@settings(deadline=None, max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(st.integers(0, 2**32))
def test_no_paper_says_more_than_its_data(seed: int) -> None:
    world = world_of(seed)
    assert lies(paper(tell(*world, CATALOGUE, PERIOD)), world) == []


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    """The sample, read and judged once."""
    return judge(read(load_project(SAMPLE), lambda _words: None))[0]


def test_no_sentence_becomes_false_when_one_typed_cell_is_lost(inputs: Inputs) -> None:
    filing = next(f for f in inputs.filings if f.unit is not None and f.unit.code == "JD04")
    typed = [entry for entry in filing.entries if entry.value is not None]
    assert len(typed) > 15
    for entry in typed[::3]:  # every third keeps the test short; all of them hold
        blank = tuple(replace(e, value=None, raw="") if e is entry else e for e in filing.entries)
        filings = tuple(replace(f, entries=blank) if f is filing else f for f in inputs.filings)
        changed = replace(inputs, filings=filings)
        rollup = total(changed)
        assert lies(paper(tell_inputs(changed, rollup)), (rollup, inputs.district)) == [], entry.code


# -- the law itself is tried ---------------------------------------------------------------

FRAGMENTS = ("tq_ratio", "dev_quota", "members", "prob_low_rate_units", "yh_total")  # not of all units
HONEST: World = (
    Rollup(
        {
            code: Figure(
                code, figure_codes[code].label, value, figure_codes[code].measure, figure_codes[code].basis, "sum",
                3, 3, complete=code not in FRAGMENTS, previous=previous,
            )
            for code, value, previous in (
                ("org_new", 9, 8), ("star_self", 298, None), ("branch_due", 300, None), ("hot_calls", 300, None),
                ("hot_done", 298, None), ("lec_dist_cnt", 128, None), ("qn_min_rate", Decimal("89.4"), None),
                ("qn_max_rate", Decimal("99.4"), None), ("xs_rate", Decimal("99.95"), None), ("tq_ratio", Decimal("31.1"), None),
                ("dev_quota", 325, None), ("members", 651, None), ("prob_low_rate_units", 3, None), ("yh_total", 5, None),
            )
        },
        {entry.code: Listing(entry.code, entry.label, (Item(f"{entry.label}之甲", 1, date(2026, 3, 1)),)) for entry in CATALOGUE.items},
        UNITS,
        UNITS,
        (),
    ),
    District(
        Filing("district.xlsx", "", None, PERIOD.code, 1, None, FilingStatus.ACCEPTED, tables={"品牌活动": ListTable("品牌活动")}),
        {code: TextValue(text, Cell("district.xlsx")) for code, text in COMPULSORY.items()},
    ),
)  # fmt: skip


def lying(vocabulary: Vocabulary, label: str, *parts: Part) -> Vocabulary:
    """The vocabulary with one label that prints these words whatever the filter."""
    told = vocabulary.context[label]
    assert isinstance(told, Spoken)
    false = replace(told, wording=Wording(label, parts), figure=None, listing=None)
    return replace(
        vocabulary,
        context={**vocabulary.context, label: false},
        filters={
            name: (lambda value, *rest, say=say: value if value is false else say(value, *rest))
            for name, say in vocabulary.filters.items()
        },
    )


def test_an_honest_paper_passes() -> None:
    assert lies(paper(tell(*HONEST, CATALOGUE, PERIOD)), HONEST) == []


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("区内宣讲场次", (Part("130余", "lec_dist_cnt"),)),
        ("区内宣讲场次", (Part("近130余", "lec_dist_cnt"),)),
        ("学社衔接率", (Part("100%", "xs_rate"),)),
        ("学社衔接率", (Part("99.9%", "xs_due"),)),
        ("团青比", (Part("31.1%", "tq_ratio"),)),  # of some units
        ("发展团员计划数", (Part("325", "dev_quota"),)),
        ("热线办结件数", (Part("已全部办结"),)),
        ("新建团组织数", (Part("同比增长"), Part("12.6%", "org_new"))),
        ("新建团组织数", (Part("同比下降"), Part("12.5%", "org_new"))),
        ("最低参学率", (Part("稳定在"), Part("90%", "qn_min_rate"), Part("以上"))),
        ("宣讲场所类别", (Part("宣讲场所类别之甲", quoted=True), Part("等"))),
        ("集体荣誉清单", (Part("先后荣获"), Part("集体荣誉清单之甲", quoted=True))),
    ],
)
def test_the_law_sees_a_lie(label: str, parts: tuple[Part, ...]) -> None:
    vocabulary = lying(tell(*HONEST, CATALOGUE, PERIOD), label, *parts)
    assert lies(paper(vocabulary), HONEST) != []


@pytest.mark.parametrize(
    "claim", ["全部完成自评", "应报送单位覆盖", "活动频次", "基本数据报齐", "青年之家总数报齐", "参学率报齐"]
)
def test_the_law_sees_a_claim_that_does_not_hold(claim: str) -> None:
    from youthreport.narrative.claims import Verdicts

    rollup = replace(HONEST[0], missing=UNITS[:1], received=UNITS[1:])
    vocabulary = tell(rollup, HONEST[1], CATALOGUE, PERIOD)
    verdicts = vocabulary.context["断言"]
    assert isinstance(verdicts, Verdicts)
    context = {**vocabulary.context, "断言": Verdicts({**verdicts, "品牌活动有记录": True, claim: True})}
    context["品牌活动名"] = "书记有约"
    found = lies(paper(replace(vocabulary, context=context)), (rollup, HONEST[1]))
    assert len(found) == 1
