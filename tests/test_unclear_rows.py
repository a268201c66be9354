"""A row that nobody can place → no total of which it may be a part is called complete, and the paper says so."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from tests.just_so import SCHOOL, STREET, Put, cover, listed, start
from youthreport.pipeline.building import Paper, make
from youthreport.project import load_project


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district of two units; never changed."""
    return start(tmp_path_factory.mktemp("unclear") / "2026S1")


@pytest.fixture
def paper_of(district: Path, tmp_path: Path) -> Callable[..., Paper]:
    """Makes the paper of the district with some cells typed anew."""

    def made(*cells: Put) -> Paper:
        project = shutil.copytree(district, tmp_path / "2026S1")
        for cell in cells:
            cell.into(project)
        return make(load_project(project), datetime(2026, 7, 10), lambda _words: None)

    return made


def words(paper: Paper) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(paper.document.content)).paragraphs)


@pytest.mark.parametrize(
    ("cell", "unclear", "whole"),
    [
        (listed(STREET, "新建团组织", "乙园区团支部", "领域", "开发区"), ["org_new_lx"], ["org_new"]),  # no choice
        (listed(STREET, "新建团组织", "乙园区团支部", "领域", None), ["org_new_lx"], ["org_new"]),  # compulsory
        (listed(SCHOOL, "支部星级", "高一团支部", "是否应参评", "也许"), ["star_self", "star5"], []),  # unreadable
        (listed(STREET, "活动台账", "敬老", "参与人次", "很多"), ["vol_people"], ["vol_acts_all", "lec_people"]),
        (listed(STREET, "活动台账", "敬老", "起始日期", None), ["vol_acts_all", "yh_acts"], ["theme_act_cnt"]),  # left out
        (listed(STREET, "活动台账", "敬老", "起始日期", date(2025, 5, 4)), [], ["vol_acts_all", "vol_people"]),  # known
        (listed(STREET, "活动台账", "敬老", "阵地", None), [], ["yh_acts", "vol_acts_all"]),  # a blank that may be
    ],
)  # fmt: skip
def test_only_totals_that_the_row_may_belong_to_are_incomplete(
    cell: Put, unclear: list[str], whole: list[str], paper_of: Callable[..., Paper]
) -> None:
    figures = paper_of(cell).rollup.figures
    unit = STREET.name if cell.owner == STREET.code else SCHOOL.name
    assert [code for code in unclear if figures[code].complete or figures[code].unclear != (unit,)] == []
    assert [code for code in whole if not figures[code].complete or figures[code].unclear] == []


def test_the_note_on_the_data_says_which_figures_wait(paper_of: Callable[..., Paper]) -> None:
    told = words(paper_of(listed(STREET, "新建团组织", "乙园区团支部", "领域", "开发区")))
    assert "两新新建团组织数（1个单位的清单有待核的行）" in told


def test_the_row_is_shown_with_the_figure_that_it_may_belong_to(paper_of: Callable[..., Paper]) -> None:
    figure = paper_of(listed(STREET, "新建团组织", "乙园区团支部", "领域", "开发区")).rollup.figures[
        "org_new_lx"
    ]
    (shown,) = [source for source in figure.sources if source.value is None]
    assert (shown.cell.sheet, shown.cell.ref) == ("新建团组织", "A5")
    assert "不能确认" in shown.note


def test_a_rate_leaves_the_unit_out_whose_count_is_unclear(paper_of: Callable[..., Paper]) -> None:
    rate = paper_of(listed(SCHOOL, "支部星级", "高一团支部", "是否应参评", "也许")).rollup.figures[
        "star_rate"
    ]
    assert (rate.value, rate.complete) == (100, False)  # the street's two of two


def test_a_field_without_new_organisations_is_named_only_when_that_is_known(
    paper_of: Callable[..., Paper], district: Path
) -> None:
    untouched = make(load_project(district), datetime(2026, 7, 10), lambda _words: None)
    assert "社会组织、楼宇、商圈、互联网等领域上半年没有新建团组织" in words(untouched)
    odd = listed(STREET, "新建团组织", "乙园区团支部", "领域", "开发区")
    assert "没有新建团组织" not in words(paper_of(odd))


def test_nothing_is_called_absent_while_a_unit_is_missing(paper_of: Callable[..., Paper]) -> None:
    assert "没有新建团组织" not in words(paper_of(cover(SCHOOL, "报告期", "2025S1")))
