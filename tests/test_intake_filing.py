"""Real workbooks → filings: sheets, columns, formulas, covers, and files that are no workbooks."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.returns import STREET, form, put
from tests.returns import read as read_filled
from youthreport.errors import ConfigurationError
from youthreport.intake import read_district, read_filing, read_roster
from youthreport.model import (
    Catalogue,
    Filing,
    FilingStatus,
    Indicator,
    ListColumn,
    ListSheet,
    OrgUnit,
    Period,
    Roster,
)

PERIOD = Period("2026S1")
TYPES = ("街道",)


def _indicator(code: str, name: str, source: str = "typed") -> Indicator:
    return Indicator(code, name, name, "人", "期末数", "sum", (*TYPES, "区级"), TYPES, source, True, "")


ACTS = ListSheet(
    "活动台账",
    TYPES,
    (
        ListColumn("活动名称", "text", True),
        ListColumn("起始日期", "date", True),
        ListColumn("场次", "count", True, default="1", measure="场"),
        ListColumn("参与人次", "count", measure="人次", aliases=("人数",)),
    ),
    ("活动名称",),
    "起始日期",
    True,
)
CATALOGUE = Catalogue(
    "1",
    TYPES,
    {"人": ("名",), "场": (), "人次": ()},
    (
        _indicator("members", "团员总数"),
        _indicator("theme_act_cnt", "主题学习活动场次", "list"),
        _indicator("org_comm", "团委数"),
    ),
    (ACTS,),
    (),
    (),
    (),
    (),
    (),
    (),
)
ROSTER = Roster(
    (OrgUnit("101", "青云街道团工委", "街道", ("青云街道",)), OrgUnit("102", "白石街道团工委", "街道"))
)
HEAD = ["指标代码", "指标名称", "计量单位", "期间口径", "本期数", "上年同期数", "差异说明", "备注"]


def workbook(
    cover: dict[str, object] | None = None,
    rows: list[list[object]] | None = None,
    acts: list[list[object]] | None = None,
):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "封面"
    values = {
        "单位编码": "101",
        "单位全称": "青云街道团工委",
        "报告期": "2026S1",
        "版次": 2,
        "报送日期": date(2026, 7, 3),
    } | (cover or {})
    sheet.append(["封面"])
    for pair in values.items():
        sheet.append(list(pair))
    table = book.create_sheet("指标表")
    for row in [
        ["指标表"],
        ["说明"],
        HEAD,
        *(
            rows
            or [["members", "团员总数", "人", "期末数", "12人", 10], ["org_comm", "团委数", "个", "", None]]
        ),
    ]:
        table.append(row)
    lists = book.create_sheet("活动台帐(2)")
    for row in acts or [
        ["标题"],
        ["参与人次", "活动名称", "起始日期", "照片", "场次"],
        [30, "示例", "2026.3.5"],
        [35, "五四活动", "3月5日"],
        [None],
        [36, "合计", None, None, 1],
    ]:
        lists.append(row)
    meta = book.create_sheet("_meta")
    meta.append(["form_version", "1"])
    return book


def save(book, path: Path) -> Path:
    book.save(path)
    return path


def read(path: Path) -> Filing:
    return read_filing(path, f"returns/{path.name}", ROSTER, CATALOGUE, PERIOD)


def rules(filing: Filing) -> set[str]:
    return {finding.rule for finding in filing.findings}


def test_a_return(tmp_path: Path) -> None:
    filing = read(save(workbook(), tmp_path / "a.xlsx"))
    assert filing.status is FilingStatus.ACCEPTED
    assert (filing.unit.code, filing.revision, filing.submitted) == ("101", 2, date(2026, 7, 3))
    members, missing = filing.entries
    assert (members.value, members.raw, members.cell.ref, members.last_year) == (12, "12人", "E4", 10)
    assert missing.value is None
    table = filing.tables["活动台账"]
    assert [row.number for row in table.rows] == [4]
    assert table.rows[0].values == {
        "活动名称": "五四活动",
        "起始日期": date(2026, 3, 5),
        "场次": 1,
        "参与人次": 35,
    }
    assert table.rows[0].cells["参与人次"].ref == "A4"
    assert {"M02", "M30", "M27", "M32", "M33"} <= rules(filing)
    assert any("按明细计算为35" in finding.message for finding in filing.findings)


def test_formulas_and_errors_are_seen(tmp_path: Path) -> None:
    rows = [
        ["theme_act_cnt", "主题学习活动场次", "", "", "=SUM(A1)"],
        ["members", "团员总数", "", "", "=1+1"],
        ["org_comm", "团委数", "", "", "#REF!"],
    ]
    filing = read(save(workbook(rows=rows), tmp_path / "a.xlsx"))
    assert [(e.code, e.value) for e in filing.entries] == [
        ("theme_act_cnt", None),
        ("members", None),
        ("org_comm", None),
    ]
    assert {f.code: f.rule for f in filing.findings if f.code} == {
        "theme_act_cnt": "M19",  # not the formula that the form holds in this row
        "members": "M19",
        "org_comm": "M20",
    }


@pytest.mark.parametrize(
    "cover", [{"单位编码": "102"}, {"单位编码": "", "单位全称": "无名"}, {"报告期": "2025年上半年"}]
)
def test_whose_and_when(tmp_path: Path, cover: dict[str, object]) -> None:
    filing = read(save(workbook(cover), tmp_path / "a.xlsx"))
    assert filing.status is FilingStatus.REJECTED
    assert "X26" in rules(filing)


def test_alias_and_ticks(tmp_path: Path) -> None:
    book = workbook(
        {"单位编码": "", "单位全称": "青云街道", "本期无此项：活动台账": "✓"},
        acts=[["活动名称", "起始日期", "场次"]],
    )
    filing = read(save(book, tmp_path / "a.xlsx"))
    assert filing.unit.code == "101"
    assert "M37" in rules(filing)
    assert filing.tables["活动台账"].ticked


def test_missing_required_column_refuses_the_sheet(tmp_path: Path) -> None:
    filing = read(save(workbook(acts=[["活动名称", "参与人次"], ["a", 3]]), tmp_path / "a.xlsx"))
    assert "M28" in rules(filing)
    assert not filing.tables["活动台账"].rows


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats(tmp_path: Path, suffix: str) -> None:
    source = save(workbook(), tmp_path / "a.xlsx")
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/lo",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(tmp_path / "out"),
            str(source),
        ],
        capture_output=True,
        timeout=120,
        check=False,
    )
    made = tmp_path / "out" / f"a.{suffix}"
    if done.returncode or not made.exists():
        pytest.skip("soffice is not there")
    renamed = made.rename(tmp_path / "renamed.xlsx")
    filing = read(renamed)
    assert filing.unit.code == "101"
    assert filing.entries[0].value == 12


def test_roster_faults_name_the_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [
        ["名册"],
        ["单位编码", "单位全称", "类型", "简称/别名"],
        ["1", "甲", "街道", "甲街、甲"],
        ["1", "乙", "街道"],
    ]:
        book.active.append(row)
    with pytest.raises(ConfigurationError) as caught:
        read_roster(save(book, tmp_path / "roster.xlsx"), "roster.xlsx")
    assert "A4" in caught.value.place
    assert "重复" in caught.value.message
    assert caught.value.remedy
    with pytest.raises(ConfigurationError):
        read_roster(tmp_path / "none.xlsx", "none.xlsx")


@pytest.mark.parametrize(
    ("parents", "successors", "place", "word"),
    [
        ({"1": "9"}, {}, "E3", "不在名册"),
        ({}, {"2": "9"}, "F4", "不在名册"),
        ({"1": "2", "2": "1"}, {}, "E3", "它自己"),
        ({}, {"1": "2", "2": "3", "3": "1"}, "F3", "它自己"),
        ({}, {"2": "2"}, "F4", "它自己"),
    ],
)
def test_links_of_the_roster_lead_to_a_unit_and_never_back(
    tmp_path: Path, parents: dict[str, str], successors: dict[str, str], place: str, word: str
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["名册"])
    book.active.append(["单位编码", "单位全称", "类型", "简称/别名", "上级单位编码", "并入单位编码"])
    for code in "123":
        book.active.append([code, f"{code}街道", "街道", "", parents.get(code), successors.get(code)])
    with pytest.raises(ConfigurationError) as caught:
        read_roster(save(book, tmp_path / "roster.xlsx"), "roster.xlsx")
    assert caught.value.place.endswith(place)
    assert word in caught.value.message


def test_district_without_texts_is_a_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError):
        read_district(save(workbook(), tmp_path / "district.xlsx"), "district.xlsx", CATALOGUE, PERIOD)


def test_speed_and_light_imports(tmp_path: Path) -> None:
    path = save(workbook(), tmp_path / "a.xlsx")
    read(path)
    start = time.perf_counter()
    for _ in range(45):
        read(path)
    assert time.perf_counter() - start < 2
    code = "import sys, youthreport.intake; sys.exit('pandas' in sys.modules or 'openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# -- who is meant --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "name", "meant"),
    [
        ("", "青芸街道团工委", "青云街道团工委"),
        ("999", "共青团白石街道委员会", "白石街道团工委"),  # 团委 is not 团工委
        ("", "青云街道办事处", "青云街道团工委"),
        ("1O1", "", "青云街道团工委"),
        ("", "远帆商贸公司团支部", ""),
        ("103", "", ""),
        ("", "团工委", ""),
    ],
)
def test_an_unknown_unit_is_asked_about_and_never_assumed(
    tmp_path: Path, code: str, name: str, meant: str
) -> None:
    filing = read(save(workbook({"单位编码": code, "单位全称": name}), tmp_path / "a.xlsx"))
    assert (filing.unit, filing.status) == (None, FilingStatus.REJECTED)
    message = next(finding.message for finding in filing.findings if finding.rule == "X26")
    asked = [unit.name for unit in ROSTER.units if f"“{unit.name}”（{unit.code}）" in message]
    assert asked == [meant] * bool(meant)
    assert ("是否为" in message) is bool(meant)


def test_a_name_of_several_units_is_asked_about_with_all_of_them(tmp_path: Path) -> None:
    roster = Roster(tuple(OrgUnit(code, f"{code}街道", "街道", ("城关团工委",)) for code in ("A1", "A2")))
    path = save(workbook({"单位编码": None, "单位全称": "城关团工委"}), tmp_path / "a.xlsx")
    filing = read_filing(path, "returns/a.xlsx", roster, CATALOGUE, PERIOD)
    message = next(finding.message for finding in filing.findings if finding.rule == "X26")
    assert "对应名册中的多个单位，是否为“A1街道”（A1）或“A2街道”（A2）？" in message


def test_the_search_for_likely_names_costs_nothing_until_it_is_needed() -> None:
    code = "import sys, youthreport.intake; sys.exit('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_explanation_beside_our_own_formula_is_kept(tmp_path: Path) -> None:
    book = form(STREET)
    put(book, "theme_act_cnt", "台账另有2场未登", "差异说明")
    filing = read_filled(book, tmp_path)
    (entry,) = [entry for entry in filing.entries if entry.code == "theme_act_cnt"]
    assert (entry.value, entry.raw, entry.explanation) == (None, "", "台账另有2场未登")
