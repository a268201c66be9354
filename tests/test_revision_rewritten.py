"""A sentence that people rewrote or moved, and data that changed under it → what `verify` and `refresh` say of it."""

from __future__ import annotations

import pytest

from tests.edited import Edit, W, built, comments, refreshed, verified
from youthreport.revision import Change, FigureState, State

CALLS = """
## 工作情况
畅通青少年服务热线，受理咨询求助{{ 场次 }}件，{% if 断言.全部 %}已全部办结，做到件件有回应、事事有着落。{% else %}办结{{ 新建 }}件。{% endif %}
及时总结经验做法，推动各项任务落地见效。
"""
CLAIM = "，已全部办结，做到件件有回应、事事有着落。"
TRUE_NOW = "畅通青少年服务热线，受理咨询求助268件，办结260件。"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The paper as it was built."""
    return built(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """All calls were settled when the paper was built; by the data of today not all are."""
    was = built(tmp_path_factory.mktemp("was"), section=CALLS, 场次="268")
    now = built(tmp_path_factory.mktemp("now"), section=CALLS, holds="", 场次="268", 新建="260")
    return was, now


def lost(content: bytes, base: bytes, name: str) -> FigureState:
    return next(figure for figure in verified(content, base).figures if figure.name == name)


@pytest.mark.parametrize(
    "rewritten",
    [
        "，均已按时全部办结。",
        "，已全部办结。",
        "，做到事事有着落。",
        "，这些来电来信经过各方面努力目前已经一件不落地全部办结了。",
    ],
)
def test_a_claim_that_no_longer_holds_is_seen_in_other_words(
    calls: tuple[bytes, bytes], rewritten: str
) -> None:
    was, now = calls
    edited = Edit(was).replace(f"件{CLAIM}", f"件{rewritten}").content
    assert verified(edited, was).agrees
    found = verified(edited, was, now)
    assert [(s.change, s.now) for s in found.sentences] == [(Change.REWORDED, TRUE_NOW)]
    assert not found.agrees
    ((author, said),) = comments(refreshed(edited, was, now).content)
    assert (author, TRUE_NOW in said) == ("数据更新", True)


@pytest.mark.parametrize("rewritten", ["，办结260件。", "，其中办结260件。"])
def test_a_sentence_that_already_says_what_holds_now_agrees(
    calls: tuple[bytes, bytes], rewritten: str
) -> None:
    was, now = calls
    edited = Edit(was).replace(f"件{CLAIM}", f"件{rewritten}").content
    assert verified(edited, was, now).agrees


def test_a_sentence_that_kept_only_its_figure_is_still_that_sentence(
    calls: tuple[bytes, bytes],
) -> None:
    was, now = calls
    edit = Edit(was).replace("畅通青少年服务热线，受理咨询求助", "热线好，来了")
    edited = edit.replace(
        f"件{CLAIM}", "通电话，个个都有回音，人人满意而归，事事有着落，大家都说好。"
    ).content
    assert [s.now for s in verified(edited, was, now).sentences] == [TRUE_NOW]


def emptied(edit: Edit, words: str) -> Edit:
    """Delete the text of a paragraph and leave its bookmarks, as moving it with tracking on does."""
    for run in list(edit.paragraph(words).iter(f"{W}r")):
        run.getparent().remove(run)
    return edit


def test_a_mark_left_empty_does_not_hide_where_its_sentence_went(base: bytes) -> None:
    sentence = "建好基层组织，全区有团员9392名。"
    edited = emptied(Edit(base).write(sentence, "重点抓好"), "抓好攻坚建团")
    # The paragraph held another sentence as well, which is gone.
    found = lost(edited.content, base, "yr_members_1")
    assert (found.state, found.paper, found.marked) == (State.UNCHANGED, "9392", False)
    assert verified(edited.content, base).suspects == ()
    assert lost(edited.content, base, "yr_org_new_1").state is State.DELETED


def test_a_number_changed_on_the_way_is_told_as_changed(base: bytes) -> None:
    edited = emptied(Edit(base).write("建好基层组织，全区有团员9400名。", "重点抓好"), "抓好攻坚建团")
    found = lost(edited.content, base, "yr_members_1")
    assert (found.state, found.was, found.paper) == (State.EDITED, "9392", "9400")
