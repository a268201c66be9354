"""A function and its argument → its result, or how it died: a hostile file cannot take the program along.

The work is done in one child process that is used again until it dies. It has a memory limit where the
system knows one, a time limit everywhere, and its noise on stdout and stderr goes to a file.
"""

from __future__ import annotations

import atexit
import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

_BOOT = "import sys; sys.path.insert(0, sys.argv[1]); from youthreport.bounded import serve; serve()"
# Booting is the machine's affair, not the file's: it has its own time.
_BOOT_SECONDS = 120.0
_GREETING = "ready"
_NOISE_MEGABYTES = 64
# A child whose parent was killed ends itself this long after its time was up.
_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class Death:
    """The work came to no result; `detail` is for the log, not for clerks."""

    reason: Literal["time", "memory", "crash"]
    detail: str = ""


def run(function: Callable[[T], R], argument: T, *, seconds: float, megabytes: int) -> R | Death:
    """What the function returns for the argument, or its Death; both must be picklable.

    An exception of the function is a Death, too: nothing that a file does raises here. RuntimeError means
    that no child could be started at all, which is no verdict on the work.
    """
    payload = pickle.dumps((function, argument), protocol=pickle.HIGHEST_PROTOCOL)
    with _lock:
        worker = _current()
        used = worker.used
        result = cast(R | Death, worker.ask(payload, seconds, megabytes))
        if used and not worker.alive and isinstance(result, Death) and result.reason != "time":
            # What earlier work left behind must not become the verdict on this one.
            result = cast(R | Death, _current().ask(payload, seconds, megabytes))
        return result


def prepare() -> None:
    """Starts the child, so that it boots while the caller does something else."""
    with _lock:
        _current()


def close() -> None:
    """Ends the child, if there is one; the next call of `run` starts another."""
    with _lock:
        if _workers:
            _workers.pop().end()


class _Worker:
    """The parent's side of the child process."""

    def __init__(self) -> None:
        self.used = False
        self.alive = True
        self._noise = tempfile.TemporaryFile()  # noqa: SIM115  # closed by end()
        try:
            self._process = self._start()
        except OSError as failure:
            self._noise.close()
            raise RuntimeError(f"the child process did not start: {failure}") from failure
        self._greeted = False

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            # -P: what lies in the current folder must not pass for a module.
            [sys.executable, "-P", "-c", _BOOT, str(Path(__file__).parents[1])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._noise,
            env={**os.environ, "RUST_BACKTRACE": "0", "PYTHONUTF8": "1"},
        )

    def ask(self, payload: bytes, seconds: float, megabytes: int) -> object:
        """The child's answer, or a Death; after a Death of the process the worker is not alive."""
        if not self._greeted:
            self._greet()
        expired = threading.Event()
        watchdog = threading.Timer(seconds, self._expire, (expired,))
        watchdog.daemon = True
        watchdog.start()
        try:
            answer, goes_on = self._exchange(payload, seconds, megabytes)
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._obituary(expired)
        except BaseException:  # Ctrl+C: the child must not live on
            self.end(kill=True)
            raise
        finally:
            watchdog.cancel()
        if not goes_on:
            self.end()
        return answer

    def _greet(self) -> None:
        """Waits until the child has booted and tells it where modules are; RuntimeError if it does not come up."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watchdog = threading.Timer(_BOOT_SECONDS, self._process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            self._greeted = pickle.load(self._process.stdout) == _GREETING
            pickle.dump(sys.path, self._process.stdin)
        except (EOFError, OSError, pickle.UnpicklingError) as failure:
            noise = self._noise_so_far()
            self.end(kill=True)
            raise RuntimeError(f"the child process did not start: {noise}") from failure
        except BaseException:  # Ctrl+C
            self.end(kill=True)
            raise
        finally:
            watchdog.cancel()

    def _exchange(self, payload: bytes, seconds: float, megabytes: int) -> tuple[object, bool]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pickle.dump((seconds, megabytes, payload), self._process.stdin)
        self._process.stdin.flush()
        self.used = True
        answer, goes_on = pickle.load(self._process.stdout)
        return answer, bool(goes_on)

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        self._process.kill()

    def _obituary(self, expired: threading.Event) -> Death:
        self._process.kill()
        code = self._process.wait()
        noise = self._noise_so_far()
        self.end(kill=True)
        if expired.is_set():
            return Death("time", noise)
        starved = "memory allocation" in noise or "MemoryError" in noise
        return Death("memory" if starved else "crash", f"{code} {noise}".strip())

    def _noise_so_far(self) -> str:
        """The last of what the child wrote to stdout and stderr."""
        size = self._noise.seek(0, os.SEEK_END)
        self._noise.seek(max(0, size - 2000))
        return self._noise.read().decode("utf-8", errors="replace").strip()

    def end(self, *, kill: bool = False) -> None:
        """Ends the process and gives its pipes back; may be called again."""
        if not self.alive:
            return
        self.alive = False
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # unsent work of a child that is dead
                    continue
        if kill:
            self._process.kill()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._noise.close()


_lock = threading.RLock()
_workers: list[_Worker] = []


def _current() -> _Worker:
    if _workers and not _workers[-1].alive:
        _workers.pop()
    if not _workers:
        _workers.append(_Worker())
    return _workers[-1]


atexit.register(close)


def serve() -> None:
    """The child's side: answers requests until its parent hangs up."""
    if os.name != "nt":
        # Ctrl+C reaches both; the parent decides. On Windows the child's death is what wakes the parent.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever a library prints must not end up in the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    requests = sys.stdin.buffer
    try:
        answers.write(pickle.dumps(_GREETING))
        answers.flush()
        sys.path[:] = pickle.load(requests)
        goes_on = True
        while goes_on:
            seconds, megabytes, payload = pickle.load(requests)
            _limit(megabytes)
            faulthandler.dump_traceback_later(seconds + _GRACE, exit=True)
            reply, goes_on = _work(payload)
            answers.write(reply)
            answers.flush()
            faulthandler.cancel_dump_traceback_later()
    except (EOFError, BrokenPipeError):
        return


def _work(payload: bytes) -> tuple[bytes, bool]:
    """The pickled answer, and whether this process may go on."""
    answer: object
    goes_on = True
    try:
        function, argument = pickle.loads(payload)
        return pickle.dumps((function(argument), True), protocol=pickle.HIGHEST_PROTOCOL), True
    except MemoryError:
        answer, goes_on = Death("memory", "MemoryError"), False
    except Exception as failure:
        answer = Death("crash", f"{type(failure).__name__}: {failure}")
    except BaseException as failure:  # a panic of Rust code is not an Exception; its state is unknown
        answer, goes_on = Death("crash", f"{type(failure).__name__}: {failure}"), False
    return pickle.dumps((answer, goes_on)), goes_on


def _limit(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the watchdog alone
        return
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = megabytes * 1024 * 1024
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # Endless complaints of a library must not fill the disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (_NOISE_MEGABYTES * 1024 * 1024,) * 2)
    except (OSError, ValueError):  # a system that refuses: the watchdog alone
        return
