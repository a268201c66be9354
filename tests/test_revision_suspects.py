"""A number that people typed into a paper → told once, with its sentence; what only looks like one → never told."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import edited
from tests.accounting import paper_in, text_of_paper
from tests.conftest import SAMPLE, BuiltSample, copy_sample
from tests.edited import MEASURES as SMALL_MEASURES
from tests.edited import SECTION, Edit, verified
from tests.measures import ANY_MEASURE, MANY, MEASURES, NUMBERS
from tests.office import convert
from tests.projects import OTHER, STREET, hand_in, start
from tests.test_counts import NOT_COUNTED
from youthreport.cli import main
from youthreport.phrases.finding import QUOTED
from youthreport.revision import Comparison, Job, verify
from youthreport.revision.reading import layouts
from youthreport.revision.sentences import sentences
from youthreport.wordfile import Package, open_package

FIXED = SECTION.replace(
    "### 志愿服务",
    "健全三项制度，打造五个阵地，推行“1+N”模式；落实二十条措施，做到100%覆盖。\n### 志愿服务",
)


def told(found: Comparison) -> list[str]:
    return [suspect.text for suspect in found.suspects]


# -- what is seen ----------------------------------------------------------------------------


TYPED = st.lists(
    st.one_of(st.tuples(NUMBERS, ANY_MEASURE), st.tuples(MANY, st.sampled_from(MEASURES))),
    min_size=4,
    max_size=8,
)
YEARS = re.compile(r"(?:19|20)\d\d|123\d\d|\d\.0")


@settings(max_examples=10)
@given(TYPED, st.integers(0, 5))
def test_any_number_typed_into_any_sentence_is_told_once_with_its_sentence(
    built: BuiltSample, typed: Sequence[tuple[str, str]], place: int
) -> None:
    paper = built.paper.read_bytes()
    words = [f"{number}{'个' if YEARS.fullmatch(number) else measure}" for number, measure in typed]
    content, expected = type_everywhere(paper, words, place)
    found = verified(content, paper)
    assert len(expected) > 100
    assert [s.sentence for s in found.suspects] == [sentence for sentence, _ in expected]
    assert all(
        s.text in text or text in s.text for s, (_, text) in zip(found.suspects, expected, strict=True)
    )


def type_everywhere(paper: bytes, words: Sequence[str], place: int) -> tuple[bytes, list[tuple[str, str]]]:
    """The paper with one of the words at the end of a clause of every sentence; those sentences and the words."""
    package = open_package(paper)
    assert isinstance(package, Package)
    pieces = [layout.pieces for layout in layouts(package)]
    typed = []
    for sentence, word in zip(sentences(text_of_paper(paper)), cycle(words), strict=False):
        covered = [(m.start, m.end) for m in sentence.marks] + [
            m.span() for m in QUOTED.finditer(sentence.text)
        ]
        ends = [m.end() for m in re.finditer(r"[\u4e00-\u9fff](?=[，；。])", sentence.text)]
        free = [at for at in ends if not any(start <= at <= end for start, end in covered)]
        if free:
            typed.append((sentence, free[place % len(free)], word))
    for sentence, at, word in reversed(typed):
        offset = sentence.spot.start + at
        piece = next(p for p in pieces[sentence.spot.paragraph] if p.start < offset <= p.end)
        text = piece.node.text
        piece.node.text = f"{text[: offset - piece.start]}{word}{text[offset - piece.start :]}"
    return package.content(), [(f"{s.text[:at]}{word}{s.text[at:]}", word) for s, at, word in typed]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("发放宣传品1200套。", "1200套"),
        ("打造精品团课30门。", "30门"),
        ("参与人数比上年增长一倍。", "一倍"),
        ("团员人数翻一番。", "翻一番"),
        ("覆盖百分之三十的支部。", "百分之三十"),
        ("参与率提高三成。", "三成"),
        ("吸引１２００人参加。", "１２００人"),
        ("吸引1 200人参加。", "1 200人"),
        ("开展宣讲数十场。", "数十场"),
        ("培训团干部350。", "350"),
    ],
)
def test_a_sentence_of_ones_own_with_a_number(small: bytes, text: str, number: str) -> None:
    found = verified(Edit(small).write(text, "重点抓好").content, small)
    assert [(s.text, s.sentence) for s in found.suspects] == [(number, text)]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small paper that has numbers of its own outside of marks."""
    return build_fixed(tmp_path_factory.mktemp("small"))


def build_fixed(folder: Path) -> bytes:
    return edited.built(folder, section=FIXED)


# -- what is left alone ----------------------------------------------------------------------


@pytest.mark.parametrize("kind", NOT_COUNTED)
def test_a_sentence_of_ones_own_with_what_only_looks_like_a_number(small: bytes, kind: str) -> None:
    edit = Edit(small)
    for text in NOT_COUNTED[kind].split("|"):
        edit.write(text, "重点抓好")
    assert told(verified(edit.content, small)) == []


def test_numbers_of_the_build_itself_are_vouched_for_wherever_their_clause_went(small: bytes) -> None:
    whole = "健全三项制度，打造五个阵地，推行“1+N”模式；落实二十条措施，做到100%覆盖。"
    parted = Edit(small).retype("健全三项制度", ("模式；落实", "模式。同时，落实"))
    merged = Edit(small).retype("健全三项制度", (whole, f"我们{whole[:-1]}，成效明显。"))
    turned = (
        Edit(small).delete("健全三项制度").write("做到100%覆盖，落实二十条措施，打造五个阵地。", "重点抓好")
    )
    for edit in (parted, merged, turned):
        assert told(verified(edit.content, small)) == []


def test_another_number_in_the_place_of_a_fixed_one_is_told(small: bytes) -> None:
    edit = Edit(small).replace("二十条措施", "三十条措施").replace("12小时", "18小时")
    assert sorted(told(verified(edit.content, small))) == ["18小时", "三十条"]


def test_a_fixed_number_in_other_words_or_twice_is_told(small: bytes) -> None:
    other = Edit(small).replace("落实二十条措施", "狠抓落实").write("培训骨干二十条线。", "重点抓好")
    assert told(verified(other.content, small)) == ["二十条"]
    twice = Edit(small).replace("落实二十条措施", "落实二十条措施、落实二十条措施")
    assert told(verified(twice.content, small)) == ["二十条"]


def test_the_running_number_of_a_row_is_none(tmp_path: Path) -> None:
    table = "|序号|领域|团组织|\n|1|两新|{{ 两新 }}|\n|2|学校|{{ 学校 }}|\n"
    paper = edited.built(tmp_path, section=f"## 工作情况\n全区有团员{{{{ 团员 }}}}名。\n{table}")
    edit = Edit(paper).add_row("3", "企业", "6", behind="学校")
    assert told(verified(edit.content, paper)) == ["6"]


@pytest.fixture(scope="module")
def papers(built: BuiltSample, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The papers of several districts as their builds wrote them."""
    folder = tmp_path_factory.mktemp("districts")
    return {
        "sample": built.paper.read_bytes(),
        "messy": _built(copy_messy(folder / "messy")),
        "texts with numbers": _built(_with_numbers_in_its_texts(folder / "texts")),
        "template with numbers": _built(_with_numbers_in_its_template(folder / "template")),
        "small": build_fixed(folder / "small"),
    }


def _built(project: Path) -> bytes:
    assert main(["build", "-q", str(project)]) in (0, 3)
    return paper_in(project / "output").read_bytes()


def copy_messy(target: Path) -> Path:
    return shutil.copytree(SAMPLE.with_name("2026S1-messy"), target)


TEXTS = {
    "key_works": "三项制度、12个重点项目、1200套青年公寓、两百余个网格、近百人队伍",
    "half_slogan": "百日攻坚三十天·十个一批",
    "dist_strategy": "一核三区五园、投资50亿元",
}


def _with_numbers_in_its_texts(folder: Path) -> Path:
    project = copy_sample(folder)
    book = openpyxl.load_workbook(project / "district.xlsx")
    for row in book["文字要素"].iter_rows():
        if row[0].value in TEXTS:
            row[2].value = TEXTS[row[0].value]
    book.save(project / "district.xlsx")
    return project


def _with_numbers_in_its_template(folder: Path) -> Path:
    section = (
        "## 上半年工作情况\n全区有团员{{ 团员总数 }}人，健全三项制度，联系30家企业，筹集资金数百万元，占百分之三十。\n"
        "|项目|数量|\n|团支部|{{ 团支部数 }}|\n|驿站|18|"
    )
    project = start(folder, [STREET, OTHER], section=section)
    for unit in (STREET, OTHER):
        hand_in(project, unit, {"members": 50})
    return project


def test_a_paper_that_nobody_touched_has_no_suspects(papers: dict[str, bytes]) -> None:
    assert "1200套青年公寓" in "".join(edited.texts(papers["texts with numbers"]))
    assert {name: told(verified(paper, paper)) for name, paper in papers.items()} == {
        name: [] for name in papers
    }


def test_nor_has_it_when_nothing_of_its_build_is_left(papers: dict[str, bytes]) -> None:
    found = {name: verify(Job(paper, (), paper, {}, SMALL_MEASURES)) for name, paper in papers.items()}
    assert {n: told(f) for n, f in found.items() if isinstance(f, Comparison)} == {
        name: [] for name in papers
    }


def test_nor_has_it_after_libreoffice_saved_it(papers: dict[str, bytes], tmp_path: Path) -> None:
    saved = convert({f"{n}": paper for n, (_, paper) in enumerate(papers.items())}, "docx", tmp_path)
    found = {
        name: told(verified(saved[f"{n}"].read_bytes(), paper))
        for n, (name, paper) in enumerate(papers.items())
    }
    assert found == {name: [] for name in papers}


def test_a_number_typed_beside_those_of_a_districts_own_texts_is_told(papers: dict[str, bytes]) -> None:
    paper = papers["texts with numbers"]
    edit = Edit(paper).replace("12个重点项目", "15个重点项目")
    assert told(verified(edit.content, paper)) == ["15个"]
