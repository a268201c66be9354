"""A cover that names another unit or period than the form was made for → a doubt that names both places."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.returns import OFFICE, STREET, form, read, the, told
from youthreport.model import FilingStatus


def test_a_form_made_for_another_unit_is_a_doubt_and_the_cover_counts(tmp_path: Path) -> None:
    book = form(STREET)
    book["封面"]["B3"].value, book["封面"]["B4"].value, book["封面"]["B5"].value = "JG01", OFFICE.name, "机关"
    filing = read(book, tmp_path)
    assert (filing.status, filing.unit) == (FilingStatus.ACCEPTED, OFFICE)
    found = the(filing, "M37")
    assert (str(found.severity), found.cell.sheet, found.cell.ref, found.raw) == (
        "warning",
        "封面",
        "B3",
        "JD06",
    )
    assert found.message == (
        "封面（B3）的单位是“区财政局团委”（JG01），表内隐藏的编码（_meta!B3）却是“JD06”，是麦陇街道团工委的，"
        "疑用了其他单位的报送表，按封面计入。"
    )


def test_a_form_of_another_period_is_a_doubt_and_the_cover_counts(tmp_path: Path) -> None:
    book = form()
    book["_meta"]["B2"].value = "2025S1"
    filing = read(book, tmp_path)
    assert filing.status is FilingStatus.ACCEPTED
    assert told(filing) == [("X26", "warning", "封面!B6", "2025S1", None)]
    assert the(filing, "X26").message == (
        "封面的报告期（B6）是2026S1，表内隐藏的报告期（_meta!B2）却是“2025S1”，疑为往期的报送表改了封面，按封面计入。"
    )


@pytest.mark.parametrize(
    ("hidden", "words"),
    [("JD99", "却是“JD99”，名册中没有，"), ("jg01", None), ("", None)],
)
def test_what_the_hidden_sheet_may_say_of_the_unit(tmp_path: Path, hidden: str, words: str | None) -> None:
    book = form()
    book["_meta"]["B3"].value = hidden or None
    filing = read(book, tmp_path)
    messages = [finding.message for finding in filing.findings]
    assert [words in message for message in messages] == ([True] if words else [])  # type: ignore[operator]


def test_outside_a_project_the_two_are_compared_as_well(tmp_path: Path) -> None:
    book = form()
    book["_meta"]["B3"].value = "JD06"
    assert told(read(book, tmp_path, roster=None)) == [("M37", "warning", "封面!B3", "JD06", None)]


def test_a_form_saved_without_its_hidden_sheet_is_no_doubt(tmp_path: Path) -> None:
    book = form()
    del book["_meta"]
    assert told(read(book, tmp_path)) == []
