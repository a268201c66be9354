"""A file and the wish for another format → LibreOffice found, run within bounds, and ended with all its processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROGRAM = "YOUTHREPORT_OFFICE"
_NAMES = ("soffice", "libreoffice")


@dataclass(frozen=True, slots=True)
class Office:
    """An installed LibreOffice."""

    program: Path


def find_office(
    *, system: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> Office | None:
    """LibreOffice on the search path or where installers put it; None when there is none.

    YOUTHREPORT_OFFICE names the program where it lies elsewhere, and then no other is looked for.
    """
    if named := environment.get(PROGRAM):
        return Office(Path(named)) if Path(named).is_file() else None
    for name in _NAMES:
        # soffice.com waits for its work on Windows; soffice.exe returns at once
        for candidate in (f"{name}.com", name) if system == "win32" else (name,):
            if found := shutil.which(candidate, path=environment.get("PATH", "")):
                return Office(Path(found))
    places = _usual_places(system, environment, home or Path.home())
    return next((Office(path) for path in places if path.is_file()), None)


def _usual_places(system: str, environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    if system == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "LOCALAPPDATA"):
            if folder := environment.get(variable):
                for inside in ("", "Programs"):
                    yield Path(folder, inside, "LibreOffice", "program", "soffice.com")
    elif system == "darwin":
        for applications in (Path("/Applications"), home / "Applications"):
            yield applications / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
    else:
        for folder in ("/usr/bin", "/usr/local/bin", "/usr/lib/libreoffice/program", "/snap/bin"):
            yield Path(folder) / ("libreoffice" if folder == "/snap/bin" else "soffice")
        yield from sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)


def convert(office: Office, source: Path, target: str, *, seconds: float) -> str:
    """`source` converted beside itself into the format `target` (as --convert-to takes it); "" or what went wrong.

    The run has a user profile of its own beside the source, so that an open LibreOffice does not matter.
    When the time is up, all its processes end.
    """
    profile = (source.parent / "profile").resolve().as_uri()
    command = [str(office.program), f"-env:UserInstallation={profile}", "--headless", "--norestore"]
    command += ["--convert-to", target, "--outdir", str(source.parent), str(source)]
    try:
        process = _start(command)
    except OSError as error:
        return f"无法启动 {office.program.name}：{error.strerror or error}"
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return f"超过 {seconds:.0f} 秒没有完成"
    except BaseException:  # Ctrl+C: nothing may live on
        _end(process)
        raise
    return f"退出码 {process.returncode}" if process.returncode else ""


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """A process at the head of a group of its own, so that the group can be ended as one."""
    quiet = subprocess.DEVNULL
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, creationflags=flags)
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and everything that it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
