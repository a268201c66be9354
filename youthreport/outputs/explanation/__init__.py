"""A name of the catalogue or a wording filter → the page that explains it; all rules → docs/rules.md."""

from youthreport.outputs.explanation.lookup import explain
from youthreport.outputs.explanation.reference import rules_markdown

__all__ = ["explain", "rules_markdown"]
