"""A faulty return and its findings → the sender's own workbook with the faults marked, ready to go back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from youthreport.model import Assessment, Catalogue, Filing, FilingStatus, Finding, Severity

WORDS: Mapping[Severity, str] = {
    Severity.ERROR: "错误",
    Severity.WARNING: "核实",
    Severity.NOTICE: "提示",
}

_NUMBERED = re.compile(r"（审核意见(\d*)）$")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
# Windows refuses paths above 260 characters; other systems names above 255 bytes (a character takes 3).
_LONGEST_NAME = 60


class SheetContent(Protocol):
    """A sheet as a reader hands it over; places are 1-based (row, column), blanks are absent."""

    @property
    def name(self) -> str:
        """The sheet's name."""

    @property
    def visible(self) -> bool:
        """False for hidden sheets."""

    @property
    def cells(self) -> Mapping[tuple[int, int], object]:
        """The values; what is neither text, number, flag nor date is written as its str()."""

    @property
    def merged(self) -> Sequence[tuple[tuple[int, int], tuple[int, int]]]:
        """The merged ranges by first and last place."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A feedback copy: its file name (a posix path below the feedback folder), its bytes, what it lost.

    `lost` names in Chinese what the sender's file holds and the copy does not (drawings, macros, formats).
    """

    name: str
    content: bytes
    lost: tuple[str, ...] = ()


def feedback_copy(
    content: bytes,
    name: str,
    findings: Sequence[Finding],
    catalogue: Catalogue,
    sheets: Sequence[SheetContent] = (),
) -> Copy:
    """The sender's workbook with filled cells, comments and a first sheet 审核意见.

    `sheets` is what a reader found in the file: the copy is rebuilt from it where the file itself is no .xlsx
    or cannot be loaded. With neither, the copy holds 审核意见 alone. Picklable throughout, for a bounded child.
    """
    from youthreport.outputs.feedback_book import annotate  # openpyxl is heavy: validate must not pay for it

    book, lost = annotate(content, worst_first(findings), catalogue, sheets)
    return Copy(copy_name(name), book, lost)


def feedback_due(assessment: Assessment) -> tuple[tuple[Filing, tuple[Finding, ...]], ...]:
    """The returns that go back, each with what to mark: what stands open about the file, and its notices.

    Returns without an open error or doubt, superseded ones and those that nobody could read are left out.
    """
    due = []
    notices = [finding for finding in assessment.every if finding.severity is Severity.NOTICE]
    for filing in assessment.filings:
        if filing.status in (FilingStatus.SUPERSEDED, FilingStatus.UNREADABLE):
            continue
        standing = [finding for finding in assessment.open_findings if finding.cell.file == filing.file]
        if standing:
            told = [*standing, *(finding for finding in notices if finding.cell.file == filing.file)]
            due.append((filing, worst_first(dict.fromkeys(told))))
    return tuple(due)


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Errors, then doubts, then notices; each in the order in which they came."""
    order = list(WORDS)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def copy_name(name: str) -> str:
    """Where the copy of that file goes: its folder below returns/, its name with （审核意见）, safe on Windows.

    The copy of a copy is numbered, so that two rounds never share a name; so are the kinds of file.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    folders = path.parts[1:-1] if path.parts[:1] == ("returns",) and ".." not in path.parts else ()
    stem, kind = path.stem, path.suffix.lower().lstrip(".")
    round_ = 1
    if found := _NUMBERED.search(stem):
        stem, round_ = stem[: found.start()], int(found[1] or 1) + 1
    elif kind and kind != "xlsx":
        stem = f"{stem}_{kind}"
    mark = f"（审核意见{round_ if round_ > 1 else ''}）"
    return "/".join((*map(safe_name, folders), f"{safe_name(stem)}{mark}.xlsx"))


def safe_name(text: str) -> str:
    """The text as a part of a path that every system accepts."""
    clean = _FORBIDDEN.sub("_", text)[:_LONGEST_NAME].strip(" .") or "未命名"
    return f"_{clean}" if _DEVICES.match(clean) else clean
