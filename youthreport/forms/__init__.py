"""Catalogue → blank workbooks that ask for as little as possible."""

from youthreport.forms.burden import cells_to_touch
from youthreport.forms.district import write_district
from youthreport.forms.known import Known, file_name, known_of
from youthreport.forms.returns import write_return
from youthreport.forms.roster import write_roster

__all__ = [
    "Known",
    "cells_to_touch",
    "file_name",
    "known_of",
    "write_district",
    "write_return",
    "write_roster",
]
