"""A result that -o names → written, and never over what a project lives from or what its last build published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import STREET, hand_in, start
from youthreport.cli import main


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built project of one street; no test changes it."""
    folder = start(tmp_path_factory.mktemp("results") / "2026S1", [STREET])
    hand_in(folder, STREET, {"members": 100})
    assert main(["build", "-q", str(folder)]) in (0, 3)
    return folder


COMMANDS = {
    "trace": ("trace", "-q", "{project}", "members"),
    "validate": ("validate", "-q", "{project}"),
    "status": ("status", "-q", "{project}"),
    "diff": ("diff", "{project}", "{project}"),
    "rollup": ("rollup", "-q", "{project}", "--unit", "Q1"),
}
INPUTS = (
    "roster.xlsx",
    "district.xlsx",
    "youthreport.toml",
    "returns/JD01.xlsx",
    "templates/sections/01_工作.docx",
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "name", [*INPUTS, "previous/新.xlsx", "output/数据台账.xlsx", "output/manifest.json"]
)
def test_inputs_and_published_files_are_never_written_over(
    command: str, name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = project / name
    before = target.read_bytes() if target.exists() else None
    words = [word.format(project=project) for word in COMMANDS[command]]
    assert main([*words, "-o", str(target)]) == 2
    assert (target.read_bytes() if target.exists() else None) == before
    assert "怎么办" in capsys.readouterr().err


def test_a_mended_copy_is_never_written_over_the_published_paper(project: Path, tmp_path: Path) -> None:
    (paper,) = (p for p in (project / "output").glob("*.docx") if "审阅稿" not in p.name)
    copied, before = tmp_path / "稿.docx", paper.read_bytes()
    copied.write_bytes(before)
    assert main(["lint", str(copied), "--fix", "-o", str(paper)]) == 2
    assert (paper.read_bytes(), (project / "output" / "edited").exists()) == (before, False)


def test_another_file_in_the_output_folder_may_be_written(project: Path) -> None:
    assert main(["trace", "-q", str(project), "members", "-o", str(project / "output" / "团员.txt")]) == 0
    assert "团员总数" in (project / "output" / "团员.txt").read_text(encoding="utf-8")


def test_a_return_for_the_level_above_may_be_put_among_its_returns(project: Path, tmp_path: Path) -> None:
    city = start(tmp_path / "city", [STREET])
    words = ["rollup", "-q", str(project), "--unit", "Q1"]
    assert main([*words, "-o", str(city / "returns" / "Q1.xlsx")]) in (0, 1, 3)
    assert (city / "returns" / "Q1.xlsx").is_file()
    assert main([*words, "-o", str(city / "roster.xlsx")]) == 2


def test_a_return_is_a_workbook(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rollup", "-q", str(project), "--unit", "Q1", "-o", str(tmp_path / "a.docx")]) == 2
    assert ".xlsx" in capsys.readouterr().err
