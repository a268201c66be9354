"""Rollup, filings, findings, claims and printed figures → 数据台账.xlsx."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import chain

from youthreport.model import (
    Cell,
    Claim,
    Figure,
    Filing,
    FilingStatus,
    Finding,
    OrgUnit,
    PrintedFigure,
    Rollup,
    Severity,
)
from youthreport.outputs.order import figures_in_order, printed_by_code
from youthreport.outputs.sheet import Column, Link, Styles, Value, fill

_Row = tuple[Value | Link, ...]

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "核实", Severity.NOTICE: "提示"}
_STATUSES = {
    FilingStatus.ACCEPTED: "已采用",
    FilingStatus.REJECTED: "退回",
    FilingStatus.SUPERSEDED: "已被新版替代",
    FilingStatus.UNREADABLE: "无法读取",
}
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
# Workbooks must be the same for the same inputs, so their date of creation is no clock's.
_UNDATED = datetime(2000, 1, 1)

_DATA = (
    Column("序号"), Column("指标代码"), Column("指标名称"), Column("文中写法"), Column("数值"), Column("计量单位"),
    Column("期间口径"), Column("汇总方式"), Column("实报单位数"), Column("应报单位数"), Column("含估计数"),
    Column("上年同期"), Column("所在句子", 60, wrap=True), Column("指标释义", 50, wrap=True), Column("溯源"),
)  # fmt: skip
_TRACE = (
    Column("指标代码"), Column("指标名称"), Column("单位"), Column("文件", 40), Column("工作表"), Column("单元格"),
    Column("填报原文", 40), Column("计入值", 40), Column("说明", 40, wrap=True),
)  # fmt: skip
_CLAIMS = (Column("断言", 40), Column("是否成立"), Column("依据", 90, wrap=True))
_FINDINGS = (
    Column("级别"), Column("规则"), Column("文件", 40), Column("工作表"), Column("单元格"), Column("指标代码"),
    Column("填报原文", 30), Column("计入值", 30), Column("问题", 60, wrap=True), Column("怎么办", 60, wrap=True),
)  # fmt: skip
_UNITS = (
    Column("单位编码"), Column("单位全称", 44), Column("类型"), Column("状态"), Column("文件", 44), Column("文件状态"),
    Column("版次"), Column("报送日期"), Column("指标数"), Column("明细行数"), Column("错误"), Column("核实"),
    Column("提示"), Column("免报理由", 40, wrap=True),
)  # fmt: skip
_NO_FILING: _Row = (None,) * 9


def write_ledger(
    rollup: Rollup,
    filings: Sequence[Filing],
    findings: Iterable[Finding],
    claims: Iterable[Claim],
    printed: Sequence[PrintedFigure],
    *,
    base: str = "../",
    created: datetime = _UNDATED,
) -> bytes:
    """The ledger workbook: 数据, 溯源, 断言, 提示, 单位.

    Findings inside the filings are told even if `findings` leaves them out, each once. `base` leads from the
    ledger's folder to the project folder, so that links reach the returns; empty means no links to files.
    """
    import xlsxwriter  # heavy: --help must not pay for it

    told = _told(filings, findings)
    figures = figures_in_order(rollup, printed)
    buffer = BytesIO()
    # Formulas and links that branches typed stay text; in memory, so that zip times are fixed.
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as book:
        book.set_properties({"title": "数据台账", "created": created})
        styles = Styles.of(book)
        fill(book, styles, "数据", _DATA, _data_rows(figures, printed))
        fill(book, styles, "溯源", _TRACE, _trace_rows(figures, rollup, base))
        fill(
            book,
            styles,
            "断言",
            _CLAIMS,
            ((c.name, "成立" if c.holds else "不成立", c.because) for c in claims),
        )
        fill(book, styles, "提示", _FINDINGS, (_finding_row(finding, base) for finding in told))
        fill(book, styles, "单位", _UNITS, _unit_rows(rollup, filings, told, base))
    return buffer.getvalue()


def _data_rows(figures: Iterable[Figure], printed: Sequence[PrintedFigure]) -> Iterator[_Row]:
    occurrences = printed_by_code(printed)
    first_cell, number = 2, 0
    for figure in figures:
        lead = Link("查看来源", f"internal:'溯源'!A{first_cell}") if figure.sources else ""
        for where in occurrences.get(figure.code, (None,)):
            number += 1
            yield (number, *_data_row(figure, where), lead)
        first_cell += len(figure.sources)


def _data_row(figure: Figure, where: PrintedFigure | None) -> _Row:
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
        figure.definition,
    )


def _trace_rows(figures: Iterable[Figure], rollup: Rollup, base: str) -> Iterator[_Row]:
    names = {unit.code: unit.name for unit in rollup.expected}
    for figure in figures:
        for source in figure.sources:
            place = _place(source.cell, base)
            yield (
                figure.code,
                figure.label,
                names.get(source.unit, source.unit),
                *place,
                source.raw,
                source.value,
                source.note,
            )


def _finding_row(finding: Finding, base: str) -> _Row:
    return (
        _SEVERITIES[finding.severity],
        finding.rule,
        *_place(finding.cell, base),
        finding.code,
        finding.raw,
        finding.value,
        finding.message,
        finding.remedy,
    )


def _unit_rows(
    rollup: Rollup, filings: Sequence[Filing], findings: Iterable[Finding], base: str
) -> Iterator[_Row]:
    counts = Counter((finding.cell.file, finding.severity) for finding in findings)
    received = {unit.code for unit in rollup.received}
    reasons = {unit.code: reason for unit, reason in rollup.excused}
    known = {u.code: u for u in chain(rollup.expected, (unit for unit, _ in rollup.excused))}
    by_unit: dict[str, list[Filing]] = {code: [] for code in known}
    for filing in filings:
        by_unit.setdefault(filing.unit.code if filing.unit else "", []).append(filing)
    for code, sent in by_unit.items():
        unit = known.get(code) or (sent[0].unit if sent else None)
        status = _unit_status(unit, code in known, code in received, code in reasons)
        who = (code, unit.name if unit else "", unit.type if unit else "", status)
        tails = [_filing_columns(filing, counts, base) for filing in sorted(sent, key=lambda f: f.file)]
        for tail in tails or [_NO_FILING]:
            yield (*who, *tail, reasons.get(code, ""))


def _unit_status(unit: OrgUnit | None, expected: bool, received: bool, excused: bool) -> str:
    if unit is None:
        return "未识别单位"
    if excused:
        return "免报"
    if not expected:
        return "不在应报范围"
    return "已报" if received else "缺报"


def _filing_columns(filing: Filing, counts: Counter[tuple[str, Severity]], base: str) -> _Row:
    return (
        _place(Cell(filing.file), base)[0],
        _STATUSES[filing.status],
        filing.revision,
        filing.submitted.isoformat() if filing.submitted else "",
        sum(entry.value is not None for entry in filing.entries),
        sum(not row.excluded for table in filing.tables.values() for row in table.rows),
        *(counts[filing.file, severity] for severity in _SEVERITIES),
    )


def _place(cell: Cell, base: str) -> tuple[Link, str, Link]:
    """File, sheet and cell; the file and the cell lead to where they say, but for papers, whose place is told in words."""
    path = base + _escaped(cell.file)
    file = f"external:{path}" if base and cell.file and not cell.file.endswith(".docx") else ""
    sheet = cell.sheet.replace("'", "''")
    exact = f"{file}#'{sheet}'!{cell.ref}" if file and sheet and cell.ref else ""
    return Link(cell.file, file), cell.sheet, Link(cell.ref, exact)


def _escaped(file: str) -> str:
    """The path as a link target; every special character, so that none is escaped twice or ends the path."""
    return re.sub(r'[%#"<>\[\]^`{} ]', lambda special: f"%{ord(special[0]):02x}", file)


def _told(filings: Iterable[Filing], findings: Iterable[Finding]) -> list[Finding]:
    weights = list(_SEVERITIES)
    every = dict.fromkeys(chain(findings, *(filing.findings for filing in filings)))
    return sorted(
        every, key=lambda f: (weights.index(f.severity), f.cell.file, f.cell.sheet, _row_of(f.cell.ref))
    )


def _row_of(ref: str) -> tuple[int, str]:
    digits = re.search(r"\d+", ref)
    return (int(digits[0]) if digits else 0, ref)
