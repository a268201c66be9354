"""Finished files → the output folder, all together, and nobody's work overwritten."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from youthreport.errors import OutputError
from youthreport.runs.changes import PREFIX, Change
from youthreport.runs.record import MANIFEST, is_inside, remember, sha256, written_before
from youthreport.runs.staging import apply, recover

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_IN_THE_WAY = {errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY}
# Windows: another program has the file open.
_SHARING = {32, 33}


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of the files, by name.

    `edited` is where the documents lie now that somebody had changed since the last build.
    `removed` are files of the last build that this one no longer has. `recovered`: a killed run was undone first.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    edited: tuple[Path, ...] = ()
    removed: tuple[str, ...] = ()
    recovered: bool = False


def publish(output: Path, files: Mapping[str, bytes], state: Path) -> Publication:
    """Put the files (by name inside `output`) there all together, and say what became of each.

    OutputError if that cannot be done; the folder is then as it was. Files that are already the same are
    not touched. What somebody edited since the last build is moved to edited/ first. ValueError if a name
    leads out of the folder. The caller holds the lock.
    """
    # Elsewhere other people's files may lie beside ours.
    own = state.parent.resolve() in output.resolve().parents
    done = _put(output, files, lambda: written_before(output, state), own=own)
    remember(output, state, {name: sha256(content) for name, content in files.items()})
    return done


def tidy(output: Path) -> bool:
    """Undo and clear what a killed run left in or beside the folder; True if there was anything.

    OutputError if that cannot be done. The caller holds the lock.
    """
    try:
        return recover(output)
    except OSError as error:
        raise _cannot_write(output, error) from error


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """The same as `write_all`; what comes back is where the files lie, in the order given."""
    write_all(folder, files)
    return tuple(folder / name for name in files)


def write_all(folder: Path, files: Mapping[str, bytes]) -> Publication:
    """Put the files there all together, and say what became of each.

    What lies there under the same name with other content may have been filled in: it is moved to edited/
    first. The folder may be anybody's, a desktop say: nothing else in it is touched. Errors as for `publish`.
    """
    return _put(folder, files, dict, own=False)


def _put(
    output: Path, files: Mapping[str, bytes], known: Callable[[], Mapping[str, str]], *, own: bool
) -> Publication:
    if outside := [name for name in files if not is_inside(name)]:
        raise ValueError(f"names that lead out of the output folder: {outside}")
    try:
        output.mkdir(parents=True, exist_ok=True)
        recovered = recover(output)
        # Only now: undoing a killed run may have put the old manifest back.
        return _exchange(output, files, known(), recovered, own=own)
    except OSError as error:
        raise _cannot_write(output, error) from error


def _exchange(
    output: Path, files: Mapping[str, bytes], before: Mapping[str, str], recovered: bool, *, own: bool
) -> Publication:
    present = {name: path.read_bytes() for name in {*files, *before} if (path := output / name).is_file()}
    unchanged = tuple(sorted(name for name, content in files.items() if present.get(name) == content))
    written = tuple(sorted((n for n in files if n not in unchanged), key=lambda n: (n == MANIFEST, n)))
    removed = tuple(sorted(n for n in present if n not in files and n != MANIFEST))
    edited = {
        name: _aside(name, present[name])
        for name in (*written, *removed)
        if name in present and name != MANIFEST and sha256(present[name]) != before.get(name)
    }
    # The manifest last: it speaks for all the others.
    changes = [Change(aside, present[name]) for name, aside in edited.items()]
    was = {name: sha256(content) for name, content in present.items()}
    changes += [Change(name, None, was.get(name)) for name in removed]
    changes += [Change(name, files[name], was.get(name)) for name in written]
    saved = apply(output, changes, own=own) if changes else ()
    moved = (*(output / aside for aside in edited.values()), *saved)
    return Publication(written, unchanged, moved, tuple(n for n in removed if n not in edited), recovered)


def _aside(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    return str(path.parent / "edited" / f"{path.stem}-{sha256(content)[:8]}{path.suffix}")


def _cannot_write(output: Path, error: OSError) -> OutputError:
    # The second name of a failed replacement is its target; our own temporary names would tell nobody anything.
    failed = Path(str(error.filename2 or error.filename or output))
    name = output.name if any(part.startswith(PREFIX) for part in failed.parts) else failed.name
    if error.errno in _FULL:
        return OutputError("磁盘已满，成果没有发布", place=output.name, remedy="请清理磁盘空间后重新运行。")
    if getattr(error, "winerror", None) in _SHARING:
        remedy = "请在 Word 或 WPS 中关闭它，然后重新运行。"
        return OutputError(f"“{name}”正被其他程序打开，成果没有发布", place=output.name, remedy=remedy)
    if error.errno in _IN_THE_WAY:
        remedy = "请把它改名或移走，然后重新运行。"
        return OutputError(f"“{name}”占用了输出文件的位置，成果没有发布", place=output.name, remedy=remedy)
    remedy = "请检查该文件夹是否只读、文件是否正在 Word 或 WPS 中打开，处理后重新运行。"
    return OutputError(f"“{name}”写不进去，成果没有发布", place=output.name, remedy=remedy)
