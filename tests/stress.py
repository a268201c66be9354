"""N builds killed at random moments, two at a time, while returns change → the output is always one whole build.

Run `python -m tests.stress N [SEED]` from the checkout.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.commandline import SMALL, example_returns, run, small_project, start
from youthreport.forms.filling import fill

# What a builder may end with: done, incomplete (a return was just being replaced), locked out, killed.
ENDS = {0, 3, 75, -9}


@dataclass
class Tally:
    """What was seen: how builders ended, and how many different builds were published."""

    rounds: int = 0
    ends: dict[int, int] = field(default_factory=dict)
    builds: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        ends = "，".join(f"{code}: {times}" for code, times in sorted(self.ends.items()))
        return (
            f"{self.rounds} rounds; builders ended with {ends}; {len(self.builds)} different builds published"
        )


def fault_of(output: Path) -> str:
    """What is wrong with the published output; "" when it is one whole build (or there is none yet)."""
    present = {path.name for path in output.iterdir() if path.is_file()} if output.is_dir() else set()
    if not present:
        return ""
    try:
        manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return f"no manifest: {error}"
    listed = {entry["file"]: entry["sha256"] for entry in manifest["outputs"]}
    for name, digest in listed.items():
        if name not in present:
            return f"{name} is missing"
        if hashlib.sha256((output / name).read_bytes()).hexdigest() != digest:
            return f"{name} is of another build"
    if strangers := present - set(listed) - {"manifest.json", ".staging-old"}:
        return f"not of this build: {sorted(strangers)}"
    if list(output.glob("edited/*")):
        return "a file that nobody edited was moved to edited/"
    for name in listed:
        if name.endswith((".docx", ".xlsx")) and zipfile.ZipFile(output / name).testzip() is not None:
            return f"{name} cannot be read"
    return ""


def versions() -> Mapping[str, tuple[bytes, bytes]]:
    """Two contents of each return."""
    return {
        name: (content, fill(content, {"填表人": "郁清和"}, {"members": 200}, {}, tick=False))
        for name, content in example_returns().items()
    }


@contextmanager
def changing(returns: Path, rng: random.Random) -> Iterator[None]:
    """While the body runs, returns are replaced, rewritten in place and taken away, again and again."""
    stop = threading.Event()
    contents = versions()

    def work() -> None:
        while not stop.wait(rng.uniform(0.01, 0.2)):
            name, how = rng.choice(SMALL), rng.random()
            content = rng.choice(contents[name])
            if how < 0.4:
                (returns / name).write_bytes(content)
            elif how < 0.9:
                beside = returns / f"{name}.part"
                beside.write_bytes(content)
                os.replace(beside, returns / name)
            else:
                (returns / name).unlink(missing_ok=True)

    writer = threading.Thread(target=work)
    writer.start()
    try:
        yield
    finally:
        stop.set()
        writer.join()


def wait_to_kill(project: Path, builder: subprocess.Popen[str], rng: random.Random, longest: float) -> None:
    """Until a random moment; in half of the rounds one while files are being exchanged."""
    deadline = time.monotonic() + rng.uniform(0, longest)
    if rng.random() < 0.5:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and builder.poll() is None:
            if any(project.glob(".staging-*")) or any(project.glob("output/.staging-*")):
                deadline = time.monotonic() + rng.uniform(0, 0.03)
                break
            time.sleep(0.0005)
    while time.monotonic() < deadline and builder.poll() is None:
        time.sleep(0.001)


def stress(project: Path, rounds: int, rng: random.Random) -> Tally:
    """So many rounds on the project; AssertionError names the round after which something was not whole."""
    tally = Tally()
    began = time.monotonic()
    run("build", "-q", str(project))
    longest = 1.2 * (time.monotonic() - began)
    with changing(project / "returns", rng):
        for tally.rounds in range(1, rounds + 1):
            dated = ("--date", f"2026-07-{rng.randint(1, 28):02}")
            builders = [start("build", "-q", str(project), *dated), start("build", "-q", str(project))]
            wait_to_kill(project, builders[0], rng, longest)
            for builder in builders:
                builder.kill()
            said = [builder.communicate(timeout=60)[1] for builder in builders]
            for builder, words in zip(builders, said, strict=True):
                code = int(builder.returncode)
                tally.ends[code] = tally.ends.get(code, 0) + 1
                assert code in ENDS, f"round {tally.rounds}: exit code {code}: {words}"
            fault = fault_of(project / "output")
            assert not fault, f"round {tally.rounds}: {fault}"
            if (manifest := project / "output" / "manifest.json").is_file():
                tally.builds.add(json.loads(manifest.read_text(encoding="utf-8"))["build_id"])
    return tally


def settle(project: Path) -> None:
    """A last build in peace: it must succeed, clear what the killed ones left, and then find nothing changed."""
    for name, content in example_returns().items():
        (project / "returns" / name).write_bytes(content)
    for left in project.glob("returns/*.part"):
        left.unlink()
    last = run("build", "-q", str(project))
    assert last.returncode == 0, last.stderr
    assert not fault_of(project / "output")
    leavings = list(project.rglob(".staging-*"))
    assert not leavings, leavings
    again = run("build", "-q", "--if-changed", str(project))
    assert again.stdout.startswith("没有变化"), again.stdout


def main(arguments: list[str]) -> int:
    """The number of rounds and, to repeat a run, the seed."""
    rounds = int(arguments[0]) if arguments else 100
    seed = int(arguments[1]) if len(arguments) > 1 else random.randrange(10**6)
    print(f"{rounds} rounds, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        project = small_project(Path(folder) / "2026S1")
        print(stress(project, rounds, random.Random(seed)))
        settle(project)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
