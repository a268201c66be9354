"""Judged filings → figures and listings with their cells."""

from youthreport.rollup.previous import units_before
from youthreport.rollup.totals import total

__all__ = ["total", "units_before"]
