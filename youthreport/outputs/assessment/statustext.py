"""An assessment → the text of `status`: by superior unit, by unit, who must be chased, the counts last."""

from __future__ import annotations

from collections.abc import Callable

from youthreport.columns import table, wrap
from youthreport.model import Assessment, UnitState, UnitStatus
from youthreport.outputs.assessment.tally import (
    TO_CHASE,
    Tally,
    by_parent,
    parent_name,
    percent,
    returned,
    tally,
    what_to_do,
)
from youthreport.outputs.assessment.validatetext import WIDTH

Paint = Callable[[str, UnitState], str]
_PARENT_HEADER = ("应报", "实报", "按时", "退回", "缺报", "免报", "报送率", "按时率", "上级单位")
_UNIT_HEADER = ("状态", "编码", "报送日期", "错误", "核实", "单位")
_NONE = "-"


def status_text(assessment: Assessment, paint: Paint = lambda text, _: text) -> str:
    """The whole text with a final line break; the last line holds the counts. `paint` colours the word of a state."""
    parents = [_parent_row(*part) for part in by_parent(assessment)]
    blocks = [
        ["■ 按上级单位", *table([_PARENT_HEADER, *parents], WIDTH)],
        ["■ 按单位", *_units(assessment, paint)],
        *([["■ 催报名单", *chased]] if (chased := _chased(assessment)) else []),
        summary(tally(assessment.units)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def summary(count: Tally) -> list[str]:
    """The two rates in a line, then all counts in one."""
    parts = {"按时": count.on_time, "迟报": count.late, "时间不明": count.undated}
    told = "、".join(f"{word} {number}" for word, number in parts.items() if number)
    return [
        f"报送率 {percent(count.share(count.counted))}，按时率 {percent(count.share(count.on_time))}。",
        f"应报 {count.expected}，实报 {count.counted}{f'（{told}）' if told else ''}，"
        f"退回 {returned(count)}，缺报 {count.missing}，免报 {count.excused}。",
    ]


def _parent_row(name: str, count: Tally) -> tuple[str, ...]:
    numbers = (count.expected, count.counted, count.on_time, count.returned, count.missing, count.excused)
    rates = (percent(count.share(count.counted)), percent(count.share(count.on_time)))
    return (*map(str, numbers), *rates, name)


def _units(assessment: Assessment, paint: Paint) -> list[str]:
    lines = table([_UNIT_HEADER, *(_unit_row(assessment, status) for status in assessment.units)], WIDTH)
    words = {state.value: state for state in UnitState}
    # Painted after laying out: colour codes have no width on the screen.
    return [paint(line[:2], words[line[:2]]) + line[2:] if line[:2] in words else line for line in lines]


def _unit_row(assessment: Assessment, status: UnitStatus) -> tuple[str, ...]:
    unit = status.unit
    day = status.received.isoformat() if status.received else _NONE
    name = f"{unit.name}（{parent_name(assessment, status)}）" if unit.parent else unit.name
    if status.state is UnitState.EXCUSED and status.reason:
        name += f"（{status.reason}）"
    return (status.state.value, unit.code or _NONE, day, str(status.errors), str(status.warnings), name)


def _chased(assessment: Assessment) -> list[str]:
    lines = []
    for number, status in enumerate(assessment.units_in(*TO_CHASE), start=1):
        unit = status.unit
        who = "，".join(part for part in (unit.code, unit.contact and f"联系人{unit.contact}") if part)
        lines += wrap(f"{number}. {unit.name}（{who}）{status.state}：{what_to_do(status)}", WIDTH)
    return lines
