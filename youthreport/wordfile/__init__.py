"""A .docx from anywhere → its parts after every limit was checked, and the same file with changed parts.

Run it in a bounded child (youthreport.bounded) whenever the file comes from outside.
"""

from youthreport.wordfile.container import MAX_BYTES
from youthreport.wordfile.opening import open_package
from youthreport.wordfile.package import Package, PackageError
from youthreport.wordfile.properties import build_ids, period_of, set_build_ids, set_period
from youthreport.wordfile.refusals import CRASHED, EMPTY, STARVED, TOO_LARGE, Refusal

__all__ = [
    "CRASHED",
    "EMPTY",
    "MAX_BYTES",
    "STARVED",
    "TOO_LARGE",
    "Package",
    "PackageError",
    "Refusal",
    "build_ids",
    "open_package",
    "period_of",
    "set_build_ids",
    "set_period",
]
