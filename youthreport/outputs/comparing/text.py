"""What changed between two builds → lines for a terminal, at most 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from youthreport.columns import wrap
from youthreport.model import Number
from youthreport.numbers import shown
from youthreport.outputs.comparing.changes import CellChange, Comparison, FigureChange
from youthreport.outputs.comparing.records import CellTold, FigureTold, Snapshot
from youthreport.outputs.comparing.sharing import CHANGED, UnitChange

WIDTH = 100
FILES = {"added": "新增", "removed": "撤下", "changed": "内容有变", "moved": "改名或移动"}
CELLS = {"added": "新增", "removed": "减少", "changed": "变更"}
UNSHARED = "有的单位的数没有保存"
VERDICTS = {True: "成立", False: "不成立", None: "没有这条"}


def comparison_text(found: Comparison) -> str:
    """Files, units, figures with the cells that changed them, and claims; one sentence when nothing differs."""
    lines = [*_wrapped(f"旧：{_build(found.old)}"), *_wrapped(f"新：{_build(found.new)}")]
    if found.equal:
        return "\n".join([*lines, "两次成果的数据、断言和报送情况完全一致。"]) + "\n"
    lines += _wrapped(not_kept(found), "") if not_kept(found) else []
    blocks = [lines, [*_files(found)], [*_units(found)], [*_figures(found)], [*_claims(found)]]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def by_how_much(change: FigureChange) -> str:
    """The difference with its sign; "" when there is none to tell."""
    delta = change.delta
    return "" if delta is None or change.same_value else _signed(delta)


def not_kept(found: Comparison) -> str:
    """What a closed period does not say, so that it cannot be compared; "" when both are builds."""
    closed = [side for side in (found.old, found.new) if side.closed]
    if not closed:
        return ""
    lacking = ["单元格", "名单", "文中写法", "各项数的报送单位数"]
    lacking += ["报送单位名单"] if any(side.received is None for side in closed) else []
    lacking += ["报表清单"] if any(side.inputs is None for side in closed) else []
    lacking += ["断言"] if any(side.claims is None for side in closed) else []
    lacking += [f"另外{found.unkept}项数"] if found.unkept else []
    # A file by its name: the folder is in the line above.
    names = "、".join(dict.fromkeys(side.name.rsplit("/", 1)[-1] for side in closed))
    return (
        f"{names} 是冻结文件，没有保存{'、'.join(lacking[:-1])}和{lacking[-1]}，这些不作比较；"
        "变化按各单位的数列出，没有保存各单位数的，只列总数。"
    )


def _signed(delta: Number) -> str:
    return f"{'＋' if delta > 0 else '－'}{shown(abs(delta))}"


def _build(side: Snapshot) -> str:
    return f"{side.name}（{side.period}{f'，构建 {side.build_id}' if side.build_id else ''}）"


def _files(found: Comparison) -> Iterator[str]:
    if found.files is None and any(side.closed and side.inputs is None for side in (found.old, found.new)):
        return  # said with what a closed period does not keep
    if found.files is None:
        yield "没有清单文件（manifest.json），不知道哪些报表有变化。"
        return
    if not found.files:
        yield "报表和设置文件没有变化。"
        return
    yield f"文件变化 {len(found.files)} 个："
    for change in found.files:
        was = f"（原为 {change.was}）" if change.was else ""
        yield from _wrapped(f"· {FILES[change.kind]}：{change.file}{was}", "  ")


def _units(found: Comparison) -> Iterator[str]:
    told: Sequence[tuple[str, tuple[str, ...]]] = (
        ("新报送", found.came),
        ("不再计入", found.went),
        ("新列入应报", found.joined),
        ("不再应报", found.left),
    )
    for word, units in told:
        if units:
            yield from _wrapped(f"{word} {len(units)} 个单位：{'、'.join(units)}", "  ")


def _figures(found: Comparison) -> Iterator[str]:
    changed = [change for change in found.figures if not change.same_value or _printed(change)]
    if changed:
        yield f"数据变化 {len(changed)} 项："
    for change in changed:
        yield from _figure(change)
    if rest := len(found.figures) - len(changed):
        yield f"另有 {rest} 项数未变，但来源或报送单位数有变，详见 --format xlsx 或 json 的结果。"


def _figure(change: FigureChange) -> Iterator[str]:
    told, more = change.told, by_how_much(change)
    said = f"{_value(change.before)} → {_value(change.after)}{f'（{more}）' if more else ''}"
    yield from _wrapped(f"■ {told.label}（{told.code}）：{said}{_printed(change)}{_coverage(change)}", "  ")
    for cell in change.cells or ():
        yield from _wrapped(f"  {_cell(cell)}", "    ")
    for unit in change.units or ():
        yield from _wrapped(f"  {_unit(unit, told.code)}", "    ")
    if change.rest:
        yield from _wrapped(f"  另有 {_signed(change.rest)}{told.measure}分不到单位：{UNSHARED}", "    ")


def _value(side: FigureTold | None) -> str:
    if side is None:
        return "没有"
    return f"{shown(side.value, '无人填报')}{side.measure if side.value is not None else ''}"


def _printed(change: FigureChange) -> str:
    before, after = (side.printed if side else () for side in (change.before, change.after))
    if before == after or change.cells is None:
        return ""
    return f"；文中 {_quoted(before)} → {_quoted(after)}"


def _quoted(texts: tuple[str, ...] | None) -> str:
    return "".join(f"“{text}”" for text in texts or ()) or "未写"


def _coverage(change: FigureChange) -> str:
    before, after = change.before, change.after
    if before is None or after is None or before.reported is None or after.reported is None:
        return ""
    pairs = (before.reported, before.expected), (after.reported, after.expected)
    return "" if pairs[0] == pairs[1] else f"；报送 {pairs[0][0]}/{pairs[0][1]} → {pairs[1][0]}/{pairs[1][1]}"


def _cell(change: CellChange) -> str:
    told = change.told
    place = "!".join(filter(None, (told.sheet, told.cell)))
    said = " → ".join(_said(side) for side in (change.before, change.after) if side is not None)
    return f"{CELLS[change.kind]}：{told.unit} {place} {said}  {told.file}"


def _unit(change: UnitChange, code: str) -> str:
    """What a unit gave; with the name of the part where it is one of a rate."""
    part = f"{change.label} " if change.code != code else ""
    given = (value for value in (change.before, change.after) if value is not None)
    values = " → ".join(f"{shown(value)}{change.measure}" for value in given)
    more = f"（{_signed(change.delta)}）" if change.kind == CHANGED else ""
    file = f"  {change.file}" if change.file else ""
    return f"{CELLS[change.kind]}：{change.unit} {part}{values}{more}{file}"


def _said(cell: CellTold) -> str:
    counted = (
        "未计入" if cell.value is None else "" if str(cell.value) == cell.raw else f"计{shown(cell.value)}"
    )
    more = "，".join(filter(None, (counted, cell.note if cell.note != counted else "")))
    return f"{f'“{cell.raw}”' if cell.raw else '空着'}{f'（{more}）' if more else ''}"


def _claims(found: Comparison) -> Iterator[str]:
    if found.claims:
        yield f"断言变化 {len(found.claims)} 条："
    for claim in found.claims:
        verdicts = f"{VERDICTS[claim.before]} → {VERDICTS[claim.after]}"
        yield from _wrapped(f"· {claim.name}：{verdicts}；{claim.because}", "  ")


def _wrapped(text: str, rest: str = "  ") -> Iterator[str]:
    indent = text[: len(text) - len(text.lstrip(" "))]
    for number, line in enumerate(wrap(text, WIDTH - 4)):
        yield (indent if number == 0 else rest) + line
