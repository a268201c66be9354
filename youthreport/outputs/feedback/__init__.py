"""An assessment and the bytes of its returns → annotated copies that go back, and 催办.txt.

Nothing is made for clean returns and superseded ones. The copies are the senders' own workbooks, in which only
our marks are new; they are marked by changing the few parts of the file that carry the marks, in a bounded child.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from youthreport.model import Assessment, Catalogue
from youthreport.outputs.feedback.annotated import SheetsOf
from youthreport.outputs.feedback.copies import Copy, copies
from youthreport.outputs.feedback.due import Due, due
from youthreport.outputs.feedback.reminders import REMINDERS, reminders

__all__ = ["REMINDERS", "Copy", "Due", "copies", "due", "feedback_files", "reminders"]


def feedback_files(
    assessment: Assessment,
    catalogue: Catalogue,
    contents: Callable[[str], bytes],
    sheets_of: SheetsOf,
    deadline: date | None,
) -> Mapping[str, bytes]:
    """All that lies in the feedback folder, by posix path below it; empty when nothing has to go back.

    `contents` gives the bytes of a return by `Filing.file` (OSError is told in the copy). `sheets_of` reads the
    sheets of files that are no .xlsx; it runs in the bounded child, so it must be a function of a module.
    """
    returns = due(assessment)
    made = tuple(copies(returns, catalogue, contents, sheets_of))
    texts = reminders(assessment, returns, {copy.file: copy.name for copy in made}, deadline)
    return {copy.name: copy.content for copy in made} | ({REMINDERS: texts} if texts else {})
