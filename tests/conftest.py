"""The sample district → private copies that a test may spoil, and one build that all may read."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from youthreport.cli import main

# A slow machine is no fault of the program: benchmarks tell how long things take.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

SAMPLE = Path(__file__).parents[1] / "sample_data" / "2026S1"


def copy_sample(target: Path) -> Path:
    """A copy of the sample project without anything that a build left there."""
    return shutil.copytree(SAMPLE, target, ignore=shutil.ignore_patterns("output", ".youthreport", "forms"))


@dataclass(frozen=True)
class BuiltSample:
    """One finished build of the sample and its exit code."""

    project: Path
    output: Path
    exit_code: int

    @property
    def paper(self) -> Path:
        """The document."""
        return next(self.output.glob("*计划.docx"))

    @property
    def figures(self) -> dict[str, dict[str, object]]:
        """figures.json by code."""
        told = json.loads((self.output / "figures.json").read_text("utf-8"))
        return {figure["code"]: figure for figure in told["figures"]}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSample:
    """The sample, built once through the command line."""
    project = copy_sample(tmp_path_factory.mktemp("sample") / "2026S1")
    return BuiltSample(project, project / "output", main(["build", "-q", str(project)]))


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A private copy of the sample project."""
    return copy_sample(tmp_path / "2026S1")
