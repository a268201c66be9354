"""What is to become of a file of a folder → a Change; and the writing that survives a power cut."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PREFIX = ".staging-"


@dataclass(frozen=True, slots=True)
class Change:
    """A file to write or, with no content, to remove; `name` is a posix path inside the folder.

    `was` is the SHA-256 of the file that it was decided about, None where there was none.
    """

    name: str
    content: bytes | None
    was: str | None = None


def refuse_folders(folder: Path, changes: Iterable[Change]) -> None:
    """IsADirectoryError when a folder stands where a file has to go."""
    for change in changes:
        if (folder / change.name).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / change.name))


def write(path: Path, content: bytes) -> None:
    """The content on the disk, not only on its way there."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
