"""A feedback copy that comes back, corrected or not → the next copy, without a trace of the round before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import PatternFill

from tests.feedback_kit import (
    ERROR,
    FILE,
    FILLS,
    RETURNS,
    WARNING,
    converted,
    copies_of,
    copy_of,
    found,
    opened,
    opinion,
    portrait,
    saved,
)
from tests.test_feedback_layout import rich
from youthreport.catalogue import load_catalogue
from youthreport.intake import read_filing
from youthreport.markings import MARKER, OPINION_SHEET
from youthreport.model import Period

FORM = (RETURNS / "JD05_云栈街道团工委.xlsx").read_bytes()
FIRST = (found("E5"), found("E9", WARNING), found("E10:E12", WARNING), found("C5", sheet="活动台账"))
FIRST_WHERE = [f"指标表!{ref}" for ref in ("E5", "E9", "E10", "E11", "E12")] + ["活动台账!C5"]


def excel(content: bytes) -> bytes:
    """The copy sent back as it is."""
    return content


def office(content: bytes) -> bytes:
    """The copy saved by LibreOffice."""
    return converted(content, "xlsx")


def library(content: bytes) -> bytes:
    """The copy saved by openpyxl."""
    return saved(opened(content))


def looks(content: bytes, refs: list[str]) -> dict[str, tuple[Any, ...]]:
    """How those cells look: fill, fonts, borders, number format, protection, comment."""
    book = opened(content)
    cells = {ref: book[ref.partition("!")[0]][ref.partition("!")[2]] for ref in refs}
    return {
        ref: (
            cell.fill.patternType and cell.fill.start_color.rgb,
            cell.font.b,
            cell.font.sz,
            cell.border.left.style,
            cell.alignment.horizontal,
            cell.number_format,
            cell.protection.locked,
            cell.comment.text if cell.comment else "",
        )
        for ref, cell in cells.items()
    }


@pytest.mark.parametrize("way_back", [excel, office, library])
def test_marks_go_where_nothing_is_wrong_any_more(way_back: Callable[[bytes], bytes]) -> None:
    sent_back = way_back(copy_of(FORM, *FIRST).content)
    second = copy_of(sent_back, found("E9", ERROR, message="仍然不对"))
    assert looks(second.content, [r for r in FIRST_WHERE if r != "指标表!E9"]) == looks(
        way_back(FORM), [r for r in FIRST_WHERE if r != "指标表!E9"]
    )
    still = looks(second.content, ["指标表!E9"])["指标表!E9"]
    assert (still[0], still[-1]) == (FILLS[ERROR], f"{MARKER}\n【错误】仍然不对\n怎么办：请改正。")
    assert [row[4] for row in opinion(second.content)[1:]] == ["仍然不对"]
    assert [title for title in opened(second.content).sheetnames if OPINION_SHEET in title] == [OPINION_SHEET]


def test_a_corrected_copy_differs_from_the_first_return_by_the_corrections_alone() -> None:
    book = opened(copy_of(FORM, *FIRST).content)
    book["指标表"]["E5"] = 577
    book["活动台账"]["C5"] = date(2026, 1, 15)
    second = copy_of(saved(book), found("E80"))
    own = opened(FORM)
    own["指标表"]["E5"] = 577
    own["活动台账"]["C5"] = date(2026, 1, 15)
    where = ["指标表!E80"]
    assert portrait(second.content, without=where) == portrait(saved(own), without=where)


@pytest.mark.parametrize("way_back", [excel, office])
def test_a_copy_reads_as_the_return_itself(way_back: Callable[[bytes], bytes], tmp_path: Path) -> None:
    catalogue, period = load_catalogue(), Period("2026S1")
    path = tmp_path / "报表.xlsx"

    def read(content: bytes) -> Any:
        path.write_bytes(content)
        filing = read_filing(path, FILE, None, catalogue, period)
        return filing.unit, filing.entries, filing.tables, filing.findings

    assert read(way_back(copy_of(FORM, *FIRST).content)) == read(FORM)


def test_the_senders_comment_is_as_it_was_after_two_rounds() -> None:
    first = copy_of(rich(), found("B3"), found("B4"))
    second = opened(copy_of(first.content, found("B9")).content)["指标表"]
    assert (second["B3"].comment.text, second["B3"].comment.author) == ("我们自己的批注", "小李")
    assert second["B4"].comment is None
    assert second["B7"].comment.text == "另一条"


def test_three_rounds_leave_one_mark() -> None:
    content = rich()
    for ref in ("B3", "C4", "B5"):
        content = copy_of(content, found(ref)).content
    third, where = portrait(content, without=["指标表!B5"]), portrait(rich(), without=["指标表!B5"])
    assert third == where


def test_a_format_that_the_sender_chose_while_mending_stays() -> None:
    book = opened(copy_of(FORM, found("E5")).content)
    book["指标表"]["E5"].number_format = "0.00"
    cell = opened(copy_of(saved(book), found("E9")).content)["指标表"]["E5"]
    original = opened(FORM)["指标表"]["E5"]
    assert (cell.number_format, cell.fill.start_color.rgb) == ("0.00", original.fill.start_color.rgb)


def test_marks_that_moved_with_inserted_rows_lose_their_fill() -> None:
    book = opened(copy_of(FORM, found("C5", sheet="活动台账")).content)
    book["活动台账"].insert_rows(4)
    sheet = opened(copy_of(saved(book), found("A9", sheet="活动台账")).content)["活动台账"]
    filled = {
        c.coordinate for row in sheet.iter_rows() for c in row if c.fill.start_color.rgb in FILLS.values()
    }
    assert filled == {"A9"}
    assert {
        c.coordinate for row in sheet.iter_rows() for c in row if c.comment and MARKER in c.comment.text
    } == {"A9"}


def test_a_sender_who_deleted_our_sheet_is_rid_of_the_fills_too() -> None:
    book = opened(copy_of(FORM, found("E5")).content)
    del book[OPINION_SHEET]
    cell = opened(copy_of(saved(book), found("E9")).content)["指标表"]["E5"]
    assert (cell.fill.patternType, cell.comment) == (None, None)


def test_shades_that_the_sender_uses_are_no_marks() -> None:
    book = opened(FORM)
    book["指标表"]["A5"].fill = PatternFill("solid", start_color=FILLS[ERROR])
    cell = opened(copy_of(saved(book), found("E9")).content)["指标表"]["A5"]
    assert cell.fill.start_color.rgb == FILLS[ERROR]


def test_a_copy_saved_in_another_format_has_one_list() -> None:
    old = converted(copy_of(FORM, *FIRST).content, "ods")
    second = copy_of(old, found("E5"))
    assert opened(second.content).sheetnames == opened(copy_of(FORM, *FIRST).content).sheetnames


def test_rounds_never_share_a_name() -> None:
    names = [
        copies_of({file: FORM}, found("E5", file=file))[0].name
        for file in ("returns/甲.xlsx", "returns/甲（审核意见）.xlsx", "returns/甲（审核意见2）.xlsx")
    ]
    assert names == ["甲（审核意见）.xlsx", "甲（审核意见2）.xlsx", "甲（审核意见3）.xlsx"]
