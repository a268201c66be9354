"""The real command line in a process of its own → what it said and how it ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from youthreport.catalogue import load_catalogue
from youthreport.forms.example import example
from youthreport.model import Period
from youthreport.pipeline.starting import Start, init

ROOT = Path(__file__).parents[1]
PERIOD = Period("2026S1")
SMALL = ("JD01_槿溪街道团工委.xlsx", "QY01_岚舟公司团委.xlsx", "XX01_砚湖中学团委.xlsx")


def command(*words: str) -> list[str]:
    """The command line with this interpreter."""
    return [sys.executable, "-m", "youthreport", *words]


def environment(**more: str) -> dict[str, str]:
    """This process's environment, with the checkout on the path."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}


def run(
    *words: str, env: Mapping[str, str] | None = None, cwd: Path | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """The finished process; there is no terminal."""
    return subprocess.run(
        command(*words),
        env=dict(env or environment()),
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def start(*words: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """The running process, its streams to be read."""
    return subprocess.Popen(
        command(*words),
        env=dict(env or environment()),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def small_project(folder: Path, returns: Sequence[str] = SMALL) -> Path:
    """A whole project of three invented units; only the named returns are there."""
    init(
        folder,
        Start("共青团澄岚区委员会", "澄岚团区委", PERIOD, None),
        example=True,
        old=None,
    )
    for path in (folder / "returns").iterdir():
        if path.name not in returns:
            path.unlink()
    return folder


def example_returns() -> Mapping[str, bytes]:
    """The three returns by file name."""
    return example(load_catalogue(), PERIOD).returns
