"""`schedule` → lines that cron, systemd and Windows take as they are, whatever the folder is called."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.commandline import ROOT, run, small_project
from youthreport.cli import main
from youthreport.errors import ConfigurationError
from youthreport.launching import Launcher, this_program
from youthreport.model import Period
from youthreport.scheduling import Daily, schedule_text

AWKWARD = "共青团 100% 'A' \"B\" $HOME & 甲"
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
DOCUMENT = ROOT / "docs" / "schedule.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_project(tmp_path_factory.mktemp("cron") / (AWKWARD if sys.platform != "win32" else "2026S1"))


def printed(project: Path, kind: str, *more: str) -> str:
    done = run("schedule", str(project), "--print", kind, *more)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def by_cron(line: str) -> subprocess.CompletedProcess[str]:
    """What cron does with a line of a crontab: an escaped % is a %, a bare one ends the command."""
    command = line.rstrip("\n").split(" ", 5)[5]
    command = re.split(r"(?<!\\)%", command)[0].replace(r"\%", "%")
    bare = {"PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=bare, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True,
        encoding="utf-8", start_new_session=True, check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no cron")
def test_the_cron_line_runs_with_crons_bare_environment(project: Path) -> None:
    line = printed(project, "cron", "--at", "3:07")
    assert line.startswith("7 3 * * * ")
    assert line.count("\n") == 1
    done = by_cron(line)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"澄岚团区委2026年上半年：已生成；应报 3、实报 3；.*\.docx\n", done.stdout)
    assert (project / "output" / "manifest.json").is_file()
    again = by_cron(line)
    assert (again.returncode, again.stdout[:4], again.stderr) == (0, "没有变化", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no cron")
def test_the_cron_line_of_a_broken_project_says_what_is_wrong_in_its_mail(tmp_path: Path) -> None:
    project = small_project(tmp_path / "2026S1", ())
    done = by_cron(printed(project, "cron"))
    assert (done.returncode, "怎么办" in done.stderr) == (4, True)


def units(text: str, folder: Path) -> list[Path]:
    """The files that the printed text holds, each under a comment with its name."""
    found = re.split(r"^# ~/\.config/systemd/user/(\S+)\n", text, flags=re.MULTILINE)[1:]
    made = []
    for name, content in zip(found[::2], found[1::2], strict=True):
        (folder / name).write_text(content, encoding="utf-8")
        made.append(folder / name)
    return made


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_takes_the_service_and_the_timer(project: Path, tmp_path: Path) -> None:
    made = units(printed(project, "systemd"), tmp_path)
    assert [path.suffix for path in made] == [".service", ".timer"]
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, made)], capture_output=True, text=True, check=False
    )
    complaints = [line for line in done.stderr.splitlines() if "youthreport" in line]
    assert complaints == []
    text = made[0].read_text(encoding="utf-8")
    made[0].write_text(text.replace("Type=oneshot", "Type=onshot"), encoding="utf-8")
    spoilt = subprocess.run(
        ["systemd-analyze", "verify", *map(str, made)], capture_output=True, text=True, check=False
    )
    assert "onshot" in spoilt.stderr


def test_the_timer_catches_up_what_was_missed(project: Path) -> None:
    text = printed(project, "systemd", "--at", "22:30")
    assert "OnCalendar=*-*-* 22:30:00\nPersistent=true\n" in text
    assert "SuccessExitStatus=3\n" in text


def daily(project: str, interpreter: str, folder: str | None = None) -> Daily:
    return Daily(
        Path(project), Period("2026S1"), 3, 0, Launcher(Path(interpreter), Path(folder) if folder else None)
    )


def test_systemd_words_are_quoted() -> None:
    text = schedule_text("systemd", daily('/家/100% "a" $b \\c', "/opt/my python/bin/python"))
    assert (
        'ExecStart="/opt/my python/bin/python" "-P" "-m" "youthreport" "build" '
        '"/家/100%% \\"a\\" $$b \\\\c" "--if-changed" "-q"\n'
    ) in text


def test_windows_takes_the_task(project: Path, tmp_path: Path) -> None:
    root = ET.fromstring(printed(project, "windows"))
    assert (root.tag, root.get("version")) == (f"{TASK}Task", "1.2")
    told = {node.tag.removeprefix(TASK): node.text for node in root.iter()}
    assert (told["StartWhenAvailable"], told["MultipleInstancesPolicy"]) == ("true", "IgnoreNew")
    assert told["StartBoundary"] == "2026-06-30T03:00:00"
    assert told["Command"] == str(this_program().interpreter)
    assert str(told["Arguments"]).endswith("--if-changed -q")


def test_arguments_of_the_task_are_quoted_as_windows_reads_them() -> None:
    text = schedule_text("windows", daily(r"C:\我的 文档\2026S1 & 甲", r"C:\Program Files\Python\python.exe"))
    told = {node.tag.removeprefix(TASK): node.text for node in ET.fromstring(text).iter()}
    assert told["Command"] == r"C:\Program Files\Python\python.exe"
    assert told["Arguments"] == r'-P -m youthreport build "C:\我的 文档\2026S1 & 甲" --if-changed -q'


def test_the_task_in_a_file_is_utf_16_as_windows_exports_it(project: Path, tmp_path: Path) -> None:
    assert main(["schedule", str(project), "--print", "windows", "-o", str(tmp_path / "任务.xml")]) == 0
    raw = (tmp_path / "任务.xml").read_bytes()
    assert raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    assert ET.fromstring(raw.decode("utf-16")).tag == f"{TASK}Task"


def test_a_path_that_no_crontab_can_hold_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="控制字符"):
        schedule_text("cron", daily("/家/a\nb", "/usr/bin/python3"))


@pytest.mark.parametrize("moment", ["24:00", "3", "三点", "3:60", ""])
def test_a_time_that_is_none(project: Path, capsys: pytest.CaptureFixture[str], moment: str) -> None:
    assert main(["schedule", str(project), "--at", moment]) == 2
    assert "03:00" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["cron", "systemd", "windows"])
def test_the_page_shows_what_the_program_prints(kind: str) -> None:
    page = DOCUMENT.read_text(encoding="utf-8")
    shown = re.search(rf"<!-- {kind} -->\n```\w*\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    paths = {
        "windows": (r"D:\报表\2026S1", r"C:\Program Files\Python312\python.exe"),
    }.get(kind, ("/home/tuanwei/2026S1", "/home/tuanwei/venv/bin/python"))
    assert shown[1] == schedule_text(kind, daily(*paths))
