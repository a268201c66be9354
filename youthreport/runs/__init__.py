"""One run at a time, and its files all together or not at all."""

from youthreport.runs.history import KeptBuild, history, keep
from youthreport.runs.locking import lock
from youthreport.runs.logbook import Logbook
from youthreport.runs.publishing import Publication, publish, write_all, write_files
from youthreport.runs.record import read_manifest

__all__ = [
    "KeptBuild",
    "Logbook",
    "Publication",
    "history",
    "keep",
    "lock",
    "publish",
    "read_manifest",
    "write_all",
    "write_files",
]
