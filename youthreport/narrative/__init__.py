"""Figures, listings and texts → wording and claims: what a section may say and how."""

from youthreport.narrative.filters import MEANINGS
from youthreport.narrative.vocabulary import tell

__all__ = ["MEANINGS", "tell"]
