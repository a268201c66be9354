"""Finished papers with one slip each → the finding that names it; the sample's paper has none."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.conftest import BuiltSample
from tests.sections import make
from youthreport.catalogue import load_catalogue
from youthreport.cli import main
from youthreport.document import write
from youthreport.document.proofreading import fixed_text, proofread, text_of
from youthreport.frame import Frame
from youthreport.model import Finding, Part, Period, Vocabulary, Wording

CATALOGUE = load_catalogue()
PERIOD = Period("2026S1")
VOCABULARY = Vocabulary(
    {
        "甲": Wording("甲", (Part("120", "c_a"),)),
        "文": Wording("文", (Part("推出“青春”品牌"),)),
        "引": Wording("引", (Part("组建10支队伍", quoted=True),)),
        "汉": Wording("汉", (Part("新建两个队伍", quoted=True),)),
        "缺": Wording("缺", absent=True),
    },
    {},
    (),
)


def paper(folder: Path, text: str) -> bytes:
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    (folder / "sections" / "01_节.docx").write_bytes(make(text))
    return write(VOCABULARY, folder, Frame("题"), stamp=datetime(2026, 1, 1)).content


def found(folder: Path, text: str, *earlier: str) -> list[Finding]:
    content = paper(folder, text)
    fixed = fixed_text([(folder / "sections" / "01_节.docx").read_bytes()])
    return list(proofread(content, "稿.docx", CATALOGUE, PERIOD, fixed, earlier))


SLIPS = [
    ("培训12场。", "W01", "warning", "12场"),
    ("培训{{ 甲 }}场，另有30余人。", "W01", "warning", "30余人"),
    ("培训上百场。", "W01", "warning", "上百场"),
    ("新增十二家。", "W01", "warning", "十二家"),
    ("占百分之五十。", "W01", "warning", "百分之五十"),
    ("举办六场。", "W01", "warning", "六场"),
    ("建成两个园区。", "W01", "warning", "两个"),
    ("近{{ 甲 }}余人。", "X36", "error", "近120余"),
    ("建成唯一基地。", "X36", "warning", "唯一"),
    ("12月5日开展活动。", "X36", "error", "12月5日"),
    ("联合xx学院。", "X36", "error", "xx"),
    ("贯彻党的十九大精神。", "X35", "error", "十九大精神"),
    ("|名|\n|培训12场|", "W01", "warning", "12场"),
]


@pytest.mark.parametrize(("text", "rule", "severity", "raw"), SLIPS)
def test_a_slip_is_found_where_it_stands(
    tmp_path: Path, text: str, rule: str, severity: str, raw: str
) -> None:
    told = found(tmp_path, f"## 工作\n{text}")
    assert [(f.rule, f.severity.value, f.raw) for f in told] == [(rule, severity, raw)]
    assert str(told[0].cell).startswith("稿.docx 第")
    assert CATALOGUE.rule(rule).title
    assert told[0].remedy


SOUND = [
    "培训{{ 甲 }}场，占{{ 甲 }}%，{{ 引 }}。",
    "“十四五”规划第3批，名为“百场万人”，《12项措施》。",
    "2026年6月30日前，1月1日至6月30日。",
    "缺{{ 缺 }}个。",
    "全区一盘棋，两个维护，三会两制一课。",
    "十分重视，三位一体，第三次会议，高三名册，三个月，{{ 汉 }}。",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_words_are_left_alone(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, f"## 工作\n{text}") == []


def test_plans_may_name_days_of_the_coming_half(tmp_path: Path) -> None:
    assert found(tmp_path, "## 下半年工作计划\n11月20日举办展演。") == []
    assert [f.raw for f in found(tmp_path, "## 下半年工作计划\n3月20日举办展演。")] == []
    assert [f.raw for f in found(tmp_path, "## 上半年工作情况\n11月20日举办展演。")] == ["11月20日"]
    assert [f.raw for f in found(tmp_path, "## 下半年工作计划\n2024年3月20日举办展演。")] == ["2024年3月20日"]


TEMPLATE = "## 工作\n坚持把理论学习作为首要任务。\n{{ 文 }}，组织青年{{ 甲 }}人。\n一是{{ 引 }}参加一线攻坚行动；二是好。"
LAST = "坚持把理论学习作为首要任务。\n推出“青春”品牌，组织青年120人。\n（一）组建10支队伍参加一线攻坚行动。"


def test_the_program_s_own_dates_are_not_judged_by_the_period(tmp_path: Path) -> None:
    """The paper is signed after the half-year, whatever its last chapter is called."""
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "01_节.docx").write_bytes(make("## 情况\n常态开展活动。"))
    frame = Frame("题", organ="共青团云溪区委员会", signed="2026年7月10日")
    content = write(VOCABULARY, tmp_path, frame, stamp=datetime(2026, 1, 1)).content
    assert proofread(content, "稿.docx", CATALOGUE, PERIOD) == ()
    assert [f.raw for f in found(tmp_path / "own", "## 情况\n7月10日开展活动。")] == ["7月10日"]


def test_sentences_of_an_earlier_paper_are_told_but_not_those_of_the_template(tmp_path: Path) -> None:
    told = found(tmp_path, TEMPLATE, LAST)
    assert [(f.rule, f.severity.value, f.raw) for f in told] == [
        ("W02", "notice", "推出“青春”品牌，组织青年120人"), ("W02", "notice", "组建10支队伍参加一线攻坚行动"),
    ]  # fmt: skip
    assert found(tmp_path, TEMPLATE, LAST.replace("120", "119").replace("10支", "9支")) == []


# -- the sample ----------------------------------------------------------------------------


def test_the_paper_of_the_sample_has_no_slip(built: BuiltSample) -> None:
    assert proofread(built.paper.read_bytes(), "稿.docx", CATALOGUE, PERIOD) == ()


def test_an_old_paper_in_previous_is_compared(
    built: BuiltSample, sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(built.paper, sample / "previous" / "2025S2.docx")
    (sample / "previous" / "坏.docx").write_bytes(b"broken")
    assert main(["build", str(sample)]) == 0
    told = capsys.readouterr().out
    assert "previous/坏.docx：这份往期文稿读不了，没有与它比对。" in told
    assert "与往期文稿中的一句完全相同。" in told
    assert told.count("\n") < 12  # the rest is counted
    book = openpyxl.load_workbook(next((sample / "output").glob("数据台账.xlsx")), read_only=True)
    rules = [row[1] for row in book["提示"].iter_rows(values_only=True)]
    assert rules.count("W02") > 50


def with_section(sample: Path, text: str) -> None:
    """The sample with its own templates, one section more."""
    templates = Path(__file__).parents[1] / "templates"
    shutil.copytree(templates, sample / "templates")
    (sample / "templates" / "sections" / "08_补充.docx").write_bytes(make(text))


def test_a_doubt_about_words_is_told_after_a_build_and_bars_a_final_paper_until_explained(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_section(sample, "另培训12场。")
    assert main(["build", str(sample)]) == 0
    assert "“12场”：这个数是手写的，没有数据来源。" in capsys.readouterr().out
    assert main(["build", "-q", "--final", str(sample)]) == 1
    assert "“12场”" in capsys.readouterr().err
    book = openpyxl.load_workbook(sample / "district.xlsx")
    sheet = book["核实说明"]
    free = next(n for n in range(4, 99) if sheet.cell(n, 1).value is None)
    for column, value in enumerate(("团区委", "W01", "见团区委年度培训台账第三页"), start=1):
        sheet.cell(free, column, value)
    book.save(sample / "district.xlsx")
    assert main(["build", "-q", "--final", str(sample)]) == 0, capsys.readouterr().err


def test_the_text_of_a_paper_is_read_with_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(paper(tmp_path, "# 题\n甲。\n|乙|\n|丙|"))
    assert text_of(docx.Document(str(path))).splitlines()[-3:] == ["甲。", "乙", "丙"]


def test_a_heading_of_arrangements_opens_plans_too(tmp_path: Path) -> None:
    assert found(tmp_path, "## 下半年工作安排\n11月20日举办展演。") == []
