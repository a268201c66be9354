"""The sample with one thing changed → a paper that no longer says what the data no longer prove."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from youthreport.cli import main

STREET = "JD04_鹿鸣湾街道团工委.xlsx"


def header_of(sheet: openpyxl.worksheet.worksheet.Worksheet, name: str) -> tuple[int, int]:
    """Row and column of the header cell of that name."""
    return next((c.row, c.column) for row in sheet.iter_rows(max_row=12) for c in row if c.value == name)


def change(path: Path, edit: Callable[[openpyxl.Workbook], None]) -> None:
    """Edit a workbook in place."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def told(project: Path) -> tuple[int, str, dict[str, dict[str, object]]]:
    """Exit code, the paper's text and the figures by code."""
    code = main(["build", "-q", str(project)])
    paper = docx.Document(str(next((project / "output").glob("*计划.docx"))))
    figures = json.loads((project / "output" / "figures.json").read_text("utf-8"))["figures"]
    return code, "\n".join(p.text for p in paper.paragraphs), {f["code"]: f for f in figures}


def test_a_missing_unit_takes_every_universal_and_every_comparison_with_it(sample: Path) -> None:
    (sample / "returns" / STREET).unlink()
    code, text, _ = told(sample)
    assert code == 3
    assert (
        re.findall("各级团组织|全员报送|已全部完成自评|已全部科学|稳定在|均在|新建团组织.{1,5}个，同比", text)
        == []
    )
    assert "应报送单位40个，实际报送39个" in text


def test_the_whole_sample_does_say_them(built: object) -> None:
    text = "\n".join(p.text for p in docx.Document(str(built.paper)).paragraphs)  # type: ignore[attr-defined]
    for words in ("各级团组织", "全员报送", "已全部完成自评", "已全部科学", "稳定在"):
        assert words in text
    assert re.search("新建团组织.{1,5}个，同比", text)


def test_estimates_in_a_list_print_as_about(sample: Path) -> None:
    def guess(book: openpyxl.Workbook) -> None:
        sheet = book["活动台账"]
        top, people = header_of(sheet, "参与人次")
        kind = header_of(sheet, "活动类型")[1]
        for row in range(top + 1, sheet.max_row + 1):
            if sheet.cell(row, kind).value in ("区内宣讲", "市讲师团宣讲"):
                sheet.cell(row, people).value = "约100"

    change(sample / "returns" / STREET, guess)
    _, text, figures = told(sample)
    assert figures["lec_people"]["estimated"] is True
    assert re.search(r"受众约[\d.万]+人次", text)


def test_an_excused_unit_that_reported_all_the_same_is_not_added_up(sample: Path) -> None:
    before = told(sample)[2]

    def excuse(book: openpyxl.Workbook) -> None:
        sheet = book["免报说明"]
        top, code = header_of(sheet, "单位编码")
        sheet.cell(top + 1, code).value = "JD04"
        sheet.cell(top + 1, header_of(sheet, "理由")[1]).value = "机构调整"

    change(sample / "district.xlsx", excuse)
    code, text, after = told(sample)
    assert code == 0
    assert after["members"]["value"] < before["members"]["value"]
    assert "应报送单位39个，实际报送39个" in text
    assert re.findall("已全部完成自评|全员报送", text) == []
    assert "机构调整" in text


@pytest.mark.parametrize("award", ["先锋少年", "优秀团支部", "我最满意共青团工作"])
def test_an_award_nobody_got_takes_its_clause_and_leaves_a_sound_sentence(sample: Path, award: str) -> None:
    def drop(book: openpyxl.Workbook) -> None:
        sheet = book["评选表彰"]
        top, column = header_of(sheet, "奖项")
        for row in range(sheet.max_row, top, -1):
            if award in str(sheet.cell(row, column).value):
                sheet.delete_rows(row)

    change(sample / "district.xlsx", drop)
    text = told(sample)[1]
    sentence = next(s for s in text.split("。") if "评选活动" in s)
    assert award not in sentence
    assert "，展现了" in sentence
    assert re.findall(r"、，|，，|，、|活动、|(?<!\d)0(?:名|个|项)", sentence) == []


def test_a_text_in_its_own_quotation_marks_is_not_quoted_twice(sample: Path) -> None:
    def quote(book: openpyxl.Workbook) -> None:
        sheet = book["文字要素"]
        top, codes = header_of(sheet, "要素代码")
        for row in range(top + 1, sheet.max_row + 1):
            if sheet.cell(row, codes).value == "lunch_name":
                sheet.cell(row, header_of(sheet, "内容")[1]).value = "“书记有约”"
            if sheet.cell(row, codes).value == "aid_town":
                sheet.cell(row, header_of(sheet, "内容")[1]).value = "无"

    change(sample / "district.xlsx", quote)
    _, text, _ = told(sample)
    assert "““" not in text
    assert "改善无" not in text


def test_outputs_are_never_written_among_the_returns(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "-q", "-o", str(sample / "returns"), str(sample)]) == 2
    assert "returns" in capsys.readouterr().err


def test_an_optional_blank_is_no_gap(sample: Path) -> None:
    def blank(book: openpyxl.Workbook) -> None:
        sheet = book["指标表"]
        top, codes = header_of(sheet, "指标代码")
        for row in range(top + 1, sheet.max_row + 1):
            if sheet.cell(row, codes).value in ("xs_due", "xs_done"):
                sheet.cell(row, header_of(sheet, "本期数")[1]).value = None

    change(sample / "returns" / STREET, blank)
    assert told(sample)[0] == 0


def test_a_compulsory_blank_is_a_gap_that_names_the_unit(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def blank(book: openpyxl.Workbook) -> None:
        sheet = book["指标表"]
        top, codes = header_of(sheet, "指标代码")
        for row in range(top + 1, sheet.max_row + 1):
            if sheet.cell(row, codes).value == "members":
                sheet.cell(row, header_of(sheet, "本期数")[1]).value = None

    change(sample / "returns" / STREET, blank)
    assert told(sample)[0] == 3
    assert "鹿鸣湾街道团工委" in capsys.readouterr().out


def test_a_figure_that_nobody_gave_was_not_added_up(sample: Path) -> None:
    def blank(book: openpyxl.Workbook) -> None:
        sheet = book["区级指标"]
        _, codes = header_of(sheet, "指标代码")
        _, values = header_of(sheet, "本期数")
        row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, codes).value == "wx_fans")
        sheet.cell(row, values).value = None

    change(sample / "district.xlsx", blank)
    _, text, figures = told(sample)
    assert figures["wx_fans"]["value"] is None
    assert "官微粉丝数" not in re.findall("仅按已报数汇总：.*", text + "仅按已报数汇总：")[0]


def test_an_excused_unit_is_said_not_to_count(sample: Path) -> None:
    def excuse(book: openpyxl.Workbook) -> None:
        sheet = book["免报说明"]
        row, column = header_of(sheet, "单位编码")
        sheet.cell(row + 1, column).value = "JD04"
        sheet.cell(row + 1, header_of(sheet, "理由")[1]).value = "机构调整"

    change(sample / "district.xlsx", excuse)
    (sample / "returns" / STREET).unlink()
    _, text, _ = told(sample)
    assert "经批准免报的单位为鹿鸣湾街道团工委（机构调整），其数据未计入本报告。" in text
