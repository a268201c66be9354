"""Each row of relations.toml: numbers that break it, and the nearest numbers that do not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.judged import CATALOGUE, OTHER, OWN, PERIOD, SCHOOL, STREET, UNITS, filed, judged, said, typed
from youthreport.expression import codes_in
from youthreport.listing import unit_value
from youthreport.model import Catalogue, Finding, Relation, Roster, Severity
from youthreport.validation import judge_all
from youthreport.validation.words import as_written

# left, operator and right as declared → unit type, values that break it, the one value that mends it
CASES: dict[str, tuple[str, dict[str, object], dict[str, object]]] = {
    "branch_all = org_general + org_branch": ("街道", {"branch_all": 20, "org_general": 1, "org_branch": 18}, {"branch_all": 19}),
    "members_14_28 ≤ members": ("街道", {"members_14_28": 101, "members": 100}, {"members_14_28": 100}),
    "members_14_28 ≤ youth_14_28": ("街道", {"members_14_28": 101, "youth_14_28": 100}, {"members_14_28": 100}),
    "branch_due ≤ branch_all": ("街道", {"branch_due": 20, "org_general": 1, "org_branch": 18}, {"branch_due": 19}),
    "star_self ≤ branch_due": ("街道", {"star_self": 20, "branch_due": 19}, {"star_self": 19}),
    "star5 ≤ star_self": ("街道", {"star5": 4, "star_self": 3}, {"star5": 3}),
    "pioneer_study_cnt ≤ pioneer_squads": ("学校", {"pioneer_study_cnt": 31, "pioneer_squads": 30}, {"pioneer_study_cnt": 30}),
    "post_c_cnt ≤ hon_person_city": ("街道", {"post_c_cnt": 3, "hon_person_city": 2}, {"post_c_cnt": 2}),
    "civ_c_cnt + cmd_c_cnt ≤ hon_coll_all": ("街道", {"civ_c_cnt": 2, "cmd_c_cnt": 1, "hon_coll_all": 2}, {"civ_c_cnt": 1}),
    "cmd_c_cnt ≤ cmd_cnt_cum": ("街道", {"cmd_c_cnt": 2, "cmd_cnt_cum": 1}, {"cmd_c_cnt": 1}),
    "cmd_cnt ≤ cmd_cnt_cum": ("街道", {"cmd_cnt": 2, "cmd_cnt_cum": 1}, {"cmd_cnt": 1}),
    "nm_likes ≤ nm_reads": ("街道", {"nm_likes": 501, "nm_reads": 500}, {"nm_likes": 500}),
    "epi_vol ≤ vol_reg": ("街道", {"epi_vol": 81, "vol_reg": 80}, {"epi_vol": 80}),
    "epi_acts ≤ vol_acts_all": ("街道", {"epi_acts": 6, "vol_acts_all": 5}, {"epi_acts": 5}),
    "vol_online ≤ vol_acts_all": ("街道", {"vol_online": 6, "vol_acts_all": 5}, {"vol_online": 5}),
    "vol_homes ≤ yh_total": ("街道", {"vol_homes": 4, "yh_total": 3}, {"vol_homes": 3}),
    "org_new_lx ≤ org_new": ("街道", {"org_new_lx": 3, "org_new": 2}, {"org_new_lx": 2}),
    "party_nonpub_tuan ≤ party_nonpub": ("街道", {"party_nonpub_tuan": 9, "party_nonpub": 8}, {"party_nonpub_tuan": 8}),
    "five_have ≤ branch_all": ("街道", {"five_have": 20, "org_general": 1, "org_branch": 18}, {"five_have": 19}),
    "xs_done ≤ xs_due": ("学校", {"xs_done": 105, "xs_due": 100}, {"xs_done": 100}),
    "dev_done ≤ dev_quota_unit": ("学校", {"dev_done": 7, "dev_quota_unit": 6}, {"dev_done": 6}),
    "rec_act ≤ members": ("街道", {"rec_act": 41, "members": 40}, {"rec_act": 40}),
    "rec_dev ≤ members": ("街道", {"rec_dev": 41, "members": 40}, {"rec_dev": 40}),
    "rec_joined ≤ rec_act + rec_dev": ("街道", {"rec_joined": 6, "rec_act": 3, "rec_dev": 2}, {"rec_joined": 5}),
    "yh_cloud ≤ yh_total": ("街道", {"yh_cloud": 3, "yh_total": 2}, {"yh_cloud": 2}),
    "yh_new ≤ yh_total": ("街道", {"yh_new": 3, "yh_total": 2}, {"yh_new": 2}),
    "three_meet ≤ branch_all": ("街道", {"three_meet": 20, "org_general": 1, "org_branch": 18}, {"three_meet": 19}),
    "wish_done ≤ wish_collected": ("街道", {"wish_done": 9, "wish_collected": 8}, {"wish_done": 8}),
    "job_hired ≤ job_posts": ("街道", {"job_hired": 31, "job_posts": 30}, {"job_hired": 30}),
    "hot_done ≤ hot_calls": ("区级", {"hot_done": 269, "hot_calls": 268}, {"hot_done": 268}),
    "pioneer_squads ≤ counselors": ("学校", {"pioneer_squads": 31, "counselors": 30}, {"pioneer_squads": 30}),
    "proj_cnt ≤ cmd_cnt": ("街道", {"proj_cnt": 3, "cmd_cnt": 2}, {"proj_cnt": 2}),
    "hotline_hours ≤ 24": ("区级", {"hotline_hours": 25}, {"hotline_hours": 24}),
    # the bound itself is none of what is allowed
    "hotline_hours > 0": ("区级", {"hotline_hours": 0}, {"hotline_hours": Decimal("0.5")}),
    "org_task > 0": ("区级", {"org_task": 0}, {"org_task": 1}),
    "qn_issues ≤ qn_issues_pub": ("街道", {"qn_issues": 12, "qn_issues_pub": 11}, {"qn_issues": 11}),
    "star5 + star4 + star3 + star2 + star0 = star_self": (
        "街道",
        {"star5": 2, "star4": 8, "star3": 6, "star2": 1, "star0": 1, "star_self": 19},
        {"star_self": 18},
    ),
    # exactly a fifth is allowed, exactly three members a branch are enough
    "star5 ≤ branch_due * 0.2": ("街道", {"star5": 5, "branch_due": 20}, {"star5": 4}),
    "members ≥ org_branch * 3": ("街道", {"members": 53, "org_branch": 18}, {"members": 54}),
    "qn_learn_sum ≤ qn_base_sum": ("街道", {"qn_learn_sum": 1001, "qn_base_sum": 1000}, {"qn_learn_sum": 1000}),
    "lec_city_cnt + lec_dist_cnt ⇒0 lec_people": ("街道", {"lec_city_cnt": 0, "lec_dist_cnt": 0, "lec_people": 60}, {"lec_dist_cnt": 1}),
    "lec_people ⇒0 lec_city_cnt + lec_dist_cnt": ("街道", {"lec_city_cnt": 1, "lec_dist_cnt": 0, "lec_people": 0}, {"lec_people": 5}),
    "vol_acts_all ⇒0 vol_people": ("街道", {"vol_acts_all": 0, "vol_people": 60}, {"vol_acts_all": 1}),
    "vol_people ⇒0 vol_acts_all": ("街道", {"vol_acts_all": 1, "vol_people": 0}, {"vol_people": 5}),
    "yh_acts ⇒0 yh_people": ("街道", {"yh_acts": 0, "yh_people": 60}, {"yh_acts": 1}),
    "yh_people ⇒0 yh_acts": ("街道", {"yh_acts": 1, "yh_people": 0}, {"yh_people": 5}),
    "law_acts ⇒0 law_people": ("街道", {"law_acts": 0, "law_people": 60}, {"law_acts": 1}),
    "law_people ⇒0 law_acts": ("街道", {"law_acts": 1, "law_people": 0}, {"law_people": 5}),
    "match_acts ⇒0 match_people": ("街道", {"match_acts": 0, "match_people": 60}, {"match_acts": 1}),
    "match_people ⇒0 match_acts": ("街道", {"match_acts": 1, "match_people": 0}, {"match_people": 5}),
    "cmd_cnt ⇒0 cmd_members": ("街道", {"cmd_cnt": 0, "cmd_members": 12}, {"cmd_cnt": 1}),
    "epi_vol ⇒0 epi_acts": ("街道", {"epi_vol": 0, "epi_acts": 2}, {"epi_vol": 1}),
    "epi_acts ⇒0 epi_vol": ("街道", {"epi_vol": 9, "epi_acts": 0}, {"epi_acts": 1}),
    "nm_works ⇒0 nm_reads": ("街道", {"nm_works": 0, "nm_reads": 900}, {"nm_works": 1}),
    # exactly five and exactly three hundred people an event lie inside
    "lec_people ≥ (lec_city_cnt + lec_dist_cnt) * 5": ("街道", {"lec_people": 9, "lec_city_cnt": 1, "lec_dist_cnt": 1}, {"lec_people": 10}),
    "lec_people ≤ (lec_city_cnt + lec_dist_cnt) * 300": ("街道", {"lec_people": 601, "lec_city_cnt": 1, "lec_dist_cnt": 1}, {"lec_people": 600}),
    "vol_people ≥ vol_acts_all * 5": ("街道", {"vol_people": 9, "vol_acts_all": 2}, {"vol_people": 10}),
    "vol_people ≤ vol_acts_all * 300": ("街道", {"vol_people": 601, "vol_acts_all": 2}, {"vol_people": 600}),
    "yh_people ≥ yh_acts * 5": ("街道", {"yh_people": 9, "yh_acts": 2}, {"yh_people": 10}),
    "yh_people ≤ yh_acts * 300": ("街道", {"yh_people": 601, "yh_acts": 2}, {"yh_people": 600}),
    "law_people ≥ law_acts * 5": ("街道", {"law_people": 9, "law_acts": 2}, {"law_people": 10}),
    "law_people ≤ law_acts * 300": ("街道", {"law_people": 601, "law_acts": 2}, {"law_people": 600}),
    "match_people ≥ match_acts * 5": ("街道", {"match_people": 9, "match_acts": 2}, {"match_people": 10}),
    "match_people ≤ match_acts * 300": ("街道", {"match_people": 601, "match_acts": 2}, {"match_people": 600}),
    "cmd_members ≥ cmd_cnt * 3": ("街道", {"cmd_members": 5, "cmd_cnt": 2}, {"cmd_members": 6}),
    "vol_hours ≤ vol_people * 24": ("街道", {"vol_hours": Decimal("240.5"), "vol_people": 10}, {"vol_hours": 240}),
}  # fmt: skip

RELATIONS = {f"{r.left} {r.operator} {r.right}": r for r in CATALOGUE.relations}


def findings(name: str, values: dict[str, object]) -> list[Finding]:
    """What the relation's rule says about the cell that the relation names."""
    relation, unit = RELATIONS[name], UNITS[CASES[name][0]]
    ours = {code for code in values if CATALOGUE.indicator(code).reporters == ("区级",)}
    own = filed(OWN, {code: values[code] for code in ours})
    given = filed(unit, {code: value for code, value in values.items() if code not in ours})
    judgement = judged(own=own) if unit.type == "区级" else judged(given, own=own)
    return [f for f in said(judgement, relation.rule) if f.code == relation.blocks]


def test_every_relation_has_its_case_and_stands_once() -> None:
    assert set(CASES) == set(RELATIONS)
    assert len(CATALOGUE.relations) == len(RELATIONS)


@pytest.mark.parametrize("name", CASES)
def test_broken(name: str) -> None:
    relation, (_, values, _) = RELATIONS[name], CASES[name]
    (finding,) = findings(name, values)
    assert finding.severity is relation.severity
    assert finding.message.startswith(relation.message)
    blocked = relation.severity is Severity.ERROR
    assert (finding.value is None) == blocked
    assert ("暂不计入" in finding.message) == blocked
    assert finding.raw == str(values.get(relation.blocks, finding.raw))


@pytest.mark.parametrize("name", CASES)
def test_nearest_unbroken(name: str) -> None:
    _, values, mended = CASES[name]
    assert findings(name, values | mended) == []


@pytest.mark.parametrize("name", CASES)
def test_both_numbers_stand_in_the_sentence(name: str) -> None:
    relation, values = RELATIONS[name], CASES[name][1]
    (finding,) = findings(name, values)
    for code in (*codes_in(relation.left), *codes_in(relation.right)):
        # branch_all is the sum of two typed figures
        assert str(values.get(code, 19)) in finding.message
    assert "前者" in finding.message


def test_the_message_reads() -> None:
    (finding,) = findings("star5 ≤ branch_due * 0.2", {"star5": 5, "branch_due": 20})
    assert finding.message == (
        "“五星支部数”超过“应参加对标定级”的20%。“五星支部数”为5，“应参加对标定级”×0.2为4（20×0.2），前者应不大于后者。"
    )


def test_a_long_text_is_quoted_in_line_and_cut() -> None:
    assert as_written(f"{' ' * 3000}12\n其中线上3", 12) == "（原填“12↵其中线上3”）"
    assert len(as_written("十二人" * 1000, 12)) < 60


def test_the_text_of_the_person_is_quoted_where_it_is_not_the_number() -> None:
    given = filed(STREET, {"members": 40}, typed(STREET, "rec_act", 41, raw="四十一人"))
    (finding,) = said(judged(given), "X03")
    assert "“四十一人”" in finding.message
    assert finding.raw == "四十一人"


# -- one fault, one accusation ---------------------------------------------------------------


def test_a_blocked_part_accuses_nothing_further() -> None:
    values = {"branch_due": 10, "star_self": 12, "star5": 9, "star4": 9, "star3": 0, "star2": 0, "star0": 0}
    judgement = judged(filed(STREET, values))
    broken = [f for f in judgement.filings[0].findings if f.severity is Severity.ERROR and f.code in values]
    assert [(f.rule, f.code) for f in broken] == [("X03", "star_self")]


def test_a_wrong_whole_is_accused_before_its_parts() -> None:
    values = {"org_general": 1, "org_branch": 18, "branch_all": 5, "branch_due": 19}
    judgement = judged(filed(STREET, values))
    assert [f.code for f in said(judgement, "X04")] == ["branch_all"]
    assert said(judgement, "X03") == ()


@pytest.mark.parametrize(
    "values", [{"vol_acts_all": 0, "vol_people": 60}, {"vol_acts_all": 2, "vol_people": 0}]
)
def test_a_lacking_side_is_not_an_odd_average_too(values: dict[str, object]) -> None:
    judgement = judged(filed(STREET, values))
    assert len(said(judgement, "X12")) == 1
    assert said(judgement, "X13") == ()


def test_error_blocks_the_part_and_nothing_more() -> None:
    (judged_filing,) = judged(filed(STREET, {"org_new_lx": 3, "org_new": 2, "members": 100})).filings
    values = {
        c: unit_value(CATALOGUE.indicator(c), judged_filing, CATALOGUE) for c in ("org_new_lx", "org_new")
    }
    assert values == {"org_new_lx": None, "org_new": 2}


def test_an_estimate_proves_nothing() -> None:
    about = typed(STREET, "epi_vol", 100, raw="约100", estimate=True)
    assert said(judged(filed(STREET, {"vol_reg": 98}, about)), "X03") == ()


def test_more_than_all_is_only_a_notice_for_online_study() -> None:
    (finding,) = findings("qn_learn_sum ≤ qn_base_sum", {"qn_learn_sum": 2000, "qn_base_sum": 1000})
    assert (finding.rule, finding.severity, finding.value) == ("X08", Severity.NOTICE, 2000)


# -- what a missing value means --------------------------------------------------------------

STRATEGIES = [
    # missing, members, rec_act, rec_dev: the relation members ≤ rec_act + rec_dev → broken?
    ("skip_any", 9, 5, None, False),
    ("skip_any", 9, 5, 3, True),
    ("skip_any", 9, 5, 4, False),
    ("skip_all", 9, 5, None, True),
    ("skip_all", 9, None, None, False),
    ("skip_all", None, 5, 3, False),
    ("never_skip", 9, None, None, True),
    ("never_skip", 0, None, None, False),
    ("never_skip", None, None, None, False),
]


@pytest.mark.parametrize(("missing", "left", "one", "other", "broken"), STRATEGIES)
def test_strategies(missing: str, left: int | None, one: int | None, other: int | None, broken: bool) -> None:
    relation = Relation(
        "X03", "members", "≤", "rec_act + rec_dev", Severity.WARNING, "members", "甲。", "乙。", missing
    )
    catalogue: Catalogue = replace(CATALOGUE, relations=(relation,))
    given = filed(STREET, {"members": left, "rec_act": one, "rec_dev": other})
    district = judged(filed(STREET)).district
    judgement = judge_all([given], district, Roster((STREET,)), catalogue, PERIOD)
    assert bool(said(judgement, "X03")) == broken


# -- units against the district ----------------------------------------------------------------

PUBLISHED = [
    # issues of three units → who is asked, and what still counts
    ((12, 11, 11), ["returns/甲街道团工委.xlsx"], (None, 11, 11, 11)),
    ((12, 12, 11), ["district.xlsx"], (12, 12, 11, None)),
    ((12, 12, 12), ["district.xlsx"], (12, 12, 12, None)),
    ((11, 10, None), [], (11, 10, None, 11)),
]


@pytest.mark.parametrize(("issues", "asked", "left"), PUBLISHED)
def test_more_issues_than_were_published_are_asked_of_who_stands_alone(
    issues: tuple[int | None, ...], asked: list[str], left: tuple[int | None, ...]
) -> None:
    units = (STREET, OTHER, SCHOOL)
    returns = [filed(unit, {"qn_issues": n}) for unit, n in zip(units, issues, strict=True)]
    judgement = judged(*returns, own=filed(OWN, {"qn_issues_pub": 11}))
    found = said(judgement, "X03")
    assert [f.cell.file for f in found] == asked
    values = [unit_value(CATALOGUE.indicator("qn_issues"), f, CATALOGUE) for f in judgement.filings]
    values.append(unit_value(CATALOGUE.indicator("qn_issues_pub"), judgement.district.filing, CATALOGUE))
    assert tuple(values) == left


def test_every_figure_that_must_be_more_than_nothing_has_its_relation() -> None:
    asked = {i.code for i in CATALOGUE.indicators if "大于0" in i.definition}
    assert asked == {r.left for r in CATALOGUE.relations if (r.operator, r.right) == (">", "0")}
