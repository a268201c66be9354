"""Killed builds, short → the published output is whole; `python -m tests.stress 100` is the long form."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.commandline import run, small_project
from tests.stress import fault_of, settle, stress


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_builds_killed_at_random_moments_leave_whole_outputs(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1")
    tally = stress(project, 4, random.Random(20260701))
    assert tally.ends.get(-9, 0) >= 4
    settle(project)


def test_the_check_of_the_output_sees_violations(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1")
    assert run("build", "-q", str(project)).returncode == 0
    output = project / "output"
    assert fault_of(output) == ""
    figures = (output / "figures.json").read_bytes()
    (output / "figures.json").write_bytes(figures + b" ")
    assert "figures.json is of another build" in fault_of(output)
    (output / "figures.json").unlink()
    assert "figures.json is missing" in fault_of(output)
    (output / "figures.json").write_bytes(figures)
    (output / "多余.docx").write_bytes(b"")
    assert "not of this build" in fault_of(output)
    (output / "manifest.json").unlink()
    assert "no manifest" in fault_of(output)
