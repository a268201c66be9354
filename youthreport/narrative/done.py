"""Plan items of the returns → those that are already done (W-PLAN)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from youthreport.model import Finding, Item, Severity
from youthreport.narrative.selection import TASK, Selected

PLAN = "W-PLAN"
_DONE = re.compile(r"已(?!建|有|批)")  # 已建…, 已有…, 已批… may name what the plan goes on with


def already_done(selected: Iterable[Selected]) -> tuple[Finding, ...]:
    """A warning at the cell of every item that the district did not drop and that tells of what has been done."""
    return tuple(finding for chosen in selected for item in chosen.every.items for finding in _of(item))


def _of(item: Item) -> Iterator[Finding]:
    for source, record in zip(item.sources, item.records, strict=False):
        task = record.get(TASK, "").strip()
        if _DONE.match(task):
            yield Finding(
                PLAN,
                Severity.WARNING,
                source.cell,
                f"计划“{task}”写的是已经做完的事",
                "请写将要做的事；已经完成的，请在区本级表《选用》中不采用这一项。",
                raw=task,
            )
