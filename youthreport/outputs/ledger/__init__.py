"""Rollup, filings, findings, claims and printed figures → 数据台账.xlsx."""

from youthreport.outputs.ledger.workbook import write_ledger

__all__ = ["write_ledger"]
