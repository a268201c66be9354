"""`validate` and `status` on the command line → what is printed, written and returned to a script."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import SAMPLE
from youthreport.cli import main

RETURN = "JD04_鹿鸣湾街道团工委.xlsx"


def run(capfdbinary: pytest.CaptureFixture[bytes], *argv: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    capfdbinary.readouterr()
    code = main(list(argv))
    told = capfdbinary.readouterr()
    return code, told.out.decode("utf-8"), told.err.decode("utf-8")


def cell(path: Path, sheet: str, code: str, column: str) -> str:
    """The reference of an indicator's cell."""
    book = openpyxl.load_workbook(path)
    rows = list(book[sheet].iter_rows(max_row=120))
    header = next(row for row in rows if any(c.value == "指标代码" for c in row))
    letter = next(c.column_letter for c in header if c.value == column)
    return f"{letter}{next(row[0].row for row in rows if row[0].value == code)}"


def change(path: Path, sheet: str, ref: str, value: object) -> None:
    """One cell of a return, changed as a clerk changes it."""
    book = openpyxl.load_workbook(path)
    book[sheet][ref].value = value
    book.save(path)


def set_label(path: Path, label: str, value: object) -> None:
    """The value beside a label of the cover."""
    book = openpyxl.load_workbook(path)
    row = next(row for row in book["封面"].iter_rows(max_row=40) if row[0].value == label)
    row[1].value = value
    book.save(path)


def test_the_clean_sample_passes_and_says_so_last(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    code, out, err = run(capfdbinary, "validate", str(SAMPLE), "--fail-on", "warning")
    assert code == 0
    assert out.splitlines()[-1].endswith("审核通过。")
    assert "正在读取 41 份报表" in err


@pytest.mark.parametrize(("fail_on", "expected"), [("error", 0), ("warning", 1)])
def test_a_doubt_fails_only_when_doubts_are_asked_about(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes], fail_on: str, expected: int
) -> None:
    path = sample / "returns" / RETURN
    change(path, "指标表", cell(path, "指标表", "vol_reg", "本期数"), "约1600")
    code, out, _ = run(capfdbinary, "validate", "-q", str(path), "--fail-on", fail_on)
    assert (code, "约1600" in out) == (expected, True)


def test_a_file_of_the_project_is_judged_against_it_and_others_are_not_missed(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = sample / "returns" / RETURN
    change(path, "指标表", cell(path, "指标表", "members", "上年同期数"), 1)
    code, out, _ = run(capfdbinary, "validate", "-q", "--format", "json", str(path))
    report = json.loads(out)
    assert code == 0
    assert (report["summary"]["received"], report["missing"]) == (1, [])
    assert {f["rule"] for f in report["filings"][0]["findings"] if f["severity"] == "warning"} == {"X32"}


def test_a_file_outside_every_project_is_judged_by_itself(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / RETURN
    shutil.copyfile(SAMPLE / "returns" / RETURN, path)
    change(path, "指标表", cell(path, "指标表", "dev_done", "本期数"), 9999)
    code, out, _ = run(capfdbinary, "validate", "-q", "--format", "json", str(path))
    report = json.loads(out)
    assert (code, report["period"]) == (1, "2026S1")
    assert "X03" in {f["rule"] for f in report["filings"][0]["findings"]}
    assert report["filings"][0]["unit"]["code"] == "JD04"


def test_a_file_without_a_period_outside_every_project_is_sent_back(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / RETURN
    shutil.copyfile(SAMPLE / "returns" / RETURN, path)
    set_label(path, "报告期", None)
    change(path, "_meta", "B2", None)
    code, out, _ = run(capfdbinary, "validate", "-q", str(path))
    assert (code, "封面没有写报告期" in out, "怎么办" in out) == (1, True, True)


def test_files_of_two_periods_cannot_be_judged_together(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, period in (("甲.xlsx", "2026S1"), ("乙.xlsx", "2025S2")):
        shutil.copyfile(SAMPLE / "returns" / RETURN, tmp_path / name)
        set_label(tmp_path / name, "报告期", period)
    code, _, err = run(capfdbinary, "validate", "-q", str(tmp_path / "甲.xlsx"), str(tmp_path / "乙.xlsx"))
    assert (code, "不是同一报告期" in err) == (2, True)


@pytest.mark.parametrize(
    ("argv", "exit_code", "says"),
    [
        (("没有.xlsx",), 2, "没有这个文件或文件夹"),
        ((".", "报表.xlsx"), 2, "不能写在一起"),
        ((".",), 2, "这里不是项目文件夹"),
    ],
)
def test_what_is_named_wrongly_is_said(
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    argv: tuple[str, ...],
    exit_code: int,
    says: str,
) -> None:
    (tmp_path / "报表.xlsx").write_bytes(b"")
    code, _, err = run(capfdbinary, "validate", *(str(tmp_path / name) for name in argv))
    assert (code, says in err, "怎么办" in err) == (exit_code, True, True)


def test_nothing_to_judge_is_4_and_no_error_for_status(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.rmtree(sample / "returns")
    assert run(capfdbinary, "validate", str(sample))[0] == 4
    code, out, _ = run(capfdbinary, "status", "-q", str(sample))
    assert code == 0
    assert "缺报 40" in out.splitlines()[-1]


def test_every_format_can_be_printed_or_written(
    tmp_path: Path, sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for how in ("text", "json", "html", "junit"):
        out = run(capfdbinary, "validate", "-q", "--format", how, str(sample))[1]
        target = tmp_path / f"结果.{how}"
        assert run(capfdbinary, "validate", "-q", "--format", how, str(sample), "-o", str(target))[1] == ""
        assert how == "html" or target.read_text(encoding="utf-8") == out
        if how == "html":
            assert "figure" in target.read_text(encoding="utf-8")
        if how == "junit":
            assert ET.fromstring(out).tag == "testsuites"


def test_status_tells_units_and_rates(sample: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (sample / "returns" / RETURN).unlink()
    code, out, _ = run(capfdbinary, "status", "-q", "--format", "json", str(sample))
    told = json.loads(out)
    assert (code, told["summary"]["expected"], told["summary"]["missing"]) == (0, 40, 1)
    assert [unit["code"] for unit in told["reminders"]] == ["JD04"]
    assert "鹿鸣湾街道团工委" in run(capfdbinary, "status", "-q", str(sample))[1]


def test_the_round_trip_of_a_return(
    sample: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Forms → filled → validate → feedback → corrected → accepted."""
    forms, back = tmp_path / "forms", tmp_path / "退回"
    assert main(["forms", "-q", str(sample), "--unit", "JD04", "-o", str(forms)]) == 0
    (form,) = forms.iterdir()
    filled = sample / "returns" / RETURN
    fill_from(filled, form)
    faulty = cell(form, "指标表", "five_have", "本期数")
    change(form, "指标表", faulty, "十七个半")
    shutil.copyfile(form, filled)

    code, out, _ = run(capfdbinary, "validate", "-q", str(sample), "--feedback", str(back))
    assert (code, "十七个半" in out) == (1, True)
    copies = sorted(path.name for path in back.rglob("*") if path.is_file())
    assert copies == [f"{Path(RETURN).stem}（审核意见）.xlsx", "催办.txt"]
    assert "十七个半" in (back / "催办.txt").read_text(encoding="utf-8-sig")
    copy = back / copies[0]
    book = openpyxl.load_workbook(copy)
    assert book.sheetnames[0] == "审核意见"
    assert "十七个半" in str(book["指标表"][faulty].comment.text)

    change(copy, "指标表", faulty, 9)
    set_label(copy, "版次", 2)
    (sample / "returns" / "更正").mkdir(exist_ok=True)
    shutil.copyfile(copy, sample / "returns" / "更正" / copy.name)
    again = tmp_path / "再退回"
    code, out, err = run(
        capfdbinary,
        "validate",
        "-q",
        str(sample),
        "--feedback",
        str(again),
        "--format",
        "json",
        "--fail-on",
        "warning",
    )
    report = json.loads(out)
    status = {f["file"]: f["status"] for f in report["filings"] if f["unit"] and f["unit"]["code"] == "JD04"}
    assert status == {f"returns/{RETURN}": "superseded", f"returns/更正/{copy.name}": "accepted"}
    assert (code, report["summary"]["errors"]) == (0, 0)
    assert not again.exists(), "nothing has to go back any more"
    assert "没有需要退回的报表" in err


def fill_from(source: Path, form: Path) -> None:
    """Copies what the unit's clerk filled in into a fresh form, sheet by sheet and cell by cell."""
    filled, blank = openpyxl.load_workbook(source), openpyxl.load_workbook(form)
    for sheet in blank.worksheets:
        if sheet.title in ("_meta", "填报说明"):
            continue
        for row in filled[sheet.title].iter_rows():
            for old in row:
                new = sheet[old.coordinate]
                if old.value is not None and not str(old.value).startswith("="):
                    new.value = old.value
    blank.save(form)


def test_feedback_that_somebody_edited_is_not_overwritten(
    sample: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path, back = sample / "returns" / RETURN, tmp_path / "退回"
    ref = cell(path, "指标表", "five_have", "本期数")
    change(path, "指标表", ref, "不少")
    run(capfdbinary, "validate", "-q", str(sample), "--feedback", str(back))
    note = back / "催办.txt"
    note.write_text("我改过的", encoding="utf-8")
    change(path, "指标表", ref, "很多")
    run(capfdbinary, "validate", "-q", str(sample), "--feedback", str(back))
    assert "很多" in note.read_text(encoding="utf-8-sig")
    assert [p.read_text(encoding="utf-8") for p in (back / "edited").glob("催办*")] == ["我改过的"]


def test_feedback_never_goes_into_the_returns(
    sample: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    code, _, err = run(
        capfdbinary, "validate", "-q", str(sample), "--feedback", str(sample / "returns" / "退回")
    )
    assert (code, "returns" in err) == (2, True)


def test_validating_one_file_loads_no_pandas_and_no_writer() -> None:
    code = (
        "import sys; from youthreport.cli import main; code = main(['validate', '-q', sys.argv[1]]);"
        "print(code, sorted({'pandas', 'numpy', 'openpyxl', 'docx', 'docxtpl', 'jinja2'} & set(sys.modules)),"
        " file=sys.stderr)"
    )
    path = SAMPLE / "returns" / RETURN
    told = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert told.stderr.splitlines()[-1] == "0 []"
