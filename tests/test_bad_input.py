"""Bad input through the command line → the contract's exit code, a place and a remedy; nothing is lost."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from youthreport.cli import main


def outcome(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    """The exit code and everything printed."""
    capsys.readouterr()
    code = main(list(argv))
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_folder_that_is_no_project_is_refused_with_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = outcome(capsys, "build", str(tmp_path / "没有"))
    assert code == 2
    assert "没有" in told


def test_an_empty_returns_folder_is_exit_4(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(sample / "returns")
    (sample / "returns").mkdir()
    code, told = outcome(capsys, "build", str(sample))
    assert (code, "returns" in told, "怎么办" in told) == (4, True, True)


def test_a_broken_configuration_is_exit_2_and_names_the_line(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample / "youthreport.toml"
    path.write_text(path.read_text("utf-8") + "\n[period\n", "utf-8")
    code, told = outcome(capsys, "build", str(sample))
    assert (code, "youthreport.toml" in told, "行" in told) == (2, True, True)


def test_an_unknown_key_is_exit_2_with_a_suggestion(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sample / "youthreport.toml"
    path.write_text(path.read_text("utf-8").replace("deadline", "deadlin"), "utf-8")
    code, told = outcome(capsys, "build", str(sample))
    assert (code, "deadlin" in told, "deadline" in told) == (2, True, True)


def test_a_roster_without_its_columns_is_exit_2(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "随便写的"
    book.save(sample / "roster.xlsx")
    code, told = outcome(capsys, "build", str(sample))
    assert (code, "roster.xlsx" in told, "怎么办" in told) == (2, True, True)


def test_a_template_with_an_unknown_tag_is_exit_2_with_section_tag_and_suggestion(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = Path(__file__).parents[1] / "templates"
    shutil.copytree(shipped, sample / "templates")
    section = sorted((sample / "templates" / "sections").glob("*.docx"))[1]
    paper = docx.Document(str(section))
    paper.add_paragraph("新建{{ 新建青年之加 }}个。")
    paper.save(str(section))
    code, told = outcome(capsys, "build", str(sample))
    assert (code, section.name in told, "新建青年之加" in told, "新建青年之家" in told) == (
        2,
        True,
        True,
        True,
    )


def test_an_unreadable_return_is_named_and_the_rest_counts(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sample / "returns" / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    code, told = outcome(capsys, "build", str(sample))
    assert (code, "照片.xlsx" in told) == (3, True)
    assert list((sample / "output").glob("*计划.docx"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes for a name")
@pytest.mark.parametrize("command", [("build",), ("validate", "--feedback", "退回")])
def test_a_file_name_that_is_no_utf_8_stops_nothing(
    sample: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    (sample / "returns" / os.fsdecode("街道报表".encode("gbk") + b".xlsx")).write_bytes(b"?")
    monkeypatch.chdir(sample)
    assert outcome(capsys, *command)[0] in (1, 3)


def test_an_output_that_cannot_be_written_is_exit_73_and_the_last_one_stays(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "-q", str(sample)]) == 0
    ledger = sample / "output" / "数据台账.xlsx"
    before = {p.name: p.read_bytes() for p in (sample / "output").iterdir() if p.is_file() and p != ledger}
    ledger.unlink()
    ledger.mkdir()
    (ledger / "占用").write_text("x", "utf-8")
    code, told = outcome(capsys, "build", "--date", "2026-07-11", str(sample))
    assert (code, "怎么办" in told) == (73, True)
    assert {p.name: p.read_bytes() for p in (sample / "output").iterdir() if p.is_file()} == before


def test_an_edited_paper_is_moved_aside_and_said_so(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-q", str(sample)]) == 0
    paper = next((sample / "output").glob("*计划.docx"))
    edited = docx.Document(str(paper))
    edited.add_paragraph("领导补充的一句话。")
    edited.save(str(paper))
    kept = paper.read_bytes()
    code, told = outcome(capsys, "build", str(sample))
    moved = list((sample / "output" / "edited").glob("*.docx"))
    assert (code, [p.read_bytes() for p in moved]) == (0, [kept])
    assert "refresh" in told
    assert paper.read_bytes() != kept


def test_a_final_build_refuses_when_a_unit_is_missing(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    victim = next(p for p in sorted((sample / "returns").iterdir()) if p.is_file())
    victim.unlink()
    code, told = outcome(capsys, "build", "--final", str(sample))
    assert (code, "缺报" in told) == (1, True)
    assert not (sample / "output").exists()


def test_a_missing_unit_gives_an_incomplete_paper(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    victim = next(p for p in sorted((sample / "returns").iterdir()) if p.is_file())
    victim.unlink()
    code, told = outcome(capsys, "build", str(sample))
    assert (code, "缺报" in told) == (3, True)


def test_an_unreadable_date_is_exit_2(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = outcome(capsys, "build", "--date", "七月十日", str(sample))
    assert (code, "七月十日" in told) == (2, True)


def test_a_final_build_of_the_sample_is_published(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(capsys, "build", "--final", str(sample))[0] == 0


def test_after_a_final_build_a_draft_goes_beside_it(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-q", "--final", str(sample)]) == 0
    before = {p.name: p.read_bytes() for p in (sample / "output").iterdir() if p.is_file()}
    code, told = outcome(capsys, "build", "--date", "2026-07-11", str(sample))
    assert (code, "draft" in told) == (0, True)
    assert {p.name: p.read_bytes() for p in (sample / "output").iterdir() if p.is_file()} == before
    assert (sample / "output" / "draft" / "figures.json").is_file()


def test_a_doubt_that_only_boilerplate_explains_bars_the_final_paper(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(sample / "district.xlsx")
    sheet = book["核实说明"]
    said = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("与岚舟")]
    said[0].value = "核实无误"
    book.save(sample / "district.xlsx")
    code, told = outcome(capsys, "build", "--final", str(sample))
    assert (code, "JG03" in told, "核实说明" in told) == (1, True, True)
