"""Two builds of a small district → what `diff` says of them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.projects import OTHER, SCHOOL, STREET, act, hand_in, start
from youthreport.cli import main
from youthreport.columns import width

ACTS = [act("甲一"), act("甲二")]


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An old build with the school missing; a new one after its late return, a correction and a renamed file."""
    project = start(tmp_path_factory.mktemp("diff") / "2026S1", [STREET, OTHER, SCHOOL])
    hand_in(project, STREET, {"members": 100}, {"活动台账": ACTS})
    hand_in(project, OTHER, {"members": 50})
    assert main(["build", "-q", str(project)]) == 3
    old = Path(shutil.copytree(project / "output", project.parent / "old"))
    hand_in(project, SCHOOL, {"members": 30, "xs_due": 20, "xs_done": 19})
    (project / "returns" / "JD02.xlsx").rename(project / "returns" / "乙街道.xlsx")
    hand_in(project, STREET, {"members": 103}, {"活动台账": [act("插在前面"), *ACTS]})
    assert main(["build", "-q", str(project)]) == 0
    return old, project


def compared(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["diff", str(old), str(new), "--format", "json"]) == 0
    loaded = json.loads(capsys.readouterr().out)
    assert isinstance(loaded, dict)
    return loaded


def figures(found: dict[str, object]) -> dict[str, dict[str, object]]:
    return {figure["code"]: figure for figure in found["figures"]}  # type: ignore[attr-defined]


def test_every_change_of_a_figure_is_accounted_for_by_its_cells(
    builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of everything that is added up: the cells that came, less those that went, are the difference."""
    found = figures(compared(*builds, capsys))
    added_up = ("members", "org_branch", "vol_acts_all", "vol_people", "xs_due", "xs_done")
    for code in added_up:
        cells = found[code]["cells"]
        sums = [
            sum(side["value"] or 0 for cell in cells if (side := cell[which]))  # type: ignore[attr-defined]
            for which in ("old", "new")
        ]
        assert sums[1] - sums[0] == (found[code]["delta"] or found[code]["new"]["value"]), code  # type: ignore[index]
    assert found["members"]["delta"] == 33
    assert found["xs_rate"]["old"]["value"] is None  # type: ignore[index]
    assert found["xs_rate"]["delta"] is None  # from nothing to something is no number


def test_the_cells_say_which_return_and_what_stood_there(
    builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    cells = figures(compared(*builds, capsys))["members"]["cells"]
    told = [(c["change"], c["old"] and c["old"]["raw"], c["new"]["raw"], c["new"]["file"]) for c in cells]  # type: ignore[attr-defined]
    assert told == [
        ("changed", "100", "103", "returns/JD01.xlsx"),
        ("added", None, "30", "returns/XX01.xlsx"),
    ]


def test_records_that_only_moved_are_no_change(
    builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A row inserted above shifts all others; a file renamed shifts every cell of its unit."""
    cells = figures(compared(*builds, capsys))["vol_acts_all"]["cells"]
    street = [c for c in cells if c["new"]["unit"] == STREET.name]  # type: ignore[attr-defined]
    assert [(c["change"], c["new"]["raw"], c["new"]["value"]) for c in street] == [("added", "", 1)]


def test_files_units_and_claims(builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = compared(*builds, capsys)
    assert found["files"] == [
        {"change": "changed", "file": "returns/JD01.xlsx", "was": ""},
        {"change": "added", "file": "returns/XX01.xlsx", "was": ""},
        {"change": "moved", "file": "returns/乙街道.xlsx", "was": "returns/JD02.xlsx"},
    ]
    assert found["units"] == {
        "received": [SCHOOL.name],
        "no_longer_received": [],
        "expected": [],
        "no_longer_expected": [],
    }
    flipped = {c["name"]: (c["old"], c["new"]) for c in found["claims"]}  # type: ignore[attr-defined]
    assert flipped["全员报送"] == (False, True)


def test_the_other_way_round_is_the_opposite(
    builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    forth, back = compared(*builds, capsys), compared(*reversed(builds), capsys)
    assert {c: f["delta"] for c, f in figures(back).items()} == {
        c: None if (delta := f["delta"]) is None else -delta  # type: ignore[operator]
        for c, f in figures(forth).items()
    }


def test_text_for_people(builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["diff", *map(str, builds)]) == 0
    said = capsys.readouterr().out
    assert "■ 团员总数（members）：150人 → 183人（＋33）；文中 “150” → “183”；报送 2/3 → 3/3" in said
    assert "  变更：甲街道团工委 指标表!E5 “100” → “103” returns/JD01.xlsx" in said
    assert "新报送 1 个单位：丙中学团委" in said
    assert all(width(line) <= 100 for line in said.splitlines())


@pytest.mark.parametrize("place", ["output", "output/figures.json", "output/manifest.json", "."])
def test_a_build_equals_itself_wherever_it_is_named(
    builds: tuple[Path, Path], place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = compared(builds[1], builds[1] / place, capsys)
    assert (found["equal"], found["figures"], found["files"]) == (True, [], [])


def test_the_workbook_holds_the_same(builds: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "变化.xlsx"
    assert main(["diff", *map(str, builds), "--format", "xlsx", "-o", str(file)]) == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["数据变化", "来源变化", "文件变化", "断言变化", "单位变化"]
    rows = {row[0]: row for row in book["数据变化"].iter_rows(values_only=True)}
    assert rows["members"][3:8] == (150, 183, 33, "150", "183")
    assert main(["diff", *map(str, builds), "--format", "xlsx", "-o", str(tmp_path / "again.xlsx")]) == 0
    assert file.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_a_closed_period_is_compared_by_its_values(
    builds: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = builds
    project = Path(shutil.copytree(new, tmp_path / "2026S1"))
    main(["freeze", "-q", str(project)])
    closed = project / "previous" / "2026S1.json"
    assert compared(closed, project, capsys)["equal"] is True
    found = figures(compared(old, closed, capsys))
    assert (found["members"]["delta"], found["members"]["cells"]) == (33, None)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: p / "nix", 2),
        (lambda p: p, 4),
        (lambda p: _written(p, "figures.json", "{"), 2),
        (lambda p: _written(p, "figures.json", '{"schema": "youthreport/figures/1", "figures": 5}'), 2),
        (lambda p: _written(p, "figures.json", '{"schema": "anders"}'), 2),
        (lambda p: _written(p, "figures.json", "[" * 100_000), 2),
    ],
)
def test_what_is_no_build_is_refused_with_its_place(
    builds: tuple[Path, Path], tmp_path: Path, make: object, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(make(tmp_path)), str(builds[1])]) == code  # type: ignore[operator]
    assert "怎么办" in capsys.readouterr().err


def _written(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_a_workbook_is_not_for_the_screen(
    builds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *map(str, builds), "--format", "xlsx"]) == 2
    assert "-o" in capsys.readouterr().err


# -- closed periods --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def closed(builds: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The old build's data and the new one's, both closed; the district has works of its own in a list of units."""
    made = []
    for number, given in enumerate(({"members": 100}, {"members": 103})):
        project = start(
            tmp_path_factory.mktemp("closed") / "2026S1",
            [STREET, OTHER, SCHOOL],
            lists={
                "新媒体": [
                    {"发布日期": date(2026, 3, 1), "作品标题": "区级作品", "平台": "微信公众号", "阅读量": 70}
                ]
            },
        )
        hand_in(project, STREET, given, {"活动台账": [act("插在前面"), *ACTS] if number else ACTS})
        hand_in(project, OTHER, {"members": 50})
        if number:
            hand_in(project, SCHOOL, {"members": 30, "xs_due": 20, "xs_done": 19})
        main(["build", "-q", str(project)])
        assert main(["freeze", "-q", str(project), "--force", "先行存档"]) == 0
        made.append(project)
    return made[0], made[1]


def sides(closed: tuple[Path, Path]) -> list[tuple[Path, Path]]:
    """The same two states as closed periods and as builds, in every pair that has a closed period in it."""
    files = [project / "previous" / "2026S1.json" for project in closed]
    return [(files[0], files[1]), (files[0], closed[1]), (closed[0], files[1])]


def told(old: Path, new: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["diff", str(old), str(new)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("pair", range(3))
def test_a_closed_period_reads_as_well_as_a_build(
    closed: tuple[Path, Path], pair: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever side is closed: names, measures, by how much, which units and returns; what is not kept is said once."""
    said = told(*sides(closed)[pair], capsys)
    assert "None" not in said
    assert [
        line for line in said.splitlines() if line.startswith(("■ 团员总数", "  变更：甲街道团工委 100"))
    ] == [
        "■ 团员总数（members）：150人 → 183人（＋33）",
        "  变更：甲街道团工委 100人 → 103人（＋3） returns/JD01.xlsx",
    ]
    assert "  新增：丙中学团委 30人 returns/XX01.xlsx" in said
    # A closed period keeps no figure that nobody reported.
    assert f"■ 学社衔接率（xs_rate）：{'无人填报' if pair == 2 else '没有'} → 95%" in said
    assert "  新增：丙中学团委 已完成转接人数 19人 returns/XX01.xlsx" in said
    assert "· 内容有变：returns/JD01.xlsx" in said
    assert "新报送 1 个单位：丙中学团委" in said
    assert "".join(said.split()).count("没有保存单元格、名单、文中写法和各项数的报送单位数") == 1
    assert all(width(line) <= 100 for line in said.splitlines())


@pytest.mark.parametrize("pair", range(3))
def test_the_units_of_a_closed_period_account_for_every_sum(
    closed: tuple[Path, Path], pair: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found = compared(*sides(closed)[pair], capsys)
    changed = figures(found)
    for code in ("members", "vol_acts_all", "vol_people", "org_branch", "branch_all", "xs_due"):
        figure = changed[code]
        was, now = (side["value"] if side else 0 for side in (figure["old"], figure["new"]))  # type: ignore[index]
        deltas = [u["delta"] for u in figure["units"] if figure["units"]]  # type: ignore[attr-defined]
        assert (sum(deltas), figure["rest"]) == ((now or 0) - (was or 0), 0), code
    # The district's own work is in both: it is kept, too, though only units are asked for the total.
    assert "nm_works" not in changed
    assert changed["members"]["cells"] is None
    assert changed["members"]["label"] == "团员总数"
    assert found["note"]


def test_a_build_and_its_closed_period_are_the_same(
    closed: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for project in closed:
        assert compared(project, project / "previous" / "2026S1.json", capsys)["equal"] is True


def test_figures_that_only_one_side_has_are_not_passed_over(
    closed: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the closed period lacks, nobody had reported; lists of words are never kept."""
    found = figures(compared(*sides(closed)[1], capsys))
    assert (found["xs_rate"]["old"], found["xs_rate"]["new"]["value"]) == (None, 95)  # type: ignore[index]
    assert "prob_list" not in found


def test_a_record_written_by_hand_says_what_it_lacks(
    closed: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """As the first year has it: no names of units, which the roster of its project knows, and few figures."""
    record = {
        "schema": "youthreport/frozen/1",
        "period": "2025S1",
        "figures": {"members": 140},
        "units": {"JD01": {"members": 90}, "JD02": {"members": 50}},
    }
    file = closed[1] / "previous" / "2025S1.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    said = told(file, closed[1], capsys)
    assert "  变更：甲街道团工委 90人 → 103人（＋13）" in said
    assert said.count("■") == 1
    assert "报表清单、断言和另外" in "".join(said.split())
    assert "断言变化" not in said
    assert "manifest" not in said


def test_what_a_closed_period_gives_to_nobody_is_told_as_such(
    closed: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A record that lost a unit: the difference is not put on the others."""
    record = json.loads((closed[0] / "previous" / "2026S1.json").read_text("utf-8"))
    del record["units"]["JD02"]
    file = tmp_path / "旧.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    found = figures(compared(file, closed[1], capsys))["members"]
    assert [(u["unit"], u["delta"]) for u in found["units"]] == [(STREET.name, 3)]  # type: ignore[attr-defined]
    assert (found["delta"], found["rest"]) == (33, 30)
    assert "另有 ＋30人分不到单位" in told(file, closed[1], capsys)


def test_the_workbook_of_a_closed_period(closed: tuple[Path, Path], tmp_path: Path) -> None:
    file = tmp_path / "变化.xlsx"
    pair = sides(closed)[1]
    assert main(["diff", *map(str, pair), "--format", "xlsx", "-o", str(file)]) == 0
    book = openpyxl.load_workbook(file)
    rows = {row[0]: row for row in book["数据变化"].iter_rows(values_only=True)}
    assert rows["members"][1:6] == ("团员总数", "人", 150, 183, 33)
    units = [row for row in book["来源变化"].iter_rows(values_only=True) if row[0] == "members"]
    assert [(row[2], row[3], row[4], row[9], row[10]) for row in units] == [
        ("变更", STREET.name, "returns/JD01.xlsx", 100, 103),
        ("新增", SCHOOL.name, "returns/XX01.xlsx", None, 30),
    ]
    assert "冻结文件" in str(book["说明"]["A2"].value) + str(book["说明"]["A1"].value)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "None" not in " ".join(str(cell) for cell in cells if cell is not None)
