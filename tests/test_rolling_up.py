"""Branches → district returns → the city: its figures against those of all branches at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.projects import PERIOD, Lists, act, hand_in, start
from youthreport.cli import main
from youthreport.model import Figure, OrgUnit, Rollup
from youthreport.pipeline.building import total
from youthreport.pipeline.inputs import judge, read
from youthreport.project import load_project

EAST = (
    OrgUnit("D1", "东甲街道团工委", "街道"),
    OrgUnit("D2", "东乙街道团工委", "街道"),
    OrgUnit("D3", "东丙中学团委", "学校"),
)
WEST = (OrgUnit("X1", "西甲街道团工委", "街道"), OrgUnit("X2", "西乙公司团委", "企业"))
DISTRICTS = (OrgUnit("Q1", "共青团东区委员会", "区县"), OrgUnit("Q2", "共青团西区委员会", "区县"))
STUDY = [{"期次": n, "团员数": 100, "参学人数": 80 + n} for n in (1, 2)]
STARS = [
    {"支部全称": "第一团支部", "是否应参评": "是", "自评星级": "五星"},
    {"支部全称": "第二团支部", "是否应参评": "是", "自评星级": "四星"},
]
# Counts of units or of their rates: at the city they are districts, so that they cannot be the same.
OF_UNITS = {"units_expected", "units_received", "prob_low_rate_units", "prob_unreported"}


def team(name: str, project: str) -> dict[str, object]:
    return {
        "队名": name,
        "是否本期组建": "是",
        "依托项目": project,
        "队员数": 9,
        "组建日期": date(2026, 4, 1),
    }


CLEAN: Mapping[str, tuple[Mapping[str, object], Lists]] = {
    "D1": (
        {"members": 100, "members_14_28": 90, "youth_14_28": 400, "xs_due": 20, "xs_done": 19},
        {
            "活动台账": [
                act("清洁家园"),
                act("广场义诊", place="中心广场", 主办单位="东甲街道团工委"),
                act("禁毒宣讲", 场次=3),
            ],
            "青年突击队": [team("先锋队", "轨道一期"), team("攻坚队", "轨道二期")],
            "青年大学习": STUDY,
            "支部星级": STARS,
        },
    ),
    "D2": (
        {"members": 50, "members_14_28": 45, "youth_14_28": 200, "xs_due": 10, "xs_done": 7},
        {
            # The same event as that of D1, which holds it: counted once.
            "活动台账": [act("广场义诊", place="中心广场", 主办单位="东甲街道团工委"), act("读书会")],
            "青年突击队": [team("先锋队", "轨道一期")],
            "青年大学习": STUDY,
            "支部星级": STARS,
        },
    ),
    "D3": (
        {"members": 33, "xs_due": 9, "xs_done": 9},
        {"活动台账": [act("校园开放日")], "青年大学习": STUDY},
    ),
    "X1": (
        {"members": 70, "members_14_28": 61, "youth_14_28": 300, "xs_due": 7, "xs_done": 7},
        {
            # Held by the east, reported by the west too.
            "活动台账": [act("广场义诊", place="中心广场", 主办单位="东甲街道团工委"), act("江滩净滩")],
            "青年突击队": [team("会战队", "轨道二期")],
            "支部星级": STARS,
            "青年大学习": STUDY,
        },
    ),
    "X2": ({"members": 12, "members_14_28": 12, "youth_14_28": 90}, {"青年大学习": STUDY}),
}


def figures(folder: Path) -> Rollup:
    return total(judge(read(load_project(folder), lambda _: None))[0])


def collect(
    folder: Path, units: Sequence[OrgUnit], sent: Mapping[str, tuple[Mapping[str, object], Lists]]
) -> Path:
    """A project in which these units reported."""
    start(folder, units)
    for unit in units:
        if unit.code in sent:
            values, lists = sent[unit.code]
            hand_in(folder, unit, values, lists)
    return folder


def by_way_of_districts(
    folder: Path, sent: Mapping[str, tuple[Mapping[str, object], Lists]]
) -> tuple[Rollup, list[int]]:
    """The city's figures from the returns that the two districts made, and how their commands ended."""
    city = start(folder / "city", DISTRICTS)
    ended = []
    for units, district in ((EAST, DISTRICTS[0]), (WEST, DISTRICTS[1])):
        below = collect(folder / district.code, units, sent)
        more = ["-o", str(city / "returns" / f"{district.code}.xlsx"), "--unit", district.code]
        ended.append(main(["rollup", "-q", str(below), *more, "--date", "2026-07-08"]))
    return figures(city), ended


def at_once(folder: Path, sent: Mapping[str, tuple[Mapping[str, object], Lists]]) -> Rollup:
    return figures(collect(folder / "all", (*EAST, *WEST), sent))


def differences(one: Rollup, other: Rollup, *, but: set[str]) -> dict[str, tuple[object, object]]:
    """The figures and lists that differ."""
    found: dict[str, tuple[object, object]] = {}
    for code, figure in one.figures.items():
        if code not in but and figure.value != other.figures[code].value:
            found[code] = (figure.value, other.figures[code].value)
    for code, listing in one.listings.items():
        texts = [sorted((i.text, i.count) for i in side.items) for side in (listing, other.listings[code])]
        if texts[0] != texts[1]:
            found[code] = (texts[0], texts[1])
    return found


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rollup, Rollup, list[int]]:
    folder = tmp_path_factory.mktemp("clean")
    city, ended = by_way_of_districts(folder, CLEAN)
    return city, at_once(folder, CLEAN), ended


def test_the_city_has_the_figures_of_all_branches_at_once(clean: tuple[Rollup, Rollup, list[int]]) -> None:
    city, everyone, ended = clean
    assert ended == [0, 0]
    assert differences(city, everyone, but=OF_UNITS) == {}


def test_sums_distinct_counts_and_rates_are_what_a_person_gets(
    clean: tuple[Rollup, Rollup, list[int]],
) -> None:
    """So that two equal mistakes do not hide behind the comparison."""
    found = {code: figure.value for code, figure in clean[0].figures.items()}
    assert found["members"] == 100 + 50 + 33 + 70 + 12
    # 清洁家园 1, 广场义诊 1 (three units hold it), 禁毒宣讲 3, 读书会 1, 校园开放日 1, 江滩净滩 1
    assert found["vol_acts_all"] == 8
    assert (found["cmd_cnt"], found["proj_cnt"]) == (4, 2)
    assert (found["star_self"], found["star5"]) == (6, 3)
    assert found["qn_issues"] == 2
    assert float(found["tq_ratio"] or 0) == pytest.approx((90 + 45 + 61 + 12) * 100 / (400 + 200 + 300 + 90))
    assert float(found["xs_rate"] or 0) == pytest.approx((19 + 7 + 9 + 7) * 100 / (20 + 10 + 9 + 7))


# -- what districts lack -------------------------------------------------------------------

MESSY: Mapping[str, tuple[Mapping[str, object], Lists]] = {
    **CLEAN,
    # One half of the rate only, and an estimate.
    "D1": (
        {"members": 100, "members_14_28": 90, "xs_due": 20, "xs_done": 19, "vol_hours": "约300"},
        CLEAN["D1"][1],
    ),
    # Totals without a list.
    "D2": (
        {"members": 50, "members_14_28": 45, "youth_14_28": 200, "vol_acts_all": 6, "proj_cnt": 2},
        {"青年大学习": STUDY, "活动台账": [], "青年突击队": []},
    ),
    # Parts larger than their wholes do not count: one typed, one counted from the list.
    "X1": (
        {
            "members": 70,
            "members_14_28": 61,
            "youth_14_28": 300,
            "xs_due": 7,
            "xs_done": 8,
            "cmd_cnt_cum": 0,
        },
        CLEAN["X1"][1],
    ),
    # An estimate in one half of the rate.
    "X2": ({"members": 12, "members_14_28": 12, "youth_14_28": "约90"}, {"青年大学习": STUDY}),
}


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rollup, Rollup, list[int]]:
    folder = tmp_path_factory.mktemp("messy")
    sent = {code: given for code, given in MESSY.items() if code != "D3"}  # the school did not report
    city, ended = by_way_of_districts(folder, sent)
    return city, at_once(folder, sent), ended


def test_totals_without_lists_halves_of_rates_and_blocked_parts_add_up_all_the_same(
    messy: tuple[Rollup, Rollup, list[int]],
) -> None:
    city, everyone, _ = messy
    assert differences(city, everyone, but=OF_UNITS) == {}
    assert city.figures["vol_acts_all"].value == 5 + 6 + 1
    assert city.figures["proj_cnt"].value == 2 + 2
    # D1 says nothing of its young people and X2 only guesses: their members are in the sum, not in the rate.
    assert city.figures["members_14_28"].value == 90 + 45 + 61 + 12
    assert float(city.figures["tq_ratio"].value or 0) == pytest.approx((45 + 61) * 100 / (200 + 300))
    # X1 completed more transfers than were due: neither half of its rate is used, what was due is in the sum.
    assert (city.figures["xs_due"].value, city.figures["xs_rate"].value) == (20 + 7, 95)
    # X1 lists a brigade and says that there is none: nobody's word counts.
    assert city.figures["cmd_cnt"].value == 2


def test_rows_that_count_for_nobody_are_no_zero_above(tmp_path: Path) -> None:
    """The only unit that reported contradicts its own list: below nobody's word counts, and so it is above."""
    sent = {"X1": MESSY["X1"]}
    city, _ = by_way_of_districts(tmp_path, sent | {"D1": CLEAN["D1"], "D2": CLEAN["D2"]})
    west = [s for s in city.figures["cmd_cnt"].sources if s.unit == DISTRICTS[1].name]
    told = [(s.raw, s.value, s.note, s.explanation) for s in west]
    assert ("西甲街道团工委：会战队", None, "下级审核未计入", "") in told
    assert (
        "",
        None,
        "以清单为准",
        "没有单位的数可以计入：西甲街道团工委的记录因审核错误未计入本级。",
    ) in told
    assert (city.figures["cmd_cnt"].value, city.figures["cmd_cnt"].reported) == (3, 1)


def test_what_is_lacking_below_is_known_above(messy: tuple[Rollup, Rollup, list[int]]) -> None:
    """No 全部 and no comparison while a branch is missing somewhere, though both districts have reported."""
    city, _, ended = messy
    assert ended == [3, 0]
    assert [unit.code for unit in city.received] == ["Q1", "Q2"]
    members: Figure = city.figures["members"]
    assert (members.reported, members.expected, members.complete) == (2, 2, False)
    assert not city.figures["units_received"].complete
    assert city.figures["vol_hours"].estimated


def test_the_return_names_the_unit_of_every_record_and_the_figures_it_lacks(tmp_path: Path) -> None:
    below = collect(tmp_path / "Q1", EAST, {c: g for c, g in MESSY.items() if c != "D3"})
    file = tmp_path / "东区.xlsx"
    main(["rollup", "-q", str(below), "-o", str(file), "--unit", "Q1"])
    book = openpyxl.load_workbook(file)
    assert [book["封面"].cell(row, 2).value for row in range(3, 7)] == [
        "Q1",
        "共青团澄岚区委员会",
        "区县",
        PERIOD.code,
    ]
    acts = [[cell.value for cell in row[:2]] for row in book["活动台账"].iter_rows(min_row=4, max_row=6)]
    assert acts[0] == ["东甲街道团工委", "清洁家园"]
    rows = {row[0].value: [c.value for c in row] for row in book["指标表"].iter_rows(min_row=4)}
    assert rows["members"][8:11] == [3, 2, "否"]
    assert rows["vol_acts_all"][11] == 6  # 清单外数
    assert "东乙街道团工委只报总数没有清单" in str(rows["vol_acts_all"][6])


def test_an_error_in_the_return_is_told_before_the_level_above_finds_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    below = collect(tmp_path / "Q2", WEST, {"X2": CLEAN["X2"]})
    code = main(["rollup", "-q", str(below), "-o", str(tmp_path / "西区.xlsx"), "--unit", "Q2"])
    said = capsys.readouterr().out
    assert code == 3
    assert "缺报：西甲街道团工委（X1）" in said


def test_without_its_own_code_a_level_cannot_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    below = collect(tmp_path / "Q2", WEST, CLEAN)
    assert main(["rollup", str(below), "-o", str(tmp_path / "西区.xlsx")]) == 2
    assert "code" in capsys.readouterr().err
    (below / "youthreport.toml").write_text(
        (below / "youthreport.toml").read_text("utf-8").replace("short =", 'code = "Q2"\nshort ='), "utf-8"
    )
    assert main(["rollup", "-q", str(below), "-o", str(tmp_path / "西区.xlsx")]) == 0


def test_nothing_is_written_among_the_returns_of_this_level(tmp_path: Path) -> None:
    below = collect(tmp_path / "Q2", WEST, CLEAN)
    assert main(["rollup", str(below), "-o", str(below / "returns" / "西区.xlsx"), "--unit", "Q2"]) == 2
    assert not (below / "returns" / "西区.xlsx").exists()


def test_same_data_same_bytes(tmp_path: Path) -> None:
    below = collect(tmp_path / "Q2", WEST, CLEAN)
    for name in ("一.xlsx", "二.xlsx"):
        assert main(["rollup", "-q", str(below), "-o", str(tmp_path / name), "--unit", "Q2"]) == 0
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
