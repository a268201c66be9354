"""A name of the paper → its figures, lists and claims down to the cells, as a tree in text or JSON."""

from youthreport.outputs.tracing.finding import Found, find
from youthreport.outputs.tracing.tree import Traced, Traces
from youthreport.outputs.tracing.treejson import trace_json
from youthreport.outputs.tracing.treetext import trace_text

__all__ = ["Found", "Traced", "Traces", "find", "trace_json", "trace_text"]
