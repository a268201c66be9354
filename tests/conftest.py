"""The sample district → private copies that a test may spoil, one build that all may read, and texts under review."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from youthreport.cli import main

# A slow machine is no fault of the program: benchmarks tell how long things take.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

SAMPLE = Path(__file__).parents[1] / "sample_data" / "2026S1"


GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regenerate` writes the texts under review anew; where nobody reviews them (CI) it is refused."""
    parser.addoption("--regenerate", action="store_true", help="write tests/golden anew, to be reviewed")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse `--regenerate` in CI."""
    if config.getoption("--regenerate") and os.environ.get("CI"):
        raise pytest.UsageError("--regenerate is refused in CI: golden texts are reviewed by people")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the one under review by its name in tests/golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--regenerate"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text.splitlines() == path.read_text("utf-8").splitlines()

    return compare


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


@dataclass(frozen=True)
class Outcome:
    """Exit code, stdout and stderr of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """What was printed, as JSON."""
        told = json.loads(self.out)
        assert isinstance(told, dict)
        return told


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line in this process."""

    def command(*argv: object) -> Outcome:
        capsys.readouterr()
        code = main([str(one) for one in argv])
        told = capsys.readouterr()
        return Outcome(code, told.out, told.err)

    return command
