"""An assessment → the progress of the collection in plain words and lengths: bars, superior units, who must be chased."""

from __future__ import annotations

import re
from dataclasses import dataclass

from youthreport.columns import printable
from youthreport.model import Assessment, Period
from youthreport.outputs.assessment.tally import TO_CHASE, Tally, by_parent, percent, tally, what_to_do

_PERIOD = re.compile(r"\d{4}S[12]")


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the progress: a count with its share of the expected units; `length` is 0 to 100."""

    label: str
    number: int
    share: str
    length: float
    tone: str


def progress(assessment: Assessment) -> tuple[Bar, ...]:
    """应报, 实报, 按时 and the others that occur, as bars; none when no unit is expected."""
    count = tally(assessment.units)
    if not count.expected:
        return ()
    always = [
        ("应报", count.expected, "calm"),
        ("实报", count.counted, "good"),
        ("按时", count.on_time, "good"),
        ("缺报", count.missing, "bad"),
        ("退回", count.returned, "bad"),
    ]
    others = [
        ("迟报", count.late, "late"),
        ("时间不明", count.undated, "calm"),
        ("空报", count.empty, "late"),
    ]
    return tuple(_bar(count, *line) for line in [*always, *(line for line in others if line[1])])


def _bar(count: Tally, label: str, number: int, tone: str) -> Bar:
    share = count.share(number)
    return Bar(label, number, percent(share), round(float(share or 0) * 100, 1), tone)


def parents(assessment: Assessment) -> tuple[tuple[str, Tally, Bar], ...]:
    """Each superior unit with its counts and the bar of its reporting rate; none when there is only one."""
    parts = by_parent(assessment)
    if len(parts) < 2:
        return ()
    return tuple((printable(name), part, _bar(part, "报送率", part.counted, "good")) for name, part in parts)


def chased(assessment: Assessment) -> tuple[tuple[str, str, str, str, str], ...]:
    """Who must be chased: name, code, contact, state, what to do."""
    return tuple(
        (
            printable(s.unit.name),
            printable(s.unit.code),
            printable(s.unit.contact),
            s.state,
            printable(what_to_do(s)),
        )
        for s in assessment.units_in(*TO_CHASE)
    )


def period_name(assessment: Assessment) -> str:
    """The period in words; "" when the files did not say it."""
    code = assessment.period
    return str(Period(code)) if _PERIOD.fullmatch(code) else ""
