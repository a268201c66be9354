"""The built sample → every figure stands in a mark, every mark holds a figure and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import BuiltSample
from tests.edited import MEASURES, built, part
from tests.validity import faults
from youthreport.catalogue import load_catalogue
from youthreport.project import load_project
from youthreport.revision.numbers import measured
from youthreport.revision.reading import read
from youthreport.revision.records import QUOTED, Mark, Paragraph, Text, code_of
from youthreport.wordfile import Package, build_ids, open_package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A figure in words: hedge, number, 余, and the signs that belong to it; no measure but 元 and %, no other word.
WORDING = re.compile(
    r"(?:约|近|超过?|达到?|突破|不足|逾)?(?:\d+(?:\.\d+)?|[一二三四五六七八九十百千万零两]+)[万亿]?(?:余|多)?(?:元|%)?(?:余元)?"
)
DIGITS = re.compile(r"\d+(?:\.\d+)?")


def opened(path: Path) -> Package:
    package = open_package(path.read_bytes())
    assert isinstance(package, Package)
    return package


def unmarked(paragraph: Paragraph) -> str:
    text = paragraph.text
    for mark in paragraph.marks:
        text = text[: mark.start] + "□" * (mark.end - mark.start) + text[mark.end :]
    return text


# The running numbers of the rows of a table.
SERIAL = re.compile(r"表\d+第\d+行第1列")


def stray(text: Text, measures: tuple[str, ...]) -> list[str]:
    """Every number with a measure that no mark holds."""
    found = []
    for paragraph in text.paragraphs:
        bare = unmarked(paragraph)
        found += [bare[a:b] for a, b in measured(bare, measures)]
    return found


@pytest.fixture(scope="module")
def paper(built: BuiltSample) -> Text:
    """The sample's paper as it is read back."""
    return read(opened(built.paper))


def test_no_number_with_a_measure_stands_outside_a_mark(paper: Text) -> None:
    assert stray(paper, tuple(load_catalogue().measures)) == []


def test_a_number_outside_a_mark_would_be_seen(tmp_path: Path) -> None:
    package = open_package(built(tmp_path))
    assert isinstance(package, Package)
    assert stray(read(package), MEASURES) == ["12小时"]


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
    """Truncated to the digits that are printed, the value of figures.json is the printed number."""
    figures = built.figures
    # Beside the items of an open list stand their targets and numbers of units, not the number of items.
    of_figures = {code: figure for code, figure in figures.items() if figure["aggregation"] != "list"}
    wrong = [m for m in paper.marks if m.code in of_figures and not says(m, of_figures[m.code])]
    assert [(m.name, m.text) for m in wrong] == []


def says(mark: Mark, figure: dict[str, object]) -> bool:
    digits = DIGITS.search(mark.text)
    value = figure["value"]
    if digits is None or value is None or (mark.text.endswith("%") and figure["measure"] != "%"):
        return True  # 九年, growth rates: told from other values
    scale = 10_000 if "万" in mark.text else 1
    gap = abs(Decimal(str(value)) / scale - Decimal(digits[0]))
    # A hedge may round to two digits; a bare number is exact.
    bare = digits[0] == mark.text
    return gap == 0 if bare else gap < Decimal(digits[0]) / 5


def test_printed_lists_the_text_of_each_mark_in_document_order(paper: Text, built: BuiltSample) -> None:
    told: dict[str, list[str]] = {}
    for mark in paper.marks:
        if mark.code != QUOTED:
            told.setdefault(mark.code, []).append(mark.text)
    assert {code: f["printed"] for code, f in built.figures.items() if f["printed"]} == told


def test_names_count_from_one_per_code_and_are_valid_for_word(paper: Text) -> None:
    counts: Counter[str] = Counter()
    for mark in paper.marks:
        counts[mark.code] += 1
        number = counts[mark.code]
        assert mark.name == (f"yq_{number}" if mark.code == QUOTED else f"yr_{mark.code}_{number}")
    names = [mark.name for mark in paper.marks]
    assert max(map(len, names)) <= 40
    assert len({name.casefold() for name in names}) == len(names)


def test_quoted_text_with_digits_wears_a_mark_of_its_own(paper: Text) -> None:
    quoted = [mark.text for mark in paper.marks if mark.code == QUOTED]
    assert len(quoted) > 5
    assert all(DIGITS.search(text) for text in quoted)


def test_figures_in_tables_and_loops_are_marked(tmp_path: Path) -> None:
    package = open_package(built(tmp_path))
    assert isinstance(package, Package)
    in_cells = [m.name for p in read(package).paragraphs if p.place.startswith("表") for m in p.marks]
    assert in_cells == ["yr_org_new_lx_2", "yr_org_school_1"]


@pytest.mark.parametrize("entry", ["indicators", "computed", "items"])
def test_every_code_of_the_catalogue_makes_a_valid_name(entry: str) -> None:
    for one in getattr(load_catalogue(), entry):
        name = f"yr_{one.code}_9999"
        assert (code_of(name), len(name) <= 40) == (one.code, True), one.code


def test_the_paper_carries_the_id_of_its_build(built: BuiltSample) -> None:
    manifest = (built.output / "manifest.json").read_text("utf-8")
    (own,) = build_ids(opened(built.paper))
    assert f'"build_id": "{own}"' in manifest
    assert load_project(built.project).state.joinpath("history").is_dir()


def test_the_marks_are_valid_and_change_nothing_on_the_page(built: BuiltSample, tmp_path: Path) -> None:
    assert faults(built.paper.read_bytes(), tmp_path) == []
    root = part(built.paper.read_bytes())
    inside = {child.tag for start in root.iter(f"{W}bookmarkStart") for child in start}
    assert inside == set()
