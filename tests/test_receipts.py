"""Rows of 收表登记 in a real project → which return came when, and what is said of rows that cannot both be true."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.projects import OTHER, STREET, hand_in, header, start
from youthreport.cli import main

FIRST, SECOND = date(2026, 7, 3), date(2026, 7, 12)
Line = tuple[str, date | str, object]  # unit, 收到日期, 版次


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A deadline of 5 July; 甲街道 sent a first return and a second one, both with their days on the cover."""
    folder = start(tmp_path / "2026S1", [STREET, OTHER], more="deadline = 2026-07-05\n")
    hand_in(folder, STREET, {"members": 100}, day=date(2026, 7, 2))
    hand_in(folder, STREET, {"members": 101}, revision=2, file="更正.xlsx", day=date(2026, 7, 4))
    hand_in(folder, OTHER, day=date(2026, 7, 1))
    return folder


def register(project: Path, lines: Sequence[Line], *, without_revisions: bool = False) -> None:
    """The register with these rows only; or that of an older form, which has no 版次."""
    book = openpyxl.load_workbook(project / "district.xlsx")
    sheet = book["收表登记"]
    top, columns = header(sheet, "收到日期")
    sheet.delete_rows(top + 1, sheet.max_row)
    for row, (unit, day, revision) in enumerate(lines, top + 1):
        for name, value in (("单位编码", unit), ("收到日期", day), ("版次", revision)):
            sheet.cell(row, columns[name]).value = value  # type: ignore[assignment]
    if without_revisions:
        sheet.delete_cols(columns["版次"])
    book.save(project / "district.xlsx")


def street(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """When the street's return came, and whether that was on time."""
    capsys.readouterr()
    main(["status", str(project), "--format", "json"])
    units = json.loads(capsys.readouterr().out)["units"]
    found = next(unit for unit in units if unit["code"] == STREET.code)
    return found["received"], found["state"]


def doubts(project: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str, str, str]]:
    capsys.readouterr()
    main(["validate", str(project), "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [
        (f["rule"], f["severity"], f["cell"], f["message"] + f["remedy"])
        for f in findings
        if f["sheet"] == "收表登记"
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], ("2026-07-04", "按时")),  # the cover of the return that counts
        ([("JD01", SECOND, None)], ("2026-07-12", "迟报")),  # one row is that of whatever counts
        ([("JD01", FIRST, 1), ("JD01", SECOND, 2)], ("2026-07-12", "迟报")),
        ([("JD01", SECOND, 2), ("JD01", FIRST, 1)], ("2026-07-12", "迟报")),
        ([("JD01", FIRST, "第二版"), ("JD01", SECOND, None)], ("2026-07-03", "按时")),
        ([("JD01", SECOND, 1)], ("2026-07-04", "按时")),  # of the second return nothing was registered
        ([("JD01", SECOND, None), ("甲街道", SECOND, None)], ("2026-07-12", "迟报")),  # the same, twice
    ],
)
def test_each_row_is_of_the_return_that_it_names(
    project: Path, lines: list[Line], expected: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    register(project, lines)
    assert street(project, capsys) == expected
    assert doubts(project, capsys) == []


@pytest.mark.parametrize("lines", [[FIRST, SECOND], [SECOND, FIRST]])
@pytest.mark.parametrize(("older", "where"), [(True, "表头加一栏“版次”，"), (False, "“版次”栏")])
def test_two_days_for_one_return_are_told_at_both_rows_and_neither_is_taken(
    project: Path, lines: list[date], older: bool, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which row is of which return, only the clerk can say; the form of an earlier build has no 版次 to say it in."""
    register(project, [("JD01", lines[0], None), ("甲街道", lines[1], None)], without_revisions=older)
    assert street(project, capsys) == ("2026-07-04", "按时")
    found = doubts(project, capsys)
    assert [(rule, severity, cell) for rule, severity, cell, _ in found] == [
        ("M39", "warning", "C4"),
        ("M39", "warning", "C5"),
    ]
    told = f"甲街道团工委有2行收到日期互相矛盾（第4行{lines[0]}、第5行{lines[1]}），都不起作用，暂按报送表封面的报送日期。"
    remedy = f"请只留收到合格报送表的那一行的日期；是几次报送的，请在{where}写明各是第几版。"
    assert {text for *_, text in found} == {told + remedy}


def test_two_days_for_the_return_that_counts_leave_it_to_its_cover(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does the row without 版次 step in: it is not of this return."""
    register(project, [("JD01", FIRST, 2), ("JD01", SECOND, 2), ("JD01", date(2026, 7, 9), None)])
    assert street(project, capsys) == ("2026-07-04", "按时")
    assert [cell for _, _, cell, _ in doubts(project, capsys)] == ["C4", "C5"]
    assert "甲街道团工委第2版有2行收到日期互相矛盾" in doubts(project, capsys)[0][3]


def test_what_is_no_revision_is_a_doubt_and_the_row_is_nobody_s(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    register(project, [("JD01", SECOND, "终稿")])
    assert street(project, capsys) == ("2026-07-04", "按时")
    ((rule, severity, cell, text),) = doubts(project, capsys)
    assert (rule, severity, cell) == ("M36", "warning", "D4")
    assert "“终稿”看不出是第几版，本行不起作用" in text


def test_the_order_of_rows_decides_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines: list[Line] = [("JD01", FIRST, 1), ("JD01", SECOND, 2), ("JD02", SECOND, None)]
    said = []
    for given in (lines, lines[::-1]):
        register(project, given)
        said.append(street(project, capsys))
    assert said[0] == said[1]
