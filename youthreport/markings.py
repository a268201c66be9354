"""Our own marks in a workbook that goes back → the words by which every stage knows them again.

`outputs` writes them into feedback copies; `intake` recognises them and leaves them alone.
"""

from __future__ import annotations

# The first sheet of a feedback copy, and the text of its A1; the comments that we write begin with it, too.
OPINION_SHEET = "审核意见"
MARKER = "审核意见（youthreport）"
AUTHOR = "youthreport"
