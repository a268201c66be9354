"""A label that nobody supplied → what to ask, from whom; a draft shows the gap, a final paper is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.records import CATALOGUE, A, B, C
from tests.sections import make
from youthreport.asking import ask
from youthreport.catalogue import load_catalogue
from youthreport.cli import main
from youthreport.model import Cell, Figure, OrgUnit, Rollup, Source, TextElement

REAL = load_catalogue()


def rollup(**told: tuple[str, ...]) -> Rollup:
    """A period in which these units gave each figure."""
    figures = {
        code: Figure(
            code, code, len(names) or None, "个", "期内数", "sum", len(names), 3,
            sources=tuple(Source(name, Cell("a.xlsx"), "1", 1) for name in names),
        )
        for code, names in told.items()
    }  # fmt: skip
    return Rollup(figures, {}, (A, B, C), (A, B, C), ())


@pytest.mark.parametrize(
    ("label", "told", "says"),
    [
        ("whole", {}, "请向甲街道团工委、乙街道团工委、丙学校团委催报“whole”"),
        ("whole", {"whole": (A.name,)}, "请向乙街道团工委、丙学校团委催报“whole”"),
        ("task", {}, "请在区本级表中填写“task”"),
        ("acts", {}, "请向甲街道团工委、乙街道团工委、丙学校团委催报《活动台账》"),
        ("both", {"whole": (A.name, B.name, C.name)}, "请向甲街道团工委、乙街道团工委、丙学校团委催报“part”"),
        ("done", {"whole": (A.name,)}, "请在区本级表中填写“task”"),
        ("lowest", {}, "请各单位在《青年大学习》中登记"),
        ("kinds", {}, "请各单位在《活动台账》中登记，确实没有的改用其他句子"),
        ("不认识", {}, "请核对模板中的这个名称"),
    ],
)
def test_what_is_asked_from_whom(label: str, told: dict[str, tuple[str, ...]], says: str) -> None:
    assert ask(label, CATALOGUE, rollup(**told)) == says


def test_many_units_are_counted() -> None:
    units = tuple(OrgUnit(f"U{n}", f"第{n}街道团工委", "街道") for n in range(5))
    asked = ask("whole", CATALOGUE, Rollup({}, {}, units, units, ()))
    assert asked == "请向第0街道团工委、第1街道团工委、第2街道团工委等5个单位催报“whole”"


@pytest.mark.parametrize("element", [e for e in REAL.texts if e.compulsory], ids=lambda e: e.label)
def test_texts_are_asked_of_the_district(element: TextElement) -> None:
    label = element.label
    assert ask(label, REAL, rollup()) == f"请在区本级表《文字要素》中填写“{label}”"


def test_every_label_of_the_catalogue_can_be_asked_for() -> None:
    labels = [e.label for e in (*REAL.indicators, *REAL.computed, *REAL.items, *REAL.texts)]
    assert all(ask(label, REAL, rollup()).startswith("请") for label in labels)


def test_a_required_figure_that_is_missing_is_shown_in_a_draft_and_refused_in_a_final_paper(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    templates = Path(__file__).parents[1] / "templates"
    shutil.copytree(templates, sample / "templates")
    label = "对口帮扶乡镇"
    (sample / "templates" / "sections" / "08_补充.docx").write_bytes(make(f"另到{{{{ {label} }}}}开展活动。"))
    book = openpyxl.load_workbook(sample / "district.xlsx")
    row = next(row for row in book["文字要素"].iter_rows() if row[1].value == label)
    row[2].value = None
    book.save(sample / "district.xlsx")
    assert main(["build", str(sample)]) == 3
    told = capsys.readouterr().out
    asked = f"文稿待补充：{label}。请在区本级表《文字要素》中填写“{label}”。"
    assert asked in told
    paper = docx.Document(str(next((sample / "output").glob("*计划.docx"))))
    shown = [run for p in paper.paragraphs for run in p.runs if f"【待补充：{label}】" in run.text]
    assert len(shown) == 1
    assert shown[0].font.highlight_color is not None
    assert main(["build", "-q", "--final", str(sample)]) == 1
    assert asked in capsys.readouterr().err
