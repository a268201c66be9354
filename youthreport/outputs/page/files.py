"""The groups of an assessment → their anchors on the page and the ways to their files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from youthreport.columns import printable
from youthreport.model import Assessment
from youthreport.outputs.assessment.grouping import STATUSES, Group, groups


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file as it is called, the way to it (empty when there is none), and what became of it."""

    name: str
    href: str
    status: str = ""


def links(base: str, file: str) -> str:
    """The relative way to a file; "" without a base. Quoted, so that no name becomes a scheme or another host."""
    return base + quote(file.lstrip("/"), errors="surrogateescape") if base else ""


def file_links(group: Group, base: str) -> tuple[FileLink, ...]:
    """The files of a group, each with what became of it; a file that is no return has no status."""
    status = {filing.file: STATUSES[filing.status] for filing in group.filings}
    return tuple(FileLink(printable(f), links(base, f), status.get(f, "")) for f in group.files)


def anchored(assessment: Assessment) -> tuple[tuple[Group, str], ...]:
    """Every group with the anchor of its section, "" when it has no findings and so no section."""
    told = enumerate(groups(assessment), start=1)
    return tuple((group, f"u{number}" if group.findings else "") for number, group in told)
