"""Expected units and what came → those whose return is missing (X27)."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport import duty
from youthreport.model import Cell, FilingStatus, Finding, OrgUnit, Roster, Severity
from youthreport.validation.senders import likely_sender
from youthreport.validation.shared import Filings, Findings
from youthreport.validation.unfilled import is_unfilled


def missing_units(expected: Iterable[OrgUnit], filings: Filings, roster: Roster) -> Findings:
    """One finding for each expected unit without an accepted filing."""
    there = duty.filed(filings)
    refused = {
        f.unit.code: "是空的，按未报处理。" if is_unfilled(f) else "未被采用。" for f in filings if f.unit
    }
    hints = unread(filings, roster)
    return tuple(
        Finding(
            "X27",
            Severity.WARNING,
            Cell("roster.xlsx"),
            f"{unit.name}（{unit.code}）"
            + (
                f"的报表{refused[unit.code]}"
                if unit.code in refused
                else f"尚未报送{_hint(hints.get(unit.code))}。"
            ),
            "请催报或请该单位更正后重报；经批准不报的，请在区本级表《免报说明》写明理由。",
            raw=unit.name,
        )
        for unit in expected
        if unit.code not in there
    )


def unread(filings: Filings, roster: Roster) -> dict[str, str]:
    """The unreadable files by the code of the unit that their names suggest."""
    suggested = (
        (likely_sender(filing.file, roster), filing.file)
        for filing in filings
        if filing.status is FilingStatus.UNREADABLE and filing.unit is None
    )
    return {unit.code: file for unit, file in suggested if unit is not None}


def _hint(file: str | None) -> str:
    return f"（另有未能读取的文件“{file}”，从文件名看可能是该单位的）" if file else ""
