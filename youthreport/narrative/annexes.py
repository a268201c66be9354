"""Chosen plan items and who reported → the rows of 重点任务分解表 and 数据说明."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from youthreport.listing import COUNTED_ONCE
from youthreport.model import Annex, Figure, Item, Part, Rollup, Wording
from youthreport.narrative.selection import DUTY, TASK, Selected, distinct
from youthreport.narrative.wording import Words, plain

TASKS = ("序号", "任务", "量化目标", "责任单位", "完成时限")
NOTES = ("序号", "事项", "涉及单位", "说明")
NAMED = 3  # more units than this are counted instead of named
# notes on cells that were weighed and counted with others, not left out
CHOSEN = ("不是所取的值", "不是最低的一期", "不是最高的一期", COUNTED_ONCE)
MADE_OF_OTHERS = (
    "derived",
    "ratio",
    "min_ratio",
    "max_ratio",
)  # their cells are told with the figures they are made of
_REASONS = {"未计入": "填写的内容不能采用，明细见数据台账"}


def annexes(
    selected: Sequence[Selected], rollup: Rollup, words: Words, options: Mapping[str, object]
) -> tuple[Annex, ...]:
    """The annexes that are switched on (`annex_tasks`, `annex_data`; on unless set to no) and have rows."""
    made = []
    if switched(options, "annex_tasks", "yes"):
        made.append(tasks(selected, rollup, words))
    if switched(options, "annex_data", "yes"):
        made.append(data_note(rollup))
    return tuple(annex for annex in made if annex.rows)


def switched(options: Mapping[str, object], key: str, default: str = "") -> bool:
    """Whether a policy is on: yes, true, 1 or 是."""
    return str(options.get(key, default)).strip().lower() in ("yes", "true", "1", "是")


def tasks(selected: Sequence[Selected], rollup: Rollup, words: Words) -> Annex:
    """重点任务分解表: one row per task that the district did not drop, in the order of the plan's categories."""
    items = [item for chosen in selected for item in chosen.every.items if item.records]
    rows = tuple(_task(number, item, rollup, words) for number, item in enumerate(items, start=1))
    return Annex("重点任务分解表", TASKS, rows, (32, 80, 52, 100, 56))


def _task(number: int, item: Item, rollup: Rollup, words: Words) -> tuple[Wording, ...]:
    duties = distinct(record.get(DUTY, "") for record in item.records)
    task = item.reworded or (item.records[0].get(TASK) if item.brief else "") or item.text
    cells = (
        (Part(str(number)),),
        (Part(task, quoted=True),),
        _target(rollup.figures.get(item.goal), words),
        _some(duties, rollup.figures.get(item.party)),
        (Part(item.until, quoted=True),),
    )
    return tuple(Wording(name, parts) for name, parts in zip(TASKS, cells, strict=True))


def _target(goal: Figure | None, words: Words) -> tuple[Part, ...]:
    """The target of all units together, 约 if one is an estimate; nothing where they cannot be added or come to 0."""
    if goal is None or not goal.value:
        return ()
    text = words.about(goal.value) if goal.estimated else plain(goal.value)
    return (Part(text, goal.code), Part(goal.measure))


def _some(names: tuple[str, ...], parties: Figure | None) -> tuple[Part, ...]:
    """The names, from the fourth on counted."""
    parts = [Part("、".join(names[:NAMED]), quoted=True)]
    if len(names) > NAMED and parties is not None and parties.value is not None:
        parts += [Part("等"), Part(plain(parties.value), parties.code), Part("个单位")]
    return tuple(parts)


def data_note(rollup: Rollup) -> Annex:
    """数据说明: who should have reported and did, who is missing or excused, and what was left out and why."""
    rows = (*_who(rollup), *_left_out(rollup))
    numbered = (((Part(str(n)),), *row) for n, row in enumerate(rows, start=1))
    told = tuple(
        tuple(Wording(name, parts) for name, parts in zip(NOTES, row, strict=True)) for row in numbered
    )
    return Annex("数据说明", NOTES, told, (32, 72, 100, 116))


_Row = tuple[tuple[Part, ...], tuple[Part, ...], tuple[Part, ...]]


def _who(rollup: Rollup) -> Iterable[_Row]:
    for code, title in (("units_expected", "应报送单位"), ("units_received", "实际报送单位")):
        figure = rollup.figures.get(code)
        if figure is not None and figure.value is not None:
            yield (Part(title),), (Part(plain(figure.value), code), Part("个")), (Part(figure.definition),)
    for unit in rollup.missing:
        yield (Part("未报送"),), (Part(unit.name, quoted=True),), (Part("没有可采用的报送表，其数据未计入"),)
    for unit, reason in rollup.excused:
        why = (Part(reason, quoted=True), Part("，其数据未计入")) if reason else (Part("其数据未计入"),)
        yield (Part("免报"),), (Part(unit.name, quoted=True),), why


def _left_out(rollup: Rollup) -> Iterable[_Row]:
    """Cells that did not count, by reason, with the units and what they belong to."""
    units: dict[str, dict[str, None]] = {}
    labels: dict[str, dict[str, None]] = {}
    every = rollup.figures.values()  # the cells of one task are those of its list's figures
    own = (f for f in every if f.aggregation not in MADE_OF_OTHERS and not f.formula)
    for figure in own:
        for source in figure.sources:
            reason = source.note.partition("：")[0]
            if source.value is None and reason and reason not in CHOSEN:
                units.setdefault(reason, {})[source.unit] = None
                labels.setdefault(reason, {})[figure.label] = None
    for reason in sorted(units):
        named, about = list(units[reason]), list(labels[reason])
        more = f"等{len(named)}个单位" if len(named) > NAMED else ""
        what = "、".join(about[:NAMED]) + ("等" if len(about) > NAMED else "")
        yield (
            (Part("未计入的数据"),),
            (Part("、".join(named[:NAMED]) + more, quoted=True),),
            (Part(f"{_REASONS.get(reason, reason)}（{what}）", quoted=True),),
        )
