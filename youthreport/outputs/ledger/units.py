"""Rollup and filings → the sheets 单位 (what each unit sent) and 覆盖 (what each said of every indicator)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from youthreport.duty import filed
from youthreport.listing import unit_values
from youthreport.model import Catalogue, Filing, Finding, Indicator, Number, OrgUnit, Rollup, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES, STATUSES
from youthreport.outputs.ledger.places import file_link
from youthreport.outputs.sheet import Column, Mark, Row

UNITS = (
    Column("单位编码"), Column("单位全称", 44), Column("类型"), Column("状态"), Column("文件", 44), Column("文件状态"),
    Column("版次"), Column("报送日期"), Column("指标数"), Column("明细行数"), Column("错误"), Column("核实"),
    Column("提示"), Column("免报理由", 40, wrap=True),
)  # fmt: skip
_WHO = (
    Column("单位编码"), Column("单位全称", 40), Column("类型"), Column("必报项"), Column("必报缺报"), Column("已报项"),
)  # fmt: skip
MISSING, BLOCKED, BLANK = Mark("缺报", "bad"), Mark("未计入", "doubtful"), Mark("未填", "pale")
BELOW = Mark("下级另报", "pale")
_NO_FILING: Row = (None,) * 9


def unit_rows(
    rollup: Rollup, filings: Sequence[Filing], findings: Iterable[Finding], base: str
) -> Iterator[Row]:
    """One row for each file of each unit, and one for each unit without a file."""
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


def coverage_columns(catalogue: Catalogue) -> tuple[Column, ...]:
    """The unit, then one narrow column for each indicator that units report."""
    return (*_WHO, *(Column(i.label, 12, narrow=True) for i in _asked(catalogue)))


def coverage_rows(rollup: Rollup, filings: Iterable[Filing], catalogue: Catalogue) -> Iterator[Row]:
    """One row for each expected unit: its value of every indicator, or what became of it.

    缺报: it must report it and did not. 未填: it may report it and did not. 未计入: an error blocks it.
    下级另报: a system whose members report themselves. Blank: it is not asked, nor is any unit below it.
    """
    by_unit, asked = filed(filings), _asked(catalogue)
    for unit in rollup.expected:
        filing = by_unit.get(unit.code)
        values = unit_values(asked, filing, catalogue) if filing else {}
        seen = {entry.code for entry in filing.entries if entry.raw.strip()} if filing else set()
        unasked = {e.code for e in filing.entries if e.below and e.below.unasked} if filing else set()
        cells = [_cell(i, unit, values.get(i.code), seen, unasked) for i in asked]
        duties = sum(unit.type in indicator.compulsory for indicator in asked)
        lacking = sum(cell is MISSING for cell in cells)
        given = sum(not isinstance(cell, Mark) and cell is not None for cell in cells)
        yield (unit.code, unit.name, unit.type, duties, lacking, given, *cells)


def _asked(catalogue: Catalogue) -> tuple[Indicator, ...]:
    types = set(catalogue.unit_types) - {"区级"}
    return tuple(i for i in catalogue.indicators if types & set(i.reporters))


def _cell(
    indicator: Indicator,
    unit: OrgUnit,
    value: Number | None,
    seen: Collection[str],
    unasked: Collection[str],
) -> Number | Mark | None:
    if unit.type not in indicator.reporters or (indicator.code in unasked and value is None):
        return None
    if unit.is_system and unit.children_report and not value:
        return BELOW
    if value is not None:
        return value
    if indicator.code in seen:
        return BLOCKED
    return MISSING if unit.type in indicator.compulsory else BLANK


def _unit_status(unit: OrgUnit | None, expected: bool, received: bool, excused: bool) -> str:
    if unit is None:
        return "未识别单位"
    if excused:
        return "免报"
    if not expected:
        return "不在应报范围"
    return "已报" if received else "缺报"


def _filing_columns(filing: Filing, counts: Counter[tuple[str, Severity]], base: str) -> Row:
    return (
        file_link(filing.file, base),
        STATUSES[filing.status],
        filing.revision,
        filing.submitted.isoformat() if filing.submitted else "",
        sum(entry.value is not None for entry in filing.entries),
        sum(not row.excluded for table in filing.tables.values() for row in table.rows),
        *(counts[filing.file, severity] for severity in SEVERITIES),
    )
