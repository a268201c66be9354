"""The sheets of the ledger → one workbook: 数据, 溯源, 断言, 未计入, 提示, 单位, 覆盖, 明细."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from youthreport.model import (
    Catalogue,
    Claim,
    District,
    Filing,
    Finding,
    OrgUnit,
    PrintedFigure,
    Rollup,
)
from youthreport.outputs.ledger import figures as of_figures
from youthreport.outputs.ledger import findings as of_findings
from youthreport.outputs.ledger import units as of_units
from youthreport.outputs.order import figures_in_order
from youthreport.outputs.reasons import reasons_of
from youthreport.outputs.sheet import UNDATED, workbook


def write_ledger(
    rollup: Rollup,
    filings: Sequence[Filing],
    findings: Iterable[Finding],
    claims: Iterable[Claim],
    printed: Sequence[PrintedFigure],
    *,
    base: str = "../",
    created: datetime = UNDATED,
    explanations: Mapping[Finding, str] | None = None,
    catalogue: Catalogue | None = None,
    district: District | None = None,
) -> bytes:
    """The ledger workbook. `explanations` are those that were accepted for a doubt.

    Findings inside the filings are told even if `findings` leaves them out, each once. `base` leads from the
    ledger's folder to the project folder, so that links reach the returns; empty means no links to files.
    Without the catalogue 覆盖 cannot be told and is left out; `district` is whose own sheets are among the sources.
    """
    told = of_findings.told(filings, findings)
    reasons = reasons_of(told)
    figures = figures_in_order(rollup, printed)
    everything = (*filings, district.filing) if district else tuple(filings)
    senders: dict[str, OrgUnit] = {f.file: f.unit for f in everything if f.unit is not None}
    names = {unit.code: unit.name for unit in rollup.expected}
    meanings = {rule.label: rule.definition for rule in catalogue.claims} if catalogue else {}
    sheets = [
        ("数据", of_figures.DATA, of_figures.data_rows(figures, printed)),
        ("溯源", of_figures.TRACE, of_figures.trace_rows(figures, names, base)),
        ("断言", of_findings.CLAIMS, of_findings.claim_rows(claims, meanings)),
        ("未计入", of_findings.LEFT_OUT, of_findings.left_out_rows(everything, reasons, base)),
        ("提示", of_findings.FINDINGS, of_findings.finding_rows(told, explanations or {}, base)),
        ("单位", of_units.UNITS, of_units.unit_rows(rollup, filings, told, base)),
    ]
    if catalogue:
        rows = of_units.coverage_rows(rollup, filings, catalogue)
        sheets.append(("覆盖", of_units.coverage_columns(catalogue), rows))
    sheets.append(("明细", of_figures.CELLS, of_figures.cell_rows(figures, senders, reasons)))
    return workbook("数据台账", sheets, created)
