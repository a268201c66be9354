"""A finished period → its closed record, and what the next period begins with."""

from youthreport.closing.carrying import carried_district, carried_roster
from youthreport.closing.paper import differing
from youthreport.closing.record import PaperMade, changes, frozen_record
from youthreport.closing.stock import row_as_text
from youthreport.closing.upward import upward_return

__all__ = [
    "PaperMade",
    "carried_district",
    "carried_roster",
    "changes",
    "differing",
    "frozen_record",
    "row_as_text",
    "upward_return",
]
