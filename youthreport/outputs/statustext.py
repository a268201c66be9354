"""An assessment → the text of `status`: the counts, by superior unit, by unit, and who must be chased."""

from __future__ import annotations

from collections.abc import Callable

from youthreport.model import Assessment, UnitState, UnitStatus
from youthreport.outputs.columns import wrap
from youthreport.outputs.tally import TO_CHASE, Tally, by_parent, parent_name, percent, tally
from youthreport.outputs.texttable import WIDTH, table

Paint = Callable[[str, UnitState], str]
_REASONS = {
    UnitState.MISSING: "尚未报送，请尽快报送。",
    UnitState.RETURNED: "报表已退回，请更正后重报。",
    UnitState.EMPTY: "报来的报表是空的，请填写后重报。",
}


def status_text(assessment: Assessment, paint: Paint = lambda text, _: text) -> str:
    """The whole text with a final line break; the last line is the verdict. `paint` colours the word of a state."""
    count = tally(assessment.units)
    blocks = [
        ["■ 按上级单位", *table(_PARENT_HEADER, [_parent_row(*part) for part in by_parent(assessment)])],
        ["■ 按单位", *_units(assessment, paint)],
        *([["■ 催报名单", *chased]] if (chased := _chased(assessment)) else []),
        list(wrap(summary_line(count), WIDTH)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def summary_line(count: Tally) -> str:
    """All counts in one sentence, with the two rates."""
    parts = [
        ("按时", count.on_time),
        ("迟报", count.late),
        ("时间不明", count.undated),
        ("空报", count.empty),
    ]
    told = "、".join(f"{word} {number}" for word, number in parts if number)
    return (
        f"应报 {count.expected}，实报 {count.counted}{f'（{told}）' if told else ''}，退回 {count.returned}，"
        f"缺报 {count.missing}，免报 {count.excused}；报送率 {percent(count.share(count.counted))}，"
        f"按时率 {percent(count.share(count.on_time))}。"
    )


def what_to_do(status: UnitStatus) -> str:
    """Why the unit is being chased."""
    return status.reason or _REASONS.get(status.state, "")


_PARENT_HEADER = ("应报", "实报", "按时", "退回", "缺报", "免报", "报送率", "按时率", "上级单位")
_UNIT_HEADER = ("状态", "编码", "报送日期", "错误", "核实", "单位")


def _parent_row(name: str, count: Tally) -> tuple[str, ...]:
    numbers = (count.expected, count.counted, count.on_time, count.returned, count.missing, count.excused)
    rates = (percent(count.share(count.counted)), percent(count.share(count.on_time)))
    return (*map(str, numbers), *rates, name)


def _units(assessment: Assessment, paint: Paint) -> list[str]:
    lines = table(_UNIT_HEADER, [_unit_row(assessment, status) for status in assessment.units])
    words = {state.value: state for state in UnitState}
    # Painted after laying out: colour codes have no width on the screen.
    return [paint(line[:2], words[line[:2]]) + line[2:] if line[:2] in words else line for line in lines]


def _unit_row(assessment: Assessment, status: UnitStatus) -> tuple[str, ...]:
    day = status.received.isoformat() if status.received else "—"
    name = (
        f"{status.unit.name}　{parent_name(assessment, status)}" if status.unit.parent else status.unit.name
    )
    if status.state is UnitState.EXCUSED and status.reason:
        name += f"（{status.reason}）"
    return (status.state.value, status.unit.code, day, str(status.errors), str(status.warnings), name)


def _chased(assessment: Assessment) -> list[str]:
    lines = []
    for number, status in enumerate(assessment.units_in(*TO_CHASE), start=1):
        contact = f"，联系人{status.unit.contact}" if status.unit.contact else ""
        who = (
            f"{number}. {status.unit.name}（{status.unit.code}{contact}）{status.state}：{what_to_do(status)}"
        )
        lines += wrap(who, WIDTH)
    return lines
