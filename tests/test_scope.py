"""A figure that not every unit stands behind, or that stands for others than the sentence names → it is not said so."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest

from tests.just_so import SCHOOL, STREET, Put, figure, listed, start
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
