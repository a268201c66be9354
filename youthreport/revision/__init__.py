"""A paper that people edited → what in it still agrees with the data; and the same paper with the new data in it."""

from youthreport.revision.asserting import Proofs
from youthreport.revision.exact import Exact, exacts
from youthreport.revision.inspecting import Job, origin_of, refresh, verify
from youthreport.revision.notes import labels_of, notes
from youthreport.revision.records import (
    Assertion,
    Change,
    ClaimChange,
    Comparison,
    FigureState,
    Origin,
    SentenceState,
    State,
    Suspect,
)
from youthreport.revision.refreshing import Refreshed
from youthreport.revision.review import Note, review_copy
from youthreport.revision.telling import as_json, refreshed_text, verified_text
from youthreport.wordfile import MAX_BYTES, Refusal

__all__ = [
    "MAX_BYTES",
    "Assertion",
    "Change",
    "ClaimChange",
    "Comparison",
    "Exact",
    "FigureState",
    "Job",
    "Note",
    "Origin",
    "Proofs",
    "Refreshed",
    "Refusal",
    "SentenceState",
    "State",
    "Suspect",
    "as_json",
    "exacts",
    "labels_of",
    "notes",
    "origin_of",
    "refresh",
    "refreshed_text",
    "review_copy",
    "verified_text",
    "verify",
]
