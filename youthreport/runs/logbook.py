"""A run → lines in a rotating log of the state folder: when, which run, which stage, how long, what went wrong."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE = "youthreport.log"
_LARGEST, _KEPT = 1_000_000, 5


class Logbook:
    """One run's lines. Writing never fails the run: a log that cannot be written is done without."""

    def __init__(self, state: Path | None, tell: Callable[[str], None] | None = None) -> None:
        """Opens the log below that folder, None: there is none. `tell` is given every line as well."""
        self._tell = tell
        self.run = os.urandom(4).hex()
        self._began = self._stage_began = time.monotonic()
        self._stage = ""
        self._handler = _handler(state, self.run) if state else None
        self.file = state / "log" / FILE if state and self._handler else None

    def note(self, text: str) -> None:
        """A line of its own."""
        self._write(logging.INFO, text)

    def stage(self, text: str) -> None:
        """A new stage begins; how long the last one took is written first."""
        self._close_stage()
        self._stage, self._stage_began = text, time.monotonic()

    def failure(self, text: str, trace: str = "") -> None:
        """What ended the run, with the traceback of a defect."""
        self._write(logging.ERROR, f"{text}\n{trace.rstrip()}" if trace else text)

    def close(self, exit_code: int) -> None:
        """The last line: the exit code and how long all of it took."""
        self._close_stage()
        self._write(logging.INFO, f"结束，退出码 {exit_code}，共 {time.monotonic() - self._began:.2f} 秒")
        if self._handler is not None:
            with suppress(OSError, ValueError):
                self._handler.close()

    def _close_stage(self) -> None:
        if self._stage:
            self._write(logging.INFO, f"{self._stage}（{time.monotonic() - self._stage_began:.2f} 秒）")
            self._stage = ""

    def _write(self, level: int, text: str) -> None:
        if self._tell is not None:
            self._tell(f"{self.run} {text}")
        if self._handler is not None:
            record = logging.LogRecord("youthreport", level, "", 0, text.replace("\n", "\n    "), None, None)
            with suppress(OSError, ValueError):
                self._handler.handle(record)


def _handler(state: Path, run: str) -> RotatingFileHandler | None:
    try:
        (state / "log").mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            state / "log" / FILE, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", errors="replace"
        )
    except OSError:
        return None
    handler.setFormatter(
        logging.Formatter(f"%(asctime)s {run} %(levelname)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S%z")
    )
    handler.handleError = lambda record: None  # type: ignore[method-assign]  # a full disk must not print here
    return handler
