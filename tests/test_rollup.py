"""Totals with their cells: who reported, what was left out, and exact rates."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.records import CATALOGUE, OWN, PERIOD, ROSTER, A, B, C, act, district, entry, filing, table
from youthreport.frozen import units_before
from youthreport.model import Cell, FilingStatus, Frozen, Roster
from youthreport.rollup import total
from youthreport.validation import judge_all


def rolled(*filings, own=None, roster=ROSTER, frozen=None):
    return total(filings, own or district(), roster, CATALOGUE, PERIOD, frozen, {})


def test_sum_with_its_cells_and_previous():
    result = rolled(
        filing(A, {"whole": 3}),
        filing(B, {"whole": 4}),
        filing(C, {"whole": 0}),
        frozen=Frozen("2025S1", {"whole": 5}),
    )
    figure = result.figures["whole"]
    assert (figure.value, figure.reported, figure.expected, figure.complete) == (7, 3, 3, True)
    assert figure.previous == 5
    assert sum(source.value for source in figure.sources) == 7
    assert figure.sources[0].cell.file.startswith("returns/")


def test_nobody_reported_is_none_not_zero():
    figure = rolled(filing(A, {"whole": None})).figures["whole"]
    assert (figure.value, figure.reported, figure.complete) == (None, 0, False)


def test_only_accepted_filings_count():
    result = rolled(filing(A, {"whole": 3}), filing(B, {"whole": 4}, status=FilingStatus.REJECTED))
    assert result.figures["whole"].value == 3
    assert [unit.code for unit in result.missing] == ["B01", "C01"]


def test_money_stays_exact():
    result = rolled(*(filing(u, {"money": Decimal("0.10")}) for u in (A, B, C)))
    assert result.figures["money"].value == Decimal("0.30")


def test_tick_is_zero_and_empty_list_is_not_reported():
    result = rolled(filing(A, {}, table(A, "活动台账", ticked=True)), filing(B, {}, table(B, "活动台账")))
    figure = result.figures["acts"]
    assert (figure.value, figure.reported) == (0, 1)
    assert figure.sources[0].cell.ref == "B12"


def test_the_zero_of_a_tick_is_said_by_the_tick():
    tick, sheet = Cell("a", "封面", "B12"), Cell("a", "活动台账")
    ticked = replace(table(A, "活动台账", ticked=True), cell=sheet, tick=tick)
    (source,) = rolled(filing(A, {}, ticked)).figures["acts"].sources
    assert (source.cell, source.value) == (tick, 0)


def test_blank_sessions_are_one_and_the_district_adds_its_own_rows():
    result = rolled(
        filing(A, {}, table(A, "活动台账", act("甲"), act("乙", 场次=3))),
        own=district(None, table(OWN, "活动台账", act("区级大会", 场次=2))),
    )
    assert result.figures["acts"].value == 6


def test_distinct_across_units():
    rows = ({"队名": "一队", "依托项目": "地铁一号线"}, {"队名": "二队", "依托项目": "地铁 一号线、水厂"})
    result = rolled(
        filing(A, {}, table(A, "青年突击队", *rows)), filing(B, {}, table(B, "青年突击队", rows[0]))
    )
    figure = result.figures["projects"]
    assert figure.value == 2
    assert sum(source.value for source in figure.sources if source.value) == 2
    assert all(source.note for source in figure.sources if source.value is None)


def test_ratio_uses_units_that_gave_both_exactly():
    guess = filing(C, {"whole": 100}, entries=(entry(C, "part", 50, raw="约50", estimate=True),))
    result = rolled(filing(A, {"part": 1, "whole": 3}), filing(B, {"part": 9}), guess)
    share = result.figures["share"]
    assert share.value is not None
    assert share.value.quantize(Decimal("0.0001")) == Decimal("33.3333")
    assert (share.reported, share.complete, share.estimated) == (1, False, False)
    assert result.figures["part"].estimated


def test_ratio_with_a_task_of_the_district():
    everyone = [filing(unit, {"whole": 3}) for unit in (A, B, C)]
    assert rolled(*everyone, own=district({"task": 12})).figures["done"].value == 75
    assert rolled(*everyone, own=district({"task": 0})).figures["done"].value is None


def test_no_rate_against_the_districts_task_while_units_are_missing():
    assert rolled(filing(A, {"whole": 3}), own=district({"task": 4})).figures["done"].value is None


def issue(number, base, learners):
    return {"期次": number, "团员数": base, "参学人数": learners}


def test_lowest_rate_is_by_issue_over_all_units():
    result = rolled(
        filing(A, {}, table(A, "青年大学习", issue(1, 100, 50), issue(2, 100, 90))),
        filing(B, {}, table(B, "青年大学习", issue(1, 100, 90), issue(2, 100, 60))),
    )
    assert result.figures["lowest"].value == 70
    assert result.figures["prob_low_rate_units"].value == 1


def test_derived_and_functions():
    years = [{"年份": year} for year in range(2020, 2027)]
    result = rolled(filing(A, {"whole": 3, "part": 1}), own=district(None, table(OWN, "历年评选", *years)))
    assert result.figures["both"].value == 4
    assert result.figures["twice"].value == 6
    assert result.figures["consec_n"].value == 7
    assert result.figures["prob_unreported"].value == 2
    broken = rolled(own=district(None, table(OWN, "历年评选", *years[:3], *years[4:])))
    assert broken.figures["consec_n"].value is None


def test_excused_unit_bars_complete():
    result = rolled(filing(A, {"whole": 1}), filing(B, {"whole": 1}), own=district(excused={"C01": "换届"}))
    figure = result.figures["whole"]
    assert (figure.reported, figure.expected, figure.complete) == (2, 2, False)
    assert result.excused[0][1] == "换届"


def test_blocked_part_is_seen_but_not_counted():
    judged = judge_all([filing(A, {"whole": 3, "part": 5})], district(), ROSTER, CATALOGUE, PERIOD)
    result = rolled(*judged.filings)
    figure = result.figures["part"]
    assert figure.value is None
    assert (figure.sources[0].raw, figure.sources[0].value) == ("5", None)


def test_blocked_list_total_and_excluded_rows_are_named():
    judged = judge_all(
        [filing(A, {"whole": 9}, table(A, "活动台账", act("甲"), act("甲"), act("旧", date(2025, 1, 1))))],
        district(),
        ROSTER,
        CATALOGUE,
        PERIOD,
    )
    figure = rolled(*judged.filings).figures["acts"]
    assert figure.value == 1
    assert len([s for s in figure.sources if s.value is None and s.note]) == 2
    blocked = judge_all(
        [filing(A, {"whole": 0}, table(A, "活动台账", act("甲")))], district(), ROSTER, CATALOGUE, PERIOD
    )
    assert rolled(*blocked.filings).figures["acts"].value is None


def test_listings_by_frequency_and_absent():
    result = rolled(
        filing(A, {}, table(A, "活动台账", act("甲", 活动类型="培训"), act("乙", 活动类型="培训 "))),
        filing(B, {}, table(B, "活动台账", act("丙", 活动类型="主题团日"))),
    )
    assert [(item.text, item.count) for item in result.listings["kinds"].items] == [
        ("培训", 2),
        ("主题团日", 1),
    ]


def test_a_value_is_absent_only_where_every_unit_has_told_and_every_row_is_understood():
    told = [
        filing(A, {}, table(A, "活动台账", act("甲", 活动类型="培训"))),
        filing(B, {}, table(B, "活动台账", act("丙", 活动类型="主题团日"))),
        filing(C, {}, table(C, "活动台账", act("丁", 活动类型="培训"))),
    ]
    assert [item.text for item in rolled(*told).listings["absent"].items] == ["交友"]
    assert rolled(*told[:2]).listings["absent"].items == ()
    assert rolled().listings["absent"].items == ()


def test_merged_units_values_are_the_successors():
    roster = Roster((A, replace(B, merged_into="A01"), C))
    frozen = Frozen("2025S1", {}, {"A01": {"whole": 2}, "B01": {"whole": 3}})
    assert units_before(frozen, roster) == {"A01": {"whole": 5}}
    assert rolled(filing(A, {"whole": 1}), roster=roster, frozen=frozen).figures["whole"].previous == 5


def test_final_values_stand_in_for_a_frozen_period():
    own = district(final_values={"whole": entry(OWN, "whole", 8)})
    assert rolled(filing(A, {"whole": 1}), own=own).figures["whole"].previous == 8


def test_a_unit_that_owes_one_side_of_a_rate_only_leaves_it_whole_with_nothing_there():
    codes = {i.code: i for i in CATALOGUE.indicators}
    narrow = replace(codes["part"], reporters=("街道",))
    catalogue = replace(CATALOGUE, indicators=(codes["whole"], narrow, *CATALOGUE.indicators[2:]))
    streets = [filing(A, {"whole": 4, "part": 3}), filing(B, {"whole": 4, "part": 3})]

    def share(school):
        filings = [*streets, filing(C, {"whole": school})]
        return total(filings, district(), ROSTER, catalogue, PERIOD, None, {}).figures["share"]

    assert (share(0).value, share(0).complete, share(0).reported, share(0).expected) == (75, True, 2, 2)
    assert (share(5).value, share(5).complete, share(5).reported, share(5).expected) == (75, False, 2, 3)


def test_the_highest_rate_of_all_issues_stands_beside_the_lowest():
    computed = next(c for c in CATALOGUE.computed if c.code == "lowest")
    highest = replace(computed, code="highest", aggregation="max_ratio")
    catalogue = replace(CATALOGUE, computed=(*CATALOGUE.computed, highest))
    rows = [{"期次": n, "团员数": 100, "参学人数": learners} for n, learners in ((1, 80), (2, 95), (3, 90))]
    made = total(
        [filing(A, {}, table(A, "青年大学习", *rows))], district(), ROSTER, catalogue, PERIOD, None, {}
    )
    assert (made.figures["lowest"].value, made.figures["highest"].value) == (80, 95)
    counted = [source.value for source in made.figures["highest"].sources if source.value is not None]
    assert counted == [100, 95]
