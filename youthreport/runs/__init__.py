"""One run at a time, and its files all together or not at all."""

from youthreport.runs.history import KeptBuild, build_id_of, history, keep
from youthreport.runs.lastbuild import LastBuild, last_build, remember_build
from youthreport.runs.locking import lock
from youthreport.runs.logbook import Logbook
from youthreport.runs.publishing import Publication, publish, tidy, write_all, write_files
from youthreport.runs.record import read_manifest

__all__ = [
    "KeptBuild",
    "LastBuild",
    "Logbook",
    "Publication",
    "build_id_of",
    "history",
    "keep",
    "last_build",
    "lock",
    "publish",
    "read_manifest",
    "remember_build",
    "tidy",
    "write_all",
    "write_files",
]
