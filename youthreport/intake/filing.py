"""One return file → one Filing, read in the bounded child: nothing in it can crash the run."""

from __future__ import annotations

import hashlib
from pathlib import Path

from youthreport.intake.child import Context, read_return
from youthreport.intake.opening import MAX_BYTES, too_large
from youthreport.intake.readings import finding
from youthreport.intake.sheets import Verdict
from youthreport.model import Catalogue, Cell, Filing, FilingStatus, Period, Roster, Severity

_CLOSED = Verdict("closed", "打不开", "请关闭正在使用它的程序，并检查读取权限。")


def read_filing(
    path: Path, name: str, roster: Roster | None, catalogue: Catalogue, period: Period | None
) -> Filing:
    """The return in the file; `name` is its path as findings show it.

    Without a roster the unit is what the cover says, without a period so is the period. A file that cannot be read gives status
    unreadable, one of an unknown unit or another period gives rejected.
    """
    digest = ""
    read: Filing | Verdict = _CLOSED
    try:
        if path.is_file():
            digest, data = _take_in(path)
            read = (
                too_large() if data is None else read_return(data, name, Context(roster, catalogue, period))
            )
    except OSError:
        read = _CLOSED
    return read if isinstance(read, Filing) else _unreadable(read, name, digest, period)


def _take_in(path: Path) -> tuple[str, bytes | None]:
    """The file's SHA-256 and its bytes; None for a file too large to be a return, which is not kept."""
    if path.stat().st_size <= MAX_BYTES:
        data = path.read_bytes()
        return hashlib.sha256(data).hexdigest(), data
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), None


def _unreadable(verdict: Verdict, name: str, digest: str, period: Period | None) -> Filing:
    told = finding("M38", Severity.ERROR, Cell(name), f"文件{verdict.message}", verdict.remedy)
    code = period.code if period else ""
    return Filing(name, digest, None, code, 0, None, FilingStatus.UNREADABLE, findings=(told,))
