"""Two builds → what changed between them and because of which returns, as text, JSON or a workbook."""

from youthreport.outputs.comparing.changes import Comparison, compare
from youthreport.outputs.comparing.records import Snapshot
from youthreport.outputs.comparing.snapshot import snapshot
from youthreport.outputs.comparing.tables import comparison_json, comparison_xlsx
from youthreport.outputs.comparing.text import comparison_text

__all__ = [
    "Comparison",
    "Snapshot",
    "compare",
    "comparison_json",
    "comparison_text",
    "comparison_xlsx",
    "snapshot",
]
