"""A small district → what `trace` says of its figures, claims and printed numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.projects import OTHER, SCHOOL, STREET, act, hand_in, start
from youthreport.cli import main
from youthreport.columns import width

NASTY = "\x1b[31m红\u202e倒着\u200b写"
SECTION = (
    "## 上半年工作情况\n全区有团员{{ 团员总数 }}人，新建团组织{{ 新建团组织数 }}个。\n"
    "开展志愿服务{{ 志愿服务活动场次|余 }}场，另有志愿服务{{ 志愿服务场次|余 }}场，学社衔接率{{ 学社衔接率|率 }}。"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two streets that hold one event together, a school whose part exceeds its whole, many small events."""
    folder = start(tmp_path_factory.mktemp("trace") / "2026S1", [STREET, OTHER, SCHOOL], section=SECTION)
    joint = act("江滩净滩", place="江滩", 主办单位="甲街道团工委")
    many = act("文明劝导", 场次=12)
    hand_in(
        folder,
        STREET,
        {"members": 100},
        {"活动台账": [joint, many, many, act(NASTY.replace("\x1b", ""), place="车站")]},
    )
    hand_in(folder, OTHER, {"members": "50人"}, {"活动台账": [joint]})
    (folder / "returns" / "丙中学").mkdir()
    school = {"members": 28, "members_14_28": 29, "xs_due": 20, "xs_done": 19}
    hand_in(folder, SCHOOL, school, file=f"丙中学/{'很长的文件名' * 12}.xlsx")
    return folder


def text(project: Path, name: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["trace", "-q", str(project), name]) == 0
    return capsys.readouterr().out


def told(project: Path, name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["trace", "-q", str(project), name, "--format", "json"]) == 0
    loaded = json.loads(capsys.readouterr().out)
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.parametrize("name", ["members", "团员总数", "{{ 团员总数 }}", "178人", "团员178人"])
def test_a_figure_by_code_label_tag_or_as_it_is_printed(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = text(project, name, capsys).splitlines()
    assert said[0] == "团员总数（members）＝ 178人"
    assert "│  文中“178”：全区有团员178人，新建团组织0个。" in said
    assert "├─ 甲街道团工委（JD01） 100 指标表!E5 填“100” returns/JD01.xlsx" in said
    assert "├─ 乙街道团工委（JD02） 50 指标表!E5 填“50人” → 50 returns/JD02.xlsx" in said


def test_a_blank_that_stands_for_one_is_told_as_a_blank(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = text(project, "志愿服务活动场次", capsys)
    assert "活动台账!E4 空着，按1计" in said
    assert "活动台账!E5 填“12”" in said
    cells = {
        (s["cell"], s["raw"], s["value"])
        for unit in told(project, "志愿服务活动场次", capsys)["matches"][0]["units"]  # type: ignore[index]
        for s in unit["sources"]
    }
    assert {("E4", "", 1), ("E5", "12", 12)} <= cells


def test_what_is_set_aside_is_shown_with_its_reason(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = text(project, "志愿服务活动场次", capsys)
    assert "未计入 2 处" in said
    flat = "".join(line.strip("│├└─ ") for line in said.splitlines())
    assert "已在其他单位计入：甲街道团工委" in flat
    assert "重复登记：与第5行相同" in flat
    blocked = "".join(line.strip("│├└─ ") for line in text(project, "适龄团员数", capsys).splitlines())
    assert "填“29”：审核错误X03，未计入" in blocked


def test_a_rate_is_taken_apart_into_its_two_sums(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(project, "xs_rate", capsys)["matches"]
    assert isinstance(found, list)
    (rate,) = found
    assert (rate["value"], rate["formula"]) == (95, "“已完成转接人数”÷“应转接毕业学生团员数”")
    assert [(part["code"], part["value"]) for part in rate["parts"]] == [("xs_done", 19), ("xs_due", 20)]
    *streets, school = rate["parts"][0]["units"]
    assert [unit["value"] for unit in streets] == [0, 0]
    assert (school["code"], school["name"], school["value"]) == ("XX01", "丙中学团委", 19)
    assert len(school["sources"]) == 1


def test_sums_of_sums_are_taken_apart_to_the_cells(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """团总支和支部数 is 团总支数 and 团支部数, and each of them units."""
    (total,) = told(project, "团总支和支部数", capsys)["matches"]  # type: ignore[misc]
    assert total["value"] == sum(part["value"] for part in total["parts"]) == 60
    assert all(sum(u["value"] for u in part["units"]) == part["value"] for part in total["parts"])


def test_the_units_parts_make_the_figure(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (figure,) = told(project, "vol_acts_all", capsys)["matches"]  # type: ignore[misc]
    assert {u["code"]: u["value"] for u in figure["units"]} == {"JD01": 14, "XX01": 0}
    assert figure["value"] == 14
    assert [source["note"] for source in figure["left_out"]] == [
        "重复登记：与第5行相同",
        "已在其他单位计入：甲街道团工委",
    ]


def test_a_claim_with_its_evidence_and_what_it_is_asserted_of(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = text(project, "全部完成自评", capsys).splitlines()
    assert said[0] == "断言“全部完成自评”（all_self_rated）：不成立"
    assert said[1].startswith("│  依据：已完成自评支部数（0）=应参加对标定级支部数（30）不成立")
    assert any(line.startswith("├─ 已完成自评支部数（star_self）＝ 0个") for line in said)


def test_a_number_that_stands_twice_is_asked_about(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = text(project, "10余场", capsys).splitlines()
    assert said[0].startswith("公文中有 2 处写了这个数，请用指标代码再查")
    assert [line.split("）")[0] for line in said if line.startswith("·")] == [
        "· 志愿服务活动场次（vol_acts_all",
        "· 志愿服务场次（vol_acts",
    ]
    matches = told(project, "10余场", capsys)["matches"]
    assert [one["code"] for one in matches] == ["vol_acts_all", "vol_acts"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["17", "78人", "1780", "178人，新建团组织1个"])
def test_a_number_is_not_a_part_of_another_one(
    project: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", "-q", str(project), name]) == 2
    assert f"没有“{name}”" in capsys.readouterr().err


def test_an_unknown_name_is_guessed_at(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "-q", str(project), "团员总数量"]) == 2
    assert "是不是想查“团员总数”" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["a", "b", "c"], [" "]])
def test_one_name_is_asked_for(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", *words]) == 2
    assert "请写一个名称" in capsys.readouterr().err


def test_the_project_may_be_left_out(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["trace", "-q", "members"]) == 0
    assert capsys.readouterr().out.startswith("团员总数（members）＝ 178人")


def test_no_line_is_too_wide_and_none_steers_the_terminal(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("members", "vol_acts_all", "志愿服务场次", "全部完成自评", "10余场", "vol_kinds"):
        for line in text(project, name, capsys).splitlines():
            assert width(line) <= 100, line
            assert not set(line) & set("\x1b\u202e\u200b\x07"), line


def test_nothing_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {p for p in project.rglob("*") if p.is_file()}
    text(project, "members", capsys)
    assert {p for p in project.rglob("*") if p.is_file()} == before
