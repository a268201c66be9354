"""The same inputs in another environment → the same bytes, file by file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.commandline import command, environment
from tests.conftest import SAMPLE, BuiltSample


def copied_backwards(source: Path, target: Path) -> Path:
    """The project copied file by file in the reverse order, with other times: a folder lists its files otherwise."""
    for path in sorted((p for p in source.rglob("*") if p.is_file()), reverse=True):
        if {"output", ".youthreport", "forms"}.isdisjoint(path.relative_to(source).parts):
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)
            os.utime(place, (1_000_000_000, 1_000_000_000))
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def built_elsewhere(project: Path, cwd: Path, **variables: str) -> dict[str, bytes]:
    """What a build writes there, made with those variables, from that folder, with a narrow umask."""
    cwd.mkdir()
    env = environment(**variables)
    done = subprocess.run(
        command("build", "-q", os.path.relpath(project, cwd)), env=env, cwd=cwd, umask=0o077, capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return contents(project / "output")


def test_another_environment_gives_the_same_bytes(built: BuiltSample, tmp_path: Path) -> None:
    assert built.exit_code == 0
    project = copied_backwards(SAMPLE, tmp_path / "另一处 copy" / "2026S1")
    elsewhere = built_elsewhere(
        project,
        tmp_path / "cwd",
        PYTHONHASHSEED="4242",
        LC_ALL="C",
        LANG="",
        TZ="Pacific/Kiritimati",
        PYTHONUTF8="0",
    )
    here = contents(built.output)
    assert {Path(name).suffix for name in here} == {".docx", ".xlsx", ".html", ".json"}
    assert sorted(elsewhere) == sorted(here)
    assert [name for name in here if here[name] != elsewhere[name]] == []


def test_the_comparison_sees_a_difference(built: BuiltSample, tmp_path: Path) -> None:
    project = copied_backwards(SAMPLE, tmp_path / "2026S1")
    other = built_elsewhere(project, tmp_path / "cwd", SOURCE_DATE_EPOCH="1783036800")
    here = contents(built.output)
    differing = {Path(name).suffix for name in here if here[name] != other[name]}
    assert {".docx", ".json"} <= differing
