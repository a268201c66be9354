"""Any number through every filter → words that are true of it, read back by an interpreter that knows no filter."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.meanings import meaning
from tests.test_narrative_filters import FILTERS, WORDS, figure
from youthreport.catalogue import load_catalogue
from youthreport.errors import TemplateError
from youthreport.narrative import percent
from youthreport.narrative.spoken import Spoken
from youthreport.narrative.wording import IN_DIGITS, IN_WAN, Words
from youthreport.phrases import contradictions, leftovers

RULES = load_catalogue().wording
EDGES = [n + d for n in (10, 50, 90, 95, 100, 190, 950, 1000, 9500, 9900, 10_000, 19_000, 95_000, 10**6) for d in (-1, 0, 1)]  # fmt: skip
counts = st.sampled_from(EDGES) | st.integers(1, 2000) | st.integers(1, 10**8)
amounts = counts | st.decimals("0.01", 10**8, places=2)
rates = st.decimals(0, 300, places=4) | st.sampled_from([Decimal(t) for t in ("99.94", "99.95", "99.9999", "100", "100.0001", "0.0999", "0.1")])  # fmt: skip

HEDGES: dict[str, Callable[[Words], Callable[[int | Decimal], str]]] = {
    "概数": lambda words: words.roughly,
    "百余": lambda words: words.hundreds,
    "余": lambda words: words.more_than,
    "近": lambda words: words.nearly,
    "约": lambda words: words.about,
    "超": lambda words: words.over,
    "达": lambda words: words.reaching,
    "万": lambda words: words.in_wan,
    "原数": lambda words: words.exact,
}
STYLES = [Words(RULES), Words(RULES, IN_WAN), Words(RULES, IN_DIGITS)]


@pytest.mark.parametrize("name", HEDGES)
@given(value=amounts, words=st.sampled_from(STYLES))
@settings(deadline=None)
def test_what_is_printed_is_true_of_the_exact_value(name: str, value: int | Decimal, words: Words) -> None:
    assert meaning(HEDGES[name](words)(value)).true(value)


@pytest.mark.parametrize("name", HEDGES)
@given(low=counts, more=st.integers(0, 300), words=st.sampled_from(STYLES))
@settings(deadline=None)
def test_a_greater_number_is_never_said_to_be_smaller(name: str, low: int, more: int, words: Words) -> None:
    say = HEDGES[name](words)
    assert meaning(say(low)).size <= meaning(say(low + more)).size


@given(value=rates)
@settings(deadline=None)
def test_a_rate_is_cut_and_never_rounded_up_to_a_claim(value: Decimal) -> None:
    text = percent.rate(value)
    assert text == "0%" if value == 0 else meaning(text).true(value)
    assert (text == "100%") == (value == 100)
    assert meaning(percent.whole_rate(value), "以上").true(value)


@given(value=st.integers(1, 10**6), base=st.integers(1, 10**6))
@settings(deadline=None)
def test_a_change_is_cut_towards_nothing(value: int, base: int) -> None:
    word, number = percent.compared(percent.change(value, base))
    exact = (Decimal(value) - base) / base * 100
    if not number:
        assert word == "与上年同期持平" if exact == 0 else abs(exact) < Decimal("0.1")
        return
    said = Decimal(number.rstrip("%"))
    assert said <= abs(exact) < said + Decimal("0.1001")
    assert word == ("同比增长" if exact > 0 else "同比下降")


# Filters that need a second figure or a list are read back in test_narrative_filters.
ALONE = [name for name in FILTERS if name not in ("其中", "全部", "列举", "列举数", "先后", "首项", "分项", "署名", "日期")]  # fmt: skip
figures = st.builds(
    figure,
    st.sampled_from(("本期数", "累计数", "年数", "比率", "金额")),
    st.sampled_from([0, *EDGES]) | st.integers(0, 10**6),
    estimated=st.booleans(),
    complete=st.booleans(),
    previous=st.none() | st.integers(0, 10**6),
)


@pytest.mark.parametrize("name", ALONE)
@given(spoken=figures)
@settings(deadline=None)
def test_no_filter_prints_a_zero_a_contradiction_or_a_bare_estimate(name: str, spoken: object) -> None:
    try:
        said = FILTERS[name](spoken)
    except TemplateError:
        assert name in ("率", "整率", "稳定", "进度")  # a count is no percentage
        return
    assert isinstance(said, Spoken)
    assert said.figure is not None
    made = said.figure
    text = str(said)
    if not said:
        return  # the clause goes, whatever it would have said
    assert made.value != 0 or "持平" in text or "比上年" in text or "下降" in text
    assert (*contradictions(text + made.measure), *leftovers(text + made.measure)) == ()
    if made.estimated:
        assert text.startswith(("约", "累计约"))
        assert not re.search("余|近|超过|达|以上|%|同比|全部", text)
    if "均" in text or "稳定" in text or text == "100%" or "同比" in text:
        assert made.complete


def test_the_interpreter_refuses_what_contradicts_itself() -> None:
    for text in ("近100余", "约100余", "达近3万", "超过约50", "约62.5%"):
        with pytest.raises(ValueError, match=text[:1]):
            meaning(text)
    with pytest.raises(ValueError, match="超过"):
        meaning("超过300", "人以上")


@pytest.mark.parametrize(
    ("text", "lie"),
    [("近100", 100), ("近100", 94), ("120余", 120), ("120余", 130), ("超过120", 120), ("达3万", 29999), ("百余", 100),
     ("100", 99), ("99.9%", Decimal("100")), ("100%", Decimal("99.99")), ("约100", 106), ("九", 8)],
)  # fmt: skip
def test_the_interpreter_sees_a_lie(text: str, lie: int | Decimal) -> None:
    assert not meaning(text).true(lie)


def test_all_styles_share_one_set_of_rules() -> None:
    assert STYLES[0] == WORDS
