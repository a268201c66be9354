"""Traced figures, lists and claims → trees for a terminal, at most 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from youthreport.columns import width, wrap
from youthreport.model import Figure, Source
from youthreport.numbers import growth, shown
from youthreport.outputs.tracing.finding import Found
from youthreport.outputs.tracing.tree import Share, Traced

WIDTH = 100
_NARROWEST = 40  # however deep a tree grows
_FORK, _LAST, _TRUNK, _GAP = "├─ ", "└─ ", "│  ", "   "
_HOW = {
    "sum": "各单位相加",
    "count": "逐条计数",
    "distinct": "相同的只计一次",
    "ratio": "比率",
    "min_ratio": "最低一期的比率",
    "last": "取最新",
    "max": "取最大",
    "list": "列举",
    "const": "固定值",
    "derived": "由其他数算出",
}


@dataclass(frozen=True, slots=True)
class _Node:
    """Lines of text with what hangs below them."""

    lines: tuple[str, ...]
    below: tuple[_Node, ...] = ()


def trace_text(found: Found, traced: Sequence[Traced]) -> str:
    """The trees one after another; or, when a printed number may mean several figures, the list of those."""
    if len(traced) > 1 and found.places:
        return "\n".join(_choices(found, traced)) + "\n"
    return "\n\n".join("\n".join(_drawn(_node(one), "", "")) for one in traced) + "\n"


def _choices(found: Found, traced: Sequence[Traced]) -> Iterator[str]:
    yield f"公文中有 {len(found.places)} 处写了这个数，请用指标代码再查，如 youthreport trace {traced[0].code}："
    labels = {one.code: one.label for one in traced}
    for place in found.places:
        yield from _wrapped(
            f"· {labels[place.code]}（{place.code}）“{place.text}”：{place.sentence}", "", "  "
        )


def _node(traced: Traced) -> _Node:
    below = [_node(part) for part in traced.parts]
    below += [_share(share) for share in traced.shares]
    if traced.left_out:
        cells = tuple(_Node((_left_out(source),)) for source in traced.left_out)
        below.append(_Node((f"未计入 {len(cells)} 处",), cells))
    return _Node(tuple(_heading(traced)), tuple(below))


def _heading(traced: Traced) -> Iterator[str]:
    if traced.claim is not None:
        yield f"断言“{traced.label}”（{traced.code}）：{'成立' if traced.claim.holds else '不成立'}"
        yield f"依据：{traced.claim.because}"
    elif traced.figure is not None:
        figure = traced.figure
        yield f"{traced.label}（{traced.code}）＝ {shown(figure.value, '无人填报')}{figure.measure if figure.value is not None else ''}"
        yield _about(figure)
    for place in traced.printed:
        yield f"文中“{place.text}”：{place.sentence}"
        if traced.figure is not None and (change := growth(traced.figure, place.text)):
            yield f"其中{change}"
    if traced.definition:
        yield f"释义：{traced.definition}"
    if traced.formula and traced.formula not in traced.definition:
        yield f"算法：{traced.formula}"


def _about(figure: Figure) -> str:
    told = [figure.basis, _HOW.get(figure.aggregation, figure.aggregation)]
    said = f"{'，'.join(filter(None, told))}；{_units(figure)}"
    if figure.estimated:
        said += "；含估计值"
    if figure.previous is not None:
        said += f"；上年同期 {shown(figure.previous)}"
    return said


def _units(figure: Figure) -> str:
    if figure.formula:
        return f"{figure.reported} 个单位列有这一项"
    return f"应报 {figure.expected} 个单位、实报 {figure.reported} 个"


def _share(share: Share) -> _Node:
    who = f"{share.unit}{f'（{share.code}）' if share.code and share.code != share.unit else ''}"
    total = f" {shown(share.value)}" if share.value is not None else ""
    file = share.sources[0].cell.file
    if len(share.sources) == 1 and not share.sources[0].explanation:
        return _Node((f"{who}{total}  {_cell(share.sources[0])}  {file}",))
    return _Node((f"{who}{total}  {file}",), tuple(_Node(tuple(_counted(s))) for s in share.sources))


def _counted(source: Source) -> Iterator[str]:
    yield _cell(source)
    if source.explanation:
        yield f"核实说明：{source.explanation}"


def _cell(source: Source) -> str:
    place = "!".join(filter(None, (source.cell.sheet, source.cell.ref)))
    if place and not source.raw:
        return f"{place} 空着，按{shown(source.value)}计"
    value = "" if str(source.value) == source.raw else f" → {shown(source.value)}"
    return f"{place} 填“{source.raw}”{value}" if place else f"“{source.raw}”{value}"


def _left_out(source: Source) -> str:
    place = "!".join(filter(None, (source.cell.sheet, source.cell.ref)))
    told = f"；说明：{source.explanation}" if source.explanation else ""
    return f"{source.unit}  {place} 填“{source.raw}”：{source.note}{told}  {source.cell.file}"


def _drawn(node: _Node, first: str, rest: str) -> Iterator[str]:
    trunk = _TRUNK if node.below else _GAP
    for number, text in enumerate(node.lines):
        yield from _wrapped(text, first if number == 0 else rest + trunk, rest + trunk)
    for child in node.below:
        last = child is node.below[-1]
        yield from _drawn(child, rest + (_LAST if last else _FORK), rest + (_GAP if last else _TRUNK))


def _wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    room = max(_NARROWEST, WIDTH - max(width(first), width(rest)))
    for number, line in enumerate(wrap(text, room)):
        yield ((first if number == 0 else rest) + line).rstrip()
