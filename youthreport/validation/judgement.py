"""All filings of a period → their statuses, what of them counts, and the findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from youthreport import duty
from youthreport.model import (
    Catalogue,
    Cell,
    District,
    Filing,
    FilingStatus,
    Finding,
    Frozen,
    Period,
    Roster,
    Severity,
)
from youthreport.validation.absent import missing_units
from youthreport.validation.checks import check_lists, check_names, check_numbers
from youthreport.validation.claimed import one_claim
from youthreport.validation.filings import one_each, placed
from youthreport.validation.ground import Around
from youthreport.validation.joint import one_host
from youthreport.validation.levels import one_level
from youthreport.validation.places import planned, shared_out, to_nobody
from youthreport.validation.texts import check_texts
from youthreport.validation.unfilled import unfilled_returned


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judged filings in the order they came, the judged district, and findings across files."""

    filings: tuple[Filing, ...]
    district: District
    findings: tuple[Finding, ...]


def judge(
    filings: Iterable[Filing],
    district: District,
    roster: Roster,
    catalogue: Catalogue,
    period: Period,
    earlier: Iterable[Frozen] = (),
) -> tuple[tuple[Filing, ...], tuple[Finding, ...]]:
    """The filings with statuses set, blocked values None and excluded rows marked; findings across files."""
    judgement = judge_all(filings, district, roster, catalogue, period, earlier)
    return judgement.filings, judgement.findings


def judge_all(
    filings: Iterable[Filing],
    district: District | None,
    roster: Roster | None,
    catalogue: Catalogue,
    period: Period,
    earlier: Iterable[Frozen] = (),
) -> Judgement:
    """Like `judge`, and the district's own filing judged by the same rules.

    Files outside a project have neither district nor roster: every check that needs none of them still runs.
    `earlier` are closed periods; the same half of last year and the last half-year are compared with.
    """
    district, roster = district or no_district(period), roster or Roster(())
    around = Around(catalogue, period, roster, district, tuple(earlier))
    names = {indicator.code: indicator.name for indicator in catalogue.indicators}
    said = unfilled_returned(placed(filings, roster, period), around)
    branches = tuple(_let_off(filing, district) for filing in one_each(said, names))
    everyone = (*branches, district.filing)
    everyone = check_lists(everyone, around)
    everyone, double = one_level(everyone, roster, catalogue)
    everyone, joint = one_host(everyone, catalogue, district)
    everyone, claimed = one_claim(everyone, catalogue, district)
    everyone = check_names(everyone, around)
    everyone = check_numbers(everyone, around)
    branches, own = everyone[:-1], to_nobody(planned(everyone[-1]), roster)
    own = replace(own, findings=(*own.findings, *check_texts(district, catalogue, period, roster)))
    missing = missing_units(duty.expected(roster, period, district.excused, branches), branches, roster)
    shares = shared_out(branches, own, roster, catalogue)
    return Judgement(branches, replace(district, filing=own), (*missing, *double, *joint, *claimed, *shares))


def no_district(period: Period) -> District:
    """What stands for the district's workbook where there is none: it says nothing and nothing is asked of it."""
    return District(Filing("", "", None, period.code, 0, None, FilingStatus.REJECTED), {})


def _let_off(filing: Filing, district: District) -> Filing:
    """A return of a unit in 免报说明 is not added up: the paper says that this unit does not report."""
    if (
        filing.status is not FilingStatus.ACCEPTED
        or not filing.unit
        or filing.unit.code not in district.excused
    ):
        return filing
    finding = Finding(
        "X26",
        Severity.WARNING,
        Cell(filing.file),
        f"{filing.unit.name}已列入免报说明，又报来了报送表，本表未计入。",
        "要计入的，请从区本级表的免报说明中删去该单位；不计入的，请把本表移出 returns 文件夹。",
    )
    return replace(filing, status=FilingStatus.REJECTED, findings=(*filing.findings, finding))
