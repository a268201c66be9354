"""Any .docx from anywhere → where it departs from the official format, and the same paper mended."""

from youthreport.lint.declared import rules
from youthreport.lint.inspecting import inspect, mend
from youthreport.lint.records import Change, Fault, Mended, Report, Rule
from youthreport.lint.standard import LEVEL3_MARKS, PROFILES
from youthreport.lint.telling import report_json, report_text
from youthreport.wordfile import MAX_BYTES, Refusal

__all__ = [
    "LEVEL3_MARKS",
    "MAX_BYTES",
    "PROFILES",
    "Change",
    "Fault",
    "Mended",
    "Refusal",
    "Report",
    "Rule",
    "inspect",
    "mend",
    "report_json",
    "report_text",
    "rules",
]
