"""The built sample → every figure stands in a mark, every mark holds a figure and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.accounting import DIGITS, account_for_paper, stray, text_of_paper, unmarked
from tests.conftest import BuiltSample
from tests.edited import MEASURES, built, part
from tests.validity import faults
from youthreport.catalogue import load_catalogue
from youthreport.phrases.typed import says_number
from youthreport.project import load_project
from youthreport.revision.records import QUOTED, Text, code_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A figure in words: hedge, number, 余, and the signs that belong to it; no measure but 元 and %, no other word.
WORDING = re.compile(
    r"(?:约|近|超过?|达到?|突破|不足|逾)?(?:\d+(?:\.\d+)?|[一二三四五六七八九十百千万零两]+)[万亿]?(?:余|多)?(?:元|%)?(?:余元)?"
)


# The running numbers of the rows of a table.
SERIAL = re.compile(r"表\d+第\d+行第1列")


@pytest.fixture(scope="module")
def paper(built: BuiltSample) -> Text:
    """The sample's paper as it is read back."""
    return text_of_paper(built.paper.read_bytes())


def test_no_number_with_a_measure_stands_outside_a_mark(paper: Text) -> None:
    assert stray(paper, tuple(load_catalogue().measures)) == []


def test_a_number_outside_a_mark_would_be_seen(tmp_path: Path) -> None:
    assert stray(text_of_paper(built(tmp_path)), MEASURES) == ["12小时"]


def test_what_digits_are_left_are_dates_and_names(paper: Text) -> None:
    left = re.compile(r"\d{4}年(?:度)?|\d{1,2}月\d{1,2}日|\d·\d+|^\d{1,2}\.|^附件\d$|^附件：1\.")
    rest = [
        left.sub("", unmarked(paragraph))
        for paragraph in paper.paragraphs
        if not SERIAL.fullmatch(paragraph.place)
    ]
    assert [text for text in rest if DIGITS.search(text)] == []


def test_every_mark_holds_a_figure_and_not_the_words_around_it(paper: Text) -> None:
    figures = [mark for mark in paper.marks if mark.code != QUOTED]
    assert len(figures) > 80
    assert [mark.text for mark in figures if not WORDING.fullmatch(mark.text)] == []


def test_the_wording_of_a_mark_is_that_of_its_figure(paper: Text, built: BuiltSample) -> None:
    """`printed` lists the text of each mark in document order; its digits are those of the value, or of its growth."""
    account_for_paper(paper, built.figures)


def test_names_count_from_one_per_code_and_are_valid_for_word(paper: Text) -> None:
    counts: Counter[str] = Counter()
    for mark in paper.marks:
        counts[mark.code] += 1
        number = counts[mark.code]
        assert mark.name == (f"yq_{number}" if mark.code == QUOTED else f"yr_{mark.code}_{number}")
    names = [mark.name for mark in paper.marks]
    assert max(map(len, names)) <= 40
    assert len({name.casefold() for name in names}) == len(names)


def test_quoted_text_with_numbers_wears_a_mark_of_its_own(paper: Text) -> None:
    quoted = [mark.text for mark in paper.marks if mark.code == QUOTED]
    assert len(quoted) > 5
    assert all(says_number(text) for text in quoted)


def test_figures_in_tables_and_loops_are_marked(tmp_path: Path) -> None:
    in_cells = [
        m.name for p in text_of_paper(built(tmp_path)).paragraphs if p.place.startswith("表") for m in p.marks
    ]
    assert in_cells == ["yr_org_new_lx_2", "yr_org_school_1"]


@pytest.mark.parametrize("entry", ["indicators", "computed", "items"])
def test_every_code_of_the_catalogue_makes_a_valid_name(entry: str) -> None:
    for one in getattr(load_catalogue(), entry):
        name = f"yr_{one.code}_9999"
        assert (code_of(name), len(name) <= 40) == (one.code, True), one.code


def test_the_paper_carries_the_id_of_its_build(built: BuiltSample) -> None:
    manifest = (built.output / "manifest.json").read_text("utf-8")
    (own,) = text_of_paper(built.paper.read_bytes()).builds
    assert f'"build_id": "{own}"' in manifest
    assert load_project(built.project).state.joinpath("history").is_dir()


def test_the_marks_are_valid_and_change_nothing_on_the_page(built: BuiltSample, tmp_path: Path) -> None:
    assert faults(built.paper.read_bytes(), tmp_path) == []
    root = part(built.paper.read_bytes())
    inside = {child.tag for start in root.iter(f"{W}bookmarkStart") for child in start}
    assert inside == set()
