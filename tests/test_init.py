"""`init` → a project folder that explains itself, builds at once with the example, and never overwrites."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import openpyxl
import pytest

from tests.commandline import SMALL, command, environment, run
from youthreport.cli import main
from youthreport.doubleclick import batch_files
from youthreport.intake import read_roster
from youthreport.launching import Launcher
from youthreport.pipeline.starting import district_of, short_of
from youthreport.project import load_project

UNIT = ("--unit", "共青团澄岚区委员会", "--period", "2026S1")


def test_options_make_a_project_ready_to_edit(tmp_path: Path) -> None:
    folder = tmp_path / "2026S1"
    done = run("init", str(folder), *UNIT, "--short", "澄岚团区委", "--deadline", "2026-07-05")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["district.xlsx", "previous", "returns", "roster.xlsx", "youthreport.toml", "校验.bat", "生成.bat"]
    )
    project = load_project(folder, {})
    assert (project.short, project.period.code, str(project.deadline)) == (
        "澄岚团区委",
        "2026S1",
        "2026-07-05",
    )
    text = (folder / "youthreport.toml").read_text(encoding="utf-8")
    assert all(line.startswith(("#", "[")) or " = " in line or not line for line in text.splitlines())
    roster = openpyxl.load_workbook(folder / "roster.xlsx").active
    assert roster is not None
    assert "一行一个单位" in str(roster["A2"].value)
    texts = openpyxl.load_workbook(folder / "district.xlsx")["文字要素"]
    known = {str(row[0].value): row[2].value for row in texts.iter_rows(min_row=4)}
    assert (known["sign_org"], known["dist_name"], known["dist_short"]) == (
        "共青团澄岚区委员会",
        "澄岚区",
        "澄岚团区委",
    )


def test_the_example_builds_at_once_without_a_gap(tmp_path: Path) -> None:
    folder = tmp_path / "试用 2026S1"
    assert run("init", str(folder), *UNIT, "--example").returncode == 0
    assert len(read_roster(folder / "roster.xlsx", "roster.xlsx").units) == 3
    assert sorted(path.name for path in (folder / "returns").iterdir()) == sorted(SMALL)
    assert run("validate", "-q", "--fail-on", "warning", str(folder)).returncode == 0
    done = run("build", str(folder))
    assert done.returncode == 0
    assert "错误 0 处，核实 0 处，提示 0 处" in done.stdout


def test_the_example_of_a_second_half_builds_too(tmp_path: Path) -> None:
    folder = tmp_path / "2026S2"
    run("init", str(folder), "--unit", "共青团澄岚区委员会", "--period", "2026S2", "--example")
    assert run("build", "-q", str(folder)).returncode == 0


@pytest.mark.parametrize("name", ["youthreport.toml", "roster.xlsx", "生成.bat", "returns/" + SMALL[0]])
def test_nothing_is_overwritten_and_what_is_there_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    done = run("init", str(tmp_path), *UNIT, "--example")
    assert (done.returncode, name in done.stderr, "怎么办" in done.stderr) == (2, True, True)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [tmp_path / name]
    assert (tmp_path / name).read_bytes() == b"mine"


def test_other_files_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(b"mine")
    assert run("init", str(tmp_path), *UNIT).returncode == 0
    assert (tmp_path / "通知.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--period", "2026S1"), "缺少选项“--unit”（单位全称）：请写 --unit 共青团某某区委员会"),
        (("--unit", "甲"), "缺少选项“--period”（报告期）：请写 --period 20"),
        (("--unit", "甲", "--period", "2026"), "2026S1"),
        ((*UNIT, "--deadline", "七月"), "2026-07-05"),
        ((*UNIT, "--example", "--from", "旧"), "只能写一个"),
    ],
)
def test_without_a_terminal_nothing_is_asked(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    done = run("init", str(tmp_path / "新"), *words, stdin="共青团某区委员会\n2026S1\n")
    assert (done.returncode, says in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "新").exists()


@pytest.mark.parametrize(
    ("old", "says"),
    [
        ("2026S1", "--period 2026S2（2026年下半年） 或 --period 2027S1（2027年上半年）；上期是 2026S1"),
        ("2026S2", "--period 2027S1（2027年上半年） 或 --period 2027S2（2027年下半年）；上期是 2026S2"),
    ],
)
def test_after_an_old_project_the_periods_that_follow_are_named(tmp_path: Path, old: str, says: str) -> None:
    assert run("init", str(tmp_path / "旧"), *UNIT[:2], "--period", old).returncode == 0
    done = run("init", str(tmp_path / "新"), "--from", str(tmp_path / "旧"), stdin="")
    assert done.returncode == 2
    assert f"缺少选项“--period”（报告期）：请写 {says}" in done.stderr
    assert not (tmp_path / "新").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    answers = "共青团澄岚区委员会\n\n2026S2\n2027-01-05\n"
    with subprocess.Popen(
        command("init", str(tmp_path / "新")), stdin=theirs, stdout=theirs, stderr=theirs, env=environment()
    ) as process:
        os.write(ours, answers.encode())
        assert process.wait(timeout=60) == 0
    os.close(theirs)
    told = os.read(ours, 65536).decode(errors="replace")
    os.close(ours)
    assert "单位全称" in told
    project = load_project(tmp_path / "新", {})
    assert (project.short, project.period.code, str(project.deadline)) == (
        "团澄岚区委",
        "2026S2",
        "2027-01-05",
    )


@pytest.mark.parametrize(
    ("name", "district", "short"),
    [
        ("共青团澄岚区委员会", "澄岚区", "团澄岚区委"),
        ("中国共产主义青年团青云县委员会", "青云县", "团青云县委"),
        ("岚舟集团团委", "", "岚舟集团团委"),
    ],
)
def test_what_a_name_tells(name: str, district: str, short: str) -> None:
    assert (district_of(name), short_of(name)) == (district, short)


# -- the last period ------------------------------------------------------------------------


def test_from_takes_over_the_settings_and_the_workbooks_of_the_last_period(tmp_path: Path) -> None:
    pytest.importorskip(
        "youthreport.pipeline.carrying_over", reason="carrying over is not in this checkout yet"
    )
    old, new = tmp_path / "2026S1", tmp_path / "2026S2"
    run("init", str(old), *UNIT, "--example")
    text = (old / "youthreport.toml").read_text(encoding="utf-8").replace("# seal = false", "seal = true")
    (old / "youthreport.toml").write_text(text, encoding="utf-8")
    assert run("init", str(new), "--period", "2026S2", "--from", str(old)).returncode == 0
    project = load_project(new, {})
    assert (project.name, project.paper.profile.seal, project.deadline) == ("共青团澄岚区委员会", True, None)
    assert len(read_roster(new / "roster.xlsx", "roster.xlsx").units) == 3
    assert list((new / "returns").iterdir()) == []


# -- to double-click ------------------------------------------------------------------------


@pytest.mark.parametrize("windows", [True, False])
def test_batch_files_are_such_that_windows_runs_them(windows: bool) -> None:
    launcher = Launcher(Path(r"C:\Program Files (x86)\100% Python\python.exe"), None)
    files = batch_files(launcher, windows=windows)
    assert sorted(files) == ["校验.bat", "生成.bat"]
    for content in files.values():
        lines = content.decode("utf-8").split("\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert not content.startswith(b"\xef\xbb\xbf")
        # Before the code page is set, only ASCII is read rightly.
        assert all(line.isascii() for line in lines[: lines.index("chcp 65001 >nul") + 1])
        assert lines.index('pushd "%~dp0"') > lines.index("chcp 65001 >nul")
        assert lines[-3:] == ["pause", "exit /b %CODE%", ""]
        told = [line for line in lines if line.startswith("set ")]
        assert all(line.count('"') % 2 == 0 for line in lines)
        if windows:
            assert r'set "PROGRAM=C:\Program Files (x86)\100%% Python\python.exe"' in told
            assert any(line.startswith('"%PROGRAM%" -P -m youthreport ') for line in lines)
        # An if with brackets would end at the bracket of a path like this one's.
        assert not any(re.match(r"if .*\($", line) for line in lines)


def test_batch_files_call_commands_that_exist(tmp_path: Path) -> None:
    folder = tmp_path / "2026S1"
    run("init", str(folder), *UNIT, "--example", "-q")
    for name, code in (("校验.bat", 0), ("生成.bat", 0)):
        text = (folder / name).read_bytes().decode("utf-8")
        words = next(line for line in text.split("\r\n") if line.startswith("call youthreport ")).split()[2:]
        assert run(*words, cwd=folder).returncode == code
    assert (folder / "校验结果.html").is_file()
    assert (folder / "output" / "manifest.json").is_file()


def test_a_windows_path_stays_a_windows_path() -> None:
    path = PureWindowsPath(r"C:\甲 乙\python.exe")
    content = batch_files(Launcher(Path(str(path)), Path(r"D:\源")), windows=True)["生成.bat"].decode("utf-8")
    assert rf'set "PROGRAM={path}"' in content
    assert r'set "PYTHONPATH=D:\源"' in content


def test_init_is_told_of_a_file_in_the_place_of_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "新").write_bytes(b"")
    assert main(["init", str(tmp_path / "新"), *UNIT]) == 2
    assert "这里要写文件夹" in capsys.readouterr().err
