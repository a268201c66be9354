"""output/manifest.json and the state folder → which files the program itself wrote, by SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

MANIFEST = "manifest.json"
_RECORD = "published.json"


def sha256(content: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_manifest(output: Path) -> Mapping[str, object] | None:
    """The manifest of the last build there; None if there is none that can be read."""
    return _object(output / MANIFEST)


def written_before(output: Path, state: Path) -> Mapping[str, str]:
    """The SHA-256 by name of what the last build wrote there; empty if nothing is known.

    The manifest says it; where somebody deleted the manifest, the state folder remembers.
    """
    if isinstance((read_manifest(output) or {}).get("outputs"), list):
        return hashes_of(output)
    remembered = _object(state / _RECORD) or {}
    own = remembered.get(_key(output))
    return _sound(list(own.items()) if isinstance(own, dict) else [])


def hashes_of(output: Path) -> Mapping[str, str]:
    """The SHA-256 by name of the files that the manifest there lists; empty without a manifest."""
    listed = (read_manifest(output) or {}).get("outputs")
    entries = listed if isinstance(listed, list) else []
    return _sound([(e.get("file"), e.get("sha256")) for e in entries if isinstance(e, dict)])


def _sound(pairs: list[tuple[object, object]]) -> dict[str, str]:
    return {n: s for n, s in pairs if isinstance(n, str) and isinstance(s, str) and is_inside(n)}


def remember(output: Path, state: Path, written: Mapping[str, str]) -> None:
    """Note in the state folder what was written; a note that cannot be written is done without."""
    noted = dict(_object(state / _RECORD) or {}) | {_key(output): dict(written)}
    with suppress(OSError):
        state.mkdir(parents=True, exist_ok=True)
        (state / _RECORD).write_text(json.dumps(noted, ensure_ascii=False, indent=1), encoding="utf-8")


def is_inside(name: str) -> bool:
    """Whether the name stays inside the folder that it is joined to."""
    path = PurePosixPath(name)
    return (
        bool(path.parts) and not path.is_absolute() and ".." not in path.parts and not set(name) & set(":\\")
    )


def _key(output: Path) -> str:
    return output.resolve().as_posix()


def _object(path: Path) -> Mapping[str, object] | None:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
