"""Changes to a folder → a whole new folder beside it, exchanged with the old one in a single step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from youthreport.runs.changes import PREFIX, Change, write
from youthreport.runs.record import MANIFEST, hashes_of, sha256
from youthreport.runs.swapping import swap

# Lies in the folder that is about to be exchanged: a leftover folder that holds it is an old output, not a new one.
_MARK = ".staging-old"

_Seen = Mapping[str, tuple[int, int, int]]


def replace_at_once(folder: Path, changes: Sequence[Change]) -> tuple[Path, ...] | None:
    """Make all changes in one step; None, with nothing changed, where the system or the place does not allow it.

    Everything else in the folder comes along. What comes back are files that somebody saved meanwhile: they lie
    in edited/ now. OSError for a full disk or a folder that must not be written.
    """
    if not os.access(folder, os.W_OK):
        raise PermissionError(13, os.strerror(13), str(folder))
    made = _folder_beside(folder)
    if made is None:
        return None
    try:
        seen = _mirror(folder, made, {change.name: change.was for change in changes})
        if seen is None or not _exchange(folder, made, changes):
            shutil.rmtree(made, ignore_errors=True)
            (folder / _MARK).unlink(missing_ok=True)
            return None
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        (folder / _MARK).unlink(missing_ok=True)
        raise
    saved = _carry_over(made, folder, seen)
    shutil.rmtree(made, ignore_errors=True)
    return saved


def clear_beside(folder: Path) -> bool:
    """Clear what a killed exchange left beside or in the folder; True if there was anything."""
    leavings = sorted(folder.parent.glob(f"{_prefix(folder)}*"))
    for left in leavings:
        if (left / _MARK).exists():
            _carry_over(left, folder, {})
        shutil.rmtree(left, ignore_errors=True)
    marked = (folder / _MARK).exists()
    (folder / _MARK).unlink(missing_ok=True)
    return bool(leavings) or marked


def _prefix(folder: Path) -> str:
    return f"{PREFIX}{folder.name}-"


def _folder_beside(folder: Path) -> Path | None:
    import tempfile

    try:
        return Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.resolve().parent))
    except OSError:  # the folder may be written, its parent may not
        return None


def _mirror(folder: Path, made: Path, decided: Mapping[str, str | None]) -> _Seen | None:
    """Every file of the folder as a hard link in the other one; None where links are unknown.

    A program that writes into an open file writes into both. What comes back tells each file's identity; one
    that is no longer what was decided about is left out, so that it is carried over later.
    """
    seen = {}
    shutil.copystat(folder, made)
    for name in _files(folder):
        target = made / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(folder / name, target)
        except OSError:
            return None
        if name not in decided or decided[name] == sha256(target.read_bytes()):
            seen[name] = _identity(target)
    for path in folder.rglob("*"):
        if path.is_dir():
            (made / path.relative_to(folder)).mkdir(parents=True, exist_ok=True)
    return seen


def _exchange(folder: Path, made: Path, changes: Sequence[Change]) -> bool:
    for change in changes:
        target = made / change.name
        # Never written through: the old folder shares the file.
        target.unlink(missing_ok=True)
        if change.content is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            write(target, change.content)
    _sync(made)
    (folder / _MARK).touch()
    return swap(folder.resolve(), made.resolve())


def _carry_over(old: Path, new: Path, seen: _Seen) -> tuple[Path, ...]:
    """What the old folder holds that nobody had seen before the exchange goes to edited/ of the new one."""
    kept = {sha256((new / name).read_bytes()) for name in _files(new)} if not seen else set()
    known = kept | _listed(old)
    saved = []
    for name in _files(old):
        source = old / name
        if seen.get(name) == _identity(source) or name == _MARK:
            continue
        content = source.read_bytes()
        if not seen and sha256(content) in known:
            continue
        target = new / "edited" / f"{source.stem}-{sha256(content)[:8]}{source.suffix}"
        target.parent.mkdir(exist_ok=True)
        shutil.move(source, target)
        saved.append(target)
    return tuple(saved)


def _listed(old: Path) -> set[str]:
    """The hashes that the old folder's manifest lists, its own among them."""
    manifest = old / MANIFEST
    own = {sha256(manifest.read_bytes())} if manifest.is_file() else set()
    return own | set(hashes_of(old).values())


def _files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not inside.parts[0].startswith(PREFIX):
            yield inside.as_posix()


def _identity(path: Path) -> tuple[int, int, int]:
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _sync(folder: Path) -> None:
    """The folder's entries on the disk; systems that know no such thing do without."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
