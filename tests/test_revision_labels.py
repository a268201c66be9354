"""Words around a figure that people changed while the number stayed → told, and a disagreement where they name another."""

from __future__ import annotations

import json

import pytest

from tests import edited
from tests.conftest import BuiltSample
from tests.edited import STAMP, Edit, comments
from youthreport.catalogue import load_catalogue
from youthreport.revision import (
    Comparison,
    Job,
    Refreshed,
    State,
    as_json,
    labels_of,
    refresh,
    refreshed_text,
    verified_text,
    verify,
)

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def base(built: BuiltSample) -> bytes:
    """The sample's paper."""
    return built.paper.read_bytes()


def job(paper: bytes, base: bytes, now: bytes | None = None) -> Job:
    measures = tuple(CATALOGUE.measures)
    return Job(paper, (base,), now or base, labels_of(CATALOGUE), measures, "b" * 16, STAMP)


def found_in(paper: bytes, base: bytes, now: bytes | None = None) -> Comparison:
    found = verify(job(paper, base, now))
    assert isinstance(found, Comparison), found
    return found


def renamed(found: Comparison) -> list[tuple[str, str, str]]:
    changed = [figure.renaming for figure in found.figures if figure.renaming]
    return [(words.was, words.paper, words.other) for words in changed]


OTHERS = [
    ("专职团干部", "兼职团干部", "专职团干部81名", "兼职团干部81名", "兼职团干部"),
    ("四星团支部", "三星团支部", "四星团支部187个", "三星团支部187个", "三星支部数"),
    ("，征集微心愿", "，实现微心愿", "征集微心愿704个", "实现微心愿704个", "实现微心愿数"),
    ("，推荐发展对象", "，推荐入党积极分子", "推荐发展对象129名", "推荐入党积极分子129名", "推优推荐为入党积极分子"),
    ("名挂职团干部和", "名专职团干部和", "发挥现有6名挂职团干部和", "发挥现有6名专职团干部和", "专职团干部"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "was", "paper", "other"), OTHERS, ids=[row[1] for row in OTHERS])
def test_a_number_under_the_name_of_another_figure_disagrees(
    base: bytes, old: str, new: str, was: str, paper: str, other: str
) -> None:
    found = found_in(Edit(base).replace(old, new).content, base)
    assert ([one for one in renamed(found) if one[2]], found.agrees) == ([(was, paper, other)], False)
    assert len(found.of(State.RELABELLED)) == 1
    text = verified_text(found, ())
    assert "数没有改，前后的文字改成了另一项数据的（1 处）" in text
    assert f"“{was}”改为“{paper}”，成了“{other}”的" in text
    assert "不一致 1 处" in text


def test_two_names_that_changed_places_are_both_told(base: bytes) -> None:
    edit = Edit(base).replace("其中五星团支部", "其中？星团支部").replace("四星团支部", "五星团支部")
    found = found_in(edit.replace("其中？星团支部", "其中四星团支部").content, base)
    assert [figure.code for figure in found.of(State.RELABELLED)] == ["star5", "star4"]


HARMLESS = [
    ("专职团干部", "现有专职团干部"),
    ("，其中两新领域", "，其中“两新”领域"),
    ("，组织青年教师", "，邀请青年教师"),
    ("，覆盖青少年", "，惠及青少年"),
    ("征集微心愿", "收集微心愿"),
]


@pytest.mark.parametrize(("old", "new"), HARMLESS, ids=[row[1] for row in HARMLESS])
def test_other_words_for_the_same_thing_agree(base: bytes, old: str, new: str) -> None:
    edit = Edit(base)
    node = next(t for t in edit.body.iter(f"{edited.W}t") if old in (t.text or ""))
    node.text = node.text.replace(old, new)
    found = found_in(edit.content, base)
    assert (found.agrees, found.of(State.RELABELLED)) == (True, ())


def test_other_words_are_listed_with_the_old_ones(base: bytes) -> None:
    found = found_in(Edit(base).replace("，覆盖青少年", "，惠及青少年").content, base)
    assert renamed(found) == [("覆盖青少年2100余人次", "惠及青少年2100余人次", "")]
    assert "数据前后的文字改过，请核对（1 处）" in verified_text(found, ())
    told = json.loads(json.dumps(as_json("稿.docx", found, (), "b")))
    assert (told["agrees"], told["summary"]["renamed"], told["summary"]["relabelled"]) == (True, 1, 0)
    assert [figure["words"] for figure in told["figures"] if figure["words"]] == [
        {"was": "覆盖青少年2100余人次", "paper": "惠及青少年2100余人次", "other": ""}
    ]


def test_what_the_new_data_say_around_a_figure_is_no_change_of_peoples(base: bytes) -> None:
    now = Edit(base).replace("，覆盖青少年", "，惠及青少年").content
    for paper in (base, now):
        assert renamed(found_in(paper, base, now)) == []


DAYS = [
    ("截至2026年6月30日，全区", "截至2026年7月31日，全区", ["2026年7月31日"]),
    ("截至2026年6月30日，全区", "截至7月1日，全区", ["7月1日"]),
    ("截至2026年6月30日，全区", "截至6月30日，全区", []),
    ("截至2026年6月30日，全区", "截至6月底，全区", []),
    ("开展法治宣传、", "7月31日前开展法治宣传、", []),
]


@pytest.mark.parametrize(("old", "new", "days"), DAYS, ids=[row[1] for row in DAYS])
def test_figures_said_to_count_up_to_another_day(base: bytes, old: str, new: str, days: list[str]) -> None:
    found = found_in(Edit(base).replace(old, new).content, base)
    assert ([one.text for one in found.assertions], found.agrees) == (days, not days)
    assert all("原稿为2026年6月30日" in one.means for one in found.assertions)


def test_refresh_leaves_the_number_under_another_name_with_one_comment(base: bytes) -> None:
    now = Edit(base).type_inside("yr_cadre_full_1", "85").type_inside("yr_law_people_1", "2300余").content
    edit = Edit(base).replace("专职团干部", "兼职团干部").replace("，覆盖青少年", "，惠及青少年")
    once = refresh(job(edit.content, base, now))
    assert isinstance(once, Refreshed)
    assert [figure.name for figure in once.left] == ["yr_cadre_full_1"]
    assert [figure.name for figure in once.updated] == ["yr_law_people_1"]
    said = [text for _, text in comments(once.content)]
    assert said == [
        "专职团干部（yr_cadre_full_1）：数没有改，前后的文字却成了“兼职团干部”的，没有动，请核对。\n"
        "文中为“兼职团干部81名”，原稿为“专职团干部81名”。"
    ]
    text = refreshed_text(once, ())
    assert "“专职团干部81名”改为“兼职团干部81名”，成了“兼职团干部”的，现在应为 85。" in text
    assert "数据前后的文字改过，请核对（没有动）（1 处）" in text
    again = refresh(job(once.content, base, now))
    assert isinstance(again, Refreshed)
    assert again.content == once.content
