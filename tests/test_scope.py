"""A figure that not every unit stands behind, or that stands for others than the sentence names → it is not said so."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest

from tests.just_so import SCHOOL, STREET, Put, figure, listed, start, text
from youthreport.model import Finding
from youthreport.pipeline.building import Paper, make
from youthreport.project import load_project

STAMP = datetime(2026, 7, 10)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district of a street and a school; never changed."""
    return start(tmp_path_factory.mktemp("scope") / "2026S1")


PaperOf = Callable[..., Paper]


@pytest.fixture
def paper_of(district: Path, tmp_path: Path) -> PaperOf:
    """Makes the paper of the district with some cells typed anew."""

    def made(*cells: Put) -> Paper:
        project = tmp_path / "2026S1"
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(district, project)
        for cell in cells:
            cell.into(project)
        return make(load_project(project), STAMP, lambda _words: None)

    return made


def words(paper: Paper) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(paper.document.content)).paragraphs)


# -- rates ---------------------------------------------------------------------------------

YOUTH = (
    figure("youth_14_28", 400, STREET),
    figure("members_14_28", 90, STREET),
    figure("youth_14_28", 100, SCHOOL),
    figure("members_14_28", 60, SCHOOL),
)


def test_a_rate_of_the_whole_district_needs_both_parts_of_every_unit(paper_of: PaperOf) -> None:
    assert "目前全区团青比为30%" in words(paper_of(*YOUTH))
    assert "团青比" not in words(paper_of(*YOUTH[:2], YOUTH[3])).split("数据说明")[0]  # no base at the school
    assert "团青比" not in words(paper_of(*YOUTH[:2])).split("数据说明")[0]  # neither part


def test_a_rate_waits_for_the_unit_that_left_its_part_open(paper_of: PaperOf) -> None:
    said = words(paper_of(figure("xs_done", None, STREET)))
    assert "完成毕业学生团员组织关系转接5人，确保" in said
    assert "衔接”率" not in said


# -- goals ---------------------------------------------------------------------------------


def test_a_plan_without_the_row_that_was_set_aside_is_not_said(paper_of: PaperOf) -> None:
    serials = (
        listed(None, "名额分配", SCHOOL.name, "号段起", "2026001"),
        listed(None, "名额分配", SCHOOL.name, "号段止", "2026001"),
    )
    assert "2026年度发展团员计划3名" in words(paper_of(*serials))
    assert (
        "发展团员计划"
        not in words(paper_of(*serials, listed(None, "名额分配", SCHOOL.name, "数量", 2))).split("数据说明")[
            0
        ]
    )


def test_a_plan_that_a_row_leaves_open_is_not_said(paper_of: PaperOf) -> None:
    assert "计划新建团组织2个" in words(paper_of())
    assert (
        "计划新建团组织"
        not in words(paper_of(listed(STREET, "下半年计划", "办团干班", "计划指标", "新建团"))).split(
            "数据说明"
        )[0]
    )


# -- places ----------------------------------------------------------------------------------


def of_rule(paper: Paper, rule: str, sheet: str) -> list[Finding]:
    every = [f for filing in (*paper.inputs.filings, paper.inputs.district.filing) for f in filing.findings]
    return [f for f in every if f.rule == rule and f.cell.sheet == sheet]


def test_places_for_nobody_on_the_roster_are_told_at_their_row(paper_of: PaperOf) -> None:
    assert "已全部科学有序分配到位" in words(paper_of())
    paper = paper_of(listed(None, "名额分配", SCHOOL.name, "单位", "月球团委"))
    told = of_rule(paper, "X30", "名额分配")
    assert [(f.cell.ref, f.raw, str(f.severity)) for f in told] == [("A5", "月球团委", "warning")]
    assert "发展团员计划3名，名额分配工作正有序推进" in words(paper)


@pytest.mark.parametrize("name", [SCHOOL.code, f" {SCHOOL.name} ", "共青团丙中学委员会"])
def test_a_recipient_may_be_written_as_the_roster_knows_it(name: str, paper_of: PaperOf) -> None:
    paper = paper_of(listed(None, "名额分配", SCHOOL.name, "单位", name))
    assert of_rule(paper, "X30", "名额分配") == []
    assert "已全部科学有序分配到位" in words(paper)


# -- who did it ------------------------------------------------------------------------------


def test_a_unit_that_does_not_exist_did_nothing(paper_of: PaperOf) -> None:
    paper = paper_of(text("edu_org", "不存在的团委"))
    told = of_rule(paper, "X36", "文字要素")
    assert [(f.raw, str(f.severity), f.code) for f in told] == [("不存在的团委", "error", "edu_org")]
    assert "不存在的团委" not in words(paper)
    assert "把理论学习延伸到少先队，3个中队开展学习。" in words(paper)


def test_a_unit_is_known_by_its_full_form(paper_of: PaperOf) -> None:
    paper = paper_of(text("edu_org", "共青团丙中学委员会"))
    assert of_rule(paper, "X36", "文字要素") == []
    assert "共青团丙中学委员会把理论学习延伸到少先队，组织3个中队" in words(paper)


def test_no_unit_is_given_what_others_did(paper_of: PaperOf) -> None:
    said = words(paper_of(text("edu_org", STREET.name)))
    assert "组织3个中队" not in said


# -- the system by its own name ----------------------------------------------------------------


def test_what_was_set_up_has_the_name_that_it_was_registered_under(paper_of: PaperOf) -> None:
    said = words(paper_of(listed(None, "文件制度", "青年联系制度", "名称", "团干部直接联系青年制度")))
    assert "建立团干部直接联系青年制度，及时掌握青年所思所盼。" in said
    assert "新兴领域青年日常联系制度" not in said


# -- zero goals --------------------------------------------------------------------------------


def test_a_goal_of_nothing_is_asked_about_and_printed_nowhere(paper_of: PaperOf) -> None:
    paper = paper_of(
        listed(STREET, "下半年计划", "办入团仪式", "量化目标", 0),
        listed(STREET, "下半年计划", "办入团仪式", "计量单位", "场"),
    )
    (told,) = of_rule(paper, "X01", "下半年计划")
    assert (told.cell.ref, told.raw, str(told.severity)) == ("F4", "0", "warning")
    (annex,) = [annex for annex in paper.vocabulary.annexes if annex.title == "重点任务分解表"]
    (target,) = [str(row[2]) for row in annex.rows if str(row[1]) == "办入团仪式"]
    assert target == ""


# -- one sentence, one set of units --------------------------------------------------------------


def test_what_is_reckoned_from_doubtful_records_goes_with_their_number(paper_of: PaperOf) -> None:
    school = (
        figure("cmd_cnt_cum", 1, SCHOOL),
        *(
            Put(SCHOOL.code, "青年突击队", 1, column, value)
            for column, value in {
                "队名": "校园突击队", "是否本期组建": "是", "依托项目": "校舍改造", "队员数": 7,
            }.items()
        ),
    )  # fmt: skip
    said = words(paper_of(*school))
    assert "5个不同的产业项目中，组建青年突击队5支，组织青年27名投身项目建设" in said
    more = (figure("cmd_cnt_cum", 3, STREET),)  # fewer than were set up this half-year (X03)
    paper = paper_of(*school, *more)
    assert "组建青年突击队1支，组织青年7名投身项目建设" in words(paper)
    figures = paper.rollup.figures
    for code in ("cmd_cnt", "cmd_members"):
        assert not figures[code].complete
        left_out = {(s.unit, s.note) for s in figures[code].sources if s.value is None}
        assert left_out == {(STREET.name, "审核错误X03，未计入")}
