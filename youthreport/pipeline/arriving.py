"""Return files and their reader → filings of what stood still meanwhile, and what is left for the next run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from youthreport.arrivals import Notice
from youthreport.model import Filing, FilingStatus

# A file that cannot be read and was written to a moment ago may still be on its way.
YOUNG = 5.0
PAUSE = 0.5


def read_settled(
    files: Sequence[Path], read: Callable[[Path], Filing], name_of: Callable[[Path], str]
) -> tuple[tuple[Filing, ...], tuple[Notice, ...]]:
    """The filings in the order of the files, without those that changed while they were read, which are named."""
    filings, left = [], []
    for path in files:
        before = _look(path)
        filing = read(path)
        if filing.status is FilingStatus.UNREADABLE and _is_young(path):
            time.sleep(PAUSE)
        if _look(path) != before:
            text = "读取时还在变化（正在拷入或保存），本次没有计入，留待下次运行。"
            left.append(Notice(name_of(path), text))
        else:
            filings.append(filing)
    return tuple(filings), tuple(left)


def _look(path: Path) -> tuple[int, int, int] | None:
    """What changes when somebody writes to the file; None when it is gone."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _is_young(path: Path) -> bool:
    try:
        return abs(time.time() - path.stat().st_mtime) < YOUNG
    except OSError:
        return True
