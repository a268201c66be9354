"""A sender's workbook with faults → the same workbook with marks, and everything but the marks as it was."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.feedback_kit import (
    ERROR,
    FILE,
    FILLS,
    NOTICE,
    RETURNS,
    WARNING,
    converted,
    copies_of,
    copy_of,
    found,
    opened,
    opinion,
    parts,
    portrait,
    remarks,
    saved,
    zipped,
)
from youthreport.markings import MARKER
from youthreport.model import Cell, Finding

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FORM = (RETURNS / "JD05_云栈街道团工委.xlsx").read_bytes()
SAMPLES = sorted(p for p in RETURNS.rglob("*") if p.suffix.lower() == ".xlsx" and zipfile.is_zipfile(p))


def rich(**options: Any) -> bytes:
    """A workbook of all that Excel offers and clerks use, with the results of its formulas."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, options) as book:
        if options.get("macros"):
            book.add_vba_project(io.BytesIO(b"not a real project"), is_stream=True)
        book.set_properties({"created": datetime(2026, 7, 1)})
        sheet, meta = book.add_worksheet("指标表"), book.add_worksheet("_meta")
        bold = book.add_format({"bold": True, "bg_color": "#FFFF00", "num_format": "0.00%", "locked": True})
        sheet.write_row(0, 0, ["指标", "数", "比"], bold)
        for row in range(1, 9):
            sheet.write_row(row, 0, [f"指标{row}", row * 10])
            sheet.write_formula(row, 2, f"=B{row + 1}/80", bold, row * 10 / 80)
        sheet.write_array_formula("E2:E3", "{=B2:B3*2}", None, 20)
        sheet.write_rich_string("A12", "前", bold, "粗", "后")
        sheet.set_column("A:A", 33.5)
        sheet.set_row(3, 40)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_row(6, None, None, {"level": 1})
        sheet.merge_range("A14:C15", "合并")
        sheet.data_validation("B2:B9", {"validate": "integer", "criteria": ">=", "value": 0})
        sheet.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 50, "format": bold})
        sheet.conditional_format("C2:C9", {"type": "data_bar", "bar_solid": True})
        sheet.add_sparkline("D2", {"range": "B2:C2"})
        sheet.write_comment("B3", "我们自己的批注", {"author": "小李"})
        sheet.write_comment("B7", "另一条")
        sheet.insert_textbox("G2", "文本框")
        sheet.insert_image("G9", "点.png", {"image_data": io.BytesIO(PIXEL)})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=指标表!$B$2:$B$9"})
        sheet.insert_chart("G14", chart)
        sheet.freeze_panes(1, 1)
        sheet.autofilter("A1:C9")
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.repeat_rows(0)
        sheet.print_area("A1:C15")
        sheet.set_header("&C报送表")
        sheet.protect("", {"objects": True})
        meta.write_row(0, 0, ["form", 3])
        meta.very_hidden()
        book.define_name("指标区", "=指标表!$B$2:$B$9")
        sheet.activate()
    return target.getvalue()


MARKED = (found("B3"), found("C4", WARNING), found("B5", NOTICE), found("B12"), found("B14"), found("Z40"))
WHERE = ["指标表!B3", "指标表!C4", "指标表!B5", "指标表!B12", "指标表!A14", "指标表!Z40"]


def looks(picture: dict[str, Any], *, drop: tuple[str, ...] = ()) -> dict[str, Any]:
    """A portrait without cells that the original did not hold and we had to make."""
    for ref in drop:
        sheet, _, cell = ref.partition("!")
        picture["sheets"][sheet]["cells"].pop(cell, None)
    return picture


def test_all_but_the_marks_is_as_it_was() -> None:
    made = copy_of(rich(), *MARKED)
    before, after = portrait(rich(), without=WHERE), portrait(made.content, without=WHERE)
    new = ("指标表!B12", "指标表!Z40")
    assert looks(after, drop=new) == looks(before, drop=new)
    assert made.lost == ()


def test_the_parts_without_marks_keep_every_byte() -> None:
    before, after = parts(rich()), parts(copy_of(rich(), *MARKED).content)
    touched = {name for name in before if before[name] != after.get(name)}
    assert touched == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/drawings/drawing1.xml"} <= set(after)


def test_of_a_marked_sheet_only_formats_of_marked_cells_differ() -> None:
    def bare(content: bytes) -> str:
        xml = parts(content)["xl/worksheets/sheet1.xml"].decode()
        xml = re.sub(r"<\?xml.*?\?>\s*| s=\"\d+\"| spans=\"[\d:]+\"| tabSelected=\"[01]\"", "", xml)
        for new in ('<c r="B12"/>', '<c r="Z40"/>', '<row r="40"></row>', '<row r="40"/>'):
            xml = xml.replace(new, "")
        return xml

    assert bare(copy_of(rich(), *MARKED).content) == bare(rich())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_a_filled_form_keeps_its_layout(path: Any) -> None:
    content = path.read_bytes()
    where = ["指标表!E5", "指标表!E9", "封面!B3"]
    marks = [found("E5"), found("E9", WARNING), found("B3", sheet="封面")]
    after = portrait(copy_of(content, *marks).content, without=where)
    assert after == portrait(content, without=where)
    assert after["sheets"]["_meta"]["state"] == "hidden"


def test_a_form_saved_by_libreoffice_keeps_its_layout() -> None:
    content = converted(FORM, "xlsx")
    made = copy_of(content, found("E5"), found("E9", WARNING))
    where = ["指标表!E5", "指标表!E9"]
    assert portrait(made.content, without=where) == portrait(content, without=where)


def test_cells_are_filled_by_the_worst_of_their_findings() -> None:
    twice = (found("B2", NOTICE), found("B2", ERROR, rule="X02"), found("B4", WARNING), found("B5", NOTICE))
    sheet = opened(copy_of(rich(), *twice).content)["指标表"]
    fills = {ref: sheet[ref].fill.start_color.rgb for ref in ("B2", "B4", "B5")}
    assert fills == {"B2": FILLS[ERROR], "B4": FILLS[WARNING], "B5": FILLS[NOTICE]}
    assert sheet["B6"].fill.patternType is None


def test_a_comment_says_what_is_wrong_and_what_to_do() -> None:
    sheet = opened(copy_of(rich(), found("B2", message="“-3”是负数", remedy="请填实际数。")).content)[
        "指标表"
    ]
    assert sheet["B2"].comment.text == f"{MARKER}\n【错误】“-3”是负数\n怎么办：请填实际数。"
    assert sheet["B7"].comment.text == "另一条"


def test_the_senders_own_comment_stays_below_ours() -> None:
    comment = opened(copy_of(rich(), found("B3")).content)["指标表"]["B3"].comment
    assert comment.text == f"{MARKER}\n【错误】B3填错了\n怎么办：请改正。\n—— 原有批注 ——\n我们自己的批注"
    assert comment.author == "小李"


def test_each_comment_has_one_box_and_no_number_twice() -> None:
    vml = parts(copy_of(rich(), found("B3"), found("B4"), found("B5")).content)["xl/drawings/vmlDrawing1.vml"]
    rows = re.findall(rb"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)", vml)
    assert sorted(rows) == [(b"2", b"1"), (b"3", b"1"), (b"4", b"1"), (b"6", b"1")]
    numbers = re.findall(rb"id=\"_x0000_s(\d+)\"", vml)
    assert len(numbers) == len(set(numbers)) == 4


def test_a_merged_cell_is_marked_where_it_shows() -> None:
    sheet = opened(copy_of(rich(), found("B15")).content)["指标表"]
    assert sheet["A14"].fill.start_color.rgb == FILLS[ERROR]
    assert sheet["A14"].comment is not None


def test_a_range_is_filled_and_commented_once() -> None:
    sheet = opened(copy_of(rich(), found("A2:B3")).content)["指标表"]
    assert [sheet[ref].fill.start_color.rgb for ref in ("A2", "B2", "A3", "B3")] == [FILLS[ERROR]] * 4
    assert [ref for ref in ("A2", "B2", "A3") if sheet[ref].comment] == ["A2"]


def test_a_new_cell_looks_as_its_row_or_column_does() -> None:
    book = openpyxl.Workbook()
    book.active.title = "指标表"
    book.active.column_dimensions["D"].number_format = "0.00"
    book.active.row_dimensions[7].number_format = "yyyy-mm-dd"
    sheet = opened(copy_of(saved(book), found("D5"), found("D7"), found("E5")).content)["指标表"]
    assert [sheet[ref].number_format for ref in ("D5", "D7", "E5")] == ["0.00", "yyyy-mm-dd", "General"]


def test_results_of_formulas_are_kept() -> None:
    results = opened(copy_of(rich(), *MARKED).content, data_only=True)["指标表"]
    assert [results[f"C{row}"].value for row in (2, 4, 9)] == [10 / 80, 30 / 80, 1]


def test_protection_does_not_stop_the_sender_from_mending() -> None:
    made = copy_of(
        rich(), found("B2"), found("B4", WARNING), found("C2", WARNING), found("C3"), found("B6", NOTICE)
    )
    sheet = opened(made.content)["指标表"]
    assert sheet.protection.sheet
    open_ = [ref for ref in ("B2", "B4", "C2", "C3", "B6") if not sheet[ref].protection.locked]
    # C2: a formula that is merely doubted is mended where its parts are.
    assert open_ == ["B2", "B4", "C3"]


# -- 审核意见 ----------------------------------------------------------------------------------


def test_the_first_sheet_lists_all_findings_worst_first() -> None:
    made = copy_of(
        rich(),
        found("B4", NOTICE, rule="M02", message="“12人”已去掉单位", remedy="以后请只填数字。", raw="12人"),
        found("B2", rule="X01", message="“-3”是负数", remedy="请填实际数。", raw="-3"),
        Finding("M28", WARNING, Cell(FILE), "缺少工作表“青年之家”", "请补。"),
        found("", WARNING, rule="M30", sheet="活动台账"),
    )
    assert opinion(made.content) == [
        ("序号", "级别", "工作表", "单元格", "问题", "怎么办", "原填内容", "审核规则"),
        ("1", "错误", "指标表", "B2", "“-3”是负数", "请填实际数。", "-3", "X01 数量应为不小于0的整数"),
        ("2", "核实", "整份文件", "", "缺少工作表“青年之家”", "请补。", "", "M28 缺少必要的工作表或列"),
        ("3", "核实", "活动台账", "整张表", "填错了", "请改正。", "", "M30 工作表改名或复制"),
        ("4", "提示", "指标表", "B4", "“12人”已去掉单位", "以后请只填数字。", "12人", "M02 数字带单位"),
    ]
    assert "错误1处、核实2处、提示1处" in remarks(made.content)
    assert "槿溪街道团工委　2026年上半年　原文件：报表.xlsx，版次1" in remarks(made.content)


def test_links_lead_to_the_cells() -> None:
    content = rich()
    made = copy_of(
        content, found("B2"), found("A2:B3", WARNING), found("", WARNING), found("A1", sheet="_meta")
    )
    sheet = opened(made.content).worksheets[0]
    links = {cell.row: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    # A program does not jump to a hidden sheet.
    assert sorted(links.values()) == ["'指标表'!A1", "'指标表'!A2:B3", "'指标表'!B2"]


def test_it_can_be_read_and_printed_without_resizing() -> None:
    message = "“其中：14—28岁团员”大于“14—28岁青年数”，" * 6
    sheet = opened(copy_of(rich(), found("B2", message=message), found("B3")).content).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    head = next(cell.row for cell in sheet["A"] if cell.value == "序号")
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.print_area == f"'审核意见'!$A$1:$H${head + 2}"
    assert sheet.row_dimensions[head + 1].height > 2 * sheet.row_dimensions[head + 2].height > 0
    assert sheet.column_dimensions["J"].hidden


def test_it_is_the_only_sheet_that_is_selected() -> None:
    book = opened(copy_of(rich(), found("B2")).content)
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets] == [True, False, False]
    assert book.active.title == "审核意见"


def test_names_that_belong_to_a_sheet_stay_with_it() -> None:
    sheet = opened(copy_of(rich(), found("B2")).content)["指标表"]
    assert (sheet.print_title_rows, sheet.print_area) == ("$1:$1", "'指标表'!$A$1:$C$15")


def test_a_sheet_of_the_senders_own_with_that_name_stays() -> None:
    book = openpyxl.Workbook()
    book.active.title = "审核意见"
    book.active["A1"] = "我们的意见"
    made = opened(copy_of(saved(book), found("A1", sheet="审核意见")).content)
    assert made.sheetnames == ["审核意见2", "审核意见"]
    assert made["审核意见"]["A1"].value == "我们的意见"


def test_no_text_of_ours_runs_as_a_formula() -> None:
    evil = '=HYPERLINK("http://x","点我")'
    made = copy_of(rich(), found("B2", message=evil, remedy="@SUM(A1)", raw="=cmd|'/C calc'!A0"))
    formulas = [
        xml.count(b"<f") for name, xml in sorted(parts(made.content).items()) if "worksheets/sheet" in name
    ]
    assert formulas == [parts(rich())["xl/worksheets/sheet1.xml"].count(b"<f"), 0, 0]
    assert opinion(made.content)[1][4:7] == (evil, "@SUM(A1)", "=cmd|'/C calc'!A0")
    assert all(
        cell.data_type != "f" for row in opened(made.content).worksheets[0].iter_rows() for cell in row
    )


def test_text_with_what_xml_forbids_is_told_without_it() -> None:
    made = copy_of(rich(), found("B2", raw="甲\x00\x0b乙<&>\ufffe_x000D_"))
    assert opinion(made.content)[1][6] == "甲乙<&>_x005F_x000D_"  # as a sheet spells the last one
    shown = parts(made.content)
    assert any(b"<&" not in xml and "甲乙".encode() in xml for xml in shown.values())


# -- what cannot be kept -----------------------------------------------------------------------


def test_macros_are_taken_out_and_named() -> None:
    made = copies_of({"returns/带宏.xlsm": rich(macros=True)}, found("B2", file="returns/带宏.xlsm"))[0]
    assert (made.name, made.lost) == ("带宏_xlsm（审核意见）.xlsx", ("宏",))
    assert "原文件的宏未能保留在本文件中" in remarks(made.content)
    assert not [name for name in parts(made.content) if "vba" in name.lower()]
    assert b"macroEnabled" not in parts(made.content)["[Content_Types].xml"]
    assert opened(made.content)["指标表"]["B2"].fill.start_color.rgb == FILLS[ERROR]


def test_a_conversation_becomes_a_plain_comment_where_we_comment() -> None:
    members = parts(rich())
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    threads = "".join(
        f'<threadedComment ref="{ref}" id="{{{ref}}}"><text>议</text></threadedComment>'
        for ref in ("B3", "B7")
    )
    members["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{space}">{threads}</ThreadedComments>'.encode()
    )
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="rT" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    members[rels] = members[rels].replace(b"</Relationships>", link.encode())
    made = copy_of(zipped(members), found("B3"))
    assert made.lost == ("《指标表》标注处的新式批注对话（已转为普通批注）",)
    left = parts(made.content)["xl/threadedComments/threadedComment1.xml"]
    assert (b'ref="B3"' in left, b'ref="B7"' in left) == (False, True)


def test_the_open_xml_rules_hold(tmp_path: Path) -> None:
    validator = pytest.importorskip("openxml_audit")

    def faults(content: bytes) -> set[str]:
        path = tmp_path / "book.xlsx"
        path.write_bytes(content)
        told = {str(fault.description) for fault in validator.OpenXmlValidator().validate(str(path)).errors}
        # Excel moves such texts elsewhere when it saves; it shows them all the same.
        return {text for text in told if "inline-string" not in text}

    assert faults(copy_of(rich(), *MARKED).content) <= faults(rich())
