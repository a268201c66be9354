"""The sample's whole paper after heavy hands → every figure is found again, and nothing is said that is not so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.accounting import text_of_paper as text
from tests.conftest import BuiltSample
from tests.edited import STAMP, Edit, W, settled
from tests.validity import faults
from youthreport.catalogue import load_catalogue
from youthreport.revision import Comparison, Job, Refreshed, labels_of, refresh
from youthreport.revision.comparing import compare
from youthreport.revision.records import State


@pytest.fixture(scope="module")
def base(built: BuiltSample) -> bytes:
    """The sample's paper."""
    return built.paper.read_bytes()


def found_in(edited: bytes, base: bytes) -> Comparison:
    catalogue = load_catalogue()
    own = text(base)
    return compare(text(edited), [own], own, labels_of(catalogue), tuple(catalogue.measures))


def another(words: str) -> str:
    """A figure of the same look with another number."""
    return (
        re.sub(r"\d+", lambda found: str(int(found[0]) + 7), words, count=1)
        if re.search(r"\d", words)
        else "十一"
    )


@pytest.mark.parametrize("step", range(6))
def test_any_figure_typed_over_is_found_and_no_other_is_blamed(base: bytes, step: int) -> None:
    for mark in text(base).marks[step::18]:
        new = another(mark.text)
        found = found_in(Edit(base).type_over(mark.name, new).content, base)
        changed = [
            (f.name, f.state, f.paper)
            for f in found.figures
            if f.state is not State.UNCHANGED or not f.marked
        ]
        assert changed == [(mark.name, State.EDITED, new)]
        assert (found.suspects, found.sentences) == ((), ())


def strip(edit: Edit) -> Edit:
    """Paste the whole text into a program that knows no bookmarks."""
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for element in list(edit.body.iter(f"{W}{tag}")):
            element.getparent().remove(element)
    return edit


def test_a_paper_without_any_mark_is_still_compared_figure_by_figure(base: bytes) -> None:
    found = found_in(strip(Edit(base)).content, base)
    assert (found.agrees, any(f.marked for f in found.figures)) == (True, False)


def test_a_refreshed_figure_has_its_mark_back(base: bytes, tmp_path: Path) -> None:
    now = Edit(base).type_inside("yr_members_1", "9500").type_inside("yr_yh_new_1", "15").content
    edited = strip(Edit(base)).content
    done = refresh(Job(edited, (base,), now, {}, tuple(load_catalogue().measures), "b" * 16, STAMP))
    assert isinstance(done, Refreshed)
    assert faults(done.content, tmp_path) == []
    for accept, texts in ((True, {"9500", "15"}), (False, {"9392", "13"})):
        assert {m.text for m in text(settled(done.content, accept=accept)).marks} == texts


def test_a_retyped_paragraph_tells_what_was_changed_in_it(base: bytes) -> None:
    edit = Edit(base).retype(
        "团组织规范化建设持续开展",
        ("362个", "365个"), ("226名", "二百三十名"), ("新建“青年之家”13个，", ""),
    )  # fmt: skip
    found = found_in(edit.content, base)
    assert [(f.name, f.state, f.paper) for f in found.figures if f.state is not State.UNCHANGED] == [
        ("yr_branch_due_1", State.EDITED, "365"),
        ("yr_rec_act_1", State.EDITED, "二百三十"),
        ("yr_yh_new_1", State.DELETED, None),
    ]
    assert found.suspects == ()


def split(edit: Edit, words: str) -> Edit:
    """Press Enter in the middle of a paragraph."""
    paragraph = edit.paragraph(words)
    children: list[Any] = [child for child in paragraph if child.tag != f"{W}pPr"]
    second = etree.Element(f"{W}p")
    second.extend(children[len(children) // 2 :])
    paragraph.addnext(second)
    return edit


def merged(edit: Edit, words: str, following: str) -> Edit:
    """Delete the mark between two paragraphs."""
    first, second = edit.paragraph(words), edit.paragraph(following)
    first.extend([child for child in second if child.tag != f"{W}pPr"])
    second.getparent().remove(second)
    return edit


def test_paragraphs_may_be_split_and_merged(base: bytes) -> None:
    edits = split(Edit(base), "团组织规范化建设持续开展"), merged(Edit(base), "真情实意", "用心用情")
    for edit in edits:
        found = found_in(edit.content, base)
        assert (found.agrees, all(f.marked and not f.moved for f in found.figures)) == (True, True)


def test_two_numbers_that_changed_places_are_both_wrong(base: bytes) -> None:
    found = found_in(
        Edit(base).type_inside("yr_star5_1", "187").type_inside("yr_star4_1", "57").content, base
    )
    assert [f.name for f in found.of(State.EDITED)] == ["yr_star5_1", "yr_star4_1"]


def test_words_typed_into_a_mark_do_not_hide_a_number(base: bytes) -> None:
    found = found_in(Edit(base).type_inside("yr_yh_new_1", "13个（另有在建2").content, base)
    assert [s.text for s in found.suspects] == ["2个"]
