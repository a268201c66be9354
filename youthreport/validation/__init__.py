"""Filings → judged filings and findings."""

from youthreport.validation.explained import unexplained
from youthreport.validation.judgement import Judgement, judge, judge_all

__all__ = ["Judgement", "judge", "judge_all", "unexplained"]
