"""A project and what is asked of a build → the last build, when it would come out the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from youthreport.fingerprint import fingerprint, sha256
from youthreport.project import Project


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing has changed since the last build, which lies there still; `complete` says how it had ended."""

    document: Path
    complete: bool


def mark_of(project: Project, final: bool, stamp: datetime, pdf: bool) -> str:
    """The fingerprint of the build that is asked for; whoever takes it holds the lock and has read nothing yet."""
    from youthreport.office import find_office

    # A PDF can be had as soon as LibreOffice is installed.
    office = find_office() if pdf else None
    program = office.program.as_posix() if office else ""
    return fingerprint(project, {"final": final, "stamp": stamp.isoformat(), "pdf": pdf, "office": program})


def unchanged(project: Project, output: Path, mark: str) -> Unchanged | None:
    """The last build of that output folder if it has the same mark and is still there whole; None otherwise."""
    from youthreport.runs import last_build

    last = last_build(project.state, output)
    if last is None or last.fingerprint != mark or not last.still_there:
        return None
    return Unchanged(Path(last.folder) / last.document, last.complete)


def remember(project: Project, output: Path, mark: str, document: Path, complete: bool) -> None:
    """Note the build, so that the next run can tell that nothing has changed."""
    from youthreport.runs import LastBuild, remember_build

    manifest = sha256((document.parent / "manifest.json").read_bytes())
    folder = document.parent.resolve().as_posix()
    remember_build(project.state, output, LastBuild(mark, folder, document.name, complete, manifest))
