"""The messes that need a whole file (19, 25–38) and those of numbers in real cells → rule, severity, raw, value."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.returns import (
    ACT,
    CATALOGUE,
    LEDGER,
    OFFICE,
    PERIOD,
    SCHOOL,
    STREET,
    add,
    blank,
    form,
    header,
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
from youthreport.forms import Known, write_return
from youthreport.model import FilingStatus, OrgUnit, Roster, Severity

# -- numbers in the cells of a real return (messes 1–22) -------------------------------------

WRITTEN: dict[str, object] = {
    "youth_14_28": "1，234",
    "members": "约100",  # 率的分母
    "org_comm": "两",
    "org_general": "/",  # 必报
    "org_branch": "１２",
    "cadre_full": "12 名",
    "cadre_gz": "—",  # 选报
    "cadre_jz": "#REF!",
    "model_pub": "12.5",
    "vol_reg": "约1600",
    "vol_hours": "1.2万",
    "three_meet": -3,
    "five_have": "12(含线上3)",
    "rec_act": "3–5名",
    "rec_dev": "5+3",
    "rec_joined": "无",
    "branch_due": date(2026, 3, 4),
}
TOLD = [
    ("youth_14_28", "M09", "notice", "1，234", 1234),
    ("members", "M04", "error", "约100", None),
    ("org_comm", "M08", "notice", "两", 2),
    ("org_general", "M06", "error", "/", None),
    ("org_branch", "M01", "notice", "１２", 12),
    ("branch_due", "M13", "error", "2026-03-04", None),
    ("cadre_full", "M02", "notice", "12 名", 12),
    ("cadre_gz", "M06", "notice", "—", None),
    ("cadre_jz", "M20", "error", "#REF!", None),
    ("model_pub", "M21", "error", "12.5", None),
    ("vol_reg", "M04", "warning", "约1600", 1600),
    ("vol_hours", "M10", "notice", "1.2万", 12000),
    ("five_have", "M17", "warning", "12(含线上3)", 12),
    ("rec_act", "M18", "error", "3–5名", None),
    ("rec_dev", "M18", "error", "5+3", None),
    ("rec_joined", "M05", "notice", "无", 0),
    ("three_meet", "M22", "error", "-3", None),
]


def test_messes_of_numbers_in_a_real_return(tmp_path: Path) -> None:
    book = form(STREET)
    refs = {code: put(book, code, written) for code, written in WRITTEN.items()}
    filing = read(book, tmp_path)
    found = {(f.code, f.rule, str(f.severity), f.raw, f.value): f.cell.ref for f in filing.findings}
    assert set(found) == set(TOLD)
    assert all(found[entry] == refs[entry[0]] for entry in TOLD)
    for code, _, _, _, counted in TOLD:
        assert value(filing, code) == counted, code


def test_an_estimate_stays_one_where_it_may_count(tmp_path: Path) -> None:
    book = form()
    put(book, "vol_reg", "约1600")
    entry = next(e for e in read(book, tmp_path).entries if e.code == "vol_reg")
    assert (entry.value, entry.estimate) == (1600, True)


@pytest.mark.parametrize("unit", [OFFICE, STREET, SCHOOL], ids=lambda unit: unit.type)
def test_a_blank_form_says_nothing_at_all(tmp_path: Path, unit: OrgUnit) -> None:
    filing = read(blank(unit), tmp_path)
    assert told(filing) == []
    assert not any(entry.raw or entry.value is not None for entry in filing.entries)
    assert not any(table.rows or table.ticked for table in filing.tables.values())
    assert all(table.present for table in filing.tables.values())


def test_what_the_form_brought_along_is_read_without_a_word(tmp_path: Path) -> None:
    stock = {
        "青年之家": ({"名称": "海棠里", "是否本期新建": "否", "建成日期": "2025-03-01"},),
        "支部星级": ({"支部全称": "第一支部", "是否应参评": "是", "成立日期": "2024-05-04"},),
    }
    filing = read(write_return(OFFICE, CATALOGUE, PERIOD, Known({"members": 12}, stock)), tmp_path)
    assert told(filing) == []
    assert filing.tables["青年之家"].rows[0].values["建成日期"] == date(2025, 3, 1)
    assert next(e for e in filing.entries if e.code == "members").last_year == 12


def test_a_refused_estimate_is_not_said_to_count(tmp_path: Path) -> None:
    book = form()
    put(book, "members", "近百人")
    assert [f.rule for f in read(book, tmp_path).findings] == ["M04"]


def test_a_dash_where_a_number_is_due_is_not_answered_with_a_blank(tmp_path: Path) -> None:
    book = form()
    put(book, "members", "/")
    assert "清空" not in the(read(book, tmp_path), "M06").remedy


def test_last_year_in_doubt_is_not_taken_over_and_blocks_nothing(tmp_path: Path) -> None:
    book = form()
    put(book, "members", 120)
    put(book, "members", "很多", "上年同期数")
    filing = read(book, tmp_path)
    (entry,) = [e for e in filing.entries if e.code == "members"]
    assert (entry.value, entry.last_year) == (120, None)
    assert the(filing, "M00").severity is Severity.WARNING
    assert the(filing, "M00").cell.ref == place(book, "members", "上年同期数")


# -- 19 formulas, 20 errors -------------------------------------------------------------------


def test_a_formula_counts_by_its_stored_result(tmp_path: Path) -> None:
    book = form()
    ref = put(book, "vol_reg", "=100+22")
    filing = read(with_results(saved(book), "sheet2.xml", [(ref, "122")]), tmp_path)
    assert value(filing, "vol_reg") == 122
    assert told(filing) == [("M19", "notice", f"指标表!{ref}", "122", 122)]
    assert "“=100+22”" in the(filing, "M19").message


def test_a_formula_into_another_file_is_a_doubt(tmp_path: Path) -> None:
    book = form()
    ref = put(book, "vol_reg", "='[底稿.xlsx]Sheet1'!B3")
    filing = read(with_results(saved(book), "sheet2.xml", [(ref, "122")]), tmp_path)
    assert (value(filing, "vol_reg"), the(filing, "M19").severity) == (122, Severity.WARNING)


def test_a_formula_without_a_result_is_refused_not_zero(tmp_path: Path) -> None:
    book = form()
    put(book, "vol_reg", "=1+1")
    filing = read(book, tmp_path)
    assert (value(filing, "vol_reg"), the(filing, "M19").severity) == (None, Severity.ERROR)
    assert the(filing, "M19").raw == "=1+1"


def test_a_formula_whose_stored_result_is_an_error(tmp_path: Path) -> None:
    book = form()
    ref = put(book, "vol_reg", "=1/0")
    content = with_results(saved(book), "sheet2.xml", [(ref, "#DIV/0!")])
    content = repacked(
        content, "sheet2.xml", lambda xml: xml.replace(f'r="{ref}"'.encode(), f'r="{ref}" t="e"'.encode())
    )
    filing = read(content, tmp_path)
    assert (value(filing, "vol_reg"), the(filing, "M20").raw) == (None, "#DIV/0!")


# -- 25 merged, 31 hidden ---------------------------------------------------------------------


def test_merged_words_are_filled_down_and_merged_numbers_count_once(tmp_path: Path) -> None:
    book = form()
    sheet = book[LEDGER]
    add(sheet, ACT, {"活动名称": "第二场", "参与人次": None}, {"活动名称": "第三场"})
    sheet.merge_cells("D4:D6")
    sheet.merge_cells("F4:F5")
    filing = read(book, tmp_path)
    rows = filing.tables[LEDGER].rows
    assert [row.values.get("地点") for row in rows] == ["文化广场"] * 3
    assert [row.values.get("参与人次") for row in rows] == [60, None, None]
    assert told(filing, "M25") == [
        ("M25", "warning", f"{LEDGER}!F4", "60", 60),
        ("M25", "notice", f"{LEDGER}!D5", "文化广场", "文化广场"),
        ("M25", "notice", f"{LEDGER}!D6", "文化广场", "文化广场"),
    ]


def test_a_row_that_is_only_merged_down_is_no_record(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT)
    book[LEDGER].merge_cells("A4:A6")
    assert [row.number for row in read(book, tmp_path).tables[LEDGER].rows] == [4]


def test_hidden_rows_columns_and_sheets_count_and_are_doubts(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT, ACT | {"活动名称": "第二场"})
    book[LEDGER].row_dimensions[5].hidden = True
    book[LEDGER].column_dimensions["F"].hidden = True
    add(book["帮扶捐赠"], {"日期": date(2026, 2, 1), "类别": "捐物", "内容": "书包", "数量": 20})
    book["帮扶捐赠"].sheet_state = "hidden"
    put(book, "members", 9)
    book["指标表"].row_dimensions[int(place(book, "members")[1:])].hidden = True
    filing = read(book, tmp_path)
    assert len(filing.tables[LEDGER].rows) == 2
    assert len(filing.tables["帮扶捐赠"].rows) == 1
    assert value(filing, "members") == 9
    assert {(f.cell.sheet, f.message.split("（")[0]) for f in filing.findings if f.rule == "M31"} == {
        (LEDGER, "有1行被隐藏"),
        (LEDGER, "有1列被隐藏"),
        ("帮扶捐赠", "工作表“帮扶捐赠”被隐藏，内容照常计入。"),
        ("指标表", "有1行被隐藏"),
    }
    assert rules(filing, least=Severity.WARNING) == {"M31"}


def test_a_hidden_sheet_without_content_is_only_noted(tmp_path: Path) -> None:
    book = form()
    book["帮扶捐赠"].sheet_state = "veryHidden"
    assert told(read(book, tmp_path)) == [("M31", "notice", "帮扶捐赠", "", None)]


# -- 26–28 headers ----------------------------------------------------------------------------


def test_a_header_that_means_the_same_is_noted_and_one_in_another_unit_doubted(tmp_path: Path) -> None:
    book = form()
    sheet = book[LEDGER]
    add(sheet, ACT)
    for changed, severity in (("人数", "notice"), ("参与人次（人次）", None), ("参与人数（人）", "warning")):
        sheet["F3"].value = changed
        filing = read(book, tmp_path)
        assert filing.tables[LEDGER].rows[0].values["参与人次"] == 60
        expected = [("M26", severity, f"{LEDGER}!F3", changed, None)] if severity else []
        assert told(filing) == expected


def test_a_header_in_ten_thousands_bars_its_column(tmp_path: Path) -> None:
    book = form()
    add(book["帮扶捐赠"], {"日期": date(2026, 2, 1), "类别": "捐资", "内容": "助学", "金额": 3})
    row, column = header(book["帮扶捐赠"], "金额")
    book["帮扶捐赠"].cell(row, column).value = "金额（万元）"
    filing = read(book, tmp_path)
    assert "金额" not in filing.tables["帮扶捐赠"].rows[0].values
    assert (the(filing, "M26").severity, the(filing, "M26").raw) == (Severity.ERROR, "金额（万元）")


def test_columns_moved_added_and_doubled(tmp_path: Path) -> None:
    book = form()
    sheet = book[LEDGER]
    add(sheet, ACT)
    for row in (3, 4):  # 场次 and 参与人次 change places; a picture column and a second 地点
        left, right = sheet.cell(row, 5), sheet.cell(row, 6)
        left.value, right.value = right.value, left.value
    sheet["Q3"].value, sheet["Q4"].value = "照片", "见附件"
    sheet["R3"].value, sheet["R4"].value = "地点", "别处"
    sheet["S6"].value = "此处核对过"
    filing = read(book, tmp_path)
    (row,) = filing.tables[LEDGER].rows
    assert (row.values["场次"], row.values["参与人次"], row.values["地点"]) == (2, 60, "文化广场")
    assert row.cells["参与人次"].ref == "E4"
    assert told(filing) == [
        ("M27", "notice", f"{LEDGER}!Q3", "照片", None),
        ("M27", "warning", f"{LEDGER}!R3", "地点", None),
        ("M27", "notice", LEDGER, "", None),
        ("M27", "notice", f"{LEDGER}!S6", "此处核对过", None),
    ]


def test_a_required_column_that_is_gone_refuses_the_sheet(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT)
    book[LEDGER].delete_cols(3)
    filing = read(book, tmp_path)
    assert (filing.tables[LEDGER].rows, filing.tables[LEDGER].present) == ((), False)
    assert told(filing) == [("M28", "error", LEDGER, "", None)]
    assert "“起始日期”" in the(filing, "M28").message


def test_a_ticked_empty_list_needs_no_columns(tmp_path: Path) -> None:
    book = form()
    book["荣誉表彰"].delete_cols(5)
    _tick(book, "荣誉表彰", "✓")
    filing = read(book, tmp_path)
    assert told(filing) == []
    assert filing.tables["荣誉表彰"].ticked


def test_sheets_that_are_gone(tmp_path: Path) -> None:
    book = form()
    del book[LEDGER], book["荣誉表彰"], book["新媒体"]
    _tick(book, "新媒体", "√")
    filing = read(book, tmp_path)
    assert [(f.severity, f.message) for f in filing.findings] == [
        (Severity.ERROR, "缺少工作表“活动台账”，按缺报处理。"),
        (Severity.WARNING, "缺少工作表“荣誉表彰”，按缺报处理。"),
    ]
    del book["指标表"]
    assert "缺少工作表“指标表”，各项指标按缺报处理。" in {f.message for f in read(book, tmp_path).findings}


def test_without_its_cover_a_return_is_known_by_the_hidden_sheet_and_that_is_said(tmp_path: Path) -> None:
    book = form()
    del book["封面"]
    filing = read(book, tmp_path)
    assert filing.unit == OFFICE
    assert ("M28", "warning", "缺少工作表“封面”") in {
        (f.rule, f.severity, f.message[:9]) for f in filing.findings
    }


def test_a_cover_without_code_and_name_too(tmp_path: Path) -> None:
    book = form()
    book["封面"]["B3"].value = book["封面"]["B4"].value = None
    filing = read(book, tmp_path)
    assert (filing.unit, told(filing)) == (OFFICE, [("M37", "notice", "封面!B3", "", None)])


def _tick(book: openpyxl.Workbook, name: str, mark: str) -> str:
    sheet = book["封面"]
    for row in range(1, 60):
        if sheet.cell(row, 1).value == f"本期无此项：{name}":
            sheet.cell(row, 2).value = mark
            return f"B{row}"
    raise LookupError(name)


def test_a_ticked_list_with_records_says_both(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT)
    ref = _tick(book, LEDGER, "✓")
    table = read(book, tmp_path).tables[LEDGER]
    assert (len(table.rows), table.ticked) == (1, True)  # judging sets one against the other
    assert (table.said_at.sheet, table.said_at.ref) == ("封面", ref)


def test_a_mark_that_may_mean_either_is_no_tick(tmp_path: Path) -> None:
    book = form()
    ref = _tick(book, "荣誉表彰", "×")
    filing = read(book, tmp_path)
    assert not filing.tables["荣誉表彰"].ticked
    assert told(filing) == [("M26", "warning", f"封面!{ref}", "×", None)]


# -- 29 indicator rows ------------------------------------------------------------------------


def test_indicator_rows_added_taken_away_and_recoded(tmp_path: Path) -> None:
    book = form()
    sheet: Any = book["指标表"]
    top = sheet.max_row + 1
    sheet.append(["other", "其它", "个", "期内数", 9])
    sheet.append([None, None, None, None, 7])
    put(book, "members", 33)
    put(book, "vol_reg", 44)
    members, volunteers = place(book, "members"), place(book, "vol_reg")
    sheet[f"A{volunteers[1:]}"].value = "members"  # the code of another row
    sheet[f"B{members[1:]}"].value = "团员人数"
    sheet.delete_rows(sheet[place(book, "org_general")].row)
    filing = read(book, tmp_path)
    assert (value(filing, "members"), value(filing, "vol_reg")) == (33, 44)
    found = {(f.severity, f.code, f.raw) for f in filing.findings if f.rule == "M29"}
    assert found == {
        (Severity.WARNING, None, "其它"),
        (Severity.WARNING, None, "7"),
        (Severity.WARNING, "vol_reg", "members"),
        (Severity.NOTICE, "members", "团员人数"),
        (Severity.ERROR, "org_general", ""),
    }
    assert f"第{top - 1}行" in next(f.message for f in filing.findings if f.raw == "其它")


def test_an_indicator_filled_in_twice_is_blocked(tmp_path: Path) -> None:
    book = form()
    put(book, "members", 33)
    book["指标表"].append(["members", "团员总数", "人", "期末数", 34])  # type: ignore[attr-defined]
    filing = read(book, tmp_path)
    assert value(filing, "members") is None
    assert the(filing, "M29").severity is Severity.ERROR
    assert "“33”" in the(filing, "M29").message


def test_a_changed_unit_of_measure_is_a_doubt(tmp_path: Path) -> None:
    book = form()
    put(book, "vol_hours", 3)
    put(book, "vol_hours", "万小时", "计量单位")
    filing = read(book, tmp_path)
    assert told(filing) == [
        ("M29", "warning", f"指标表!{place(book, 'vol_hours', '计量单位')}", "万小时", None)
    ]


# -- 30 sheets renamed and copied -------------------------------------------------------------


def test_sheets_renamed_copied_and_foreign(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT)
    book[LEDGER].title = "Sheet1"
    copy = book.copy_worksheet(book["荣誉表彰"])
    copy.title = "荣誉表彰 (2)"
    book.create_sheet("通讯录")["A1"].value = "姓名"
    filing = read(book, tmp_path)
    assert len(filing.tables[LEDGER].rows) == 1
    assert told(filing) == [
        ("M27", "notice", "通讯录", "", None),
        ("M30", "notice", "Sheet1", "", None),
    ]
    assert "“Sheet1”已按表头识别为“活动台账”" in the(filing, "M30").message


def test_two_copies_with_the_same_rows_are_read_once_and_two_that_differ_not_at_all(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT)
    copy = book.copy_worksheet(book[LEDGER])
    copy.title = "活动台账 (2)"
    filing = read(book, tmp_path)
    assert (len(filing.tables[LEDGER].rows), the(filing, "M30").severity) == (1, Severity.NOTICE)
    copy["F4"].value = 61
    filing = read(book, tmp_path)
    assert filing.tables[LEDGER].rows == ()
    assert told(filing) == [("M30", "error", "活动台账 (2)", "", None)]


# -- 32 rows that are no records --------------------------------------------------------------


def test_totals_examples_headings_and_notes_are_no_records(tmp_path: Path) -> None:
    book = form()
    sheet: Any = book[LEDGER]
    head = {cell.value: cell.value for cell in sheet[3]}
    add(
        sheet,
        ACT | {"活动名称": "示例：学雷锋志愿服务"},
        {"活动名称": "一、第一季度"},
        ACT,
        ACT | {"活动名称": "第二场", "参与人次": 40},
        {"活动名称": "小计", "参与人次": 100},
        head,
        {"活动名称": "注：以上为第一季度"},
        ACT | {"活动名称": "第三场", "参与人次": 5},
        {"活动名称": "小计", "参与人次": 5},
        {"活动名称": "合计", "场次": 6, "参与人次": 999},
    )
    filing = read(book, tmp_path)
    assert [row.number for row in filing.tables[LEDGER].rows] == [6, 7, 11]
    assert told(filing) == [
        ("M32", "notice", f"{LEDGER}!A4", "示例：学雷锋志愿服务", None),
        ("M32", "notice", f"{LEDGER}!A5", "一、第一季度", None),
        ("M32", "notice", f"{LEDGER}!A8", "小计", None),
        ("M32", "notice", f"{LEDGER}!A9", "活动名称", None),
        ("M32", "notice", f"{LEDGER}!A10", "注：以上为第一季度", None),
        ("M32", "notice", f"{LEDGER}!A12", "小计", None),
        ("M32", "notice", f"{LEDGER}!A13", "合计", None),
        ("M32", "warning", f"{LEDGER}!F13", "999", None),
    ]
    assert "按明细计算为105" in filing.findings[-1].message


SIGNATURES: list[list[object]] = [
    ["填表人：闻澄川", None, None, None, "审核人：简以宁"],
    [None, "填表人：", "闻澄川", None, "填表日期：", date(2026, 7, 2)],
    ["单位（盖章）：", None, None, "负责人（签字）："],
    ["填表人：闻澄川   审核人：简以宁   日期：2026年7月2日"],
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_who_signed_below_a_table_is_no_record_and_no_indicator(
    tmp_path: Path, signature: list[object]
) -> None:
    book = form()
    add(book[LEDGER], ACT)
    for sheet in (book[LEDGER], book["指标表"]):
        for column, content in enumerate(signature, 1):
            sheet.cell(sheet.max_row + (column == 1), column).value = content  # type: ignore[assignment]
    filing = read(book, tmp_path)
    assert len(filing.tables[LEDGER].rows) == 1
    assert {(f.rule, f.severity, f.cell.sheet) for f in filing.findings} == {("M32", "notice", LEDGER)}


def test_a_record_that_names_a_person_in_charge_is_no_signature(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], {**ACT, "活动名称": "负责人：怎样带好一支队伍"})
    assert len(read(book, tmp_path).tables[LEDGER].rows) == 1


@pytest.mark.parametrize("written", ["无", "/", "—", "不适用"])
def test_a_word_for_nothing_is_no_name_and_no_choice(tmp_path: Path, written: str) -> None:
    book = form()
    row = add(book[LEDGER], {**ACT, "阵地": written, "志愿类别": written})
    filing = read(book, tmp_path)
    (record,) = filing.tables[LEDGER].rows
    assert not {"阵地", "志愿类别"} & set(record.values)
    assert {(f.rule, f.severity, f.cell.ref) for f in filing.findings} == {
        ("M06", "notice", f"{column}{row}") for column in "HN"
    }


def test_a_total_is_not_compared_with_records_that_could_not_be_read(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT | {"参与人次": "很多"}, {"活动名称": "合计", "参与人次": 60})
    assert ("M32", "warning") not in {(f.rule, str(f.severity)) for f in read(book, tmp_path).findings}


def test_a_list_that_says_none_is_ticked(tmp_path: Path) -> None:
    book = form()
    add(book["荣誉表彰"], {"对象类型": "无"})
    filing = read(book, tmp_path)
    assert (filing.tables["荣誉表彰"].ticked, filing.tables["荣誉表彰"].rows) == (True, ())
    assert told(filing) == [("M05", "notice", "荣誉表彰!A4", "无", None)]


# -- 33, 34 dates in real cells ---------------------------------------------------------------


def test_dates_in_a_real_ledger(tmp_path: Path) -> None:
    book = form()
    days: list[object] = ["2026.3.5", "3月5日", 46086, 3.5, "3月上旬", "每周五", "/", "#####", "2026-13-01"]
    records = [ACT | {"活动名称": f"第{n}场", "起始日期": day} for n, day in enumerate(days)]
    row = add(book[LEDGER], *records)
    for number in range(row, row + len(days)):
        book[LEDGER].cell(number, 3).number_format = "General"
    filing = read(book, tmp_path)
    assert [(r.values.get("起始日期"), r.raws.get("起始日期")) for r in filing.tables[LEDGER].rows] == [
        (date(2026, 3, 5), "2026.3.5"),
        (date(2026, 3, 5), "3月5日"),
        (date(2026, 3, 5), "46086"),
        (date(2026, 3, 5), "3.5"),
        (date(2026, 3, 1), "3月上旬"),
        (None, "每周五"),
        (None, "/"),
        (None, "#####"),
        (None, "2026-13-01"),
    ]
    assert [(f.rule, str(f.severity), f.cell.ref) for f in filing.findings] == [
        ("M33", "notice", "C4"),
        ("M33", "notice", "C5"),
        ("M33", "notice", "C6"),
        ("M33", "warning", "C7"),
        ("M34", "warning", "C8"),
        ("M34", "warning", "C9"),
        ("M06", "warning", "C10"),
        ("M20", "error", "C11"),
        ("M33", "error", "C12"),
    ]


def test_three_point_five_in_a_cell_with_a_date_format_is_asked_about(tmp_path: Path) -> None:
    book = form()
    row = add(book[LEDGER], ACT | {"起始日期": 3.5})
    book[LEDGER].cell(row, 3).number_format = "yyyy-mm-dd"
    filing = read(book, tmp_path)
    assert filing.tables[LEDGER].rows[0].values["起始日期"] == date(2026, 3, 5)
    assert told(filing) == [("M33", "warning", f"{LEDGER}!C4", "1900-01-03 12:00", "2026-03-05")]


def test_every_friday_without_a_number_of_times_is_an_error(tmp_path: Path) -> None:
    book = form()
    add(book[LEDGER], ACT | {"起始日期": "每周五", "场次": None})
    assert told(read(book, tmp_path)) == [("M34", "error", f"{LEDGER}!C4", "每周五", None)]


# -- 36, 37 whose return ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cover", "status", "finding"),
    [
        ({}, "accepted", None),
        ({"单位全称": "财政局"}, "accepted", ("M37", "notice", "封面!B4", "财政局")),
        ({"单位全称": "财政局团支部"}, "accepted", ("M37", "warning", "封面!B4", "财政局团支部")),
        (
            {"单位全称": "共青团区财政局委员会"},
            "accepted",
            ("M37", "notice", "封面!B4", "共青团区财政局委员会"),
        ),
        ({"单位全称": "区财政局工委"}, "accepted", ("M37", "warning", "封面!B4", "区财政局工委")),
        ({"单位编码": None}, "accepted", None),  # the hidden sheet knows it
        ({"单位编码": "JG99"}, "accepted", ("M37", "warning", "封面!B3", "JG99")),
        ({"单位编码": "XX01"}, "rejected", ("X26", "error", "封面!B3", "XX01")),
        ({"单位编码": "JG99", "单位全称": "远帆商贸"}, "rejected", ("X26", "error", "封面!B4", "远帆商贸")),
        ({"报告期": "2026年上半年"}, "accepted", None),
        ({"报告期": "2025年上半年"}, "rejected", ("X26", "error", "封面!B6", "2025年上半年")),
        ({"版次": "第2版"}, "accepted", None),
        ({"版次": "二"}, "accepted", ("M36", "notice", "封面!B7", "二")),
        ({"版次": "最终版"}, "accepted", ("M36", "warning", "封面!B7", "最终版")),
        ({"报送日期": "7月3日"}, "accepted", ("M33", "notice", "封面!B11", "7月3日")),
    ],
)
def test_whose_return_for_which_period(
    tmp_path: Path, cover: dict[str, object], status: str, finding: tuple[str, str, str, str] | None
) -> None:
    book = form()
    for row in range(3, 12):
        label = book["封面"].cell(row, 1).value
        if label in cover:
            book["封面"].cell(row, 2).value = cover[label]  # type: ignore[index,assignment]
    filing = read(book, tmp_path)
    assert filing.status is FilingStatus(status)
    assert [entry[:4] for entry in told(filing)] == ([finding] if finding else [])


def test_a_misspelt_unit_is_asked_whether_it_means_one_of_the_roster(tmp_path: Path) -> None:
    book = form(STREET)
    book["封面"]["B3"].value, book["封面"]["B4"].value = "JD99", "麦垄街道团工委"
    assert "，是否为“麦陇街道团工委”（JD06）？整份未计入" in the(read(book, tmp_path), "X26").message


def test_without_a_roster_the_cover_says_who_reports(tmp_path: Path) -> None:
    filing = read(blank(), tmp_path, roster=None)
    assert (filing.status, filing.unit) == (FilingStatus.ACCEPTED, OrgUnit("JG01", OFFICE.name, "机关"))


def test_without_a_type_nobody_can_say_what_is_asked(tmp_path: Path) -> None:
    book = form()
    book["封面"]["B5"].value = "公司"
    filing = read(book, tmp_path, roster=None)
    assert filing.status is FilingStatus.REJECTED
    assert told(filing) == [("X26", "error", "封面!B5", "公司", None)]


def test_units_with_one_name_need_their_code(tmp_path: Path) -> None:
    twins = Roster((OrgUnit("A1", "团支部", "机关"), OrgUnit("A2", "团支部", "机关")))
    book = form()
    book["封面"]["B3"].value, book["封面"]["B4"].value, book["_meta"]["B3"].value = None, "团支部", None
    filing = read(book, tmp_path, roster=twins)
    assert (filing.unit, the(filing, "X26").remedy) == (None, "请在封面填写单位编码。")
