"""This half-year beside the same half last year → when a comparison may be printed, and what is doubted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.records import CATALOGUE as SMALL
from tests.records import PERIOD, ROSTER, A, B, C, district, filing
from tests.test_narrative import figure, say, told
from youthreport.model import Figure, Frozen, Number, OrgUnit, Roster, Severity
from youthreport.rollup import total


def whole(before: dict[str, Number] | None, now: dict[OrgUnit, Number], roster: Roster = ROSTER) -> Figure:
    """The figure of `whole` from what units say now and what was closed last year."""
    frozen = (
        None if before is None else Frozen("2025S1", {}, {unit: {"whole": n} for unit, n in before.items()})
    )
    filings = [filing(unit, {"whole": value}) for unit, value in now.items()]
    return total(filings, district(), roster, SMALL, PERIOD, frozen, {}).figures["whole"]


def changed(made: Figure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return made.joined, made.left


SAME = {"A01": 1, "B01": 2, "C01": 3}


@pytest.mark.parametrize(
    ("before", "now", "difference"),
    [
        (SAME, {A: 2, B: 2, C: 3}, ((), ())),
        ({"A01": 1, "B01": 2}, {A: 2, B: 2, C: 3}, (("丙学校团委",), ())),
        ({**SAME, "Z09": 4}, {A: 2, B: 2, C: 3}, ((), ("Z09",))),  # a unit that is gone from the roster
        (SAME, {A: 2, B: 2}, ((), ("丙学校团委",))),
        ({"A01": 1, "B01": 2}, {A: 2, B: 2, C: 0}, ((), ())),  # a nought changes no comparison
        ({**SAME, "Z09": 0}, {A: 2, B: 2, C: 3}, ((), ())),
        (None, {A: 2, B: 2, C: 3}, ((), ())),  # last year's units are not known
    ],
)
def test_the_units_of_both_years_are_compared(
    before: dict[str, Number] | None, now: dict[OrgUnit, Number], difference: tuple[tuple[str, ...], ...]
) -> None:
    assert changed(whole(before, now)) == difference


def test_a_merged_unit_is_its_successor() -> None:
    merged = OrgUnit("B01", "乙街道团工委", "街道", merged_into="A01")
    made = whole({"A01": 1, "B01": 2, "C01": 3}, {A: 3, C: 3}, Roster((A, merged, C)))
    assert (made.previous, changed(made)) == (6, ((), ()))


def test_a_changed_set_of_units_warns_and_names_them() -> None:
    vocabulary = told(
        figure("org_new", 9, previous=8, joined=("新来街道团工委",), left=("撤销街道团工委",)),
        figure("yh_new", 9, previous=8, joined=("新来街道团工委",), left=("撤销街道团工委",)),
        figure("cmd_cnt", 9, previous=8),
    )
    (finding,) = vocabulary.findings
    assert (finding.rule, finding.severity) == ("W-TONGBI", Severity.WARNING)
    assert "增加新来街道团工委，减少撤销街道团工委" in finding.message
    assert "新建团组织数、新建青年之家的同比" in finding.message
    assert "核实说明" in finding.remedy
    assert str(say(vocabulary, "新建团组织数", "同比")) == "同比增长12.5%"


@pytest.mark.parametrize(
    "change", [{"complete": False, "reported": 1}, {"previous": None}, {"previous": 0}, {"estimated": True}]
)
def test_units_do_not_matter_where_nothing_is_compared(change: dict[str, object]) -> None:
    made = {"previous": 8, "joined": ("新来街道团工委",), **change}
    vocabulary = told(figure("org_new", 9, **made))
    assert vocabulary.findings == ()
    spoken = say(vocabulary, "新建团组织数", "同比")
    assert not spoken
    assert spoken.wording.label == "新建团组织数的同比"  # outside a clause the gap names what is missing


@pytest.mark.parametrize(("value", "count"), [(30, 0), (31, 1), (0, 0)])
def test_a_change_of_more_than_twice_the_base_is_pointed_out(value: int, count: int) -> None:
    findings = told(figure("org_new", value, previous=10)).findings
    found = [finding for finding in findings if finding.rule == "W-TONGBI"]
    assert [finding.severity for finding in found] == [Severity.NOTICE] * count


def test_an_evaluation_that_figures_contradict_is_pointed_out() -> None:
    falling = [figure(code, 7, previous=8) for code in ("cmd_cnt", "vol_acts_all", "vol_people")]
    (finding,) = told(*falling).findings
    assert (finding.rule, finding.severity) == ("W-QUAL", Severity.NOTICE)
    assert "定性结论贡献度" in finding.message


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [(9, 8, "比上年同期增加1个"), (7, 8, "比上年同期减少1个"), (8, 8, "与上年同期持平"), (8, 0, "比上年同期增加8个"), (8, None, "")],
)  # fmt: skip
def test_a_difference_in_numbers(now: int, before: int | None, text: str) -> None:
    assert str(say(told(figure("org_new", now, previous=before)), "新建团组织数", "增减")) == text


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [("62.9", "65", "同比下降2.1个百分点"), ("65", "62.9", "同比提高2.1个百分点"), ("65", "65", "与上年同期持平"),
     ("65.04", "65", "同比略有提高")],
)  # fmt: skip
def test_rates_differ_in_percentage_points(now: str, before: str, text: str) -> None:
    made = figure("xs_rate", Decimal(now), previous=Decimal(before))
    for name in ("同比", "增减"):
        assert str(say(told(made), "学社衔接率", name)) == text


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        ("98.94039735099338", "与上年同期持平"),  # what a closed period keeps of the very same rate
        ("98.9403973", "同比略有提高"),
        ("98.9403974", "同比略有下降"),
    ],
)
def test_a_rate_is_level_with_what_was_kept_of_it(closed: str, words: str) -> None:
    rate = figure("xs_rate", Decimal(149400) / Decimal(1510), previous=Decimal(closed))
    assert str(say(told(rate), "学社衔接率", "同比")) == words
