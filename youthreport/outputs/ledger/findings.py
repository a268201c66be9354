"""Findings, claims and what does not count → the sheets 断言, 未计入 and 提示."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from youthreport.model import Cell, Claim, Filing, FilingStatus, Finding, ListRow, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES, STATUSES
from youthreport.outputs.ledger.places import place
from youthreport.outputs.sheet import Column, Row

CLAIMS = (
    Column("断言", 40), Column("是否成立"), Column("依据", 90, wrap=True), Column("断言释义", 60, wrap=True),
)  # fmt: skip
LEFT_OUT = (
    Column("单位编码"), Column("单位全称", 40), Column("文件", 40), Column("工作表"), Column("单元格"),
    Column("内容", 40), Column("未计入原因", 60, wrap=True),
)  # fmt: skip
FINDINGS = (
    Column("级别"), Column("规则"), Column("文件", 40), Column("工作表"), Column("单元格"), Column("指标代码"),
    Column("填报原文", 30), Column("计入值", 30), Column("问题", 60, wrap=True), Column("怎么办", 60, wrap=True),
    Column("说明", 40, wrap=True),
)  # fmt: skip


def claim_rows(claims: Iterable[Claim], meanings: Mapping[str, str]) -> Iterator[Row]:
    """One row for each claim with its evidence; `meanings` are the definitions by name."""
    for claim in claims:
        yield (claim.name, "成立" if claim.holds else "不成立", claim.because, meanings.get(claim.name, ""))


def left_out_rows(filings: Iterable[Filing], reasons: Mapping[Cell, str], base: str) -> Iterator[Row]:
    """One row for each record or figure that somebody reported and that does not count, and for whole files."""
    for filing in sorted(filings, key=lambda f: f.file):
        who = (filing.unit.code, filing.unit.name) if filing.unit else ("", "")
        if filing.status is not FilingStatus.ACCEPTED:
            yield (*who, filing.file, "", "", "（整份报表）", _why(filing))
            continue
        for entry in filing.entries:
            if entry.value is None and entry.raw.strip():
                yield (*who, *place(entry.cell, base), entry.raw, reasons.get(entry.cell, "未计入"))
        for table in filing.tables.values():
            for row in table.rows:
                if row.excluded:
                    yield (*who, *place(row.cell, base), _title(row), row.excluded)


def finding_rows(
    findings: Iterable[Finding], explanations: Mapping[Finding, str], base: str
) -> Iterator[Row]:
    """One row for each finding, with the explanation that was accepted for it."""
    for finding in findings:
        yield (
            SEVERITIES[finding.severity],
            finding.rule,
            *place(finding.cell, base),
            finding.code,
            finding.raw,
            finding.value,
            finding.message,
            finding.remedy,
            explanations.get(finding, ""),
        )


def told(filings: Iterable[Filing], findings: Iterable[Finding]) -> list[Finding]:
    """All findings, those inside filings among them, each once, the gravest first."""
    weights = list(SEVERITIES)
    every = dict.fromkeys(chain(findings, *(filing.findings for filing in filings)))
    return sorted(
        every, key=lambda f: (weights.index(f.severity), f.cell.file, f.cell.sheet, _row_of(f.cell.ref))
    )


def _why(filing: Filing) -> str:
    reason = next((f.message for f in filing.findings if f.severity is Severity.ERROR), "")
    return f"{STATUSES[filing.status]}{f'：{reason}' if reason else ''}"


def _title(row: ListRow) -> str:
    return next((raw for raw in row.raws.values() if raw), "")


def _row_of(ref: str) -> tuple[int, str]:
    digits = re.search(r"\d+", ref)
    return (int(digits[0]) if digits else 0, ref)
