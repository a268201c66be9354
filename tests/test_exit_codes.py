"""The real command line in a process of its own → every exit code of the contract."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commandline import SMALL, command, environment, run, small_project, start
from youthreport.runs import lock

PAGE = Path(__file__).parents[1] / "docs" / "exit-codes.md"
POSIX = sys.platform != "win32"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that builds without a gap; tests leave its inputs alone."""
    return small_project(tmp_path_factory.mktemp("exit codes") / "2026S1")


def log_of(project: Path) -> str:
    return (project / ".youthreport" / "log" / "youthreport.log").read_text(encoding="utf-8")


def defective(folder: Path) -> dict[str, str]:
    """An environment in which the program has a defect: a function of it fails as no input could make it fail."""
    (folder / "sitecustomize.py").write_text(
        "import youthreport.heading\n"
        "def broken(project):\n    raise ZeroDivisionError('crafted defect')\n"
        "youthreport.heading.title_of = broken\n",
        encoding="utf-8",
    )
    made = environment()
    return {**made, "PYTHONPATH": os.pathsep.join([str(folder), made["PYTHONPATH"]])}


def test_0_done_and_nothing_changed(whole: Path) -> None:
    done = run("build", "-q", str(whole))
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"澄岚团区委2026年上半年：已生成；应报 3、实报 3；.+\.docx\n", done.stdout)
    again = run("build", "-q", "--if-changed", str(whole))
    assert (again.returncode, again.stdout[:4]) == (0, "没有变化")


@pytest.mark.skipif(not POSIX, reason="Windows does not let go of a folder that somebody stands in")
def test_a_shell_whose_folder_was_made_anew_meanwhile_goes_on(tmp_path: Path, whole: Path) -> None:
    stands = shutil.copytree(whole, tmp_path / "2026S1")
    script = 'cp -r . ../kept && rm -r ../2026S1 && mv ../kept ../2026S1 && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *command("status", "-q")],
        env=environment(PWD=str(stands)),
        cwd=stands,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_1_findings(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1", SMALL[:2])
    (project / "returns" / "图片.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run("validate", "-q", str(project)).returncode == 1


def test_1_final_refused(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1", SMALL[:2])
    done = run("build", "-q", "--final", str(project))
    assert (done.returncode, "定稿条件不满足" in done.stderr) == (1, True)
    assert not (project / "output").exists()


def test_2_usage(whole: Path) -> None:
    assert run("bulid", str(whole)).returncode == 2


def test_2_configuration(whole: Path) -> None:
    done = run("build", str(whole), env=environment(YOUTHREPORT_PERIOD_COD="2026S1"))
    assert (done.returncode, "YOUTHREPORT_PERIOD_CODE" in done.stderr) == (2, True)


def test_3_published_but_incomplete(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1", SMALL[:2])
    done = run("build", "-q", str(project))
    assert (done.returncode, len(done.stdout.splitlines()), done.stderr) == (3, 1, "")
    assert "不完整" in done.stdout
    assert (project / "output" / "manifest.json").is_file()


def test_4_no_input(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1", ())
    assert run("build", str(project)).returncode == 4


def test_70_a_defect_shows_its_traceback_in_the_log_alone(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1")
    done = run("build", str(project), env=defective(tmp_path))
    assert done.returncode == 70
    assert "程序出现缺陷：ZeroDivisionError: crafted defect" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "Traceback" in log_of(project)
    assert "sitecustomize.py" in log_of(project)
    assert "退出码 70" in log_of(project)


def test_70_with_v_the_traceback_is_on_stderr_too(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1")
    done = run("build", "-v", str(project), env=defective(tmp_path))
    assert (done.returncode, "Traceback" in done.stderr, "Traceback" in done.stdout) == (70, True, False)


@pytest.mark.parametrize("outside", [True, False], ids=["-o", "output"])
def test_73_output_cannot_be_written(tmp_path: Path, outside: bool) -> None:
    project = small_project(tmp_path / "2026S1")
    (tmp_path / "file").write_bytes(b"keep")
    if outside:
        done = run("build", "-q", str(project), "-o", str(tmp_path / "file" / "output"))
    else:
        (project / "output").symlink_to(tmp_path / "file" / "output")
        done = run("build", "-q", str(project))
    assert (done.returncode, done.stdout, "怎么办" in done.stderr) == (73, "", True)
    assert (tmp_path / "file").read_bytes() == b"keep"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_73_stdout_on_a_full_disk(whole: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        words = [sys.executable, "-m", "youthreport", "status", str(whole)]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (73, False)


def test_75_another_run_holds_the_lock(whole: Path) -> None:
    with lock(whole / ".youthreport"):
        done = run("build", str(whole))
    assert done.returncode == 75
    assert re.search(rf"进程号 {os.getpid()}，自 \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d 起", done.stderr)


@pytest.mark.skipif(not POSIX, reason="Windows has no signals to send")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl+C", "stopped"])
def test_130_interrupted(whole: Path, number: signal.Signals) -> None:
    before = {path: path.read_bytes() for path in whole.glob("output/*") if path.is_file()}
    with start("build", str(whole), "--date", "2026-07-01") as process:
        assert process.stderr is not None
        assert "正在读取" in process.stderr.readline()
        process.send_signal(number)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in told) == (130, False)
    assert {path: path.read_bytes() for path in before} == before
    assert "退出码 130" in log_of(whole)


@pytest.mark.skipif(not POSIX, reason="Windows has no SIGKILL")
def test_the_lock_of_a_killed_build_does_not_block(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1")
    with start("build", str(project)) as process:
        assert process.stderr is not None
        process.stderr.readline()
        assert (project / ".youthreport" / "lock.json").is_file()
        process.kill()
    time.sleep(0.1)
    assert run("build", "-q", str(project)).returncode == 0
    assert not (project / ".youthreport" / "lock.json").exists()


def test_the_page_names_every_code_once_and_says_what_an_unknown_one_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    codes = [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)]
    assert codes == [0, 1, 2, 3, 4, 70, 73, 75, 130]
    assert "An unknown exit code is a failure." in page
