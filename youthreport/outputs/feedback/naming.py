"""Names of returns → names of their feedback copies, safe on Windows and never the same twice."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

# What follows the mark was added by the program that saved or received the file: " (1)", "-副本".
_NUMBERED = re.compile(r"（审核意见(\d{0,3})）(.*)$")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)", re.IGNORECASE)
# Windows refuses paths above 260 characters; other systems names above 255 bytes (a character takes 3).
_LONGEST_NAME = 50


def copy_names(files: Iterable[str]) -> Mapping[str, str]:
    """By the name of each return, a posix path below the feedback folder: its folder below returns/, its name.

    （审核意见）is added; the copy of a copy is numbered, so that two rounds never share a name. A name that had to
    be changed, or that differs from another one in capitals only, gets a short code of the original name.
    """
    made = {file: _copy_name(file) for file in files}
    often = Counter(_folded(name) for name, _ in made.values())
    return {
        file: name if faithful and often[_folded(name)] == 1 else _coded(name, file)
        for file, (name, faithful) in made.items()
    }


def _copy_name(file: str) -> tuple[str, bool]:
    """The name, and whether it says all that the original one says."""
    path = PurePosixPath(file.replace("\\", "/"))
    folders = path.parts[1:-1] if path.parts[:1] == ("returns",) and ".." not in path.parts else ()
    stem, kind, number, added = path.stem, path.suffix.lower().lstrip("."), 1, ""
    if found := _NUMBERED.search(stem):
        stem, number, added = stem[: found.start()], int(found[1] or 1) + 1, found[2]
    elif kind and kind != "xlsx":
        stem = f"{stem}_{kind}"
    safe = [*map(_safe, folders), _safe(stem)]
    mark = f"（审核意见{number if number > 1 else ''}）"
    return "/".join(safe) + f"{mark}.xlsx", safe == [*folders, stem] and not added


def _coded(name: str, file: str) -> str:
    code = hashlib.sha256(file.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    head, mark, tail = name.rpartition("（审核意见")
    return f"{head}_{code}{mark}{tail}"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _safe(text: str) -> str:
    """The text as a part of a path that every system accepts."""
    clean = (
        _FORBIDDEN.sub("_", text.encode("utf-8", "replace").decode())[:_LONGEST_NAME].strip(" .") or "未命名"
    )
    return f"_{clean}" if _DEVICES.match(clean) else clean
