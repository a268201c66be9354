"""Changes to a folder → made all together, or undone, even by the next run after a crash."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from youthreport.runs.record import is_inside, sha256

PREFIX = ".staging-"
_JOURNAL = "journal.json"


@dataclass(frozen=True, slots=True)
class Change:
    """A file to write or, with no content, to remove; `name` is a posix path inside the folder."""

    name: str
    content: bytes | None


@dataclass(frozen=True, slots=True)
class _Step:
    """A change as the journal notes it: `new` and `old` say whether there is a file to put in or back."""

    name: str
    new: str | None
    old: bool


def apply(folder: Path, changes: Sequence[Change]) -> None:
    """Make all changes in their order, or none: after an OSError the folder is as it was."""
    staging = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    try:
        steps = [_stage(folder, staging, number, change) for number, change in enumerate(changes)]
        _write(staging / _JOURNAL, json.dumps([asdict(step) for step in steps]).encode("utf-8"))
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


def recover(folder: Path) -> bool:
    """Undo what a killed run left half done and clear its leavings; True if there was anything."""
    leavings = sorted(path for path in folder.glob(f"{PREFIX}*") if path.is_dir())
    for staging in leavings:
        _roll_back(folder, staging)
        shutil.rmtree(staging)
    return bool(leavings)


def _stage(folder: Path, staging: Path, number: int, change: Change) -> _Step:
    target = folder / change.name
    exists = target.is_file()
    if exists:
        _write(staging / f"{number}.old", target.read_bytes())
    if change.content is None:
        return _Step(change.name, None, exists)
    _write(staging / f"{number}.new", change.content)
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


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
