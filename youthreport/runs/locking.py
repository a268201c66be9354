"""The state folder → a lock that one run at a time may hold."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from youthreport.errors import LockedError, OutputError


@contextmanager
def lock(state: Path) -> Iterator[None]:
    """Hold the project's lock for the body; LockedError says who has it and since when.

    OutputError if the state folder cannot be written. A killed run leaves no lock behind.
    """
    from filelock import FileLock, Timeout

    # Beside the lock and not in it: Windows lets nobody else read a locked file.
    holder = state / "lock.json"
    guard = FileLock(state / "lock", blocking=False)
    try:
        state.mkdir(parents=True, exist_ok=True)
        guard.acquire()
    except Timeout:
        raise _locked(holder) from None
    except (OSError, NotImplementedError) as error:
        raise OutputError(
            f"程序的工作文件夹 {state.name} 写不进去",
            place=state.parent.name,
            remedy="请检查项目文件夹是否只读、磁盘是否已满，处理后重新运行。",
        ) from error
    try:
        _sign(holder)
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        guard.release()


def _sign(holder: Path) -> None:
    who = {"pid": os.getpid(), "host": socket.gethostname(), "since": f"{datetime.now():%Y-%m-%d %H:%M:%S}"}
    # Only a courtesy to whoever finds the lock taken: the run goes on without it.
    with suppress(OSError):
        holder.write_text(json.dumps(who, ensure_ascii=False), encoding="utf-8")


def _locked(holder: Path) -> LockedError:
    try:
        who = json.loads(holder.read_text(encoding="utf-8"))
        by = f"（电脑 {who['host']}，进程号 {who['pid']}，自 {who['since']} 起）"
    except (OSError, ValueError, KeyError, TypeError):
        by = ""
    return LockedError(
        f"另一次运行正在使用这个项目{by}", remedy="请等它结束后再试；如确认它已卡死，请先结束该进程。"
    )
