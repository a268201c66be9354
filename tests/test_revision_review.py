"""A paper and its figures → the review copy: one comment per figure, none in another's way, the text untouched."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from tests.conftest import BuiltSample
from tests.edited import W, built, comments, part, parts, texts
from tests.validity import faults
from youthreport.catalogue import load_catalogue
from youthreport.model import Cell, Figure, Item, Listing, PrintedFigure, Rollup, Source
from youthreport.revision import Note, notes, review_copy
from youthreport.revision.notes import formula


@pytest.fixture(scope="module")
def review(built: BuiltSample) -> bytes:
    """The sample's review copy."""
    return next(built.output.glob("*（审阅稿）.docx")).read_bytes()


def test_the_copy_is_valid_and_says_what_the_paper_says(
    review: bytes, built: BuiltSample, tmp_path: Path
) -> None:
    assert faults(review, tmp_path) == []
    assert texts(review) == texts(built.paper.read_bytes())


def test_every_figure_has_a_comment_around_exactly_its_words(review: bytes, built: BuiltSample) -> None:
    printed = [text for figure in built.figures.values() for text in figure["printed"]]  # type: ignore[attr-defined]
    covered = spans(review)
    assert sorted(text for _, text in covered) == sorted(printed)
    assert len(comments(review)) == len(printed)


def spans(content: bytes) -> list[tuple[str, str]]:
    """Number and words of each comment; one that begins inside another would fail here."""
    found, number, words = [], "", ""
    for element in part(content).iter():
        if element.tag == f"{W}commentRangeStart":
            assert number == "", f"comment {element.get(f'{W}id')} begins inside comment {number}"
            number, words = element.get(f"{W}id"), ""
        elif element.tag == f"{W}commentRangeEnd":
            assert number == element.get(f"{W}id")
            found.append((number, words))
            number = ""
        elif element.tag == f"{W}t" and number:
            words += element.text or ""
    return found


def test_comments_are_numbered_signed_and_dated_the_same_every_time(review: bytes) -> None:
    root = part(review, "word/comments.xml")
    signed = {
        (c.get(f"{W}author"), c.get(f"{W}initials"), c.get(f"{W}date")) for c in root.iter(f"{W}comment")
    }
    assert signed == {("数据溯源", "数", "2026-06-30T00:00:00Z")}
    numbers = [c.get(f"{W}id") for c in root.iter(f"{W}comment")]
    assert numbers == [str(n) for n in range(len(numbers))]
    assert [number for number, _ in spans(review)] == numbers


def test_the_styles_of_comments_are_defined(review: bytes) -> None:
    styles = docx.Document(io.BytesIO(review)).styles
    assert {"annotation reference", "annotation text"} <= {style.name.lower() for style in styles}
    used = {e.get(f"{W}val") for e in part(review).iter(f"{W}rStyle")}
    assert used == {"CommentReference"}


def test_the_official_paper_has_no_comments(built: BuiltSample) -> None:
    assert "word/comments.xml" not in parts(built.paper.read_bytes())


def test_the_same_notes_give_the_same_bytes(tmp_path: Path) -> None:
    told = [Note("yr_org_new_1", ("一", "二"))]
    paper = built(tmp_path)
    copies = {review_copy(paper, told, datetime(2026, 7, 1)) for _ in range(2)}
    assert len(copies) == 1
    assert comments(copies.pop()) == [("数据溯源", "一\n二")]


# -- what the comments say -------------------------------------------------------------------


def source(unit: str, value: int | None, ref: str = "E5") -> Source:
    return Source(unit, Cell("returns/a.xlsx", "指标表", ref), str(value), value)


def lines_of(figure: Figure | None, *explained: str, text: str = "13", code: str = "yh_new") -> list[str]:
    """The lines of the comment on one figure."""
    figures = {code: figure} if figure else {}
    items = (Item("一", 1, date(2026, 3, 1)), Item("二", 1, None))
    listings = {"forms": Listing("forms", "活动形式", items, "按频次排列。")}
    rollup = Rollup(figures, listings, (), (), ())
    printed = PrintedFigure(f"yr_{code}_1", code, text, "新建13个。")
    (note,) = notes([printed], rollup, load_catalogue(), {code: explained} if explained else {})
    assert note.bookmark == f"yr_{code}_1"
    return list(note.lines)


def figure(**changes: object) -> Figure:
    given: dict[str, object] = {
        "code": "yh_new", "label": "新建青年之家", "value": 13, "measure": "个", "basis": "期内数", "aggregation": "count",
        "reported": 38, "expected": 39, "definition": "本期新建的青年之家个数。",
        "sources": (*(source(f"单位{n}", n) for n in (1, 5, 0, 4, 3)), source("单位九", None)),
    }  # fmt: skip
    return Figure(**(given | changes))  # type: ignore[arg-type]


def test_a_comment_says_where_the_figure_comes_from() -> None:
    assert lines_of(figure()) == [
        "文中“13”：新建青年之家（yh_new）13个，期内数",
        "含义：本期新建的青年之家个数。",
        "计算：《青年之家》“是否本期新建”为“是”的记录，行数，各单位之和",
        "填报：应报 39 个单位，实报 38 个",
        "主要来源：单位5 5、单位4 4、单位3 3、单位1 1",
    ]


def test_only_the_largest_five_are_named() -> None:
    many = figure(value=28, sources=tuple(source(f"单位{n}", n) for n in range(1, 8)))
    assert "主要来源：单位7 7、单位6 6、单位5 5、单位4 4、单位3 3（共 7 个单位有数）" in lines_of(many)


def test_several_cells_of_a_unit_are_added_up() -> None:
    twice = figure(value=5, sources=(source("甲", 2), source("乙", 2), source("甲", 1, "E6")))
    assert "主要来源：甲 3、乙 2" in lines_of(twice)


def test_cells_that_do_not_add_up_to_the_figure_name_no_contributors() -> None:
    ratio = figure(value=Decimal("98.94"), aggregation="ratio", sources=(source("甲", 87), source("乙", 88)))
    assert "来源：2 个单位的 2 个单元格，详见数据台账" in lines_of(ratio)
    single = figure(value=Decimal("16.8"), sources=(source("区级", 126800),))
    assert "来源：区级 指标表 E5" in lines_of(single)


def test_what_is_common_to_units_is_not_put_down_to_the_first_of_them() -> None:
    distinct = figure(value=12, aggregation="distinct", sources=(source("甲", 11), source("乙", 1)))
    assert not [line for line in lines_of(distinct) if line.startswith("主要来源")]


def test_reservations_are_told() -> None:
    told = lines_of(figure(estimated=True, previous=4), "鹿鸣湾街道团工委：新建小区集中交付")
    assert told[-3:] == [
        "上年同期定稿值：4个",
        "含估计数，文中用概数表述",
        "已采纳的说明：鹿鸣湾街道团工委：新建小区集中交付",
    ]


def test_a_count_of_list_items_and_a_program_constant_are_told() -> None:
    assert lines_of(None, text="2", code="forms") == [
        "文中“2”：活动形式（forms），共 2 项",
        "含义：按频次排列。",
    ]
    assert lines_of(None, text="3", code="season_n") == ["文中“3”：由程序按报告期得出"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("members", "各单位之和"),
        ("branch_all", "团总支数＋团支部数"),
        ("xs_rate", "已完成转接人数之和÷应转接毕业学生团员数之和"),
        ("qn_min_rate", "逐期计算参学人数之和÷团员数之和，取最低的一期"),
        ("yh_acts", "《活动台账》“阵地”已填写的记录，“场次”之和，各单位之和"),
        ("consec_n", "由程序按上述含义计算"),
    ],
)
def test_formulas_are_told_in_words(code: str, text: str) -> None:
    assert formula(code, load_catalogue()) == text


def test_an_accepted_explanation_of_a_record_is_told_at_the_figures_that_look_at_it(review: bytes) -> None:
    """The sample's two shared activities were explained in 核实说明: one studies, one sings."""
    told = [text for _, text in comments(review) if "已采纳的说明" in text]
    assert told
    assert all("只计一场" in text for text in told)
    assert not any("只计一场" in text for _, text in comments(review) if "（members）" in text)
