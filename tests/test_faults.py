"""Full disks, read-only folders, open documents → exit code 73, and the last good output whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commandline import example_returns, run, small_project
from tests.stress import fault_of, versions
from youthreport.cli import main
from youthreport.runs import staging

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def change(project: Path) -> None:
    """Another content of a return, so that the next build has something to write."""
    name = next(iter(example_returns()))
    (project / "returns" / name).write_bytes(versions()[name][1])


@pytest.fixture
def built(tmp_path: Path) -> Path:
    project = small_project(tmp_path / "2026S1")
    assert run("build", "-q", str(project)).returncode == 0
    change(project)
    return project


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not (sys.platform == "linux" and ROOT):
        pytest.skip("only root on Linux can mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(built: Path, small_disk: Path) -> None:
    output = small_disk / "成果"
    assert run("build", "-q", str(built), "-o", str(output), "--date", "2026-07-01").returncode == 0
    before = contents(output)
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "filler").write_bytes(b"x" * max(0, free - 8192))
    done = run("build", "-q", str(built), "-o", str(output), "--date", "2026-07-02")
    assert (done.returncode, "磁盘已满" in done.stderr) == (73, True), done.stderr
    assert contents(output) == before
    assert fault_of(output) == ""
    (small_disk / "filler").unlink()
    assert run("build", "-q", str(built), "-o", str(output), "--date", "2026-07-02").returncode == 0
    assert contents(output) != before
    assert not [*small_disk.rglob(".staging-*")]


def test_the_whole_project_on_a_full_disk(small_disk: Path) -> None:
    project = small_project(small_disk / "2026S1")
    assert run("build", "-q", str(project)).returncode == 0
    before = contents(project / "output")
    change(project)
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "filler").write_bytes(b"x" * max(0, free - 4096))
    assert run("build", "-q", str(project)).returncode == 73
    assert contents(project / "output") == before


@pytest.mark.skipif(ROOT, reason="root may write anywhere")
def test_a_read_only_output_folder(built: Path) -> None:
    before = contents(built / "output")
    (built / "output").chmod(0o555)
    try:
        done = run("build", "-q", str(built))
    finally:
        (built / "output").chmod(0o755)
    assert (done.returncode, contents(built / "output")) == (73, before)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A disk that can be made read-only under root's feet too."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not (sys.platform == "linux" and ROOT):
        pytest.skip("only root on Linux can mount a disk")
    if subprocess.run(
        ["mount", "-t", "tmpfs", "tmpfs", str(folder)], capture_output=True, check=False
    ).returncode:
        pytest.skip("a disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_read_only_disk(read_only: Path, tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1")
    output = read_only / "成果"
    assert run("build", "-q", str(project), "-o", str(output)).returncode == 0
    before = contents(output)
    change(project)
    subprocess.run(["mount", "-o", "remount,ro", str(read_only)], check=True)
    done = run("build", "-q", str(project), "-o", str(output))
    assert (done.returncode, "怎么办" in done.stderr, "Traceback" in done.stderr) == (73, True, False)
    assert contents(output) == before


class _SharingViolationError(PermissionError):
    """What Windows answers when Word has the file open."""

    winerror = 32


def test_a_document_open_in_word(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on Windows: folders cannot be exchanged, and the open document cannot be replaced."""
    before = contents(built / "output")
    paper = next(name for name in before if name.endswith("计划.docx"))
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == paper and Path(source).suffix == ".new":
            raise _SharingViolationError(13, "being used by another process", str(source), None, str(target))
        replace(source, target)

    monkeypatch.setattr(staging, "replace_at_once", lambda folder, changes: None)
    monkeypatch.setattr(staging.os, "replace", refuse)
    assert main(["build", "-q", str(built)]) == 73
    told = capsys.readouterr()
    assert f"“{paper}”正被其他程序打开，成果没有发布" in told.err
    assert contents(built / "output") == before
    monkeypatch.setattr(staging.os, "replace", replace)
    assert main(["build", "-q", str(built)]) == 0
    assert contents(built / "output") != before
    assert fault_of(built / "output") == ""
