"""Judged filings → figures and listings with their cells."""

from youthreport.rollup.totals import total

__all__ = ["total"]
