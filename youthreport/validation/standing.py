"""A judgement, the roster and the deadline → where every unit stands, and the whole assessment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from youthreport import duty
from youthreport.model import (
    Assessment,
    District,
    Filing,
    FilingStatus,
    Finding,
    OrgUnit,
    Period,
    Roster,
    Severity,
    UnitState,
    UnitStatus,
)
from youthreport.validation.absent import unread
from youthreport.validation.explained import explanations, unexplained
from youthreport.validation.judgement import Judgement
from youthreport.validation.unfilled import is_unfilled, tells_unfilled

_REFUSED = (FilingStatus.REJECTED, FilingStatus.UNREADABLE)


def assess(judgement: Judgement, roster: Roster | None, period: Period, deadline: date | None) -> Assessment:
    """All that the judgement came to. Without a roster (files outside a project) no unit is expected."""
    own = judgement.district.filing
    district = judgement.district if own.file else None
    found = [finding for filing in judgement.filings for finding in filing.findings]
    every = tuple(dict.fromkeys((*found, *own.findings, *judgement.findings)))
    told = explanations(every, judgement.filings, judgement.district)
    return Assessment(
        period.code,
        roster,
        district,
        judgement.filings,
        judgement.findings,
        unit_statuses(judgement, roster, period, deadline) if roster else (),
        unexplained(every, judgement.filings, judgement.district),
        tuple(told.items()),
    )


def unit_statuses(
    judgement: Judgement, roster: Roster, period: Period, deadline: date | None
) -> tuple[UnitStatus, ...]:
    """One status for each expected or excused unit, in roster order; so no rate can exceed 100 %.

    A unit for which its system speaks is not expected, nor is one that was merged or is not valid at the
    period's end. Whether the return that counts was on time is told by 收表登记 (by its revision's row, if it has one), else by 报送日期 on the cover; without a
    deadline, or a day, nothing can be said about it. A file's own date and today's never count.
    """
    excused = judgement.district.excused
    expected = {u.code for u in duty.expected(roster, period, excused, judgement.filings)}
    hints = unread(judgement.filings, roster)
    return tuple(
        _status(unit, judgement, period, deadline, hints.get(unit.code, ""))
        for unit in roster.valid_at(period.end)
        if unit.code in expected or unit.code in excused
    )


def _status(
    unit: OrgUnit, judgement: Judgement, period: Period, deadline: date | None, hint: str
) -> UnitStatus:
    district = judgement.district
    sent = [f for f in judgement.filings if f.unit is not None and f.unit.code == unit.code]
    filing = _telling(sent)
    received, doubt = _received(unit, filing, district, period)
    if unit.code in district.excused:
        state, reason = UnitState.EXCUSED, district.excused[unit.code]
    elif filing is None:
        guess = f"有未能读取的文件“{hint}”，从文件名看可能是该单位的，请核对。" if hint else ""
        state, reason = UnitState.MISSING, guess
    elif filing.status in _REFUSED:
        state, reason = UnitState.RETURNED, _why_returned(filing)
        if is_unfilled(filing):
            state, reason = UnitState.EMPTY, f"{reason}请填写后重报。"
    else:
        state, reason = _punctual(received, deadline), doubt
    weights = _weights(filing, judgement.findings) if filing else (0, 0, 0)
    return UnitStatus(unit, state, filing.file if filing else "", received, reason, *weights)


def _telling(sent: list[Filing]) -> Filing | None:
    """The return that counts, else the last one refused; None when none came."""
    counted = [f for f in sent if f.status is FilingStatus.ACCEPTED]
    refused = [f for f in sent if f.status in _REFUSED]
    return max(counted or refused, key=lambda f: (f.revision, f.file), default=None)


def _received(
    unit: OrgUnit, filing: Filing | None, district: District, period: Period
) -> tuple[date | None, str]:
    """The day on which the return came, and what is odd about it. A register without a return says nothing."""
    if filing is None:
        return None, ""
    registered = district.received_on(unit.code, filing.revision)
    if registered is not None or filing.submitted is None:
        return registered, ""
    if filing.submitted < period.start:
        odd = f"封面的报送日期{filing.submitted.isoformat()}早于报告期，无法判断是否按时；请在《收表登记》填写收到日期。"
        return None, odd
    return filing.submitted, ""


def _punctual(received: date | None, deadline: date | None) -> UnitState:
    if received is None or deadline is None:
        return UnitState.UNDATED
    return UnitState.ON_TIME if received <= deadline else UnitState.LATE


def _why_returned(filing: Filing) -> str:
    errors = [f for f in filing.findings if f.severity is Severity.ERROR]
    whole = [f for f in errors if f.rule in ("X26", "M38") or tells_unfilled(f)]
    return next((f.message for f in (*whole, *errors)), "")


def _weights(filing: Filing, across: Iterable[Finding]) -> tuple[int, int, int]:
    """How many errors, doubts and notices there are on the file."""
    found = {*filing.findings, *(f for f in across if f.cell.file == filing.file)}
    errors, warnings, notices = (sum(f.severity is weight for f in found) for weight in Severity)
    return errors, warnings, notices
