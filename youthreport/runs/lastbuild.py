"""The state folder → what the last build of an output folder was made from, and whether it still lies there."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from youthreport.runs.record import MANIFEST, hashes_of, sha256

_FILE = "builds.json"


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What is remembered of a build: its fingerprint, the folder that holds it and how it ended.

    `manifest` is the SHA-256 of its manifest.json.
    """

    fingerprint: str
    folder: str
    document: str
    complete: bool
    manifest: str

    @property
    def still_there(self) -> bool:
        """Whether the folder holds that very build and none of its files is missing; edited ones are there."""
        folder = Path(self.folder)
        try:
            same = sha256((folder / MANIFEST).read_bytes()) == self.manifest
        except OSError:
            return False
        return same and all((folder / name).is_file() for name in hashes_of(folder))


def last_build(state: Path, output: Path) -> LastBuild | None:
    """The last build that was asked for that output folder; None when nothing is known of it."""
    told = _read(state).get(_key(output))
    try:
        return LastBuild(**told) if isinstance(told, dict) else None
    except TypeError:  # written by another version
        return None


def remember_build(state: Path, output: Path, build: LastBuild) -> None:
    """Note what was built; a note that cannot be written only costs the next run its shortcut."""
    told = {**_read(state), _key(output): asdict(build)}
    beside = state / f"{_FILE}.{os.getpid()}"
    with suppress(OSError):
        beside.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(beside, state / _FILE)
        return
    with suppress(OSError):
        beside.unlink()


def _key(output: Path) -> str:
    return output.resolve().as_posix()


def _read(state: Path) -> Mapping[str, object]:
    try:
        told = json.loads((state / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
