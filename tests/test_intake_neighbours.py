"""What lies beside the forty messes: stray cells, two-level headers, 1904, other programs' files, our own marks."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from tests.returns import (
    ACT,
    LEDGER,
    SCHOOL,
    STREET,
    add,
    blank,
    form,
    place,
    put,
    read,
    repacked,
    rules,
    saved,
    the,
    told,
    value,
    with_results,
)

sys.path.append(str(Path(__file__).parents[1] / "sample_data"))

from broken_files import _small_book as small_book

from youthreport.markings import MARKER, OPINION_SHEET
from youthreport.model import Filing, FilingStatus, Severity


def converted(book: Workbook | bytes, suffix: str, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it in that format."""
    source = folder / "quelle.xlsx"
    source.write_bytes(book if isinstance(book, bytes) else saved(book))
    profile = f"-env:UserInstallation=file://{folder}/lo"
    target = folder / suffix
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    made = target / f"quelle.{suffix}"
    if done.returncode or not made.exists():
        pytest.skip("soffice is not there")
    return made.read_bytes()


# -- stray cells ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "ref"),
    [
        ('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>。。</t></is></c></row>', "XFD1048576"),
        ("<row r='100001'><c s='0' r='B100001' t='str'><v>。。</v></c></row>", "B100001"),
        ('<row r="5000"><c s="0" r="iw5000" t="str"><v>。。</v></c></row>', "IW5000"),
        ('<row><c r="&#88;FD7" t="str"><v>。。</v></c></row>', "XFD7"),
        ('<row r="99999"><c r="IV99999" t="str"><v>。。</v></c></row>', "IV99999"),
        ('<row r="4294967295"><c r="A4294967295" t="str"><v>。。</v></c></row>', ""),
        ('<row r="9"><c r="ZZZZZZZ9" t="str"><v>。。</v></c></row>', ""),
        ('<row r="9"><c r="A99999999999" t="str"><v>。。</v></c></row>', ""),
    ],
)
def test_a_stray_far_cell_is_named_and_the_rest_is_read(tmp_path: Path, cell: str, ref: str) -> None:
    book = form()
    add(book[LEDGER], ACT)
    put(book, "members", 33)
    strayed = repacked(
        saved(book), "sheet3.xml", lambda xml: xml.replace(b"</sheetData>", cell.encode() + b"</sheetData>")
    )
    filing = read(strayed, tmp_path)
    assert filing.status is FilingStatus.ACCEPTED
    assert (value(filing, "members"), len(filing.tables[LEDGER].rows)) == (33, 1)
    assert told(filing) == [("M38", "warning", f"{LEDGER}!{ref}".rstrip("!"), "。。", None)]


def test_a_far_cell_of_style_alone_says_nothing(tmp_path: Path) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    strayed = repacked(blank(), "sheet3.xml", lambda xml: xml.replace(b"</sheetData>", cell))
    assert told(read(strayed, tmp_path)) == []


def test_a_far_cell_in_a_shared_string_is_quoted_too(tmp_path: Path) -> None:
    def stray(xml: bytes) -> bytes:
        return xml.replace(b"</row></sheetData>", b'<c r="XFD2" t="s"><v>2</v></c></row></sheetData>')

    filing = read(repacked(small_book(), "sheet1.xml", stray), tmp_path, roster=None)
    assert (the(filing, "M38").cell.ref, the(filing, "M38").raw) == ("XFD2", "团员总数")


def test_a_sheet_filled_to_its_end_is_refused_as_a_whole(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(100_001, 102_002))
    filled = repacked(
        blank(), "sheet3.xml", lambda xml: xml.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    )
    filing = read(filled, tmp_path)
    assert (filing.status, the(filing, "M38").severity) == (FilingStatus.UNREADABLE, Severity.ERROR)


def test_a_lone_cell_far_below_the_records_is_no_record(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT)
    book[LEDGER]["A900"].value = "。"
    filing = read(book, tmp_path)
    assert len(filing.tables[LEDGER].rows) == 1
    assert told(filing) == [("M38", "warning", f"{LEDGER}!A900", "。", None)]


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_three_point_five_shown_as_a_day_of_1900_is_the_same_in_every_format(
    tmp_path: Path, suffix: str
) -> None:
    book = form()
    row = add(book[LEDGER], ACT | {"起始日期": 3.5})
    book[LEDGER].cell(row, 3).number_format = "yyyy-mm-dd"
    filing = read(converted(book, suffix, tmp_path), tmp_path, f"报表.{suffix}")
    assert filing.tables[LEDGER].rows[0].values["起始日期"] == date(2026, 3, 5)
    assert "填了数值3.5，" in the(filing, "M33").message


# -- headers ----------------------------------------------------------------------------------


def test_a_header_of_two_levels_is_read_as_one(tmp_path: Path) -> None:
    book = form()
    sheet: Any = book[LEDGER]
    sheet.insert_rows(4)
    for column in (1, 2, 3, 4):  # these go over both rows, 场次 and 参与人次 stand below a common title
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    sheet["E4"].value, sheet["F4"].value, sheet["E3"].value, sheet["F3"].value = (
        "场次",
        "参与人次",
        "规模",
        None,
    )
    sheet.merge_cells("E3:F3")
    add(sheet, ACT, at=5)
    filing = read(book, tmp_path)
    (row,) = filing.tables[LEDGER].rows
    assert (row.number, row.values["场次"], row.values["参与人次"]) == (5, 2, 60)
    assert row.values["活动名称"] == "青春集市"
    assert told(filing) == [("M26", "notice", f"{LEDGER}!A4", "", None)]


def test_titles_and_notes_may_stand_above_the_header(tmp_path: Path) -> None:
    book = form()
    sheet: Any = book[LEDGER]
    sheet.insert_rows(1, 3)
    sheet["A2"].value = "活动基本情况（人次、场次请按实际填写）"
    add(sheet, ACT, at=7)
    filing = read(book, tmp_path)
    assert [row.number for row in filing.tables[LEDGER].rows] == [7]
    assert told(filing) == []


# -- 1904, ids, several at once ---------------------------------------------------------------


def dated(folder: Path) -> Workbook:
    book = form()
    book.epoch = CALENDAR_MAC_1904
    add(book[LEDGER], ACT, ACT | {"活动名称": "第二场", "起始日期": 44624})
    book[LEDGER]["C5"].number_format = "General"
    return book


def _days(filing: Filing) -> list[object]:
    return [row.values["起始日期"] for row in filing.tables[LEDGER].rows]


def test_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    filing = read(dated(tmp_path), tmp_path)
    assert _days(filing) == [date(2026, 3, 5), date(2026, 3, 5)]
    assert told(filing) == [("M33", "notice", f"{LEDGER}!C5", "44624", "2026-03-05")]
    old = read(converted(dated(tmp_path), "xls", tmp_path), tmp_path, "报表.xls")
    assert _days(old) == [date(2026, 3, 5), date(2026, 3, 5)]


def test_an_id_of_more_than_fifteen_digits_typed_as_a_number(tmp_path: Path) -> None:
    book = form()
    record = {"团组织全称": "星渚支部", "领域": "楼宇", "批准日期": date(2026, 2, 1)}
    add(book["新建团组织"], record | {"智慧团建编码": 320102199003071234})
    book["新建团组织"]["D4"].number_format = "General"
    filing = read(book, tmp_path)
    assert "智慧团建编码" not in filing.tables["新建团组织"].rows[0].values
    assert the(filing, "M00").cell.ref == "D4"


def test_several_messes_in_one_cell_are_all_told(tmp_path: Path) -> None:
    book = form()
    ref = put(book, "vol_reg", "近１.２万名\n（含线上3）")
    filing = read(book, tmp_path)
    assert value(filing, "vol_reg") == 12000
    assert {f.rule for f in filing.findings} == {"M01", "M02", "M04", "M10", "M17"}
    assert {f.cell.ref for f in filing.findings} == {ref}


# -- formulas of the form ---------------------------------------------------------------------


def test_the_forms_own_formulas_are_never_a_finding(tmp_path: Path) -> None:
    book = form(STREET)
    add(book[LEDGER], ACT)
    assert told(read(book, tmp_path)) == []
    ref = place(book, "vol_acts_all")
    assert told(read(with_results(saved(book), "sheet2.xml", [(ref, "999")]), tmp_path)) == []


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_nor_when_another_program_saved_them(tmp_path: Path, suffix: str) -> None:
    book = form(SCHOOL)
    add(book[LEDGER], ACT)
    content = converted(book, suffix, tmp_path)
    filing = read(content, tmp_path, f"报表.{suffix}")
    assert told(filing) == []
    if suffix == "xls":  # what WPS calls .et is the same inside
        assert told(read(content, tmp_path, "报表.et")) == []
    assert len(filing.tables[LEDGER].rows) == 1
    assert "vol_acts_all" not in {entry.code for entry in filing.entries}


def test_a_formula_that_moved_with_its_cells_is_still_the_forms(tmp_path: Path) -> None:
    book = form(STREET)
    sheet: Any = book[LEDGER]
    sheet.insert_cols(6)  # as Excel leaves it: what pointed at F and further right points one column on
    sheet["F3"].value = "照片"
    for (cell,) in book["指标表"].iter_rows(min_col=5, max_col=5, min_row=4):
        if isinstance(cell.value, str) and cell.value.startswith("="):
            cell.value = re.sub(rf"'{LEDGER}'!\$([F-Z])\$4:\$[F-Z]\$2003", _one_on, cell.value)
    assert rules(read(book, tmp_path)) == {"M27"}


def _one_on(found: re.Match[str]) -> str:
    letter = chr(ord(found[1]) + 1)
    return f"'{LEDGER}'!${letter}$4:${letter}$2010"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("vol_acts_all", lambda text: text + "+5"),
        ("vol_acts_all", lambda text: text.replace("志愿服务", "主题团日")),
        ("vol_acts_all", lambda _: "=35"),
        ("branch_all", lambda text: text.replace("E8", "E7")),
    ],
)
def test_a_formula_that_the_sender_changed_is_the_senders(tmp_path: Path, code: str, change: Any) -> None:
    book = form(STREET)
    add(book[LEDGER], ACT)
    ref = place(book, code)
    book["指标表"][ref].value = change(book["指标表"][ref].value)
    filing = read(book, tmp_path)
    assert told(filing, "M19")[0][:3] == ("M19", "error", f"指标表!{ref}")
    filing = read(with_results(saved(book), "sheet2.xml", [(ref, "35")]), tmp_path)
    assert told(filing, "M19")[0][:2] == ("M19", "notice")
    assert value(filing, code) == 35


# -- other programs ---------------------------------------------------------------------------


def tangled() -> Workbook:
    book = form()
    sheet: Any = book[LEDGER]
    add(sheet, ACT, ACT | {"活动名称": "第二场", "地点": None}, ACT | {"活动名称": "第三场"})
    sheet.merge_cells("D4:D5")
    sheet.row_dimensions[6].hidden = True
    sheet.column_dimensions["K"].hidden = True
    sheet["K4"].value = "某某集团"
    book["帮扶捐赠"].sheet_state = "hidden"
    add(book["帮扶捐赠"], {"日期": date(2026, 2, 1), "类别": "捐物", "内容": "书包", "数量": 20})
    put(book, "members", "=1/0")
    put(book, "vol_reg", "=100+22")
    return book


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_every_format_tells_what_is_hidden_merged_calculated_and_wrong(tmp_path: Path, suffix: str) -> None:
    filing = read(converted(tangled(), suffix, tmp_path), tmp_path, f"报表.{suffix}")
    assert (value(filing, "members"), value(filing, "vol_reg")) == (None, 122)
    assert [row.values.get("地点") for row in filing.tables[LEDGER].rows] == ["文化广场"] * 3
    assert {(f.rule, str(f.severity), f.cell.ref) for f in filing.findings} == {
        ("M20", "error", place(form(), "members")),
        ("M19", "notice", place(form(), "members")),
        ("M19", "notice", place(form(), "vol_reg")),
        ("M25", "notice", "D5"),
        ("M31", "warning", ""),
    }
    assert sum(f.rule == "M31" for f in filing.findings) == 3


def test_a_name_that_says_another_format_is_only_noted(tmp_path: Path) -> None:
    assert told(read(blank(), tmp_path, "报表.et")) == []
    filing = read(blank(), tmp_path, "报表.xls")
    assert told(filing) == [("M38", "notice", "", "", None)]
    assert filing.status is FilingStatus.ACCEPTED


# -- our own marks ----------------------------------------------------------------------------


def test_a_feedback_copy_says_the_same_as_what_it_was_made_from(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT)
    plain = read(book, tmp_path)
    sheet = book.create_sheet(OPINION_SHEET, 0)
    sheet["A1"].value = MARKER
    for row in range(2, 9):
        sheet.cell(row, 1).value, sheet.cell(row, 2).value = "单位编码", "活动名称"
    for cell in (book["封面"]["B3"], book[LEDGER]["A4"], book["指标表"]["E5"]):
        cell.fill = PatternFill("solid", fgColor="FFC7CE")
    marked = read(book, tmp_path)
    assert (marked.entries, marked.tables, marked.findings) == (plain.entries, plain.tables, plain.findings)


def test_a_sheet_of_that_name_without_our_mark_is_the_senders(tmp_path: Path) -> None:
    book = form()
    book.create_sheet(OPINION_SHEET)["A1"].value = "领导意见"
    assert rules(read(book, tmp_path)) == {"M27"}
