"""Plan items of the returns and the period → those that are due before the plan begins, or are already done (W-PLAN)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from youthreport.model import Finding, Item, Period, Severity
from youthreport.narrative.selection import DEADLINE, TASK, Selected

PLAN = "W-PLAN"
_MONTH = re.compile(r"(?:(\d{4})\s*[年.\-/．])?\s*(\d{1,2})\s*(?:月|[.\-/．]\s*\d{1,2})")
_DONE = re.compile(r"已(?!建|有|批)")  # 已建…, 已有…, 已批… may name what the plan goes on with


def overdue(selected: Iterable[Selected], period: Period) -> tuple[Finding, ...]:
    """A warning at the cell of every item that the district did not drop and that the coming half-year cannot hold."""
    plan = _coming(period)
    return tuple(finding for chosen in selected for item in chosen.every.items for finding in _of(item, plan))


def _of(item: Item, plan: Period) -> Iterator[Finding]:
    for source, record in zip(item.sources, item.records, strict=False):
        task, until = record.get(TASK, "").strip(), record.get(DEADLINE, "").strip()
        if past(until, plan):
            yield Finding(
                PLAN,
                Severity.WARNING,
                source.cell,
                f"计划“{task}”的完成时限是“{until}”，不在{plan}的计划期内",
                "请改为计划期内的时限；已经完成的，请在区本级表《选用》中不采用这一项。确属跨期的，"
                f"请在《核实说明》填写：该单位的编码、指标或规则“{PLAN}”、原因。",
                raw=until,
            )
        if _DONE.match(task):
            yield Finding(
                PLAN,
                Severity.WARNING,
                source.cell,
                f"计划“{task}”写的是已经做完的事",
                "请写将要做的事；已经完成的，请在区本级表《选用》中不采用这一项。",
                raw=task,
            )


def past(until: str, plan: Period) -> bool:
    """Whether the last month in the text lies before the period of the plan; without a year, outside its months."""
    found = _MONTH.findall(until)
    if not found:
        return False
    year, month = found[-1][0], int(found[-1][1])
    if not 1 <= month <= 12:
        return False
    if year:
        return date(int(year), month, 28) < plan.start
    return not plan.start.month <= month <= plan.end.month


def _coming(period: Period) -> Period:
    return Period(f"{period.year}S2" if period.half == 1 else f"{period.year + 1}S1")
