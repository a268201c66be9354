"""Returns that are no .xlsx → an .xlsx of the same content, in which the faults are marked."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from tests.feedback_kit import (
    ERROR,
    FILLS,
    RETURNS,
    converted,
    copies_of,
    found,
    opened,
    opinion,
    remarks,
    saved,
    sheets_of,
)
from youthreport.outputs.feedback import Copy

FORM = (RETURNS / "JD05_云栈街道团工委.xlsx").read_bytes()


@pytest.fixture(scope="module", params=["xls", "ods", "et"])
def old_form(request: Any) -> tuple[str, bytes]:
    """A filled form in that format; .et of WPS is .xls under another name."""
    kind = "xls" if request.param == "et" else request.param
    return f"returns/云栈.{request.param}", converted(FORM, kind)


@pytest.fixture(scope="module")
def old_copy(old_form: tuple[str, bytes]) -> Copy:
    file, content = old_form
    return copies_of({file: content}, found("E5", file=file), found("C5", sheet="活动台账", file=file))[0]


def values(content: bytes, **options: Any) -> dict[str, dict[str, object]]:
    """What the cells hold, by sheet; days as days."""
    book = opened(content, **options)
    return {
        sheet.title: {
            cell.coordinate: cell.value.date() if isinstance(cell.value, datetime) else cell.value
            for cell in sheet._cells.values()
            if cell.value not in (None, "")
        }
        for sheet in book.worksheets
    }


def test_the_content_is_the_same(old_copy: Copy) -> None:
    told = values(old_copy.content)
    told.pop("审核意见")
    expected = values(converted(FORM, "xlsx"), data_only=True)
    assert told == expected
    assert any(isinstance(value, date) for value in told["活动台账"].values())


def test_days_look_like_days(old_copy: Copy) -> None:
    cell = opened(old_copy.content)["活动台账"]["C4"]
    assert (cell.is_date, cell.number_format) == (True, "yyyy\\-mm\\-dd")


def test_merged_ranges_and_hidden_sheets_are_kept(old_copy: Copy) -> None:
    book, own = opened(old_copy.content), opened(FORM)
    assert book.sheetnames[1:] == own.sheetnames
    assert {s.title: s.sheet_state for s in book.worksheets[1:]} == {
        s.title: s.sheet_state for s in own.worksheets
    }
    merged = {sheet.title: sorted(map(str, sheet.merged_cells.ranges)) for sheet in own.worksheets}
    assert {s.title: sorted(map(str, s.merged_cells.ranges)) for s in book.worksheets[1:]} == merged
    assert any(merged.values())


def test_the_faults_are_marked(old_copy: Copy) -> None:
    book = opened(old_copy.content)
    assert book["指标表"]["E5"].fill.start_color.rgb == FILLS[ERROR]
    assert book["活动台账"]["C5"].comment.text.endswith("【错误】C5填错了\n怎么办：请改正。")
    assert [row[3] for row in opinion(old_copy.content)[1:]] == ["E5", "C5"]


def test_the_name_says_what_it_was(old_copy: Copy, old_form: tuple[str, bytes]) -> None:
    kind = old_form[0].rpartition(".")[2]
    assert old_copy.name == f"云栈_{kind}（审核意见）.xlsx"


def test_what_is_not_kept_is_named(old_copy: Copy) -> None:
    assert old_copy.lost[0] == "原有的版式"
    assert [text for text in old_copy.lost if text.startswith("公式") and text.endswith("处（只保留结果）")]
    assert all(text in remarks(old_copy.content) for text in old_copy.lost)


def test_nothing_of_it_runs(old_copy: Copy) -> None:
    assert all(c.data_type != "f" for s in opened(old_copy.content).worksheets for c in s._cells.values())


def test_drawings_of_old_files_are_named() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("指标表")
        sheet.write_column("A1", [1, 2, 3])
        sheet.write_comment("A2", "批注")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=指标表!$A$1:$A$3"})
        sheet.insert_chart("C3", chart)
    lost = {}
    for kind in ("xls", "ods"):
        old = converted(target.getvalue(), kind)
        file = f"returns/甲.{kind}"
        lost[kind] = copies_of({file: old}, found("A1", file=file))[0].lost
    assert {"图表1个", "批注1处"} <= set(lost["xls"])
    assert {"图表或嵌入对象1个", "批注1处"} <= set(lost["ods"])


def test_a_sheet_name_that_excel_refuses_is_changed_and_still_linked() -> None:
    ods = RETURNS / "数字产业园.ods"
    sheets = [sheet.name for sheet in sheets_of(ods.read_bytes())]
    made = copies_of(
        {"returns/a.ods": ods.read_bytes()}, found("E5", file="returns/a.ods"), reader=odd_names
    )[0]
    book = opened(made.content)
    assert len(book.sheetnames) == len(sheets) + 1
    long = next(title for title in book.sheetnames if title.startswith("指标_表"))
    assert len(long) <= 31


def odd_names(content: bytes) -> Any:
    """The reader's sheets under names that only OpenDocument allows."""
    return [
        replace(sheet, name=f"指标:表[{number}]" + "长" * 40)
        for number, sheet in enumerate(sheets_of(content))
    ]


def test_kinds_of_values() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "指标表"
    kinds = [
        12,
        0.35,
        True,
        "001",
        " 带空格 ",
        "=1+1 是文字",
        date(2026, 5, 4),
        datetime(2026, 5, 4, 13, 30),
        "_x000D_",
    ]
    for row, value in enumerate(kinds, start=1):
        cell = sheet.cell(row, 1, value)
        if isinstance(value, str):
            cell.data_type = "s"
    sheet["A20"] = "=1/0"
    sheet["B1"].comment = Comment("x", "y")
    old = converted(saved(book), "ods")
    told = opened(copies_of({"returns/a.ods": old}, found("B9", file="returns/a.ods"))[0].content)["指标表"]
    shown = [told.cell(row, 1).value for row in range(1, 8)]
    assert shown == [12, 0.35, True, "001", " 带空格 ", "=1+1 是文字", datetime(2026, 5, 4)]
    assert told["A8"].value == datetime(2026, 5, 4, 13, 30)
    assert told["A6"].data_type == "s"


@dataclass(frozen=True)
class Content:
    """A sheet as some reader might hand it over."""

    name: str
    cells: dict[tuple[int, int], object]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    visible: bool = True


def overlapping(content: bytes) -> list[Content]:
    """A reader of a file whose merged ranges overlap, beside many that do not."""
    many = tuple(((row, 1), (row, 2)) for row in range(100, 5_100))
    odd = (((2, 2), (3, 3)), ((1, 1), (2, 2)), ((5, 5), (5, 5)), ((3, 3), (9, 9)))
    return [Content("指标表", {(1, 1): 1, (300, 1): float("nan"), (301, 1): date(1899, 1, 1)}, (*odd, *many))]


def test_merged_ranges_that_overlap_are_left_apart() -> None:
    made = copies_of({"returns/a.xls": b"?"}, found("A1", file="returns/a.xls"), reader=overlapping)[0]
    sheet = opened(made.content)["指标表"]
    merged = {str(merged) for merged in sheet.merged_cells.ranges}
    assert {ref for ref in merged if int(ref.rpartition(":")[2].lstrip("ABCDEFGHI")) < 100} == {
        "A1:B2",
        "C3:I9",
    }
    assert len(merged) == 5_002
    assert (sheet["A300"].value, sheet["A301"].value) == ("nan", "1899-01-01")
