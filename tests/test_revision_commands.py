"""A project, a paper edited in it and returns that come in later → what `verify` and `refresh` do on the command line."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.accounting import text_of_paper
from tests.conftest import BuiltSample, Run, copy_sample
from tests.edited import Edit, changes, comments, part, states, texts, with_part
from tests.edited import built as built_paper
from tests.projects import STREET as UNIT
from tests.projects import hand_in, start
from tests.validity import faults
from youthreport.cli import main
from youthreport.model import Period
from youthreport.pipeline.kept import builds_before, remember
from youthreport.project import load_project
from youthreport.revision import Origin, origin_of

STREET = "JD04_鹿鸣湾街道团工委.xlsx"


def reported(project: Path, label: str, value: int) -> None:
    """Let a street report another number."""
    path = project / "returns" / STREET
    book = openpyxl.load_workbook(path)
    sheet = book["指标表"]
    top, code = next((c.row, c.column) for row in sheet.iter_rows() for c in row if c.value == "指标代码")
    column = next(c.column for c in sheet[top] if c.value == "本期数")
    row = next(r for r in range(top, sheet.max_row + 1) if sheet.cell(r, code).value == label)
    sheet.cell(row, column).value = value
    book.save(path)


@dataclass(frozen=True)
class Story:
    """The sample: built, its paper edited in place, a corrected return accepted, built again."""

    project: Path
    edited: Path
    edited_bytes: bytes


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Built, edited, built again; the edited paper lies in output/edited/ then."""
    project = copy_sample(tmp_path_factory.mktemp("story") / "2026S1")
    assert main(["build", "-q", str(project)]) == 0
    paper = next((project / "output").glob("*计划.docx"))
    edit = Edit(paper.read_bytes()).type_inside("yr_cadre_full_1", "85").type_over("yr_call_docs_1", "4")
    edit.replace("有效提升了团干部的业务素质和综合水平", "团干部的本领有了新的提高")
    content = edit.content
    paper.write_bytes(content)
    reported(project, "model_pub", 13)
    assert main(["build", "-q", str(project)]) == 0
    (moved,) = (project / "output" / "edited").iterdir()
    return Story(project, moved, content)


def test_the_second_build_leaves_the_edited_paper_whole(story: Story) -> None:
    assert story.edited.read_bytes() == story.edited_bytes


def test_verify_tells_figure_by_figure_what_happened(story: Story, run: Run) -> None:
    done = run("verify", story.edited, "--format", "json")
    told = done.json
    assert (done.code, told["schema"], told["agrees"], told["base"]) == (
        1,
        "youthreport/verify/1",
        False,
        True,
    )
    assert states(told) == {
        "yr_cadre_full_1": ("edited", "81", "85", "81", True),
        "yr_call_docs_1": ("edited", "3", "4", "3", False),
        "yr_model_pub_1": ("outdated", "235", "235", "245", True),
    }
    assert (told["sentences"], told["suspects"], told["claims"]) == ([], [], [])
    assert told["summary"]["unchanged"] == len(told["figures"]) - 3
    assert told["builds"] != [told["build_id"]]


def test_verify_tells_people_the_same(story: Story, run: Run) -> None:
    done = run("verify", "-q", story.edited)
    assert done.code == 1
    assert done.err == ""
    assert "人工改过，与数据不符（2 处）" in done.out
    assert "专职团干部（yr_cadre_full_1）：原稿 81，文中 85，现在应为 81。第5段" in done.out
    assert "没有改过，但数据已变化（1 处）" in done.out
    assert "典型宣传篇次（yr_model_pub_1）：原稿 235，文中 235，现在应为 245。" in done.out
    assert "标记已丢失，按所在句子找回（1 处）" in done.out
    assert done.out.rstrip().endswith("不一致 3 处。请逐项核对，或用 refresh 并入新数据。")


def test_verify_writes_nothing(story: Story, run: Run) -> None:
    def files() -> dict[Path, int]:
        every = (path for path in story.project.rglob("*") if path.is_file())
        return {path: path.stat().st_mtime_ns for path in every if path.suffix != ".log"}

    before = files()
    run("verify", "-q", story.edited)
    assert files() == before


def test_the_paper_may_lie_anywhere(
    story: Story, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copy(story.edited, tmp_path / "领导改.docx")
    assert run("verify", "-q", copy, "--project", story.project).code == 1
    monkeypatch.chdir(story.project)
    assert "（1 处）" in run("verify", "-q", copy).out
    monkeypatch.chdir(tmp_path)
    lost = run("verify", "-q", copy)
    assert (lost.code, "怎么办" in lost.err) == (2, True)


def test_verify_against_a_named_build_reads_no_returns(story: Story, run: Run) -> None:
    first = min((story.project / ".youthreport" / "history").iterdir()) / "manifest.json"
    told = run("verify", story.edited, "--manifest", first, "--format", "json").json
    assert set(states(told)) == {"yr_cadre_full_1", "yr_call_docs_1"}
    assert "与清单所指的那次成果一致" in run("verify", story.edited, "--manifest", first).out
    latest = story.project / "output" / "manifest.json"
    told = run("verify", story.edited, "--manifest", latest, "--format", "json").json
    assert states(told)["yr_model_pub_1"][0] == "outdated"


@pytest.mark.parametrize("content", ["{}", "没有"])
def test_a_manifest_without_its_paper_is_exit_2(story: Story, run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    done = run("verify", story.edited, "--manifest", tmp_path / "manifest.json")
    assert (done.code, "怎么办" in done.err) == (2, True)


def test_a_paper_that_agrees_is_exit_0(story: Story, run: Run) -> None:
    paper = next((story.project / "output").glob("*计划.docx"))
    done = run("verify", paper)
    assert (done.code, "不一致 0 处" in done.out) == (0, True)
    review = next((story.project / "output").glob("*（审阅稿）.docx"))
    assert run("verify", review).code == 0


def test_refresh_brings_the_new_data_in_and_leaves_the_rest(story: Story, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "更新稿.docx"
    done = run("refresh", "-q", story.edited, "-o", out)
    assert done.code == 0
    assert changes(out.read_bytes()) == [("del", "235"), ("ins", "245")]
    assert comments(out.read_bytes()) == [
        (
            "数据更新",
            "专职团干部（yr_cadre_full_1）：这里人工改过，没有动，请核对。\n"
            "文中为“85”，原稿为“81”，按现在的数据应为“81”。",
        ),
        (
            "数据更新",
            "倡议书份数（yr_call_docs_1）：这里人工改过，没有动，请核对。\n"
            "文中为“4”，原稿为“3”，按现在的数据应为“3”。",
        ),
    ]
    told = "".join(texts(out.read_bytes()))
    assert "专职团干部85名" in told
    assert "倡议和动员通知4份" in told
    assert "团干部的本领有了新的提高" in told
    assert faults(out.read_bytes(), tmp_path) == []
    assert "已更新（以修订形式写入）（1 处）" in done.out
    assert "人工改过，没有动，请核对（2 处）" in done.out
    assert f"已另存为：{out}" in done.out
    assert story.edited.read_bytes() == story.edited_bytes

    again = run("refresh", "-q", out, "-o", tmp_path / "二.docx", "--project", story.project)
    assert again.code == 0
    assert (tmp_path / "二.docx").read_bytes() == out.read_bytes()
    verified = run("verify", out, "--project", story.project, "--format", "json").json
    assert states(verified)["yr_model_pub_1"] == ("current", "235", "245", "245", True)


def test_refresh_dates_its_changes_as_asked(story: Story, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "更新稿.docx"
    assert run("refresh", "-q", story.edited, "-o", out, "--date", "2026-07-12").code == 0
    assert b'w:date="2026-07-12T00:00:00Z"' in Edit(out.read_bytes()).document.part.blob
    assert run("refresh", "-q", story.edited, "-o", out, "--date", "七月").code == 2


def test_refresh_overwrites_nobody(story: Story, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "更新稿.docx"
    out.write_bytes(b"mine")
    done = run("refresh", "-q", story.edited, "-o", out)
    (moved,) = (tmp_path / "edited").iterdir()
    assert (done.code, moved.read_bytes(), moved.name in done.out) == (0, b"mine", True)


def test_refresh_refuses_places_where_it_must_not_write(story: Story, run: Run, tmp_path: Path) -> None:
    for place in (story.edited, story.project / "returns" / "稿.docx", tmp_path, tmp_path / "稿.doc"):
        done = run("refresh", "-q", story.edited, "-o", place)
        assert (done.code, "怎么办" in done.err) == (2, True), place
    assert not (story.project / "returns" / "稿.docx").exists()


@pytest.mark.parametrize("folder", ["output", "draft", "elsewhere"])
def test_refresh_never_replaces_a_published_paper(
    folder: str, built: BuiltSample, run: Run, tmp_path: Path
) -> None:
    """Wherever `build` has put it: what it published is what its manifest says."""
    output = built.output if folder == "output" else shutil.copytree(built.output, tmp_path / folder)
    paper, copied = output / built.paper.name, tmp_path / "稿.docx"
    copied.write_bytes(Edit(paper.read_bytes()).type_inside("yr_cadre_full_1", "85").content)
    before = paper.read_bytes()
    done = run("refresh", "-q", copied, "--project", built.project, "-o", paper)
    assert (done.code, "请用 -o 写另一个文件名" in done.err, "请运行 build" in done.err) == (2, True, True)
    assert paper.read_bytes() == before
    assert not (output / "edited").exists()


def test_a_build_is_remembered_while_many_others_follow(story: Story, tmp_path: Path) -> None:
    project = load_project(shutil.copytree(story.project, tmp_path / "2026S1"))
    title = next((project.output).glob("*计划.docx")).stem
    files = {path.name: path.read_bytes() for path in project.output.iterdir() if path.is_file()}
    edited = next((project.output / "edited").iterdir())
    first = origin_of(story.edited_bytes)
    for number in range(30):
        remember(project, f"{number:016x}", files | {"figures.json": b"{}"}, title)
    assert isinstance(first, Origin)
    assert [build.build_id for build in builds_before(first.builds, edited, project)] == list(first.builds)


def test_without_history_only_the_present_is_known(story: Story, run: Run, tmp_path: Path) -> None:
    project = shutil.copytree(story.project, tmp_path / "2026S1")
    shutil.rmtree(project / ".youthreport")
    edited = next((project / "output" / "edited").iterdir())
    done = run("verify", "-q", edited)
    assert done.code == 1
    assert "没有找到这份文稿生成时的原稿" in done.out
    assert "\n与现有数据不同（3 处）\n" in done.out
    assert "人工" not in done.out.split("\n", 1)[1]
    out = tmp_path / "更新稿.docx"
    done = run("refresh", "-q", edited, "-o", out)
    assert (done.code, "与现有数据不同，没有动，请核对（3 处）" in done.out) == (0, True)
    assert "人工" not in done.out.split("\n", 1)[1]
    said = [text for _, text in comments(out.read_bytes())]
    assert len(said) == 3
    assert all("：这里与现有数据不同，没有动，请核对。\n文中为“" in text for text in said)
    assert not any("人工" in text or "原稿" in text for text in said)
    assert origin_of(out.read_bytes()) == origin_of(edited.read_bytes())
    assert run("refresh", "-q", out, "--project", project, "-o", tmp_path / "二.docx").code == 0
    assert (tmp_path / "二.docx").read_bytes() == out.read_bytes()


@pytest.mark.parametrize("name", ["别的.docx", "文本.docx"])
def test_a_file_that_is_no_paper_of_ours_is_exit_2(
    built: BuiltSample, run: Run, tmp_path: Path, name: str
) -> None:
    import docx

    path = tmp_path / name
    if name == "别的.docx":
        docx.Document().save(str(path))
    else:
        path.write_text("不是文档", encoding="utf-8")
    for argv in (("verify", path), ("refresh", path, "-o", tmp_path / "出.docx")):
        done = run(*argv, "--project", built.project)
        assert (done.code, name in done.err, "怎么办" in done.err) == (2, True, True)


def test_without_returns_there_is_nothing_to_compare_with(run: Run, tmp_path: Path) -> None:
    project = copy_sample(tmp_path / "2026S1")
    paper = tmp_path / "稿.docx"
    paper.write_bytes(built_paper(tmp_path / "t"))
    shutil.rmtree(project / "returns")
    (project / "returns").mkdir()
    assert run("verify", paper, "--project", project).code == 4


def test_a_return_that_is_taken_back_flips_claims_that_are_told_with_their_reason(
    story: Story, run: Run, tmp_path: Path
) -> None:
    project = shutil.copytree(story.project, tmp_path / "2026S1")
    (project / "returns" / STREET).unlink()
    edited = next((project / "output" / "edited").iterdir())
    told = run("verify", edited, "--format", "json").json
    assert {"全员报送", "全部完成自评"} <= {claim["name"] for claim in told["claims"] if claim["was"]}
    used = {claim["name"] for claim in told["claims"] if claim["used"]}
    said = run("verify", "-q", edited).out
    assert {"应报送单位覆盖", "全部完成自评"} <= used
    assert "全员报送" not in used  # its words stand in a sentence that asks for another claim
    for claim in told["claims"]:
        assert (f"  · {claim['name']}：原" in said) == claim["used"], claim
    others = len(told["claims"]) - len(used)
    assert others > 0
    assert f"另有 {others} 条断言的结论有变化，本文稿的模板没有用到" in said
    assert any("全员报送" in sentence["paper"] for sentence in told["sentences"])
    out = tmp_path / "更新稿.docx"
    done = run("refresh", "-q", edited, "-o", out)
    assert "结论有变化的断言" in done.out
    said = [text for author, text in comments(out.read_bytes()) if author == "数据更新"]
    by_hand = [text for text in said if "这里人工改过" in text]
    assert (len(by_hand), len(said) - len(by_hand)) == (2, len(told["sentences"]))
    assert any("应报送单位40个，实际报送39个。" in text for text in said)
    assert "实际报送40个，做到了全员报送" in "".join(texts(out.read_bytes()))
    assert faults(out.read_bytes(), tmp_path) == []


@pytest.mark.parametrize("command", ["verify", "refresh"])
def test_a_paper_of_another_period_is_refused(command: str, story: Story, tmp_path: Path, run: Run) -> None:
    """Next year's project would put its own numbers into last year's sentences."""
    later = start(tmp_path / "2027S1", [UNIT], period=Period("2027S1"))
    hand_in(later, UNIT, {"members": 5}, period=Period("2027S1"))
    more = ["-o", tmp_path / "新.docx"] if command == "refresh" else []
    done = run(command, story.edited, "--project", later, *more)
    assert done.code == 2
    assert "2026年上半年" in done.err
    assert "2027年上半年" in done.err
    assert not (tmp_path / "新.docx").exists()


@pytest.mark.parametrize("command", ["verify", "refresh"])
def test_the_paper_itself_says_its_period_when_nothing_else_of_its_build_is_left(
    command: str, built: BuiltSample, tmp_path: Path, run: Run
) -> None:
    """Mailed to somebody who has only next year's project, which was made from this one."""
    paper = tmp_path / "稿.docx"
    paper.write_bytes(Edit(built.paper.read_bytes()).type_inside("yr_cadre_full_1", "85").content)
    later = tmp_path / "2027S1"
    assert run("init", "-q", later, "--from", built.project, "--period", "2027S1").code == 0
    more = ["-o", tmp_path / "新.docx"] if command == "refresh" else []
    done = run(command, paper, "--project", later, *more)
    assert (done.code, "2026年上半年" in done.err, "2027年上半年" in done.err) == (2, True, True), done.err
    assert not (tmp_path / "新.docx").exists()


def test_a_manifest_of_another_period_is_refused(built: BuiltSample, tmp_path: Path, run: Run) -> None:
    paper = tmp_path / "稿.docx"
    paper.write_bytes(built.paper.read_bytes())
    later = start(tmp_path / "2027S1", [UNIT], period=Period("2027S1"))
    hand_in(later, UNIT, {"members": 5}, period=Period("2027S1"))
    assert run("build", "-q", later).code in (0, 3)
    manifest = later / "output" / "manifest.json"
    done = run("verify", paper, "--project", built.project, "--manifest", manifest)
    assert (done.code, "清单是2027年上半年的" in done.err) == (2, True), done.err


def test_a_paper_that_is_older_than_that_is_compared_as_before(
    built: BuiltSample, tmp_path: Path, run: Run
) -> None:
    paper = tmp_path / "稿.docx"
    told = part(built.paper.read_bytes(), "docProps/custom.xml")
    told.remove(told[-1])
    paper.write_bytes(with_part(built.paper.read_bytes(), "docProps/custom.xml", etree.tostring(told)))
    assert origin_of(paper.read_bytes()) == Origin(text_of_paper(built.paper.read_bytes()).builds, "")
    assert run("verify", paper, "--project", built.project).code == 0
