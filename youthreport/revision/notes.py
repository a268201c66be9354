"""Figures and their cells → what the review copy says of each: meaning, formula, units, contributors, reservations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from youthreport.catalogue.checking import BASES
from youthreport.columns import printable
from youthreport.model import (
    Catalogue,
    ComputedFigure,
    Figure,
    Indicator,
    ListSource,
    Number,
    PrintedFigure,
    Rollup,
    Source,
)
from youthreport.numbers import growth
from youthreport.revision.review import Note, headed

SHOWN = 5
CELLS = 20  # cells of one item of a list; more are left to the ledger
_CODE = re.compile(r"[A-Za-z_]\w*")
_SIGNS = str.maketrans("+-*/", "＋－×÷")
_TOTALS = {
    "sum": "各单位之和",
    "count": "各单位之和",
    "distinct": "全区去重后计数",
    "max": "取最大值",
    "last": "取最后报来的数",
    "const": "固定值",
}
_WILDCARDS = {"*": "已填写", "!": "未填写"}
_COUNTED = {"count": "行数", "sum": "之和", "distinct": "去重后的个数", "max": "的最大值", "min": "的最小值"}
# Every kind of line that is written below, and what `noting` adds; whatever else stands in a comment of ours, somebody has typed.
_OURS = re.compile(
    rf"文中“.*”(?:（[^）]*）)?：(?:.+（\w+）-?[\d.无]+[^\d，]*，(?:{'|'.join(BASES)})"
    r"|.+（\w+），共 \d+ 项|由程序按报告期得出|按现在的数据，这里不再有这个数，原来的来源不再适用)"
    r"|-?[\d.]+%：（本期.+－上年同期.+）÷上年同期.+，上年同期为定稿数"
    r"|含义：.*|计算：.*|填报：应报 \d+ 个单位，实报 \d+ 个|填报：\d+ 个单位列有这一项|上年同期定稿值：[\d.-]+\D*"
    r"|含估计数，文中用概数表述|已采纳的说明：.*"
    r"|主要来源：.* -?[\d.]+(?:（共 \d+ 个单位有数）)?|来源：.*"
)


def notes(
    printed: Iterable[PrintedFigure],
    rollup: Rollup,
    catalogue: Catalogue,
    explained: Mapping[str, Sequence[str]],
) -> tuple[Note, ...]:
    """One note per printed figure. `explained` are the accepted explanations by code, each with its unit's name."""
    about: dict[str, tuple[str, ...]] = {}
    told = []
    for one in printed:
        if one.code not in about:
            about[one.code] = tuple(_lines(one.code, rollup, catalogue, explained.get(one.code, ())))
        first, *rest = about[one.code]
        figure = rollup.figures.get(one.code)
        change = growth(figure, one.text) if figure is not None else ""
        told.append(Note(one.bookmark, (f"{headed(one.text)}{first}", *([change] if change else []), *rest)))
    return tuple(told)


def says_a_note(line: str) -> bool:
    """Whether a line of a comment is one that the program writes, and nobody wrote on behind it."""
    return _OURS.fullmatch(line) is not None


def _lines(code: str, rollup: Rollup, catalogue: Catalogue, explained: Sequence[str]) -> Iterator[str]:
    figure = rollup.figures.get(code)
    if figure is None:
        listing = rollup.listings.get(code)
        yield f"{listing.label}（{code}），共 {len(listing.items)} 项" if listing else "由程序按报告期得出"
        if listing and listing.definition:
            yield f"含义：{listing.definition}"
        return
    yield f"{figure.label}（{code}）{_number(figure.value)}{figure.measure}，{figure.basis}"
    if figure.definition:
        yield f"含义：{figure.definition}"
    yield f"计算：{figure.formula or formula(code, catalogue)}"
    yield from _of_item(figure) if figure.formula else _of_all(figure)
    if figure.previous is not None:
        yield f"上年同期定稿值：{_number(figure.previous)}{figure.measure}"
    if figure.estimated:
        yield "含估计数，文中用概数表述"
    if explained:
        yield f"已采纳的说明：{'；'.join(explained)}"


def _of_all(figure: Figure) -> Iterator[str]:
    yield f"填报：应报 {figure.expected} 个单位，实报 {figure.reported} 个"
    yield from _contributors(figure)


def _of_item(figure: Figure) -> Iterator[str]:
    """The very cells that one item of a list is made of."""
    yield f"填报：{figure.reported} 个单位列有这一项"
    cells = [_cell(source) for source in figure.sources if source.value is not None]
    more = f"等 {len(cells)} 个单元格，详见数据台账" if len(cells) > CELLS else ""
    yield f"来源：{'；'.join(cells[:CELLS])}{more}"


def _cell(source: Source) -> str:
    place = f"{source.unit} {source.cell.sheet}!{source.cell.ref}"
    return f"{place} 填“{printable(source.raw)}”"


def formula(code: str, catalogue: Catalogue) -> str:
    """How the figure is computed, in the names that people know, without a final stop."""
    entries: tuple[ComputedFigure | Indicator, ...] = (*catalogue.computed, *catalogue.indicators)
    entry = next((e for e in entries if e.code == code), None)
    match entry:
        case ComputedFigure(aggregation="ratio"):
            return f"{_named(entry.numerator, catalogue)}之和÷{_named(entry.denominator, catalogue)}之和"
        case ComputedFigure(aggregation=("min_ratio" | "max_ratio") as how):
            best = "最低" if how == "min_ratio" else "最高"
            return f"逐期计算{_named(entry.numerator, catalogue)}之和÷{_named(entry.denominator, catalogue)}之和，取{best}的一期"
        case ComputedFigure(expression=expression) | Indicator(expression=expression) if expression:
            named = _CODE.sub(lambda found: _named(found[0], catalogue), expression.replace(" ", ""))
            return named.translate(_SIGNS)
        case ComputedFigure(list_source=None) if entry.function:
            return "由程序按上述含义计算"
        case ComputedFigure() | Indicator():
            listed = _listed(entry.list_source) if entry.list_source else ""
            return "，".join(filter(None, (listed, _TOTALS.get(entry.aggregation, ""))))
    return "由程序计算"


def labels_of(catalogue: Catalogue) -> dict[str, str]:
    """What people call every figure and listing, by code."""
    labels = {entry.code: entry.label for entry in catalogue.items}
    labels |= {entry.code: entry.label for entry in catalogue.computed}
    return labels | {entry.code: entry.label for entry in catalogue.indicators}


def _named(code: str, catalogue: Catalogue) -> str:
    return labels_of(catalogue).get(code, code)


def _listed(source: ListSource) -> str:
    kept = "、".join(f"“{column}”{_wanted(values)}" for column, values in source.where)
    column = f"“{source.column}”" if source.column and source.how != "count" else ""
    return (
        f"《{source.sheet}》{f'{kept}的记录' if kept else '各条记录'}，{column}{_COUNTED.get(source.how, '')}"
    )


def _wanted(values: Iterable[str]) -> str:
    named = "或".join(f"“{value}”" for value in values if value not in _WILDCARDS)
    said = [word for wildcard, word in _WILDCARDS.items() if wildcard in values]
    return "或".join([*([f"为{named}"] if named else []), *said])


def _contributors(figure: Figure) -> Iterator[str]:
    """The units that gave most, where their values add up to the figure; else how many cells it comes from."""
    counted = [s for s in figure.sources if s.value is not None]
    units = _by_unit(counted)
    # What several units have in common is counted at the first of them, which says nothing of that one.
    added_up = figure.aggregation != "distinct" or len(units) == 1
    if added_up and units and sum(units.values()) == figure.value:
        ranked = sorted(units.items(), key=lambda pair: -pair[1])
        shown = "、".join(f"{name} {_number(value)}" for name, value in ranked[:SHOWN])
        yield f"主要来源：{shown}{f'（共 {len(ranked)} 个单位有数）' if len(ranked) > SHOWN else ''}"
    elif len(counted) == 1:
        cell = counted[0].cell
        yield f"来源：{' '.join(filter(None, (counted[0].unit, cell.sheet, cell.ref)))}"
    elif counted:
        of = len({source.unit for source in counted})
        yield f"来源：{of} 个单位的 {len(counted)} 个单元格，详见数据台账"


def _by_unit(sources: Iterable[Source]) -> dict[str, Decimal]:
    """What each unit gave, units that gave nothing left out, in the order of the cells."""
    units: dict[str, Decimal] = {}
    for source in sources:
        if isinstance(source.value, int | Decimal):
            units[source.unit] = units.get(source.unit, Decimal(0)) + source.value
    return {unit: value for unit, value in units.items() if value}


def _number(value: Number | None) -> str:
    if value is None:
        return "无"
    number = Decimal(value)
    return f"{number:f}" if number == number.to_integral_value() else f"{number:.2f}".rstrip("0").rstrip(".")
