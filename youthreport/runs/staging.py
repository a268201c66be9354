"""Changes to a folder → made all together, or undone, even by the next run after a crash."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from youthreport.runs.beside import clear_beside, replace_at_once
from youthreport.runs.changes import PREFIX, Change, refuse_folders, write
from youthreport.runs.record import is_inside, sha256

_JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class _Step:
    """A change as the journal notes it: `new` and `old` say whether there is a file to put in or back."""

    name: str
    new: str | None
    old: bool


def apply(folder: Path, changes: Sequence[Change], *, own: bool) -> tuple[Path, ...]:
    """Make all changes, or none: after an OSError the folder is as it was.

    Where the system can exchange two folders in one step, nobody ever sees a mixture, not even after a power cut;
    but only a folder of our `own` is exchanged, and none in which somebody works just now: a shell that stands in it
    would be left in the old one. Elsewhere the files are replaced one by one under a journal, which the next
    run undoes if this one is killed. What comes back are files that somebody saved while the exchange was under way,
    where they lie now.
    """
    refuse_folders(folder, changes)
    saved = replace_at_once(folder, changes) if own and not _stands_in(folder) else None
    if saved is None:
        _apply_in_turn(folder, changes)
    return saved or ()


def _stands_in(folder: Path) -> bool:
    """Whether the current folder is this one or lies in it; a current folder that is gone lies nowhere."""
    try:
        return Path.cwd().is_relative_to(folder.resolve())
    except OSError:
        return False


def recover(folder: Path) -> bool:
    """Undo what a killed run left half done and clear its leavings; True if there was anything."""
    cleared = clear_beside(folder)
    leavings = sorted(path for path in folder.glob(f"{PREFIX}*") if path.is_dir())
    for staging in leavings:
        _roll_back(folder, staging)
        shutil.rmtree(staging)
    return bool(leavings) or cleared


def _apply_in_turn(folder: Path, changes: Sequence[Change]) -> None:
    import tempfile

    staging = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    try:
        steps = [_stage(folder, staging, number, change) for number, change in enumerate(changes)]
        write(staging / _JOURNAL, json.dumps([asdict(step) for step in steps]).encode("utf-8"))
        for number, step in enumerate(steps):
            _replace(folder, staging, number, step)
        # From here on the new files stand: without its journal the staging folder is only rubbish.
        (staging / _JOURNAL).unlink()
    except BaseException:
        # If even this fails, journal and backups stay, and the next run tries again.
        _roll_back(folder, staging)
        shutil.rmtree(staging, ignore_errors=True)
        raise
    shutil.rmtree(staging, ignore_errors=True)


def _stage(folder: Path, staging: Path, number: int, change: Change) -> _Step:
    target = folder / change.name
    exists = target.is_file()
    if exists:
        write(staging / f"{number}.old", target.read_bytes())
    if change.content is None:
        return _Step(change.name, None, exists)
    write(staging / f"{number}.new", change.content)
    return _Step(change.name, sha256(change.content), exists)


def _replace(folder: Path, staging: Path, number: int, step: _Step) -> None:
    target = folder / step.name
    if step.new is None:
        target.unlink(missing_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(staging / f"{number}.new", target)


def _roll_back(folder: Path, staging: Path) -> None:
    for number, step in reversed(list(enumerate(_journal(staging)))):
        target, old = folder / step.name, staging / f"{number}.old"
        # Only what we changed ourselves: somebody may have worked on a file since.
        if not is_inside(step.name) or _state_of(target) != step.new:
            continue
        if step.old and old.is_file():
            os.replace(old, target)
        elif not step.old:
            target.unlink(missing_ok=True)


def _state_of(target: Path) -> str | None:
    return sha256(target.read_bytes()) if target.is_file() else None


def _journal(staging: Path) -> list[_Step]:
    try:
        return [_Step(**step) for step in json.loads((staging / _JOURNAL).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        # No journal, or half of one: nothing had been replaced yet.
        return []
