"""The files in returns/ → which of them are returns, which are litter, and what is only on its way there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_JUNK_NAMES = ("thumbs.db", "desktop.ini")
# Browsers, download managers and sync clients write under such names until the file is whole.
_PARTIAL = (".crdownload", ".part", ".partial", ".download", ".downloading", ".xltd", ".td", ".tmp")
# What Excel, WPS and LibreOffice put beside a workbook that somebody has open.
_OWNERS = (re.compile(r"~\$(.+)"), re.compile(r"\.~lock\.(.+)#"), re.compile(r"\.~(?!lock\.)(.+)"))
# 坚果云 -冲突/-NSConflict, Dropbox and Nextcloud (… conflicted copy …), Syncthing .sync-conflict-, Seafile
# (SFConflict …), ownCloud _conflict-; OneDrive adds only the name of the computer.
_CONFLICT = re.compile(r"^[\s._\-(（\[].*(冲突|conflict)", re.IGNORECASE)
_COMPUTER = re.compile(r"^-(DESKTOP|LAPTOP|WIN|PC)-[0-9A-Z]{4,}(-\d+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notice:
    """A file of returns/ that is not read, or not as it may soon be; `text` says why and what to do.

    `waits`: what it holds may be missing from this run.
    """

    file: str
    text: str
    waits: bool = True

    def __str__(self) -> str:
        return f"{self.file}：{self.text}"


def readable(path: str) -> str:
    """The path as people read it: a name that is no UTF-8 was mostly packed on a Chinese Windows, as GBK."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogateescape")
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return path


def files_below(folder: Path) -> list[Path]:
    """Every file in the folder and its sub-folders, in no order; empty when there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:  # not there, or taken away while we looked
        return []
    files = [folder / entry.name for entry in found if entry.is_file()]
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            files += files_below(folder / entry.name)
    return files


def returns_among(files: Iterable[Path], folder: Path) -> tuple[Path, ...]:
    """The returns among the files of that folder, sorted by path: no litter, no copies in conflict."""
    inside = ((path.relative_to(folder), path) for path in files)
    found = [p for _, p in sorted((i.as_posix(), p) for i, p in inside if not _is_litter(i))]
    copies = _copies(found)
    return tuple(path for path in found if path not in copies)


def notices(files: Iterable[Path], folder: Path) -> tuple[Notice, ...]:
    """What a clerk should know of files that are not read, sorted by path."""
    every = sorted(files)
    copies = _copies([path for path in every if not _is_litter(path.relative_to(folder))])
    present = set(every)
    told = []
    for path in every:
        name = readable(path.relative_to(folder).as_posix())
        if path in copies:
            told.append(Notice(name, _in_conflict(copies[path])))
        elif (owned := _owned(path)) in present:
            text = f"“{readable(owned.name)}”正被打开，已按最近一次保存的内容读取，没有保存的修改不会计入。"
            told.append(Notice(name, text, waits=False))
        elif path.name.lower().endswith(_PARTIAL) and not _hidden(path.relative_to(folder)):
            told.append(Notice(name, "还没有传完，留待下次；如早已停止传输，请重新下载并删去这个文件。"))
    return tuple(told)


def _in_conflict(original: Path) -> str:
    return (
        f"是同步软件留下的“{readable(original.name)}”的冲突副本，本次没有读取；"
        "请打开两份核对，以正确的一份为准，删去另一份。"
    )


def _copies(files: Iterable[Path]) -> Mapping[Path, Path]:
    """The copies that a sync client made when two people saved the same file, with what they are copies of.

    A copy whose original is not there any more is nobody's copy: it may be the only return.
    """
    by_folder: dict[tuple[Path, str], list[Path]] = {}
    for path in files:
        by_folder.setdefault((path.parent, path.suffix.lower()), []).append(path)
    found = {}
    for group in by_folder.values():
        for path in group:
            if "冲突" in path.stem or "conflict" in path.stem.lower() or _looks_renamed(path.stem):
                original = next((other for other in group if _is_copy(path.stem, other.stem)), None)
                if original is not None:
                    found[path] = original
    return found


def _looks_renamed(stem: str) -> bool:
    return re.search(r"-(desktop|laptop|win|pc)-", stem, re.IGNORECASE) is not None


def _is_copy(stem: str, original: str) -> bool:
    if stem == original or not stem.startswith(original):
        return False
    added = stem[len(original) :]
    return bool(_CONFLICT.match(added) or _COMPUTER.match(added))


def _owned(path: Path) -> Path:
    """The workbook that an owner file stands for; the path itself when it is none."""
    for pattern in _OWNERS:
        if match := pattern.fullmatch(path.name):
            return path.with_name(match[1])
    return path.with_name(path.name + "\0")  # no file has such a name


def _is_litter(inside: Path) -> bool:
    name = inside.name.lower()
    return _hidden(inside) or name.startswith("~$") or name.endswith(_PARTIAL) or name in _JUNK_NAMES


def _hidden(inside: Path) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in inside.parts)
