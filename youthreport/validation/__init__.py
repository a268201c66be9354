"""Filings → judged filings and findings."""

from youthreport.validation.explained import explanations, unexplained
from youthreport.validation.judgement import Judgement, judge, judge_all
from youthreport.validation.standing import assess, unit_statuses

__all__ = ["Judgement", "assess", "explanations", "judge", "judge_all", "unexplained", "unit_statuses"]
