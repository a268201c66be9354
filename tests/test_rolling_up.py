"""Branches → district returns → the city: its figures against those of all branches at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.projects import PERIOD, Lists, act, hand_in, header, start
from youthreport.catalogue import load_catalogue
from youthreport.cli import main
from youthreport.intake import read_filing
from youthreport.model import Figure, OrgUnit, Rollup
from youthreport.narrative.claims import judge_claims
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


def verdicts(folder: Path) -> dict[str, bool]:
    """Whether each claim holds there."""
    inputs = judge(read(load_project(folder), lambda _: None))[0]
    claims = judge_claims(total(inputs), inputs.district, inputs.catalogue, inputs.project.period)
    return {claim.name: claim.holds for claim in claims}


def collect(
    folder: Path,
    units: Sequence[OrgUnit],
    sent: Mapping[str, tuple[Mapping[str, object], Lists]],
    excused: str = "",
) -> Path:
    """A project in which these units reported, and one was let off."""
    start(folder, units)
    if excused in {unit.code for unit in units}:
        book = openpyxl.load_workbook(folder / "district.xlsx")
        top, columns = header(book["免报说明"], "理由")
        book["免报说明"].cell(top + 1, columns["单位编码"]).value = excused
        book["免报说明"].cell(top + 1, columns["理由"]).value = "正在换届"
        book.save(folder / "district.xlsx")
    for unit in units:
        if unit.code in sent:
            values, lists = sent[unit.code]
            hand_in(folder, unit, values, lists)
    return folder


def by_way_of_districts(
    folder: Path,
    sent: Mapping[str, tuple[Mapping[str, object], Lists]],
    west: Sequence[OrgUnit] = WEST,
    excused: str = "",
) -> tuple[Rollup, list[int]]:
    """The city's figures from the returns that the two districts made, and how their commands ended."""
    city = start(folder / "city", DISTRICTS)
    ended = []
    for units, district in ((EAST, DISTRICTS[0]), (west, DISTRICTS[1])):
        below = collect(folder / district.code, units, sent, excused)
        more = ["-o", str(city / "returns" / f"{district.code}.xlsx"), "--unit", district.code]
        ended.append(main(["rollup", "-q", str(below), *more, "--date", "2026-07-08"]))
    return figures(city), ended


def at_once(
    folder: Path,
    sent: Mapping[str, tuple[Mapping[str, object], Lists]],
    west: Sequence[OrgUnit] = WEST,
    excused: str = "",
) -> Rollup:
    return figures(collect(folder / "all", (*EAST, *west), sent, excused))


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


def incomplete(one: Rollup) -> set[str]:
    """The figures that do not speak of all, but for the counts of units."""
    return {code for code, figure in one.figures.items() if not figure.complete} - OF_UNITS


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rollup, Rollup, list[int]]:
    folder = tmp_path_factory.mktemp("clean")
    city, ended = by_way_of_districts(folder, CLEAN)
    return city, at_once(folder, CLEAN), ended


def test_the_city_has_the_figures_of_all_branches_at_once(clean: tuple[Rollup, Rollup, list[int]]) -> None:
    city, everyone, ended = clean
    assert ended == [0, 0]
    assert differences(city, everyone, but=OF_UNITS) == {}
    assert incomplete(city) == incomplete(everyone)


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


# -- what one district is not asked ----------------------------------------------------------

# No street and no two-new unit: nobody in the west is asked for non-public companies or volunteer projects.
NARROW = (OrgUnit("X2", "西乙公司团委", "企业"), OrgUnit("X3", "西丁中学团委", "学校"))
PROJECT = {"项目名": "银龄陪伴", "状态": "签约", "项目类别": "心理服务"}
ASKED: Mapping[str, tuple[Mapping[str, object], Lists]] = {
    "D1": (
        {**CLEAN["D1"][0], "party_nonpub": 9, "party_nonpub_tuan": 4},
        {**CLEAN["D1"][1], "志愿服务项目": [PROJECT]},
    ),
    "D2": ({**CLEAN["D2"][0], "party_nonpub": 5, "party_nonpub_tuan": 5}, CLEAN["D2"][1]),
    "D3": CLEAN["D3"],
    "X2": CLEAN["X2"],
    "X3": ({"members": 40, "xs_due": 4, "xs_done": 4}, {"青年大学习": STUDY}),
}
LET_OFF = OrgUnit("X1", "西甲街道团工委", "街道")


@pytest.fixture(scope="module")
def narrow(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rollup, Rollup, list[int]]:
    folder = tmp_path_factory.mktemp("narrow")
    city, ended = by_way_of_districts(folder, ASKED, NARROW)
    return folder, city, at_once(folder, ASKED, NARROW), ended


def test_what_nobody_is_asked_in_one_district_is_lacking_nowhere(
    narrow: tuple[Path, Rollup, Rollup, list[int]],
) -> None:
    """The city speaks of all, as with all branches at once: the west has nothing to tell, and lacks nothing."""
    _, city, everyone, ended = narrow
    assert ended == [0, 0]
    assert differences(city, everyone, but=OF_UNITS) == {}
    assert incomplete(city) == incomplete(everyone)
    for code in ("party_nonpub", "vol_signed", "psy_teams"):
        figure = city.figures[code]
        assert (figure.reported, figure.expected, figure.complete, figure.silent) == (1, 1, True, ()), code
    assert (city.figures["party_nonpub"].value, city.figures["party_nonpub_tuan"].value) == (14, 9)


def test_the_claims_of_the_city_are_those_of_all_branches_at_once(
    narrow: tuple[Path, Rollup, Rollup, list[int]],
) -> None:
    folder = narrow[0]
    city, everyone = verdicts(folder / "city"), verdicts(folder / "all")
    assert city == everyone
    assert city["非公建团可比"]


def test_the_return_and_the_ledger_say_that_nobody_was_asked(
    narrow: tuple[Path, Rollup, Rollup, list[int]],
) -> None:
    folder = narrow[0]
    book = openpyxl.load_workbook(folder / "city" / "returns" / "Q2.xlsx")
    rows = {row[0].value: [c.value for c in row] for row in book["指标表"].iter_rows(min_row=4)}
    assert rows["party_nonpub"][4] is None  # blank: it is no zero
    assert rows["party_nonpub"][8:11] == [0, 0, "是"]
    main(["build", "-q", str(folder / "city")])
    ledger = openpyxl.load_workbook(folder / "city" / "output" / "数据台账.xlsx")["覆盖"]
    top, columns = header(ledger, "已建党组织的非公企业数")
    told = {ledger.cell(row, 1).value: row for row in range(top + 1, ledger.max_row + 1)}
    values = [ledger.cell(told[c], columns["已建党组织的非公企业数"]).value for c in ("Q1", "Q2")]
    assert values == [14, None]


def test_who_was_let_off_below_still_bars_all(tmp_path: Path) -> None:
    """The only unit of the west that would have to tell is let off: nothing is expected, and yet it is not all."""
    west = (*NARROW, LET_OFF)
    city, _ = by_way_of_districts(tmp_path, ASKED, west, LET_OFF.code)
    everyone = at_once(tmp_path, ASKED, west, LET_OFF.code)
    assert differences(city, everyone, but=OF_UNITS) == {}
    assert incomplete(city) == incomplete(everyone)
    assert not city.figures["party_nonpub"].complete
    assert verdicts(tmp_path / "city") == verdicts(tmp_path / "all")


def test_what_a_district_was_asked_and_left_open_is_missing_above(tmp_path: Path) -> None:
    """The west has a street that left the line blank: that is a gap, unlike a line that nobody had to fill in."""
    sent = {**ASKED, "X1": ({"members": 70}, {"青年大学习": STUDY})}
    city, _ = by_way_of_districts(tmp_path, sent, (*NARROW, LET_OFF))
    figure = city.figures["party_nonpub"]
    assert (figure.reported, figure.expected, figure.complete) == (1, 2, False)
    assert figure.silent == (DISTRICTS[1].name,)


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
    # Of a plan, too, nobody can speak of all while the school is missing in the east.
    assert incomplete(city) == incomplete(everyone)
    assert "plan_train" in incomplete(city)
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


@pytest.mark.parametrize(
    ("more", "cell", "asked"),
    [
        ([], None, "报送前请补全封面的填表人、审核人、联系电话和报送日期。"),
        (
            ["--date", "2026-07-08"],
            datetime(2026, 7, 8),
            "封面的报送日期已填2026-07-08；报送前请补全填表人、审核人和联系电话。",
        ),
    ],
)
def test_a_day_that_was_given_is_on_the_cover_and_not_asked_for(
    tmp_path: Path,
    more: list[str],
    cell: datetime | None,
    asked: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    below = collect(tmp_path / "Q2", WEST, CLEAN)
    file = tmp_path / "西区.xlsx"
    main(["rollup", "-q", str(below), "-o", str(file), "--unit", "Q2", *more])
    assert capsys.readouterr().out.splitlines()[-1] == asked
    cover = {row[0].value: row[1].value for row in openpyxl.load_workbook(file)["封面"].iter_rows()}
    assert cover["报送日期"] == cell
    read_back = read_filing(file, file.name, None, load_catalogue(), PERIOD)
    assert read_back.submitted == (cell.date() if cell else None)


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
