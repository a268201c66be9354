"""Figures → the sheets 数据 (where each is printed), 溯源 (its cells) and 明细 (one row per cell, for pivot tables)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from youthreport.model import Cell, Figure, OrgUnit, PrintedFigure
from youthreport.outputs.ledger.places import place
from youthreport.outputs.order import printed_by_code
from youthreport.outputs.reasons import with_reason
from youthreport.outputs.sheet import Column, Link, Row

# Of these the counted cells of a code add up to its figure, so that a pivot table may sum them.
ADDED_UP = frozenset({"sum", "count", "distinct"})
_SINGLE = frozenset({"last", "max", "min", "const"})
_AGGREGATIONS = {
    "sum": "加总",
    "count": "计数",
    "distinct": "去重计数",
    "ratio": "比率",
    "min_ratio": "最低比率",
    "last": "取最新",
    "max": "取最大",
    "list": "列举",
    "const": "固定值",
    "derived": "计算",
}

DATA = (
    Column("序号"), Column("指标代码"), Column("指标名称"), Column("文中写法"), Column("数值"), Column("计量单位"),
    Column("期间口径"), Column("汇总方式"), Column("实报单位数"), Column("应报单位数"), Column("含估计数"),
    Column("上年同期"), Column("所在句子", 60, wrap=True), Column("指标释义", 50, wrap=True), Column("溯源"),
)  # fmt: skip
TRACE = (
    Column("指标代码"), Column("指标名称"), Column("单位"), Column("文件", 40), Column("工作表"), Column("单元格"),
    Column("填报原文", 40), Column("计入值", 40), Column("说明", 40, wrap=True), Column("核实说明", 40, wrap=True),
)  # fmt: skip
CELLS = (
    Column("单位编码"), Column("单位全称", 40), Column("单位类型"), Column("指标代码"), Column("指标名称"),
    Column("计量单位"), Column("期间口径"), Column("数值"), Column("文件", 40), Column("工作表"), Column("单元格"),
    Column("是否计入"), Column("未计入原因", 40), Column("填报原文", 40),
)  # fmt: skip


def data_rows(figures: Iterable[Figure], printed: Sequence[PrintedFigure]) -> Iterator[Row]:
    """One row for each time that a figure is printed, in document order; then the figures that no sentence uses."""
    occurrences = printed_by_code(printed)
    first_cell, number = 2, 0
    for figure in figures:
        lead = Link("查看来源", f"internal:'溯源'!A{first_cell}") if figure.sources else ""
        for where in occurrences.get(figure.code, (None,)):
            number += 1
            yield (number, *_data_row(figure, where), lead)
        first_cell += len(figure.sources)


def trace_rows(figures: Iterable[Figure], names: Mapping[str, str], base: str) -> Iterator[Row]:
    """One row for each cell of each figure; `names` are those of the units, by code."""
    for figure in figures:
        for source in figure.sources:
            who = names.get(source.unit, source.unit)
            said = (source.raw, source.value, source.note, source.explanation)
            yield (figure.code, figure.label, who, *place(source.cell, base), *said)


def cell_rows(
    figures: Iterable[Figure], senders: Mapping[str, OrgUnit], reasons: Mapping[Cell, str]
) -> Iterator[Row]:
    """One row for each cell that a unit gave for an indicator; figures made of figures and open lists are left out.

    `senders` are the units by file, `reasons` why a cell does not count. The value is a number or blank, so that a pivot table can reckon with it.
    """
    for figure in figures:
        if figure.aggregation not in ADDED_UP | _SINGLE:
            continue
        for source in (with_reason(source, reasons) for source in figure.sources):
            unit = senders.get(source.cell.file)
            who = (unit.code, unit.name, unit.type) if unit else ("", source.unit, "")
            what = (figure.code, figure.label, figure.measure, figure.basis)
            counted = source.value is not None
            value = None if isinstance(source.value, str) else source.value
            tail = ("是" if counted else "否", "" if counted else source.note, source.raw)
            cell = source.cell
            yield (*who, *what, value, cell.file, cell.sheet, cell.ref, *tail)


def _data_row(figure: Figure, where: PrintedFigure | None) -> Row:
    return (
        figure.code,
        figure.label,
        where.text if where else "",
        figure.value,
        figure.measure,
        figure.basis,
        _AGGREGATIONS.get(figure.aggregation, figure.aggregation),
        figure.reported,
        figure.expected,
        "是" if figure.estimated else "",
        figure.previous,
        where.sentence if where else "（文中未使用）",
        f"{figure.definition}{f'算法：{figure.formula}。' if figure.formula else ''}",
    )
