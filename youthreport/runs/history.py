"""Published builds → the last few of them, kept in the state folder for `diff` and `refresh`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from youthreport.runs.changes import PREFIX, write
from youthreport.runs.record import MANIFEST

KEPT = 5
_FOLDER = "history"
_NAME = re.compile(r"(\d{6})-([0-9a-f]{4,64})")


@dataclass(frozen=True, slots=True)
class KeptBuild:
    """One earlier build: its running number, its build id and the folder that holds what it published."""

    number: int
    build_id: str
    folder: Path


def keep(state: Path, build_id: str, files: Mapping[str, bytes], kept: int = KEPT) -> KeptBuild | None:
    """Add the build to the history, drop the oldest; None where the state folder cannot be written.

    The history is a convenience: a paper is published all the same when there is no room for it. A build equal to
    the newest one is not kept twice.
    """
    earlier = history(state)
    if earlier and earlier[0].build_id == build_id and _same(earlier[0].folder, files):
        return earlier[0]
    number = earlier[0].number + 1 if earlier else 1
    made = state / _FOLDER / f"{PREFIX}{number}"
    target = state / _FOLDER / f"{number:06d}-{build_id}"
    try:
        for name, content in files.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            write(made / name, content)
        made.rename(target)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        return None
    for old in history(state)[kept:]:
        shutil.rmtree(old.folder, ignore_errors=True)
    return KeptBuild(number, build_id, target)


def build_id_of(files: Mapping[str, bytes]) -> str:
    """The build id that the manifest among these files tells."""
    return str(json.loads(files[MANIFEST])["build_id"])


def history(state: Path) -> tuple[KeptBuild, ...]:
    """The kept builds, the newest first; empty when nothing is kept."""
    found = []
    with suppress(OSError):
        for folder in (state / _FOLDER).iterdir():
            if (match := _NAME.fullmatch(folder.name)) and folder.is_dir():
                found.append(KeptBuild(int(match[1]), match[2], folder))
            elif folder.name.startswith(PREFIX):
                shutil.rmtree(folder, ignore_errors=True)
    return tuple(sorted(found, key=lambda build: build.number, reverse=True))


def _same(folder: Path, files: Mapping[str, bytes]) -> bool:
    try:
        return all((folder / name).read_bytes() == content for name, content in files.items())
    except OSError:
        return False
