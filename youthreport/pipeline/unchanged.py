"""A project and what is asked of a build → the last build, when it would come out the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from youthreport.fingerprint import fingerprint, sha256
from youthreport.places import Places


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Nothing has changed since the last build, which lies there still; `complete` says how it had ended."""

    document: Path
    complete: bool


def mark_of(places: Places, *, final: bool, stamp: datetime | None, pdf: bool | None) -> str:
    """The fingerprint of the build that is asked for; whoever takes it holds the lock and has read nothing yet.

    The options are as they were given: what the settings make of the others is in the settings.
    """
    asked = {"final": final, "stamp": stamp.isoformat() if stamp else "", "pdf": pdf}
    return fingerprint(places, asked)


def unchanged(
    folder: Path, *, output: Path | None, final: bool, stamp: datetime | None, pdf: bool | None
) -> Unchanged | None:
    """The last build, if the one that is asked for would come out the same and it lies there whole; None otherwise.

    Leavings of a killed run are a reason to build. Errors: OutputError (73), LockedError (75).
    """
    from youthreport.runs import last_build, lock, tidy

    places = Places(folder)
    target = output or places.output
    if not places.settings.is_file():
        return None  # the build will say what is wrong
    with lock(places.state):
        last = last_build(places.state, target)
        if last is None or tidy(target) or tidy(Path(last.folder)) or not last.still_there:
            return None
        if last.fingerprint != mark_of(places, final=final, stamp=stamp, pdf=pdf):
            return None
        return Unchanged(Path(last.folder) / last.document, last.complete)


def remember(places: Places, output: Path, mark: str, document: Path, complete: bool) -> None:
    """Note the build, so that the next run can tell that nothing has changed."""
    from youthreport.runs import LastBuild, remember_build

    manifest = sha256((document.parent / "manifest.json").read_bytes())
    folder = document.parent.resolve().as_posix()
    remember_build(places.state, output, LastBuild(mark, folder, document.name, complete, manifest))
