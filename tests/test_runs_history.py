"""Published builds and runs → what the state folder keeps of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from youthreport.runs import Logbook, history, keep


def files(text: str) -> dict[str, bytes]:
    return {"总结.docx": text.encode(), "manifest.json": b"{}"}


def test_the_last_builds_are_kept_newest_first(tmp_path: Path) -> None:
    for number in range(1, 8):
        keep(tmp_path, f"{number:016x}", files(str(number)), kept=3)
    kept = history(tmp_path)
    assert [build.number for build in kept] == [7, 6, 5]
    assert (kept[0].folder / "总结.docx").read_bytes() == b"7"


def test_the_same_build_is_kept_once(tmp_path: Path) -> None:
    first = keep(tmp_path, "a" * 16, files("1"))
    assert keep(tmp_path, "a" * 16, files("1")) == first
    assert len(history(tmp_path)) == 1


def test_an_equal_id_with_other_bytes_is_kept_again(tmp_path: Path) -> None:
    keep(tmp_path, "a" * 16, files("1"))
    keep(tmp_path, "a" * 16, files("2"))
    assert [build.number for build in history(tmp_path)] == [2, 1]


def test_half_a_build_of_a_killed_run_is_no_history_and_goes(tmp_path: Path) -> None:
    keep(tmp_path, "a" * 16, files("1"))
    half = tmp_path / "history" / ".staging-2"
    half.mkdir()
    assert len(history(tmp_path)) == 1
    assert not half.exists()


def test_no_history_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "history").write_bytes(b"a file in the place of the folder")
    assert keep(tmp_path, "a" * 16, files("1")) is None
    assert history(tmp_path) == ()


def test_the_log_tells_run_stage_duration_and_exit_code(tmp_path: Path) -> None:
    book = Logbook(tmp_path)
    book.stage("读取报表")
    book.stage("成文")
    book.note("已生成")
    book.close(3)
    lines = (tmp_path / "log" / "youthreport.log").read_text(encoding="utf-8").splitlines()
    stamp = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d{4} " + book.run
    told = [re.sub(r"\d+\.\d\d", "0.00", line.split(book.run, 1)[1]) for line in lines]
    assert told == [
        " INFO 读取报表（0.00 秒）",
        " INFO 已生成",
        " INFO 成文（0.00 秒）",
        " INFO 结束，退出码 3，共 0.00 秒",
    ]
    assert all(re.match(stamp, line) for line in lines)


def test_a_traceback_stays_with_its_line(tmp_path: Path) -> None:
    book = Logbook(tmp_path)
    book.failure("程序出现缺陷", "Traceback\n  x\nValueError: y\n")
    book.close(70)
    text = (tmp_path / "log" / "youthreport.log").read_text(encoding="utf-8")
    assert "ERROR 程序出现缺陷\n    Traceback\n      x\n    ValueError: y\n" in text


def test_a_log_that_cannot_be_written_is_done_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_bytes(b"")
    book = Logbook(tmp_path)
    book.note("没有地方写")
    book.close(0)
    assert capsys.readouterr() == ("", "")
