"""LibreOffice found or not, in time or not → a PDF with the names of replaced fonts, or why there is none."""

from __future__ import annotations

import os
import shutil
import sys
import time
import zlib
from pathlib import Path

import pytest

from tests.conftest import copy_sample
from tests.papers import paper
from youthreport.cli import main
from youthreport.frame import Frame
from youthreport.office import PROGRAM, Office, find_office
from youthreport.pdf_fonts import font_names
from youthreport.preview import NoPreview, Preview, missing_fonts, named_fonts, preview, without_moment

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")),
    reason="LibreOffice is not installed: no preview was made",
)


# -- finding it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("system", "inside", "variable"),
    [
        ("win32", "LibreOffice/program/soffice.com", "ProgramFiles"),
        ("win32", "LibreOffice/program/soffice.com", "ProgramFiles(x86)"),
        ("win32", "Programs/LibreOffice/program/soffice.com", "LOCALAPPDATA"),
        ("darwin", "Applications/LibreOffice.app/Contents/MacOS/soffice", "HOME"),
    ],
)
def test_it_is_found_where_installers_put_it(tmp_path: Path, system: str, inside: str, variable: str) -> None:
    program = tmp_path / inside
    program.parent.mkdir(parents=True)
    program.write_bytes(b"")
    found = find_office(system=system, environment={variable: str(tmp_path)}, home=tmp_path)
    if system == "darwin" and Path("/Applications/LibreOffice.app").exists():
        pytest.skip("this Mac has a LibreOffice of its own")
    assert found == Office(program)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions make a program there")
def test_the_search_path_goes_first(tmp_path: Path) -> None:
    program = tmp_path / "libreoffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find_office(environment={"PATH": str(tmp_path)}) == Office(program)


def test_a_program_elsewhere_may_be_named(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"")
    environment = {PROGRAM: str(program), "PATH": os.environ["PATH"]}
    assert find_office(environment=environment) == Office(program)
    assert find_office(environment=environment | {PROGRAM: str(tmp_path / "gone")}) is None


# -- running it ------------------------------------------------------------------------------


def script(folder: Path, text: str) -> Office:
    """A program that behaves as badly as its text."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport os, subprocess, sys, time\n{text}\n", encoding="utf-8")
    program.chmod(0o755)
    return Office(program)


posix = pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")


@posix
def test_when_time_is_up_the_whole_family_of_processes_ends(tmp_path: Path) -> None:
    child = "import time; time.sleep(60)"
    office = script(
        tmp_path,
        f"p = subprocess.Popen([sys.executable, '-c', {child!r}])\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(p.pid))\ntime.sleep(60)",
    )
    began = time.monotonic()
    shown = preview(b"", office=office, seconds=1)
    assert isinstance(shown, NoPreview)
    assert "1 秒" in shown.message
    assert time.monotonic() - began < 10
    assert not _alive(int((tmp_path / "pid").read_text()))


def _alive(pid: int) -> bool:
    for _ in range(50):  # a killed child is a zombie until somebody takes note
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
                return False
        except OSError:
            return False
        time.sleep(0.1)
    return True


@posix
@pytest.mark.parametrize(("text", "said"), [("sys.exit(77)", "退出码 77"), ("pass", "没有写出文件")])
def test_a_failure_is_told_and_not_raised(tmp_path: Path, text: str, said: str) -> None:
    shown = preview(b"", office=script(tmp_path, text))
    assert isinstance(shown, NoPreview)
    assert said in shown.message
    assert "其他成果不受影响" in shown.message


def test_a_program_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    shown = preview(b"", office=Office(tmp_path / "gone"))
    assert isinstance(shown, NoPreview)
    assert "无法启动 gone" in shown.message


@needs_office
def test_equal_papers_have_equal_previews(tmp_path: Path) -> None:
    content = paper(tmp_path, Frame("题"), "文。").content
    first, second = preview(content), preview(content)
    assert isinstance(first, Preview)
    assert first == second
    assert first.pdf.startswith(b"%PDF-")
    assert first.used
    # whatever is installed here: a font is either shown or named as replaced
    shown = missing_fonts(named_fonts(content), first.used)
    assert first.substituted == shown


# -- the command -----------------------------------------------------------------------------


@needs_office
def test_build_publishes_the_pdf_and_a_later_build_removes_the_outdated_one(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "-q", "--pdf", str(sample)]) == 0
    pdf = next((sample / "output").glob("*.pdf"))
    assert pdf.stem == next((sample / "output").glob("*计划.docx")).stem
    assert pdf.name in (sample / "output" / "manifest.json").read_text("utf-8")
    assert main(["build", "-q", str(sample)]) == 0
    assert not pdf.exists()


def test_without_an_office_the_build_is_whole_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copy_sample(tmp_path / "2026S1")
    monkeypatch.setenv(PROGRAM, str(tmp_path / "nowhere"))
    assert main(["build", "--pdf", str(project)]) == 0
    assert "没有找到 LibreOffice" in capsys.readouterr().out
    names = {path.suffix for path in (project / "output").iterdir()}
    assert names == {".docx", ".xlsx", ".json", ".html"}


# -- fonts -----------------------------------------------------------------------------------


def test_fonts_are_read_from_plain_and_from_packed_objects() -> None:
    packed = zlib.compress(b"1 0 <</Type/Font/BaseFont/BBBBBB+SimHei>>")
    pdf = (
        b"<</Type/FontDescriptor/FontName/AAAAAA+FangSong#5FGB2312>>"
        b"<</Type /ObjStm /N 1 /Length 9>>\nstream\n" + packed + b"\nendstream"
    )
    assert font_names(pdf) == ("FangSong_GB2312", "SimHei")
    assert font_names(b"<</Type/ObjStm>>stream\nxx\nendstream") == ()


@pytest.mark.parametrize(
    ("named", "used", "missing"),
    [
        (("仿宋_GB2312",), ("FangSong_GB2312",), ()),
        (("仿宋_GB2312",), ("NotoSansCJKsc-Regular",), ("仿宋_GB2312",)),
        (("黑体", "宋体"), ("SimHei", "NSimSun"), ()),
        (("Times New Roman",), ("TimesNewRomanPSMT",), ()),
        (("Times New Roman",), ("LiberationSerif",), ("Times New Roman",)),
        (("方正小标宋简体",), ("FZXBSJW--GB1-0",), ()),
        (("Source Han Serif SC",), ("SourceHanSerifSC-Regular",), ()),
    ],
)
def test_a_font_is_missing_unless_one_of_its_names_is_shown(
    named: tuple[str, ...], used: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    assert missing_fonts(named, used) == missing


def test_the_moment_of_printing_is_taken_out_without_moving_anything() -> None:
    pdf = b"/CreationDate(D:20261125010207Z')\n/ID [ <AB12>\n<AB12> ]\n/DocChecksum /6379C8"
    assert (
        without_moment(pdf)
        == b"/CreationDate(D:20000101000000Z')\n/ID [ <0000>\n<0000> ]\n/DocChecksum /000000"
    )
