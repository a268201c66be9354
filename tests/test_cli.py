"""Command lines right and wrong → what a clerk reads and which exit code a script gets."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import openpyxl
import pytest

from youthreport.cli import cli, main
from youthreport.usage import Folder

COMMANDS = tuple(sorted(cli.commands))
FOLDER_COMMANDS = tuple(
    name for name in COMMANDS if any(p.name == "project" for p in cli.commands[name].params)
)
# What is a name and so may stand in Latin letters: options, the program, its commands and folders.
VALUES = sorted(
    {
        value
        for command in cli.commands.values()
        for option in command.params
        if isinstance(option.type, click.Choice)
        for value in option.type.choices
    }
)
NAMES = (
    *COMMANDS,
    *filter(str.isalpha, VALUES),
    "output",
    "forms",
    "docx",
    "history",
    "figures",
    "manifest",
    "LibreOffice",
    "PDF",
)
NAME = re.compile(r"\d{4}S[12]|--?[a-z]+(?:-[a-z]+)*\d?|\b(?:youthreport|" + "|".join(NAMES) + r")\b")


def outcome(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    """The exit code and everything printed."""
    capsys.readouterr()
    code = main(list(argv))
    told = capsys.readouterr()
    return code, told.out + told.err


def english(text: str) -> list[str]:
    """The Latin words that are no names."""
    return re.findall(r"[A-Za-z]+", NAME.sub("", text))


@pytest.mark.parametrize("argv", [("--help",), ("-h",), *((command, "--help") for command in COMMANDS)])
def test_help_is_chinese(capsys: pytest.CaptureFixture[str], argv: tuple[str, ...]) -> None:
    code, told = outcome(capsys, *argv)
    assert (code, english(told)) == (0, [])
    assert told.startswith("用法：youthreport")
    assert all(word in told for word in ("选项：", "显示本说明"))


def test_the_help_of_the_group_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    told = outcome(capsys, "--help")[1]
    assert all(re.search(rf"^  {command} +\S", told, re.MULTILINE) for command in COMMANDS)
    assert "显示版本号" in told


@pytest.mark.parametrize("command", FOLDER_COMMANDS)
def test_the_help_of_a_command_says_which_folder_it_takes(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    told = outcome(capsys, command, "--help")[1]
    assert f"用法：youthreport {command} [选项] [项目文件夹]" in told
    assert "当前文件夹" in told


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - set(FOLDER_COMMANDS)))
def test_the_help_of_a_command_without_folder_says_what_to_write(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    told = outcome(capsys, command, "--help")[1]
    words = [p.metavar or "" for p in cli.commands[command].params if isinstance(p, click.Argument)]
    assert f"用法：youthreport {command} [选项] {' '.join(words)}" in told
    assert all(re.search(rf"^  {re.escape(word)} +\S", told, re.MULTILINE) for word in words)


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("explain",), "缺少“名称”"),
        (("explain", "甲", "乙"), "多写了“乙”"),
        (("lint",), "缺少“公文文件”"),
        (("lint", "没有.docx"), "“没有.docx”不存在"),
        (("lint", "."), "写成了文件夹“.”，这里要写文件"),
        (("lint", __file__, "--format", "xml"), "选项“--format”的内容只能是其中之一：text、json"),
        (("lint", __file__, "--fix"), "“--fix”和“--output”要同时写"),
        (("lint", __file__, "-o", "改.docx"), "“--fix”和“--output”要同时写"),
        (("verify",), "缺少“公文文件”"),
        (("verify", "没有.docx"), "“没有.docx”不存在"),
        (("verify", "."), "写成了文件夹“.”，这里要写文件"),
        (("verify", __file__, "--format", "xml"), "选项“--format”的内容只能是其中之一：text、json"),
        (("refresh", __file__), "缺少“--output”，要写明更新后另存的文件"),
        (("--没有",), "没有“--没有”这个选项"),
        (("build", "--fina"), "没有“--fina”这个选项，是不是想写“--final”？"),
        (("forms", "--units"), "没有“--units”这个选项，是不是想写“--unit”？"),
        (("bulid",), "没有“bulid”这个命令，是不是想写“build”？"),
        (("汇总",), "没有“汇总”这个命令\n"),
        (("build", ".", "多余"), "多写了“多余”"),
        (("forms", ".", "多余", "再多"), "多写了“多余 再多”"),
        (("build", "--date"), "选项“--date”后面缺少内容"),
        (("forms", "--unit"), "选项“--unit”后面缺少内容"),
        (("validate", "--format", "xml"), "选项“--format”的内容只能是其中之一：text、json、html、junit"),
        (("build", "--final=是"), "选项“--final”后面不带内容"),
    ],
)
def test_a_wrong_command_line_is_exit_2_with_a_remedy(
    capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], says: str
) -> None:
    code, told = outcome(capsys, *argv)
    assert (code, says in told, "怎么办：" in told) == (2, True, True), told
    assert set(english(told)) <= {"fina", "units", "bulid", "s", "xml", "text", "json", "html", "junit"}
    if argv[0] in COMMANDS:
        assert f"youthreport {argv[0]} --help" in told


@pytest.mark.parametrize("command", FOLDER_COMMANDS)
def test_a_file_instead_of_the_project_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(b"")
    code, told = outcome(capsys, command, str(file))
    assert (code, "怎么办：" in told) == (2, True)
    assert f"项目文件夹“{file}”是文件，这里要写文件夹" in told


def test_a_file_instead_of_the_output_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "成果"
    file.write_bytes(b"")
    code, told = outcome(capsys, "build", "-o", str(file))
    assert (code, "选项“--output”的内容" in told, "怎么办：" in told) == (2, True, True)


def test_a_folder_need_not_exist(tmp_path: Path) -> None:
    assert Folder().convert(str(tmp_path / "新"), None, None) == tmp_path / "新"


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = outcome(capsys)
    assert (code, "命令：" in told, english(told)) == (2, True, [])


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = outcome(capsys, "--version")
    assert (code, bool(re.fullmatch(r"youthreport \d+\.\d+\.\d+\n", told))) == (0, True)


def test_a_folder_that_is_no_project_names_the_command_that_makes_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = outcome(capsys, "build", str(tmp_path))
    assert (code, "怎么办" in told, "youthreport init" in told) == (2, True, True)


def test_filled_forms_that_were_moved_aside_are_told(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "已制作 1 份空白报表" in outcome(capsys, "forms", "--unit", "JD01", str(sample))[1]
    form = next((sample / "forms").glob("JD01*.xlsx"))
    book = openpyxl.load_workbook(form)
    book["封面"]["B8"] = "已填"
    book.save(form)
    filled = form.read_bytes()
    code, told = outcome(capsys, "forms", "-q", "--unit", "JD01", str(sample))
    moved = list((sample / "forms" / "edited").iterdir())
    assert (code, [path.read_bytes() for path in moved]) == (0, [filled])
    assert all(word in told for word in ("已移至", moved[0].name, "未被覆盖"))


def test_forms_of_the_sample_bring_the_lists_of_last_time(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(capsys, "forms", "-q", "--unit", "JD01", "--unit", "JG01", str(sample))[0] == 0
    street, office = (openpyxl.load_workbook(path) for path in sorted((sample / "forms").glob("*.xlsx")))
    homes, brigades, branches = (street[name] for name in ("青年之家", "青年突击队", "支部星级"))
    assert (homes["A4"].value, homes["B4"].value) == ("槿溪街道青年之家", "否")
    assert (brigades["B4"].value, branches["C4"].value) == ("否", None)
    assert all("已带出上期名单" in str(sheet["A2"].value) for sheet in (homes, brigades, branches))
    assert not any("已带出" in str(office[name]["A2"].value) for name in ("青年之家", "支部星级"))


@pytest.mark.parametrize(
    ("name", "says"), [("X03", "部分不大于总体"), ("star5", "五星支部数（指标）"), ("概数", "概数（写法）")]
)
def test_explain_tells_what_a_name_means(capsys: pytest.CaptureFixture[str], name: str, says: str) -> None:
    code, told = outcome(capsys, "explain", name)
    assert (code, says in told) == (0, True)


def test_explain_of_an_unknown_name_is_exit_2_with_a_guess(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = outcome(capsys, "explain", "五星支部")
    assert (code, "是不是想查“五星支部数”" in told) == (2, True)


# -- how many findings there are ----------------------------------------------------------------


def test_build_and_validate_count_the_same_findings_and_build_says_which_it_added(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = sample / "previous" / "2025S1.json"
    figures = json.loads(closed.read_text("utf-8"))
    figures["figures"]["yh_new"] = 1  # so that the paper compares with a leap
    closed.write_text(json.dumps(figures), "utf-8")
    told = outcome(capsys, "validate", "-q", str(sample))[1]
    found = re.search(r"错误 (\d+)、核实 (\d+)（[^）]*）、提示 (\d+)", told)
    assert (
        "已被新版替代" in told
    )  # a return that another one supersedes: what is wrong with it concerns nobody
    assert found
    said = re.search(
        r"错误 (\d+) 处，核实 (\d+) 处，提示 (\d+) 处（其中 (\d+) 处是成文时发现的）",
        outcome(capsys, "build", str(sample))[1],
    )
    assert said
    late = int(said[4])
    assert late > 0
    assert sum(map(int, said.groups()[:3])) == sum(map(int, found.groups())) + late


# -- which project is meant ------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("validate", "-q"),
        ("status", "-q"),
        ("config",),
        ("schedule",),
        ("check-templates", "-q"),
        ("trace", "-q", "团员总数"),
    ],
)
def test_inside_a_folder_of_the_project_the_project_is_meant(
    sample: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
) -> None:
    monkeypatch.chdir(sample)
    there = outcome(capsys, *command)
    monkeypatch.chdir(sample / "returns" / "学校")
    assert outcome(capsys, *command) == there
    assert there[0] == 0


def test_a_command_that_writes_writes_into_the_project_and_not_beside_it(
    sample: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sample / "returns")
    assert outcome(capsys, "forms", "--unit", "JD04", "-q")[0] == 0
    assert [path.name for path in (sample / "forms").iterdir()] == ["JD04_鹿鸣湾街道团工委.xlsx"]
    assert not (sample / "returns" / "forms").exists()


def test_a_folder_that_is_written_out_is_taken_as_it_is(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = outcome(capsys, "status", str(sample / "returns"))
    assert (code, "这里不是项目文件夹" in told) == (2, True)


def test_outside_of_any_project_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, told = outcome(capsys, "status")
    assert (code, "请先进入项目文件夹" in told) == (2, True)
