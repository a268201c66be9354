"""文字要素 of the district → stale and contradictory texts named (X35, X36), sound ones left alone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.conftest import SAMPLE
from tests.records import ROSTER, district
from youthreport.catalogue import load_catalogue
from youthreport.intake import read_district, read_roster
from youthreport.model import Cell, District, Finding, Period, Severity, TextValue
from youthreport.validation import judge_all, unexplained
from youthreport.validation.texts import check_texts
from youthreport.years import covers

CATALOGUE = load_catalogue()
PERIOD = Period("2026S1")
PLACE = Cell("district.xlsx", "文字要素", "C9")


def found(code: str, text: str, years: str = "", period: Period = PERIOD) -> list[tuple[str, Severity, str]]:
    """Rule, severity and quoted text of what is said about one text element."""
    own = district()
    own = type(own)(own.filing, {code: TextValue(text, PLACE, years)})
    return [(f.rule, f.severity, f.raw) for f in check_texts(own, CATALOGUE, period)]


@pytest.mark.parametrize(
    ("written", "holds"),
    [
        ("", True),
        ("2026", True),
        ("２０２６年度", True),
        ("2025", False),
        ("2025—2027", True),
        ("2023年至2025年", False),
        ("2024、2026", True),
        ("2025年起", True),
        ("2027年起", False),
        ("长期有效", True),
        ("2026年上半年", True),
        ("今年", None),
        ("26", None),
    ],
)
def test_years_of_validity(written: str, holds: bool | None) -> None:
    assert covers(written, 2026) is holds


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ("", []),
        ("2026", []),
        ("2025", [("X35", Severity.ERROR, "2025")]),
        ("去年", [("X35", Severity.WARNING, "去年")]),
    ],
)
def test_a_text_of_another_year_is_an_error(years: str, expected: list) -> None:
    assert found("half_slogan", "冲刺双过半", years) == expected


@pytest.mark.parametrize(
    ("code", "faulty", "expected", "sound"),
    [
        (
            "pol_congress",
            "党的十九大精神",
            ("X35", Severity.ERROR, "十九大精神"),
            "党的二十大和二十届历次全会精神",
        ),
        ("anniv", "献礼党的百年华诞", ("X35", Severity.ERROR, "党的百年华诞"), "在“十五五”开局之年"),
        (
            "edu_theme",
            "党史学习教育",
            ("X35", Severity.WARNING, "党史学习教育"),
            "党史学习教育常态化长效化",
        ),
        (
            "plan_3y",
            "规范化建设三年计划（2022—2024年）",
            ("X35", Severity.ERROR, "规范化建设三年计划（2022—2024年）"),
            "规范化建设三年计划（2024—2026年）",
        ),
        ("rpt_year", "2025", ("X35", Severity.ERROR, "2025"), "2026"),
        ("vision_slogan", "系列活动近百余场", ("X36", Severity.ERROR, "近百余"), "系列活动百余场"),
        ("vision_slogan", "现代化新xx", ("X36", Severity.ERROR, "xx"), "现代化新澄岚"),
        ("key_works", "12.5国际志愿者日", ("X36", Severity.ERROR, "12.5国际志愿者日"), "3.5学雷锋日"),
        ("dist_strategy", "全省首个试点", ("X36", Severity.WARNING, "首个"), "全省试点"),
    ],
)
def test_each_fault_and_its_neighbour(
    code: str, faulty: str, expected: tuple[str, Severity, str], sound: str
) -> None:
    assert found(code, faulty) == [expected]
    assert found(code, sound) == []


def test_numbers_typed_in_a_list_of_texts_are_told_at_its_cell() -> None:
    typed = found("key_works", "服务基层500余次、帮扶青年1200人、新建六家阵地、占百分之五十")
    assert typed == [("W01", Severity.WARNING, text) for text in ("500余次", "1200人", "六家", "百分之五十")]
    assert found("key_works", "服务基层、“百场万人”宣讲、拨打12355") == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1、制度自信、2、乡村振兴", ["1", "2"]),
        ("1.制度自信\n2．乡村振兴", ["1.", "2．"]),
        ("（1）制度自信；（二）乡村振兴", ["（1）", "（二）"]),
        ("①制度自信、②乡村振兴", ["①", "②"]),
        ("一是制度自信；二是乡村振兴", ["一是", "二是"]),
        ("制度自信、12355热线、3.5学雷锋、一带一路、十五五规划", []),
    ],
)
def test_numbers_before_the_items_of_a_list_are_told_at_its_cell(text: str, numbers: list[str]) -> None:
    assert found("lec_topics", text) == [("X36", Severity.WARNING, number) for number in numbers]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("“青春跟党走”128场", ["128场"]),
        ("青春跟党走500余人次", ["500余人次"]),
        ("青春跟党走·奋斗新征程", []),
        ("百场万人大宣讲", []),
        ("12355青春热线", []),
        ("“百人128场”大宣讲", []),
    ],
)
def test_figures_in_the_name_of_a_series_are_told_at_its_cell(text: str, figures: list[str]) -> None:
    assert found("theme_name", text) == [("W01", Severity.WARNING, figure) for figure in figures]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sign_date", "2026年7月10日"),
        ("day_vol", "12月5日"),
        ("plan_theme_day", "10.13少先队建队日主题团日"),
    ],
)
def test_some_texts_may_name_any_day(code: str, text: str) -> None:
    assert found(code, text) == []


def test_what_was_right_in_2021_is_right_in_a_paper_on_2021() -> None:
    assert found("anniv", "献礼党的百年华诞", period=Period("2021S1")) == []


def judged(texts: dict[str, TextValue], explanations: dict[tuple[str, str], str]) -> tuple[Finding, ...]:
    own = district(explanations=explanations)
    own = type(own)(own.filing, texts, explanations=explanations)
    judgement = judge_all((), own, ROSTER, CATALOGUE, PERIOD)
    every = judgement.district.filing.findings
    return tuple(f for f in unexplained(every, (), judgement.district) if f.rule in ("X35", "X36"))


def test_a_doubt_about_a_text_may_be_explained_an_error_may_not() -> None:
    first = {"dist_strategy": TextValue("全省首个试点", PLACE)}
    assert len(judged(first, {})) == 1
    assert judged(first, {("D00", "X36"): "见省文件第5号"}) == ()
    assert judged(first, {("D00", "dist_strategy"): "见省文件第5号"}) == ()
    wrong = {"dist_strategy": TextValue("近百余个试点", PLACE)}
    assert len(judged(wrong, {("D00", "X36"): "领导要求这样写"})) == 1


def test_the_sample_districts_texts_are_sound() -> None:
    own = read_district(SAMPLE / "district.xlsx", "district.xlsx", CATALOGUE, PERIOD)
    assert len(own.texts) > 30
    assert check_texts(own, CATALOGUE, PERIOD) == ()
    assert check_texts(own, CATALOGUE, PERIOD, read_roster(SAMPLE / "roster.xlsx", "roster.xlsx")) == ()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The sample's district workbook with a year in 有效年度 and two rows of 核实说明 on one matter."""
    book = openpyxl.load_workbook(SAMPLE / "district.xlsx")
    texts = book["文字要素"]
    year = next(cell.column for cell in texts[3] if cell.value == "有效年度")
    row = next(cell.row for cell in texts["A"] if cell.value == "half_slogan")
    texts.cell(row, year).value = "2025年"
    notes = book["核实说明"]
    for number, line in enumerate(
        [("JD01", "ｘ28", "分别计：“甲”"), ("JD01", "X28", "分别计：“乙”"), ("JD01", "团员总数", "毕业转出")],
        10,
    ):
        for column, text in enumerate(line, 1):
            notes.cell(number, column).value = text
    path = tmp_path / "district.xlsx"
    book.save(path)
    return path


def test_years_and_explanations_are_read_from_the_workbook(workbook: Path) -> None:
    own = read_district(workbook, "district.xlsx", CATALOGUE, PERIOD)
    (error,) = check_texts(own, CATALOGUE, PERIOD)
    assert (error.rule, error.cell.sheet, error.cell.ref[0], error.raw) == ("X35", "文字要素", "D", "2025年")
    assert own.explanations["JD01", "X28"].splitlines() == ["分别计：“甲”", "分别计：“乙”"]
    assert own.explanations["JD01", "members"] == "毕业转出"


@pytest.fixture
def registers(tmp_path: Path) -> openpyxl.Workbook:
    """The sample's district workbook, its registers empty."""
    book = openpyxl.load_workbook(SAMPLE / "district.xlsx")
    for name in ("收表登记", "核实说明", "免报说明"):
        book[name].delete_rows(4, 100)
    return book


def _read_registers(book: openpyxl.Workbook, folder: Path) -> District:
    book.save(folder / "district.xlsx")
    return read_district(
        folder / "district.xlsx", "district.xlsx", CATALOGUE, PERIOD, read_roster(SAMPLE / "roster.xlsx", "r")
    )


@pytest.mark.parametrize("written", ["JD04", "jd04", "鹿鸣湾街道团工委", "鹿鸣湾街道"])
def test_the_registers_know_a_unit_by_code_name_or_alias(
    tmp_path: Path, registers: openpyxl.Workbook, written: str
) -> None:
    registers["免报说明"].append([written, "整体搬迁"])
    registers["核实说明"].append([written, "x11", "毕业转出"])
    registers["收表登记"].append([written, None, "2026-07-03"])
    own = _read_registers(registers, tmp_path)
    assert (list(own.excused), list(own.explanations), list(own.received)) == (
        ["JD04"],
        [("JD04", "X11")],
        ["JD04"],
    )
    assert own.filing.findings == ()


def test_a_row_of_a_register_that_does_nothing_is_a_doubt(
    tmp_path: Path, registers: openpyxl.Workbook
) -> None:
    registers["免报说明"].append(["鹿鸣弯街道", "整体搬迁"])
    registers["核实说明"].append(["JD04", "X11、X28", "毕业转出"])
    registers["收表登记"].append(["ZZ9", None, "2026-07-03"])
    registers["收表登记"].append(["ZZ8", None, None])  # the form of an earlier roster: nothing was written
    own = _read_registers(registers, tmp_path)
    assert [(f.rule, str(f.cell), f.raw) for f in own.filing.findings] == [
        ("M37", "district.xlsx 免报说明!A4", "鹿鸣弯街道"),
        ("M37", "district.xlsx 收表登记!A4", "ZZ9"),
        ("M29", "district.xlsx 核实说明!B4", "X11、X28"),
    ]
    assert "JD04（鹿鸣湾街道团工委）" in own.filing.findings[0].message


def test_a_row_whose_code_and_name_are_two_units_gives_neither_its_day(
    tmp_path: Path, registers: openpyxl.Workbook
) -> None:
    registers["收表登记"].append(["JD04", "云栈街道团工委", "2026-07-03"])
    registers["收表登记"].append(["JD05", "云栈街道团工委", "2026-07-04"])
    registers["收表登记"].append(["JD06", "共青团麦陇街道工委", "2026-07-05"])
    registers["收表登记"].append(["JD07", "星渚街道办事处", "2026-07-06"])
    registers["收表登记"].append([None, "桐烟街道团工委", "2026-07-07"])
    registers["收表登记"].append(["JD01", "砚湖街道团工委", None])  # nothing was written
    own = _read_registers(registers, tmp_path)
    assert {code: day.day for code, day in own.received.items()} == {
        "JD05": 4,
        "JD06": 5,
        "JD07": 6,
        "JD08": 7,
    }
    assert [(f.rule, str(f.severity), str(f.cell), f.raw) for f in own.filing.findings] == [
        ("M37", "warning", "district.xlsx 收表登记!A4", "JD04"),
        ("M37", "notice", "district.xlsx 收表登记!B7", "星渚街道办事处"),
    ]
    assert own.filing.findings[0].message == (
        "单位编码“JD04”是“鹿鸣湾街道团工委”，与单位全称“云栈街道团工委”不是同一个单位，本行不起作用。"
    )


def test_what_may_be_printed_keeps_its_chinese_punctuation(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SAMPLE / "district.xlsx")
    sheet = book["免报说明"]
    sheet["A4"].value, sheet["B4"].value = "JD01", "整体搬迁，经同意本期免报；（下期补报）"
    book.save(tmp_path / "district.xlsx")
    read = read_district(tmp_path / "district.xlsx", "district.xlsx", load_catalogue(), Period("2026S1"))
    assert read.excused == {"JD01": "整体搬迁，经同意本期免报；（下期补报）"}
