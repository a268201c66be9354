"""Work that hangs, swells, crashes or shouts in the bounded child → a Death for it alone; the rest goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from youthreport import bounded
from youthreport.bounded import Death

LINUX = sys.platform.startswith("linux")


def run(function, argument=None, *, seconds: float = 20.0, megabytes: int = 600):
    return bounded.run(function, argument, seconds=seconds, megabytes=megabytes)


@pytest.fixture(autouse=True)
def _own_child():
    bounded.close()
    yield
    bounded.close()


def double(number: int) -> int:
    return 2 * number


def own_process(_: object) -> int:
    return os.getpid()


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def swell(_: object) -> int:
    return len(bytearray(4_000_000_000))


def leave(code: int) -> None:
    os._exit(code)


def fail(text: str) -> None:
    raise ValueError(text)


def panic(text: str) -> None:
    class Panic(BaseException):
        pass

    raise Panic(text)


def shout(_: object) -> str:
    print("x" * 100_000)
    os.write(1, b"y" * 100_000)
    os.write(2, b"z" * 100_000)
    return "heard"


def flood(_: object) -> str:
    for _n in range(200):
        os.write(2, b"z" * 1_000_000)
    return "never"


def unpicklable(_: object) -> object:
    return lambda: None


def where(_: object) -> list[str]:
    return list(sys.path)


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except OSError:
        return False
    return True


def test_work_is_done_in_another_process_which_is_used_again() -> None:
    assert run(double, 21) == 42
    first = run(own_process)
    assert first != os.getpid()
    assert run(own_process) == first


def test_large_arguments_and_answers_pass() -> None:
    content = bytes(range(256)) * 80_000
    assert run(bytes, content) == content


def test_death_by_time_ends_that_work_only() -> None:
    start = time.perf_counter()
    death = run(sleep, 60, seconds=0.5)
    assert isinstance(death, Death)
    assert death.reason == "time"
    assert time.perf_counter() - start < 10
    assert run(double, 4) == 8


@pytest.mark.skipif(not LINUX, reason="only here the system limits memory")
def test_death_by_memory_ends_that_work_only() -> None:
    death = run(swell)
    assert isinstance(death, Death)
    assert death.reason == "memory"
    assert run(double, 4) == 8


def test_a_process_that_ends_itself_is_a_crash_with_its_code() -> None:
    death = run(leave, 3)
    assert isinstance(death, Death)
    assert (death.reason, death.detail.split()[0]) == ("crash", "3")
    assert run(double, 4) == 8


def test_an_exception_is_a_crash_that_tells_what_it_was_and_the_child_goes_on() -> None:
    before = run(own_process)
    assert run(fail, "坏了") == Death("crash", "ValueError: 坏了")
    assert run(own_process) == before


def test_what_is_no_exception_ends_the_child_too() -> None:
    before = run(own_process)
    death = run(panic, "rust")
    assert isinstance(death, Death)
    assert (death.reason, "rust" in death.detail) == ("crash", True)
    assert run(own_process) != before


def test_noise_on_stdout_and_stderr_does_not_get_into_the_answer() -> None:
    assert run(shout) == "heard"
    assert run(double, 4) == 8


@pytest.mark.skipif(not LINUX, reason="only here the system limits files")
def test_endless_noise_does_not_fill_the_disk() -> None:
    death = run(flood)
    assert isinstance(death, Death)
    assert "File too large" in death.detail
    assert run(double, 4) == 8


def test_an_answer_that_cannot_be_handed_over_is_a_crash() -> None:
    death = run(unpicklable)
    assert isinstance(death, Death)
    assert death.reason == "crash"


def test_a_child_that_was_killed_between_two_works_is_replaced() -> None:
    victim = run(own_process)
    os.kill(victim, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
    assert run(double, 4) == 8
    assert run(own_process) != victim


def test_the_child_ends_when_it_is_closed() -> None:
    victim = run(own_process)
    bounded.close()
    assert not lives(victim)


def test_a_module_in_the_current_folder_is_not_taken_for_one_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("import os\nos._exit(9)\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(double, 4) == 8


def test_a_child_that_does_not_come_up_is_no_verdict_on_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", str(tmp_path))  # where Python finds nothing to start with
    with pytest.raises(RuntimeError, match="encodings"):
        run(double, 4)
    monkeypatch.undo()
    assert run(double, 4) == 8


def test_a_missing_interpreter_is_no_verdict_on_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(RuntimeError, match="did not start"):
        run(double, 4)


INTERRUPTED = """
import sys, threading
from youthreport import bounded
from tests.test_bounded import own_process, sleep
print(bounded.run(own_process, None, seconds=20, megabytes=600), flush=True)
try:
    bounded.run(sleep, 60, seconds=60, megabytes=600)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent otherwise there")
def test_ctrl_c_ends_the_work_and_leaves_no_child() -> None:
    root = str(Path(__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.3)
        os.killpg(parent.pid, signal.SIGINT)  # the terminal sends it to both
        assert parent.stdout.readline().strip() == "interrupted"
        assert parent.wait(timeout=20) == 0
    assert not lives(child)
