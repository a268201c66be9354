"""Laws of the rollup that hold for any returns."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records import CATALOGUE, PERIOD, act, district, filing, table
from youthreport.model import OrgUnit, Roster
from youthreport.rollup import total
from youthreport.validation import judge

UNITS = tuple(OrgUnit(f"U{n}", f"单位{n}", "街道") for n in range(5))
ROSTER = Roster(UNITS)
numbers = st.none() | st.integers(0, 1000)
money = st.none() | st.decimals(0, 10**6, places=2)
rows = st.lists(
    st.builds(
        act,
        st.sampled_from(("甲", "乙", "丙")),
        st.sampled_from((date(2026, 5, 4), date(2026, 6, 1), date(2025, 6, 1))),
        场次=st.integers(1, 5),
        活动类型=st.sampled_from(("培训", "主题团日")),
    ),
    max_size=4,
)


@st.composite
def returns(draw):
    made = []
    for unit in draw(st.lists(st.sampled_from(UNITS), unique=True)):
        values = {"whole": draw(numbers), "part": draw(numbers), "money": draw(money)}
        made.append(filing(unit, values, table(unit, "活动台账", *draw(rows))))
    return made


def rolled(filings):
    judged, _ = judge(filings, district(), ROSTER, CATALOGUE, PERIOD)
    return total(judged, district(), ROSTER, CATALOGUE, PERIOD, None, {})


@settings(deadline=None, max_examples=60)
@given(returns(), st.randoms(use_true_random=False))
def test_order_of_filings_does_not_matter(filings, random):
    shuffled = list(filings)
    random.shuffle(shuffled)
    assert rolled(filings) == rolled(shuffled)


@settings(deadline=None, max_examples=60)
@given(returns())
def test_sums_are_the_sums_of_their_cells(filings):
    for figure in rolled(filings).figures.values():
        if figure.aggregation in ("sum", "count", "distinct"):
            counted = [Decimal(s.value) for s in figure.sources if s.value is not None]
            assert (figure.value is None) == (not counted and figure.reported == 0)
            assert figure.value is None or sum(counted) == figure.value


@settings(deadline=None, max_examples=60)
@given(returns())
def test_blank_is_never_zero_and_parts_never_exceed_wholes(filings):
    result = rolled(filings)
    for code in ("whole", "part", "money", "acts"):
        figure = result.figures[code]
        assert (figure.value is None) == (figure.reported == 0)
        assert figure.complete == (figure.reported == figure.expected)
    share = result.figures["share"]
    assert share.value is None or 0 <= share.value <= 100
