"""Figures, listings and texts → wording and claims: what a section may say and how."""

from youthreport.narrative.explaining import explanations
from youthreport.narrative.vocabulary import tell

__all__ = ["explanations", "tell"]
