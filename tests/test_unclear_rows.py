"""A row that nobody can place → no total of which it may be a part is called complete, and the paper says so."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from tests.just_so import SCHOOL, STREET, Put, cover, figure, listed, start, text
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
    assert re.search("仅按已报数汇总：.*两新新建团组织数三项。", told)


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


def open_figures(paper: Paper) -> set[str]:
    return {figure.code for figure in paper.rollup.figures.values() if figure.silent}


def test_what_a_missing_unit_lacks_is_told_with_the_unit_and_not_figure_by_figure(
    paper_of: Callable[..., Paper], district: Path
) -> None:
    untouched = make(load_project(district), datetime(2026, 7, 10), lambda _words: None)
    late = paper_of(cover(SCHOOL, "报告期", "2025S1"))
    assert open_figures(late) <= open_figures(untouched)
    assert late.rollup.figures["members"].reported < late.rollup.figures["members"].expected
    assert "未报送的单位为丙中学团委，其数据未计入本报告" in words(late)


def test_a_figure_that_a_reporting_unit_left_open_is_named(paper_of: Callable[..., Paper]) -> None:
    paper = paper_of(figure("cadre_jz", None, SCHOOL))
    assert paper.rollup.figures["cadre_jz"].silent == (SCHOOL.name,)


def test_a_broken_series_is_no_figure_that_somebody_left_open(paper_of: Callable[..., Paper]) -> None:
    paper = paper_of(listed(None, "历年评选", 1, "年份", 2024))
    assert "连续举办年数" not in words(paper)


def test_a_compulsory_text_left_blank_is_a_gap_although_its_clause_goes(
    paper_of: Callable[..., Paper], district: Path
) -> None:
    assert make(load_project(district), datetime(2026, 7, 10), lambda _words: None).gaps == ()
    (gap,) = paper_of(text("superiors", "")).gaps
    assert gap == "必填文字未填：上级组织。请在区本级表《文字要素》中填写“上级组织”。"


def test_a_claim_that_only_an_excused_unit_bars_says_so(paper_of: Callable[..., Paper]) -> None:
    excused = (
        Put("区级", "免报说明", 1, "单位编码", SCHOOL.code),
        Put("区级", "免报说明", 1, "理由", "机构调整"),
    )
    claims = {claim.name: claim for claim in paper_of(*excused).vocabulary.claims}
    assert not claims["全部完成自评"].holds
    assert claims["全部完成自评"].because.endswith("但有单位免报或其下级未报齐")
