"""The sheet 选用 of the district workbook → what is read of it, and what the paper then says."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import SAMPLE
from tests.test_truth import change, header_of, told
from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError
from youthreport.forms import write_district
from youthreport.intake import read_district, read_roster
from youthreport.model import Choice, Period

CATALOGUE = load_catalogue()
PERIOD = Period("2026S1")
COLUMNS = ("类别", "原文", "采用", "顺序", "改写")


def read(folder: Path, *rows: tuple[object, ...]) -> tuple[Choice, ...]:
    """The choices of a fresh form with these rows typed in."""
    roster = read_roster(SAMPLE / "roster.xlsx", "roster.xlsx")
    texts = {
        "dist_name": "青山区",
        "dist_short": "团青山区委",
        "superiors": "团市委",
        "sign_org": "团青山区委",
    }
    book = openpyxl.load_workbook(io.BytesIO(write_district(CATALOGUE, PERIOD, roster, texts)))
    sheet = book["选用"]
    top, _ = header_of(sheet, "原文")
    for number, row in enumerate(rows, start=top + 1):
        for name, value in zip(COLUMNS, row, strict=True):
            sheet.cell(number, header_of(sheet, name)[1]).value = value
    book.save(folder / "district.xlsx")
    return read_district(folder / "district.xlsx", "district.xlsx", CATALOGUE, PERIOD).choices


def test_a_fresh_form_chooses_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == ()


def test_what_the_form_asks_for_is_read_back(tmp_path: Path) -> None:
    choices = read(
        tmp_path,
        ("存在问题", "活动形式比较单一", "否", None, None),
        ("思想引领", "举办青年夜校", "是", 2, "办好青年夜校"),
        ("服务青年", "组织托管", None, None, None),
    )
    shown = [(c.kind, c.text, c.adopted, c.place, c.rewritten, str(c.cell)) for c in choices]
    assert shown == [
        ("存在问题", "活动形式比较单一", False, None, "", "district.xlsx 选用!B4"),
        ("思想引领", "举办青年夜校", True, 2, "办好青年夜校", "district.xlsx 选用!B5"),
        ("服务青年", "组织托管", None, None, "", "district.xlsx 选用!B6"),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("存在问题", None, "是", None, None), "没有写全"),
        ((None, "活动形式比较单一", "是", None, None), "没有写全"),
        (("存在问题", "活动形式比较单一", "也许", None, None), "“采用”一栏写了“也许”"),
        (("存在问题", "活动形式比较单一", None, "第一", None), "“顺序”一栏写了“第一”"),
        (("存在问题", "活动形式比较单一", None, 0, None), "“顺序”一栏写了“0”"),
    ],
)
def test_a_row_that_cannot_be_understood_is_refused(
    tmp_path: Path, row: tuple[object, ...], words: str
) -> None:
    with pytest.raises(ConfigurationError, match=words):
        read(tmp_path, row)


def test_the_form_offers_problems_and_the_categories_of_the_plan(tmp_path: Path) -> None:
    read(tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "district.xlsx")["选用"]
    offered = [str(check.formula1) for check in sheet.data_validations.dataValidation]
    assert any("存在问题,思想引领,服务大局,服务青年,基层组织,从严治团" in text for text in offered)


def choose(*rows: tuple[object, ...]) -> object:
    def edit(book: openpyxl.Workbook) -> None:
        del book["选用"]
        sheet = book.create_sheet("选用")
        for row in (COLUMNS, *rows):
            sheet.append(row)

    return edit


def test_the_paper_follows_the_district(sample: Path) -> None:
    change(
        sample / "district.xlsx",
        choose(  # type: ignore[arg-type]
            ("存在问题", "新兴领域团组织覆盖不够", "否", None, None),
            ("存在问题", "各领域发展不够均衡", None, 1, "各领域之间发展还不够均衡"),
            ("思想引领", "组织青年理论读书会", "是", None, None),
        ),
    )
    code, text, _ = told(sample)
    assert code == 0
    assert "主要有：一是各领域之间发展还不够均衡；二是活动形式比较单一" in text
    assert "新兴领域团组织覆盖不够" not in text
    assert "重点抓好以下工作：组织青年理论读书会（" in text
    assert "举办青年讲师团进基层宣讲" not in text
