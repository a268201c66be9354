"""The blank workbooks → what a clerk finds in them, and what it costs to fill them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.catalogue import load_catalogue
from youthreport.forms import Known, cells_to_touch, write_district, write_return, write_roster
from youthreport.forms.prompts import column_prompt
from youthreport.model import (
    Catalogue,
    Indicator,
    ListColumn,
    ListSheet,
    ListSource,
    OrgUnit,
    Period,
    Roster,
    TextElement,
)

PERIOD = Period("2026S1")
STREET = OrgUnit("0101", "青云街道团工委", "街道", aliases=("青云", "青云街道"), valid_from=date(2020, 1, 1))
SCHOOL = OrgUnit("0201", "第一中学团委", "学校", is_system=True)
MERGED = OrgUnit("0102", "旧街道团工委", "街道", merged_into="0101")
LONG_CHOICES = tuple(f"第{n}类需要写得很长才能说清的志愿服务项目" for n in range(20))
TEXT, COUNT, DAY, FLAG = "text", "count", "date", "flag"


def indicator(code: str, name: str, source: str = "typed", **more: object) -> Indicator:
    facts: dict[str, object] = {
        "label": name,
        "measure": "场",
        "basis": "期内数",
        "aggregation": "sum",
        "reporters": ("街道", "学校"),
        "compulsory": ("街道",),
        "last_year": False,
        "definition": f"本期{name}",
    }
    return Indicator(code=code, name=name, source=source, **{**facts, **more})  # type: ignore[arg-type]


ACTIVITIES = ListSheet(
    "活动台账",
    ("街道", "学校", "区级"),
    (
        ListColumn("活动名称", TEXT, required=True, width=30),
        ListColumn("活动类型", "choice", required=True, choices=("主题团日", "志愿服务", "其他")),
        ListColumn("起始日期", DAY, required=True, dated="inside"),
        ListColumn("场次", COUNT, default="1", measure="场"),
        ListColumn("类别", "choice", choices=LONG_CHOICES),
    ),
    key=("活动名称", "起始日期"),
    date_column="起始日期",
)
HOMES = ListSheet(
    "青年之家",
    ("街道",),
    (
        ListColumn("名称", TEXT, required=True),
        ListColumn("建成日期", DAY),
        ListColumn("是否本期新建", FLAG),
        ListColumn("座位数", COUNT),
    ),
    key=("名称",),
    stock=True,
)
CATALOGUE = Catalogue(
    version="1",
    unit_types=("街道", "学校"),
    measures={},
    indicators=(
        indicator("members", "团员总数", "system", last_year=True),
        indicator(
            "acts", "活动场次", "list", list_source=ListSource("活动台账", "sum", "场次"), last_year=True
        ),
        indicator(
            "vol",
            "志愿服务场次",
            "list",
            list_source=ListSource("活动台账", "sum", "场次", (("活动类型", ("志愿服务",)),)),
        ),
        indicator("rest", "其他场次", "derived", expression="acts-vol"),
        indicator(
            "kinds",
            "志愿服务名称数",
            "list",
            list_source=ListSource("活动台账", "distinct", "活动名称", (("活动类型", ("志愿服务",)),)),
        ),
        indicator("largest", "单项最多场次", "list", list_source=ListSource("活动台账", "max", "场次")),
        indicator(
            "homes_old",
            "原有青年之家",
            "list",
            list_source=ListSource("青年之家", "count", where=(("名称", ("*",)), ("是否本期新建", ("!",)))),
            reporters=("街道",),
        ),
        indicator("hours", "服务时长", fraction=True, compulsory=()),
        indicator("issues", "公布期数", reporters=("区级",), compulsory=("区级",)),
        indicator(
            "acts_d", "区级场次", "list", list_source=ListSource("活动台账", "count"), reporters=("区级",)
        ),
    ),
    sheets=(ACTIVITIES, HOMES),
    relations=(),
    texts=(
        TextElement("dist_name", "区名", "区的简称", compulsory=True),
        TextElement("slogan", "愿景口号", "公文引用的口号", default="活力之区"),
        TextElement("works", "重点工作", "重点工作名称", many=True),
    ),
    computed=(),
    items=(),
    claims=(),
    slots=(),
)
KNOWN = Known(
    last_year={"members": 321, "acts": 12},
    stock={
        "青年之家": ({"名称": "=青年之家", "建成日期": "2024-05-04", "是否本期新建": "否", "座位数": "40"},)
    },
)


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


@pytest.fixture(scope="module")
def street() -> Workbook:
    return opened(write_return(STREET, CATALOGUE, PERIOD, KNOWN))


@pytest.fixture(scope="module")
def district() -> Workbook:
    roster = Roster((STREET, SCHOOL, MERGED))
    return opened(write_district(CATALOGUE, PERIOD, roster, {"dist_name": "青山区"}))


def row_of(sheet: Worksheet, text: str, column: int = 1) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == text)


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def checks_on(sheet: Worksheet, ref: str) -> Iterator[object]:
    return (check for check in sheet.data_validations.dataValidation if ref in check.sqref)


def check_on(sheet: Worksheet, ref: str):  # type: ignore[no-untyped-def]
    (found,) = checks_on(sheet, ref)
    return found


# -- the return: its sheets ----------------------------------------------------------------


def test_a_return_holds_the_sheets_of_its_type_in_order(street: Workbook) -> None:
    assert street.sheetnames == ["封面", "指标表", "活动台账", "青年之家", "填报说明", "_meta"]


def test_another_type_gets_fewer_sheets_and_rows() -> None:
    book = opened(write_return(SCHOOL, CATALOGUE, PERIOD, Known()))
    assert "青年之家" not in book.sheetnames
    codes = [row[0] for row in book["指标表"].iter_rows(min_row=4, values_only=True)]
    assert codes == ["members", "acts", "vol", "rest", "kinds", "largest", "hours"]


def test_a_hidden_sheet_names_form_period_and_unit(street: Workbook) -> None:
    assert street["_meta"].sheet_state == "hidden"
    rows = list(street["_meta"].iter_rows(max_row=3, max_col=2, values_only=True))
    assert rows == [("form_version", "1"), ("period", "2026S1"), ("unit", "0101")]


def test_the_book_opens_on_the_cover(street: Workbook) -> None:
    assert street.active is street["封面"]


# -- the cover -----------------------------------------------------------------------------


def test_the_cover_is_filled_as_far_as_known(street: Workbook) -> None:
    pairs = dict(street["封面"].iter_rows(min_row=3, max_col=2, values_only=True))
    assert pairs == {
        "单位编码": "0101",
        "单位全称": "青云街道团工委",
        "单位类型": "街道",
        "报告期": "2026S1",
        "版次": 1,
        "填表人": None,
        "审核人": None,
        "联系电话": None,
        "报送日期": None,
        "本期无此项：活动台账": None,
        "本期无此项：青年之家": None,
    }


def test_each_list_has_a_tick_with_a_drop_down(street: Workbook) -> None:
    cover = street["封面"]
    row = row_of(cover, "本期无此项：青年之家")
    assert check_on(cover, f"B{row}").formula1 == '"✓"'


def test_what_is_known_of_the_unit_cannot_be_changed_by_accident(street: Workbook) -> None:
    cover = street["封面"]
    assert cover.cell(row_of(cover, "单位编码"), 2).protection.locked
    assert not cover.cell(row_of(cover, "填表人"), 2).protection.locked
    assert not cover.cell(row_of(cover, "版次"), 2).protection.locked


# -- 指标表 --------------------------------------------------------------------------------


def test_the_header_of_the_indicators(street: Workbook) -> None:
    assert values(street["指标表"], 3) == [
        "指标代码", "指标名称", "计量单位", "期间口径", "本期数", "上年同期数", "差异说明", "备注",
    ]  # fmt: skip


def test_a_figure_of_last_year_is_filled_in_and_locked(street: Workbook) -> None:
    cell = street["指标表"].cell(row_of(street["指标表"], "members"), 6)
    assert (cell.value, cell.protection.locked) == (321, True)


def test_an_unknown_figure_of_last_year_may_be_typed_where_it_is_compared() -> None:
    sheet = opened(write_return(STREET, CATALOGUE, PERIOD, Known()))["指标表"]
    assert not sheet.cell(row_of(sheet, "members"), 6).protection.locked
    assert sheet.cell(row_of(sheet, "hours"), 6).protection.locked


def test_typed_cells_are_open_blank_and_take_whole_numbers(street: Workbook) -> None:
    sheet = street["指标表"]
    row = row_of(sheet, "members")
    assert sheet.cell(row, 5).value is None
    assert not sheet.cell(row, 5).protection.locked
    check = check_on(sheet, f"E{row}")
    assert (check.type, check.operator, check.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert check.promptTitle == "团员总数（场）"
    assert "请填写0或正整数" in check.error


def test_a_fraction_takes_decimals(street: Workbook) -> None:
    sheet = street["指标表"]
    assert check_on(sheet, f"E{row_of(sheet, 'hours')}").type == "decimal"


def test_remarks_say_what_to_do(street: Workbook) -> None:
    sheet = street["指标表"]
    remarks = {
        code: sheet.cell(row_of(sheet, code), 8).value for code in ("members", "acts", "rest", "hours")
    }
    assert remarks == {
        "members": "必填；从业务系统抄录",
        "acts": "由《活动台账》自动计算，不必填写",
        "rest": "由本表其他指标自动计算，不必填写",
        "hours": "选填",
    }


def test_totals_of_lists_are_locked_formulas(street: Workbook) -> None:
    sheet = street["指标表"]
    cell = sheet.cell(row_of(sheet, "vol"), 5)
    assert cell.protection.locked
    assert cell.data_type == "f"
    assert "'活动台账'!$B$4:$B$2003=\"志愿服务\"" in cell.value


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice to calculate")
def test_the_totals_agree_with_the_rows_and_an_empty_list_is_no_zero(tmp_path: Path) -> None:
    filled = opened(write_return(STREET, CATALOGUE, PERIOD, KNOWN))
    for row in (
        ("清扫街道", "志愿服务", date(2026, 3, 5), 3),
        ("清扫街道", "志愿服务", date(2026, 4, 5), None),  # counts as one
        ("学习讲话", "主题团日", date(2026, 5, 4), 2),
    ):
        write_row(filled["活动台账"], row)
    shown = calculated(filled, tmp_path / "filled")
    assert shown == {
        "members": None, "acts": 6, "vol": 4, "rest": 2, "kinds": 1, "largest": 3, "homes_old": 1, "hours": None,
    }  # fmt: skip

    ticked = opened(write_return(STREET, CATALOGUE, PERIOD, Known()))
    ticked["封面"].cell(row_of(ticked["封面"], "本期无此项：活动台账"), 2).value = "✓"
    shown = calculated(ticked, tmp_path / "ticked")
    assert (shown["acts"], shown["rest"], shown["homes_old"]) == (0, 0, None)


def write_row(sheet: Worksheet, row: tuple[object, ...]) -> None:
    number = next(n for n in range(4, 204) if sheet.cell(n, 1).value is None)
    for column, value in enumerate(row, start=1):
        sheet.cell(number, column).value = value  # type: ignore[assignment]


def calculated(book: Workbook, folder: Path) -> dict[object, object]:
    """本期数 by code as a spreadsheet program shows it."""
    folder.mkdir()
    book.save(folder / "in.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        folder / "out",
        folder / "in.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = load_workbook(folder / "out" / "in.xlsx", data_only=True)["指标表"]
    return {
        row[0]: row[4] or (None if row[4] == "" else row[4])
        for row in sheet.iter_rows(min_row=4, values_only=True)
    }


# -- list sheets ---------------------------------------------------------------------------


def test_a_list_has_title_note_and_a_frozen_repeated_header(street: Workbook) -> None:
    sheet = street["活动台账"]
    assert sheet["A1"].value == "活动台账"
    assert "橙色表头为必填" in sheet["A2"].value
    assert values(sheet, 3) == ["活动名称", "活动类型", "起始日期", "场次", "类别"]
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize("ref", ["B4", "B203", "B2003"])
def test_choices_drop_down_in_two_hundred_rows_and_more(street: Workbook, ref: str) -> None:
    assert check_on(street["活动台账"], ref).formula1 == '"主题团日,志愿服务,其他"'


def test_choices_too_long_for_excel_stand_on_the_hidden_sheet(street: Workbook) -> None:
    assert check_on(street["活动台账"], "E4").formula1 == "_meta!$D$1:$D$20"
    assert tuple(cell.value for cell in street["_meta"]["D"]) == LONG_CHOICES


def test_dates_must_lie_in_the_period(street: Workbook) -> None:
    check = check_on(street["活动台账"], "C4")
    assert (check.type, check.formula1, check.formula2) == ("date", "DATE(2026,1,1)", "DATE(2026,6,30)")
    assert "2026-01-01至2026-06-30" in check.error


def test_dates_of_a_stock_list_may_be_older(street: Workbook) -> None:
    assert check_on(street["青年之家"], "B4").formula1 == "DATE(1900,1,1)"


def test_a_default_is_told_and_not_typed_in(street: Workbook) -> None:
    assert "不填按“1”计" in check_on(street["活动台账"], "D4").prompt
    assert street["活动台账"]["D4"].value is None


def test_stock_lists_come_filled_and_text_is_never_a_formula(street: Workbook) -> None:
    cells = street["青年之家"][4]
    assert [cells[0].value, cells[2].value, cells[3].value] == ["=青年之家", "否", 40]
    assert cells[0].data_type == "s"
    assert cells[1].value.date() == date(2024, 5, 4)


def test_a_list_speaks_of_last_time_only_when_it_brings_rows(street: Workbook) -> None:
    filled = [sheet.title for sheet in street if "已带出上期名单" in str(sheet["A2"].value)]
    assert filled == ["青年之家"]
    blank = opened(write_return(STREET, CATALOGUE, PERIOD, Known()))
    assert not any("上期" in str(sheet["A2"].value) for sheet in blank)


def test_no_shipped_prompt_says_its_default_twice() -> None:
    for sheet in load_catalogue().sheets:
        for column in sheet.columns:
            assert column_prompt(column).count("不填") < 2, (sheet.name, column.name)
        assert "带出" not in sheet.note


def test_rows_take_input_and_headers_do_not(street: Workbook) -> None:
    sheet = street["活动台账"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet["A3"].protection.locked
    assert not sheet.column_dimensions["A"].protection.locked


def test_every_sheet_prints_on_a4_one_page_wide(street: Workbook) -> None:
    for sheet in street.worksheets[:-1]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) in ((9, 1), ("9", 1)), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_guide_explains_every_indicator_and_column(street: Workbook) -> None:
    topics = {sheet_row[1] for sheet_row in street["填报说明"].iter_rows(min_row=4, values_only=True)}
    assert {"第1步", "团员总数", "服务时长", "活动名称", "座位数"} <= topics


def test_prompts_fit_the_limits_of_excel(street: Workbook) -> None:
    for sheet in street.worksheets:
        for check in sheet.data_validations.dataValidation:
            assert len(check.promptTitle or "") <= 32
            assert len(check.prompt or "") <= 255
            assert len(check.error or "") <= 225


# -- roster and district -------------------------------------------------------------------


def test_the_roster_lists_the_units_as_given() -> None:
    sheet = opened(write_roster((STREET, SCHOOL), ("街道", "学校")))["应报单位名册"]
    assert values(sheet, 3) == [
        "单位编码", "单位全称", "简称/别名", "类型", "领域", "上级单位编码", "有效期起", "有效期止",
        "是否系统", "是否有下级另报", "并入单位编码", "联系人",
    ]  # fmt: skip
    assert values(sheet, 4)[:4] == ["0101", "青云街道团工委", "青云、青云街道", "街道"]
    assert sheet["G4"].value.date() == date(2020, 1, 1)
    assert sheet["I5"].value == "是"
    assert check_on(sheet, "D4").formula1 == '"街道,学校"'


def test_the_district_workbook_has_its_sheets(district: Workbook) -> None:
    assert district.sheetnames == [
        "文字要素", "区级指标", "活动台账", "收表登记", "核实说明", "免报说明", "选用", "上期定稿值", "填报说明", "_meta",
    ]  # fmt: skip


def test_text_elements_come_with_what_is_known_and_what_to_do(district: Workbook) -> None:
    rows = list(district["文字要素"].iter_rows(min_row=3, values_only=True))
    assert rows == [
        ("要素代码", "要素名称", "内容", "有效年度", "说明"),
        ("dist_name", "区名", "青山区", None, "必填。区的简称。"),
        ("slogan", "愿景口号", None, None, "选填。公文引用的口号。不填即用“活力之区”。"),
        ("works", "重点工作", None, None, "选填。重点工作名称。可写多项，用、隔开或分行。"),
    ]


def test_the_district_types_only_what_no_list_yields(district: Workbook) -> None:
    assert [row[0] for row in district["区级指标"].iter_rows(min_row=4, values_only=True)] == ["issues"]


def test_receipts_are_listed_for_the_units_that_count(district: Workbook) -> None:
    rows = list(district["收表登记"].iter_rows(min_row=4, max_col=3, values_only=True))
    assert rows == [("0101", "青云街道团工委", None), ("0201", "第一中学团委", None)]


def test_final_values_are_asked_where_last_year_is_compared(district: Workbook) -> None:
    rows = list(district["上期定稿值"].iter_rows(min_row=3, values_only=True))
    assert rows == [
        ("指标代码", "指标名称", "上年同期定稿值"),
        ("members", "团员总数（场）", None),
        ("acts", "活动场次（场）", None),
    ]
    assert not district["上期定稿值"]["C4"].protection.locked


# -- same inputs, same bytes ---------------------------------------------------------------


def test_same_inputs_give_the_same_bytes() -> None:
    first, second = (write_return(STREET, CATALOGUE, PERIOD, KNOWN) for _ in range(2))
    assert first == second


def test_the_file_tells_nothing_of_when_it_was_made() -> None:
    with ZipFile(BytesIO(write_roster((STREET,)))) as archive:
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode("utf-8")
    assert core.count("1980-01-01T00:00:00Z") == 2


# -- the burden ----------------------------------------------------------------------------


def test_only_what_cannot_be_computed_is_counted_as_burden() -> None:
    assert cells_to_touch(CATALOGUE, "街道") == 1 + 4 + 2  # members; the cover's blanks; two ticks
    assert cells_to_touch(CATALOGUE, "学校") == 0 + 4 + 1


MOST_CELLS = 25


def test_no_branch_has_to_touch_many_cells() -> None:
    catalogue = load_catalogue()
    burden = {kind: cells_to_touch(catalogue, kind) for kind in catalogue.unit_types if kind != "区级"}
    print(burden)
    assert max(burden.values()) <= MOST_CELLS


@pytest.mark.parametrize("kind", ["街道", "学校", "企业", "两新", "机关"])
def test_the_shipped_catalogue_gives_every_type_a_form_that_totals_itself(kind: str) -> None:
    catalogue = load_catalogue()
    book = opened(write_return(OrgUnit("01", "某单位", kind), catalogue, PERIOD, Known()))
    sheet = book["指标表"]
    for entry in catalogue.indicators_of(kind):
        computed = entry.source in ("list", "derived")
        cell = sheet.cell(row_of(sheet, entry.code), 5)
        assert (cell.data_type == "f", cell.protection.locked) == (computed, computed), entry.code
