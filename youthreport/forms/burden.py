"""Catalogue → how much a branch is asked to write."""

from __future__ import annotations

from youthreport.forms.cover import BLANKS
from youthreport.model import Catalogue


def cells_to_touch(catalogue: Catalogue, unit_type: str) -> int:
    """Cells that a unit of that type fills even in a period without a single event.

    They are the compulsory indicators that no list yields, the blanks of the cover and one tick per list.
    """
    typed = sum(
        1
        for entry in catalogue.indicators_of(unit_type)
        if entry.source in ("typed", "system") and unit_type in entry.compulsory
    )
    return typed + len(BLANKS) + len(catalogue.sheets_of(unit_type))
