"""Untrusted files → filings with addressed cells; the office's own workbooks → roster and district."""

from youthreport.intake.district import read_district
from youthreport.intake.filing import read_filing
from youthreport.intake.roster import read_roster

__all__ = ["read_district", "read_filing", "read_roster"]
