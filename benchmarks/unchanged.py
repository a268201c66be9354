"""500 returns that have not changed → how long `build --if-changed` takes, and what the least possible would be.

Run `python benchmarks/unchanged.py [RETURNS]`. It fails when the run takes more than 1.0 s, or more than 0.15 s on top
of importing click and asking the system for every file's state. Each is the best of several runs, taken in turn.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_data" / "2026S1"
RUNS = 9
LONGEST, MOST_ON_TOP = 1.0, 0.15
_LEAST = (
    "import sys, os, click\n"
    "for folder, _, names in os.walk(sys.argv[1]):\n"
    "    for name in names:\n        os.stat(os.path.join(folder, name))"
)


def make_project(folder: Path, returns: int) -> None:
    """The sample with its returns multiplied, each copy a file of its own."""
    shutil.copytree(
        SAMPLE, folder, ignore=shutil.ignore_patterns("output", ".youthreport", "forms", "returns")
    )
    sources = sorted(path for path in (SAMPLE / "returns").rglob("*") if path.is_file())
    (folder / "returns").mkdir()
    for number in range(returns):
        source = sources[number % len(sources)]
        content = source.read_bytes() + number.to_bytes(4, "big")
        (folder / "returns" / f"{number:04}_{source.name}").write_bytes(content)


def pretend_built(project: Path) -> None:
    """What a build leaves for the next run to compare with: building 500 returns is not what is measured here."""
    sys.path.insert(0, str(ROOT))
    from youthreport.pipeline.unchanged import mark_of, remember
    from youthreport.places import Places

    places = Places(project)
    places.output.mkdir()
    places.state.mkdir()
    for name in ("总结.docx", "manifest.json"):
        (places.output / name).write_text("{}", encoding="utf-8")
    mark = mark_of(places, final=False, stamp=None, pdf=None)
    remember(places, places.output, mark, places.output / "总结.docx", True)


def seconds(*words: str) -> tuple[float, str]:
    """How long the command took, and what it said."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("YOUTHREPORT_")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *words], env=env, check=True, capture_output=True, encoding="utf-8"
    )
    return time.perf_counter() - began, done.stdout


def load() -> str:
    """How many processes wanted to run in the last minute; "?" where the system does not say."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"


def main(returns: int) -> int:
    """Measure and print; 0 when both bounds are kept."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "2026S1"
        make_project(project, returns)
        pretend_built(project)
        least, ours = [], []
        for _ in range(RUNS):
            least.append(seconds("-c", _LEAST, str(project))[0])
            taken, said = seconds("-m", "youthreport", "build", str(project), "--if-changed", "-q")
            assert said.startswith("没有变化"), said
            ours.append(taken)
        size = sum(path.stat().st_size for path in (project / "returns").iterdir())
    on_top = min(ours) - min(least)
    print(f"{returns} returns, {size / 1e6:.1f} MB; best of {RUNS}")
    print(f"import click and stat: {min(least):.3f} s")
    print(f"build --if-changed:    {min(ours):.3f} s (at most {LONGEST})")
    print(f"on top:                {on_top:.3f} s (at most {MOST_ON_TOP}); load of the machine: {load()}")
    return 0 if min(ours) <= LONGEST and on_top <= MOST_ON_TOP else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
