"""Judgement of filings: what counts, what does not, and what is said about it."""

from dataclasses import replace
from datetime import date

from tests.records import (
    CATALOGUE,
    OWN,
    PERIOD,
    ROSTER,
    A,
    B,
    C,
    act,
    district,
    entry,
    filing,
    table,
)
from youthreport.listing import unit_value
from youthreport.model import FilingStatus, Roster, Severity
from youthreport.validation import judge, judge_all


def judged(*filings, roster=ROSTER, own=None, catalogue=CATALOGUE):
    return judge(filings, own or district(), roster, catalogue, PERIOD)


def rules(filing_or_findings):
    findings = getattr(filing_or_findings, "findings", filing_or_findings)
    return [finding.rule for finding in findings]


def value(code, given):
    return unit_value(CATALOGUE.indicator(code), given, CATALOGUE)


def test_higher_revision_supersedes():
    old, new = filing(A, {"whole": 1}, file="returns/1.xlsx"), filing(A, {"whole": 2}, revision=2)
    (first, second), _ = judged(old, new)
    assert (first.status, second.status) == (FilingStatus.SUPERSEDED, FilingStatus.ACCEPTED)
    assert first.findings[0].severity is Severity.NOTICE


def test_equal_copies_count_once():
    copies = [filing(A, {"whole": 1}, file=f"returns/{n}.xlsx") for n in (2, 1)]
    kept, _ = judged(*copies)
    assert [f.status for f in kept] == [FilingStatus.SUPERSEDED, FilingStatus.ACCEPTED]


def test_contradicting_copies_are_both_rejected_and_the_unit_is_missing():
    copies = [filing(A, {"whole": n}, file=f"returns/{n}.xlsx") for n in (1, 2)]
    kept, findings = judged(*copies, filing(B, {"whole": 1}), filing(C, {"whole": 1}))
    assert [f.status for f in kept[:2]] == [FilingStatus.REJECTED] * 2
    assert rules(findings) == ["X27"]
    assert "未被采用" in findings[0].message


def test_unknown_unit_is_rejected():
    (kept,), _ = judged(replace(filing(A, {"whole": 1}), unit=None))
    assert kept.status is FilingStatus.REJECTED
    assert rules(kept) == ["X26"]


def test_part_above_whole_blocks_the_part_only():
    (kept,), _ = judged(filing(A, {"whole": 3, "part": 5}))
    assert value("part", kept) is None
    assert value("whole", kept) == 3
    broken = next(f for f in kept.findings if f.rule == "X03")
    assert (broken.cell.ref, broken.raw, broken.value) == (entry(A, "part", 5).cell.ref, "5", None)


def test_relation_with_a_blank_side_is_not_compared():
    (kept,), _ = judged(filing(A, {"part": 5}))
    assert "X03" not in rules(kept)
    assert value("part", kept) == 5


def test_blank_compulsory_is_an_error_and_zero_is_not():
    (blank, zero), _ = judged(filing(A, {"whole": None}), filing(B, {"whole": 0}))
    assert "X02" in rules(blank)
    assert "X02" not in rules(zero)


def test_rows_outside_the_period_and_repeated_rows_do_not_count():
    rows = (act("五四大会"), act("“五四”大会"), act("旧事", date(2025, 12, 30)))
    (kept,), _ = judged(filing(A, {"whole": 9}, table(A, "活动台账", *rows)))
    assert [bool(row.excluded) for row in kept.tables["活动台账"].rows] == [False, True, True]
    assert {f.rule: f.severity for f in kept.findings} == {"X17": Severity.WARNING, "X18": Severity.NOTICE}
    assert value("acts", kept) == 1


def test_list_wins_over_typed_total():
    (kept,), _ = judged(filing(A, {"whole": 9, "acts": 7}, table(A, "活动台账", act("甲"))))
    assert rules(kept) == ["X16"]
    assert kept.findings[0].value == 1


def test_typed_total_with_an_empty_unticked_list_counts_with_warning():
    (kept,), _ = judged(filing(A, {"whole": 9, "acts": 7}, table(A, "活动台账")))
    assert rules(kept) == ["X16"]
    assert value("acts", kept) == 7


def test_list_total_is_blocked_by_its_relation():
    (kept,), _ = judged(filing(A, {"whole": 0}, table(A, "活动台账", act("甲"))))
    broken = next(f for f in kept.findings if f.rule == "X03")
    assert (broken.code, broken.cell.sheet) == ("acts", "活动台账")
    assert value("acts", kept) is None


def test_joint_activity_counts_at_its_host():
    row = act("联办", 主办单位="乙街道团工委")
    filings = [filing(u, {"whole": 9}, table(u, "活动台账", row)) for u in (A, B)]
    (first, second, _), findings = judged(*filings, filing(C, {"whole": 1}))
    assert first.tables["活动台账"].rows[0].excluded
    assert not second.tables["活动台账"].rows[0].excluded
    assert rules(findings) == ["X28"]


def test_joint_activity_without_host_counts_at_the_first_code():
    filings = [filing(u, {"whole": 9}, table(u, "活动台账", act("联办"))) for u in (B, A)]
    (second, first), _ = judged(*filings)
    assert second.tables["活动台账"].rows[0].excluded
    assert not first.tables["活动台账"].rows[0].excluded


def test_district_host_keeps_a_joint_activity():
    row = act("联办", 主办单位="某团区委")
    own = district(None, table(OWN, "活动台账", row))
    result = judge_all([filing(A, {"whole": 9}, table(A, "活动台账", row))], own, ROSTER, CATALOGUE, PERIOD)
    assert result.filings[0].tables["活动台账"].rows[0].excluded
    assert not result.district.filing.tables["活动台账"].rows[0].excluded


def system(children_report):
    parent = replace(A, is_system=True, children_report=children_report)
    child = replace(C, parent="A01")
    return parent, child, Roster((parent, B, child))


def test_system_is_not_counted_where_its_members_report():
    parent, child, roster = system(True)
    (first, second), findings = judged(
        filing(parent, {"whole": 30, "part": 2}), filing(child, {"whole": 10}), roster=roster
    )
    assert value("whole", first) is None
    assert value("part", first) == 2
    assert value("whole", second) == 10
    assert "X29" in rules(findings)
    assert "X02" not in rules(first)


def test_members_are_not_counted_where_the_system_reports_for_them():
    parent, child, roster = system(False)
    (first, second), findings = judged(
        filing(parent, {"whole": 30}), filing(child, {"whole": 10}), roster=roster
    )
    assert first.status is FilingStatus.ACCEPTED
    assert second.status is FilingStatus.REJECTED
    assert rules(findings) == ["X27", "X29"]


def test_excused_unit_is_not_missing():
    _, findings = judged(filing(A, {"whole": 1}), own=district(excused={"B01": "班子换届"}))
    assert [f.raw for f in findings if f.rule == "X27"] == [C.name]


def test_unit_no_longer_valid_is_rejected():
    roster = Roster((replace(A, merged_into="B01"), B, C))
    (kept,), _ = judged(filing(A, {"whole": 1}), roster=roster)
    assert kept.status is FilingStatus.REJECTED


def test_without_a_roster_the_inner_checks_still_run():
    (kept,), findings = judged(filing(A, {"whole": 3, "part": 5}), roster=Roster(()))
    assert rules(kept) == ["X03"]
    assert findings == ()


def test_every_finding_says_where_what_and_what_to_do():
    rows = (act("甲"), act("甲"), act("旧", date(2020, 1, 1)))
    kept, findings = judged(filing(A, {"part": 5, "acts": 9}, table(A, "活动台账", *rows)))
    for finding in (*kept[0].findings, *findings):
        assert finding.cell.file
        assert finding.message.endswith("。")
        assert finding.remedy.endswith("。")
