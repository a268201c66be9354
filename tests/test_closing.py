"""A finished project → its closed record, refused or forced; and the project of the next period that grows from it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.edited import Edit
from tests.projects import (
    CATALOGUE,
    OTHER,
    PERIOD,
    SCHOOL,
    STREET,
    act,
    fill_list,
    fill_values,
    hand_in,
    header,
    merge,
    settings,
    snapshot,
    start,
)
from tests.records import district as plain_district
from tests.records import indicator
from youthreport.cli import main
from youthreport.errors import ConfigurationError
from youthreport.frozen import is_frozen, read_frozen
from youthreport.intake import read_district, read_roster
from youthreport.model import Frozen, OrgUnit, Period
from youthreport.pipeline.building import total
from youthreport.pipeline.carrying_over import carry_over, write_carried
from youthreport.pipeline.inputs import judge, read
from youthreport.project import load_project
from youthreport.rollup.previous import previous_figures

SECOND, NEXT_YEAR = Period("2026S2"), Period("2027S1")
HOMES = [{"名称": "甲青年之家", "是否本期新建": "是", "是否入驻云平台": "是", "建成日期": date(2026, 3, 1)}]
RATED = [{"支部全称": "第一团支部", "是否应参评": "是", "自评星级": "五星", "届次": "2026年度"}]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Three units that reported, and nothing open."""
    folder = start(tmp_path / "2026S1", [STREET, OTHER, SCHOOL])
    hand_in(
        folder, STREET, {"members": 100}, {"活动台账": [act("甲一")], "青年之家": HOMES, "支部星级": RATED}
    )
    hand_in(folder, OTHER, {"members": 50})
    hand_in(folder, SCHOOL, {"members": 30, "xs_due": 20, "xs_done": 19})
    return folder


def record(project: Path) -> dict[str, object]:
    loaded = json.loads((project / "previous" / "2026S1.json").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


# -- closing -------------------------------------------------------------------------------


def test_the_record_holds_values_lists_figures_claims_units_inputs_and_the_paper(project: Path) -> None:
    assert main(["build", "-q", str(project)]) == 0
    assert main(["freeze", "-q", str(project)]) == 0
    told = record(project)
    assert (told["schema"], told["period"], told["forced"]) == ("youthreport/frozen/1", "2026S1", None)
    assert told["figures"]["members"] == 180  # type: ignore[index]
    assert told["figures"]["xs_rate"] == 95  # type: ignore[index]
    assert {code: values["members"] for code, values in told["units"].items() if code != "区级"} == {  # type: ignore[attr-defined]
        "JD01": 100,
        "JD02": 50,
        "XX01": 30,
    }
    assert told["units"]["区级"]["wx_fans"] == 1000  # type: ignore[index]
    assert told["lists"]["JD01"]["青年之家"][0]["名称"] == "甲青年之家"  # type: ignore[index]
    first = told["roster"][0]  # type: ignore[index]
    assert (first["code"], first["state"], first["file"]) == ("JD01", "received", "returns/JD01.xlsx")
    assert {"name", "holds", "because"} == set(told["claims"][0])  # type: ignore[index]
    manifest = json.loads((project / "output" / "manifest.json").read_text("utf-8"))
    assert told["inputs"] == manifest["inputs"]
    document = told["document"]
    assert isinstance(document, dict)
    assert document["build_id"] == manifest["build_id"]
    assert document["sha256"] == document["published_sha256"]


def test_the_reader_of_closed_periods_reads_what_was_written(project: Path) -> None:
    main(["freeze", "-q", str(project)])
    frozen = read_frozen(project / "previous" / "2026S1.json")
    assert frozen is not None
    assert (frozen.period, frozen.figures["members"], frozen.units["JD02"]["members"]) == ("2026S1", 180, 50)


def test_closing_twice_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "-q", str(project)])
    main(["freeze", "-q", str(project)])
    before = snapshot(project)
    capsys.readouterr()
    assert main(["freeze", "-q", str(project)]) == 0
    assert "数据没有变化" in capsys.readouterr().out
    assert snapshot(project) == before


def test_once_closed_a_build_changes_nothing_and_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "-q", str(project)])
    main(["freeze", "-q", str(project)])
    hand_in(project, OTHER, {"members": 999}, revision=2, file="迟来的.xlsx")
    before = snapshot(project)
    capsys.readouterr()
    assert main(["build", str(project)]) == 0
    assert "已经冻结" in capsys.readouterr().out
    assert snapshot(project) == before


def test_a_closed_period_with_other_data_is_not_closed_anew(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["freeze", "-q", str(project)])
    before = record(project)
    hand_in(project, OTHER, {"members": 55}, revision=2, file="迟来的.xlsx")
    assert main(["freeze", "-q", str(project), "--force", "区委要求更正乙街道数据"]) == 1
    said = capsys.readouterr().err
    assert "团员总数：冻结时为180，现为185" in said
    assert "--unfreeze" in said
    assert record(project) == before


def test_a_closed_period_can_be_opened_and_the_old_record_is_kept(project: Path) -> None:
    main(["freeze", "-q", str(project)])
    closed = (project / "previous" / "2026S1.json").read_bytes()
    assert main(["freeze", str(project), "--unfreeze"]) == 0
    assert not is_frozen(load_project(project))
    assert [p.read_bytes() for p in (project / "previous" / "undone").iterdir()] == [closed]
    assert main(["build", "-q", str(project)]) == 0
    assert main(["freeze", str(project), "--unfreeze"]) == 2


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"members": None}, "必报指标不全：团员总数，缺 乙街道团工委"),
        ({"members": "不详"}, "必报指标不全"),
        ({"members": 50, "members_14_28": 51}, "“14—28岁团员”大于“团员总数”"),
    ],
)
def test_gaps_and_errors_keep_a_period_open(
    project: Path, capsys: pytest.CaptureFixture[str], values: dict[str, object], said: str
) -> None:
    hand_in(project, OTHER, values)
    assert main(["freeze", "-q", str(project)]) == 1
    assert said in capsys.readouterr().err
    assert not (project / "previous").exists() or not is_frozen(load_project(project))


def test_a_missing_unit_keeps_it_open_and_a_reason_closes_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "returns" / "JD02.xlsx").unlink()
    assert main(["freeze", "-q", str(project)]) == 1
    assert main(["freeze", "-q", str(project), "--force", "情况属实"]) == 2
    assert main(["freeze", "-q", str(project), "--force", " "]) == 2
    assert main(["freeze", "-q", str(project), "--force", "乙街道正在撤并，经书记会议研究不再补报"]) == 0
    forced = record(project)["forced"]
    assert isinstance(forced, dict)
    assert forced["reason"] == "乙街道正在撤并，经书记会议研究不再补报"
    assert "缺报：乙街道团工委（JD02）" in forced["open"]
    assert "members" in record(project)["incomplete"]  # type: ignore[operator]


def test_a_paper_made_of_other_data_keeps_it_open(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Next year's 同比 must start from the figure that this year's paper prints."""
    main(["build", "-q", str(project)])
    hand_in(project, OTHER, {"members": 55}, revision=2, file="更正.xlsx")
    assert main(["freeze", "-q", str(project)]) == 1
    assert "公文与现有数据不一致，团员总数：公文为180，现为185" in capsys.readouterr().err
    assert main(["build", "-q", str(project)]) == 0
    assert main(["freeze", "-q", str(project)]) == 0


# -- what a closed period is for -------------------------------------------------------------


def paper_of(project: Path) -> Path:
    return next(p for p in (project / "output").glob("*.docx") if "审阅稿" not in p.name)


def test_a_published_paper_that_people_made_contradict_the_data_keeps_it_open(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "-q", str(project)])
    paper = paper_of(project)
    paper.write_bytes(Edit(paper.read_bytes()).type_inside("yr_members_1", "9999").content)
    capsys.readouterr()
    assert main(["freeze", "-q", str(project)]) == 1
    assert "团员总数：文中为9999，现为180" in capsys.readouterr().err
    assert main(["freeze", "-q", str(project), "--force", "书记会议定稿，数据另行核实"]) == 0
    forced = record(project)["forced"]
    assert isinstance(forced, dict)
    assert any("文中为9999" in line for line in forced["open"])


def test_prose_of_a_leader_keeps_nothing_open(project: Path) -> None:
    main(["build", "-q", str(project)])
    paper = paper_of(project)
    paper.write_bytes(Edit(paper.read_bytes()).replace("全区有团员", "全区共有团员").content)
    assert main(["freeze", "-q", str(project)]) == 0


def test_a_published_paper_that_is_none_any_more_keeps_it_open(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build", "-q", str(project)])
    paper_of(project).write_bytes(b"nothing of Word")
    capsys.readouterr()
    assert main(["freeze", "-q", str(project)]) == 1
    assert "核对不了" in capsys.readouterr().err


def test_nothing_is_compared_with_an_incomplete_figure_but_a_typed_one_stands_in() -> None:
    frozen = Frozen("2025S1", {"a": 5, "b": 7}, {"A01": {"a": 5}}, incomplete=frozenset({"a"}))
    own = plain_district()
    assert previous_figures(frozen, own, (indicator("a"),)) == {"b": 7}
    finals = {"a": next(iter(plain_district({"a": 6}).filing.entries))}
    assert previous_figures(frozen, replace(own, final_values=finals), (indicator("a"),)) == {"a": 6, "b": 7}


def next_project(old: Path, period: Period) -> Path:
    """What `init NEXT --from OLD` makes, its settings written by hand."""
    made = carry_over(load_project(old), period)
    folder = old.parent / period.code
    write_carried(made.files, folder)
    (folder / "youthreport.toml").write_text(settings(period), encoding="utf-8")
    (folder / "returns").mkdir()
    return folder


def forms_of(folder: Path) -> dict[str, openpyxl.Workbook]:
    assert main(["forms", "-q", str(folder)]) == 0
    return {p.name.split("_")[0]: openpyxl.load_workbook(p) for p in (folder / "forms").glob("*.xlsx")}


def values_of(book: openpyxl.Workbook, column: str) -> dict[str, object]:
    top, columns = header(book["指标表"], "指标代码")
    return {
        str(row[columns["指标代码"] - 1].value): row[columns[column] - 1].value
        for row in book["指标表"].iter_rows(min_row=top + 1)
    }


def records_of(book: openpyxl.Workbook, sheet: str) -> list[dict[str, object]]:
    top, columns = header(book[sheet], CATALOGUE.sheet(sheet).columns[0].name)
    rows = [[c.value for c in row] for row in book[sheet].iter_rows(min_row=top + 1)]
    return [{n: row[x - 1] for n, x in columns.items() if row[x - 1] is not None} for row in rows if any(row)]


def test_next_year_the_forms_know_last_year_s_figures_and_lists(project: Path) -> None:
    main(["freeze", "-q", str(project)])
    books = forms_of(next_project(project, NEXT_YEAR))
    assert values_of(books["JD01"], "上年同期数")["members"] == 100
    homes = records_of(books["JD01"], "青年之家")
    assert [(home["名称"], home["是否本期新建"]) for home in homes] == [("甲青年之家", "否")]


def test_half_a_year_later_the_lists_come_along_and_no_figure_is_called_last_year_s(project: Path) -> None:
    main(["freeze", "-q", str(project)])
    books = forms_of(next_project(project, SECOND))
    assert values_of(books["JD01"], "上年同期数")["members"] is None
    assert [home["名称"] for home in records_of(books["JD01"], "青年之家")] == ["甲青年之家"]


def test_a_rating_is_asked_for_anew(project: Path) -> None:
    main(["freeze", "-q", str(project)])
    rated = records_of(forms_of(next_project(project, NEXT_YEAR))["JD01"], "支部星级")
    assert rated == [{"支部全称": "第一团支部", "是否应参评": "是"}]


def test_without_a_closed_period_that_is_said_and_nothing_is_invented(project: Path) -> None:
    made = carry_over(load_project(project), NEXT_YEAR)
    assert any("还没有冻结" in remark for remark in made.remarks)
    assert not [name for name in made.files if name.startswith("previous/")]


def test_the_district_s_own_part_of_a_list_is_closed_with_the_units(tmp_path: Path) -> None:
    """Only units are asked for the total; the sum of all that is kept is the figure all the same."""
    work = {"发布日期": date(2026, 3, 1), "作品标题": "区级作品", "平台": "微信公众号", "阅读量": 70}
    folder = start(tmp_path / "2026S1", [STREET], lists={"新媒体": [work]})
    hand_in(folder, STREET, lists={"新媒体": [work | {"作品标题": "甲街道作品", "阅读量": 30}]})
    main(["freeze", "-q", str(folder), "--force", "先行存档"])
    told = record(folder)
    units = told["units"]
    assert isinstance(units, dict)
    assert [(code, units[code]["nm_reads"]) for code in ("JD01", "区级")] == [("JD01", 30), ("区级", 70)]
    assert told["figures"]["nm_reads"] == 100  # type: ignore[index]


def test_the_district_s_own_figures_make_no_change_of_units(project: Path) -> None:
    """Next year the district gives its own again: it is no unit that came or went."""
    main(["freeze", "-q", str(project)])
    folder = next_project(project, NEXT_YEAR)
    for unit in (STREET, OTHER):
        hand_in(folder, unit, period=NEXT_YEAR)
    figures = total(judge(read(load_project(folder), lambda _: None))[0]).figures
    assert {code: f.left for code, f in figures.items() if "区级" in f.left} == {}
    assert figures["members"].left == (SCHOOL.name,)  # it has not reported


def test_the_next_period_comes_after(project: Path) -> None:
    for period in (PERIOD, Period("2025S2")):
        with pytest.raises(ConfigurationError, match="应在上期"):
            carry_over(load_project(project), period)


def test_earlier_closed_periods_and_own_templates_come_along(project: Path) -> None:
    (project / "previous").mkdir(exist_ok=True)
    (project / "previous" / "2025S1.json").write_text(
        '{"schema": "youthreport/frozen/1", "period": "2025S1", "figures": {}}', encoding="utf-8"
    )
    (project / "previous" / "便条.json").write_text("{}", encoding="utf-8")
    main(["freeze", "-q", str(project)])
    names = set(carry_over(load_project(project), NEXT_YEAR).files)
    assert names == {
        "roster.xlsx",
        "district.xlsx",
        "previous/2025S1.json",
        "previous/2026S1.json",
        "templates/sections/01_工作.docx",
    }


# -- merged units --------------------------------------------------------------------------


def test_a_merged_unit_s_past_is_its_successor_s(project: Path) -> None:
    main(["freeze", "-q", str(project)])
    folder = next_project(project, NEXT_YEAR)
    merge(folder, OTHER.code, STREET.code)
    books = forms_of(folder)
    assert set(books) == {"JD01", "XX01"}
    assert values_of(books["JD01"], "上年同期数")["members"] == 150


def test_chains_of_mergers_are_resolved_and_dates_kept(tmp_path: Path) -> None:
    units = [
        OrgUnit("A", "甲", "街道", merged_into="B", valid_to=date(2025, 12, 31)),
        OrgUnit("B", "乙", "街道", merged_into="C"),
        OrgUnit("C", "丙", "街道", valid_from=date(2020, 1, 1)),
    ]
    folder = start(tmp_path / "2026S1", units)
    hand_in(folder, units[2])
    made = carry_over(load_project(folder), NEXT_YEAR)
    write_carried({"roster.xlsx": made.files["roster.xlsx"]}, tmp_path / "neu")
    read_back = read_roster(tmp_path / "neu" / "roster.xlsx", "roster.xlsx")
    assert [(u.code, u.merged_into, u.valid_from, u.valid_to) for u in read_back.units] == [
        ("A", "C", None, date(2025, 12, 31)),
        ("B", "C", None, None),
        ("C", "", date(2020, 1, 1), None),
    ]


# -- the district's workbook ---------------------------------------------------------------


def with_texts(project: Path, texts: dict[str, tuple[str, str]]) -> None:
    book = openpyxl.load_workbook(project / "district.xlsx")
    sheet = book["文字要素"]
    top, columns = header(sheet, "要素代码")
    for row in range(top + 1, sheet.max_row + 1):
        code = str(sheet.cell(row, columns["要素代码"]).value)
        if code in texts:
            sheet.cell(row, columns["内容"]).value, sheet.cell(row, columns["有效年度"]).value = texts[code]
    book.save(project / "district.xlsx")


def text_rows(folder: Path) -> dict[str, tuple[object, object, str]]:
    sheet = openpyxl.load_workbook(folder / "district.xlsx")["文字要素"]
    top, columns = header(sheet, "要素代码")
    return {
        str(row[columns["要素代码"] - 1].value): (
            row[columns["内容"] - 1].value,
            row[columns["有效年度"] - 1].value,
            str(row[columns["说明"] - 1].value),
        )
        for row in sheet.iter_rows(min_row=top + 1)
    }


def test_texts_whose_year_has_passed_are_marked_and_never_silently_kept(project: Path) -> None:
    with_texts(
        project,
        {
            "theme_name": ("青春跟党走", ""),
            "anniv": ("在“十五五”开局之年", "2026"),
            "plan_3y": ("基层团建三年计划", "2025—2027"),
            "half_slogan": ("冲刺双过半", ""),
            "sign_date": ("2026年7月10日", ""),
        },
    )
    folder = next_project(project, NEXT_YEAR)
    told = text_rows(folder)
    assert told["theme_name"][:2] == ("青春跟党走", None)
    assert told["plan_3y"][:2] == ("基层团建三年计划", "2025—2027")
    assert not any("请核对" in told[code][2] for code in ("theme_name", "plan_3y"))
    assert told["anniv"][:2] == ("在“十五五”开局之年", "2026")
    assert "【请核对】有效年度“2026”不含2027年" in told["anniv"][2]
    assert told["half_slogan"][0] is None
    assert "上期为：冲刺双过半" in told["half_slogan"][2]
    assert told["sign_date"][0] is None
    # And who overlooks the mark is told by the checks.
    district = read_district(folder / "district.xlsx", "district.xlsx", CATALOGUE, NEXT_YEAR)
    assert district.texts["anniv"].years == "2026"
    hand_in(folder, STREET, period=NEXT_YEAR)
    _, assessment = judge(read(load_project(folder), lambda _: None))
    assert ("X35", "anniv") in {(f.rule, f.code) for f in assessment.every}


def test_history_comes_along_and_the_new_year_is_not_claimed(project: Path) -> None:
    book = openpyxl.load_workbook(project / "district.xlsx")
    fill_list(book["历年评选"], [{"年份": 2025, "届次": 1}, {"年份": 2026, "届次": 2}])
    day = date(2026, 3, 3)
    fill_list(
        book["品牌活动"],
        [
            {"类别": "品牌活动", "日期": day, "活动名称": "午餐会", "期次": 1},
            {"类别": "团干培训", "日期": day, "活动名称": "培训班"},
        ],
    )
    fill_list(book["文件制度"], [{"名称": "倡议书", "类别": "倡议书", "日期": day}])
    fill_list(book["名额分配"], [{"单位": "丙中学团委", "数量": 5}])
    fill_values(book["区级指标"], {"hotline_hours": 12})
    book.save(project / "district.xlsx")
    main(["freeze", "-q", str(project)])
    later, half = (
        openpyxl.load_workbook(next_project(project, p) / "district.xlsx") for p in (NEXT_YEAR, SECOND)
    )
    assert [row["年份"] for row in records_of(later, "历年评选")] == [2025, 2026]
    assert [row["活动名称"] for row in records_of(later, "品牌活动")] == ["午餐会"]
    assert records_of(later, "文件制度") == records_of(later, "名额分配") == []
    assert [row["单位"] for row in records_of(half, "名额分配")] == ["丙中学团委"]
    top, columns = header(later["区级指标"], "指标代码")
    values = {
        row[columns["指标代码"] - 1].value: row[columns["本期数"] - 1].value
        for row in later["区级指标"].iter_rows(min_row=top + 1)
    }
    # What holds for years is there; this year's task is for the district to say; a year ago is known.
    assert (values["hotline_hours"], values["org_task"], values["wx_fans"]) == (12, None, None)
    assert values["wx_fans_ly"] == 1000
