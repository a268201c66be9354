"""A paper that people edited and data that changed → exactly the changes that `refresh` tracks, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from tests.edited import (
    SPACE,
    Edit,
    W,
    built,
    changes,
    comments,
    job,
    part,
    parts,
    refreshed,
    settled,
    text_of,
    texts,
    verified,
    with_part,
)
from tests.validity import faults
from youthreport.revision import Origin, Refreshed, State, origin_of, refresh, refreshed_text
from youthreport.wordfile import Package, build_ids, open_package

NEW = "yr_org_new_1"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The paper as it was built."""
    return built(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the data say after more returns came in."""
    return built(
        tmp_path_factory.mktemp("now"), "bbbbbbbb22222222", 团员="9501", 新建="30", 同比="57.8%", 场次="200余"
    )


def ids(content: bytes) -> tuple[str, ...]:
    package = open_package(content)
    assert isinstance(package, Package)
    return build_ids(package)


def test_untouched_figures_are_replaced_as_tracked_changes(base: bytes, now: bytes, tmp_path: Path) -> None:
    done = refreshed(base, base, now)
    assert changes(done.content) == [
        ("del", "9392"), ("ins", "9501"), ("del", "27"), ("ins", "30"), ("del", "42.1%"), ("ins", "57.8%"),
        ("del", "180余"), ("ins", "200余"),
    ]  # fmt: skip
    assert texts(done.content) == texts(now)
    assert faults(done.content, tmp_path) == []
    assert [f.name for f in done.updated] == ["yr_members_1", NEW, "yr_org_new_2", "yr_vol_acts_1"]


def test_changes_are_signed_and_dated(base: bytes, now: bytes) -> None:
    signed = {
        (e.get(f"{W}author"), e.get(f"{W}date"))
        for e in part(refreshed(base, base, now).content).iter(f"{W}ins", f"{W}del")
    }
    assert signed == {("数据更新", "2026-07-01T00:00:00Z")}


def test_the_formatting_of_the_number_stays(base: bytes, now: bytes) -> None:
    edit = Edit(base)
    _, (run, *_), _ = edit.mark(NEW)
    properties = run.find(f"{W}rPr")
    properties.insert(1, etree.fromstring(f'<w:b xmlns:w="{W[1:-1]}"/>'))
    inserted = [
        e for e in part(refreshed(edit.content, base, now).content).iter(f"{W}ins") if text_of(e) == "30"
    ]
    assert [e.find(f".//{W}b") is not None for e in inserted] == [True]


def test_what_people_changed_is_left_and_listed(base: bytes, now: bytes) -> None:
    edited = Edit(base).type_inside(NEW, "28").type_over("yr_vol_acts_1", "约190").content
    done = refreshed(edited, base, now)
    assert [(f.name, f.paper, f.now) for f in done.left] == [
        (NEW, "28", "30"),
        ("yr_vol_acts_1", "约190", "200余"),
    ]
    assert ("ins", "30") not in changes(done.content)
    assert "开展志愿活动约190场" in "".join(texts(done.content))


@pytest.mark.parametrize("new", [{}, {"团员": "9501", "新建": "30"}])
def test_what_people_changed_has_a_comment_whether_or_not_the_data_have_changed(
    base: bytes, tmp_path: Path, new: dict[str, str]
) -> None:
    edited = Edit(base).type_inside("yr_members_1", "9500").type_over("yr_vol_acts_1", "约190").content
    now = built(tmp_path / "now", "bbbbbbbb22222222", **new) if new else base
    once = refreshed(edited, base, now).content
    head = "这里人工改过，没有动，请核对。"
    said = [
        f"团员（yr_members_1）：{head}\n文中为“9500”，原稿为“9392”，按现在的数据应为“{new.get('团员', '9392')}”。",
        f"场次（yr_vol_acts_1）：{head}\n文中为“约190”，原稿为“180余”，按现在的数据应为“180余”。",
    ]
    assert comments(once) == [("数据更新", text) for text in said]
    assert faults(once, tmp_path) == []
    assert refreshed(once, base, now).content == once
    assert refreshed(once, base, now, now).content == once


def test_a_figure_moved_elsewhere_has_a_comment(base: bytes) -> None:
    edit = Edit(base).type_over("yr_vol_acts_1", "").cut_and_paste(NEW, behind="志愿活动")
    (said,) = [text for _, text in comments(refreshed(edit.content, base, base).content) if NEW in text]
    assert "这里移到了别的句子里" in said


def test_nothing_else_is_touched(base: bytes, now: bytes) -> None:
    edit = Edit(base).replace("及时总结经验做法", "认真总结").track("yr_org_school_1", "9")
    edit.document.add_comment(edit.document.paragraphs[4].runs[0], "请核", author="张书记", initials="张")
    edited = edit.content
    done = refreshed(edited, base, now)
    before, after = parts(edited), parts(done.content)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml", "docProps/custom.xml"}
    assert undone(done.content) == etree.tostring(part(edited), method="c14n")
    assert comments(done.content)[0] == ("张书记", "请核")


def undone(content: bytes) -> bytes:
    """The text part with our changes and comments taken back, in canonical form."""
    root = part(content)
    spoken = part(content, "word/comments.xml").iter(f"{W}comment")
    ours = {comment.get(f"{W}id") for comment in spoken if comment.get(f"{W}author") == "数据更新"}
    for anchor in list(root.iter(*(f"{W}comment{name}" for name in ("RangeStart", "RangeEnd", "Reference")))):
        if anchor.get(f"{W}id") in ours:
            gone = anchor.getparent() if anchor.tag == f"{W}commentReference" else anchor
            gone.getparent().remove(gone)
    for change in [e for e in root.iter(f"{W}ins", f"{W}del") if e.get(f"{W}author") == "数据更新"]:
        if change.tag == f"{W}del":
            for child in list(change):
                change.addprevious(child)
        change.getparent().remove(change)
    for node in root.iter(f"{W}delText"):
        if not any(a.tag == f"{W}del" for a in node.iterancestors()):
            node.tag = f"{W}t"
    return etree.tostring(root, method="c14n")


def test_a_second_run_with_the_same_data_changes_nothing(base: bytes, now: bytes) -> None:
    edited = Edit(base).type_inside(NEW, "28").content
    once = refreshed(edited, base, now)
    assert refreshed(once.content, base, now, now).content == once.content
    assert refreshed(once.content, base, now).content == once.content


def test_a_paper_that_agrees_comes_back_byte_for_byte(base: bytes) -> None:
    assert refreshed(base, base, base).content == base


@pytest.mark.parametrize("accept", [True, False])
def test_marks_are_found_after_the_changes_were_settled(base: bytes, now: bytes, accept: bool) -> None:
    done = settled(refreshed(base, base, now).content, accept=accept)
    found = verified(done, base, now, now)
    assert all(figure.marked for figure in found.figures)
    assert found.agrees is accept
    assert len(found.of(State.OUTDATED)) == (0 if accept else 4)


def test_a_refreshed_paper_says_its_period(base: bytes, now: bytes) -> None:
    done = refresh(replace(job(base, base, now), period="2026S1"))
    assert isinstance(done, Refreshed)
    assert origin_of(done.content) == Origin(("aaaaaaaa11111111", "bbbbbbbb22222222"), "2026S1")


def test_the_document_then_names_both_builds(base: bytes, now: bytes) -> None:
    assert ids(refreshed(base, base, now).content) == ("aaaaaaaa11111111", "bbbbbbbb22222222")


def test_a_third_state_of_the_data_follows_the_second(base: bytes, now: bytes, tmp_path: Path) -> None:
    second = refreshed(base, base, now).content
    third = built(tmp_path, "cccccccc33333333", 团员="9502", 新建="31", 同比="63.1%", 场次="200余")
    for given in (second, settled(second, accept=True), settled(second, accept=False)):
        done = refreshed(given, base, third, now)
        assert (done.left, texts(done.content)) == ((), texts(third))
        assert faults(done.content, tmp_path) == []
        assert all(f.marked for f in verified(done.content, base, third, now, third).figures)


def test_a_lost_mark_with_its_old_number_gets_both_back(base: bytes, now: bytes, tmp_path: Path) -> None:
    done = refreshed(Edit(base).type_over(NEW, "27").content, base, now)
    assert NEW in [f.name for f in done.updated]
    for accept in (True, False):
        figures = verified(settled(done.content, accept=accept), base, now, now).figures
        assert all(figure.marked for figure in figures)
    assert faults(done.content, tmp_path) == []


def test_a_shrunken_mark_is_not_doubled(base: bytes, now: bytes, tmp_path: Path) -> None:
    done = refreshed(Edit(base).shrink("yr_vol_acts_1", "180", "余").content, base, now)
    assert ("ins", "200余") in changes(done.content)
    assert faults(done.content, tmp_path) == []


def test_other_peoples_insertions_stay_theirs(base: bytes, now: bytes, tmp_path: Path) -> None:
    edit = Edit(base)
    paragraph = edit.paragraph("建好基层组织")
    inserted = etree.SubElement(paragraph, f"{W}ins")
    for key, value in (("id", "901"), ("author", "张书记"), ("date", "2026-07-03T08:00:00Z")):
        inserted.set(f"{W}{key}", value)
    for child in [c for c in paragraph if c.tag not in (f"{W}pPr", f"{W}ins")]:
        inserted.append(child)
    done = refreshed(edit.content, base, now)
    assert texts(done.content) == texts(now)
    # a bookmark may begin inside an insertion, as one that somebody moved does
    assert [f for f in faults(done.content, tmp_path) if "bookmark of no paragraph" not in f] == []
    root = part(done.content)
    assert not [e for e in root.iter(f"{W}ins") if any(a.tag == f"{W}ins" for a in e.iterancestors())]
    theirs = "".join(text_of(e) for e in root.iter(f"{W}ins") if e.get(f"{W}author") == "张书记")
    assert theirs == text_of(edit.paragraph("建好基层组织")).replace("9392", "").replace("27", "").replace(
        "42.1%", ""
    )


def test_a_number_inside_a_field_is_left_alone(base: bytes, now: bytes) -> None:
    edit = Edit(base)
    _, (run, *_), _ = edit.mark(NEW)
    field = etree.Element(f"{W}fldSimple")
    field.set(f"{W}instr", " REF yr_org_new_1 ")
    run.addprevious(field)
    field.append(run)
    done = refreshed(edit.content, base, now)
    assert [f.name for f in done.stuck] == [NEW]
    assert ("ins", "30") not in changes(done.content)
    assert comments(done.content) == [("数据更新", f"按现在的数据，这里应为（同比（{NEW}））：\n30")]
    assert refreshed(done.content, base, now, now).content == done.content


def test_a_run_that_also_holds_a_footnote_keeps_it(base: bytes, now: bytes) -> None:
    edit = Edit(base)
    _, (run, *_), _ = edit.mark(NEW)
    etree.SubElement(run, f"{W}lastRenderedPageBreak")
    done = refreshed(edit.content, base, now)
    kept = next(part(done.content).iter(f"{W}lastRenderedPageBreak"))
    assert not [a for a in kept.iterancestors() if a.tag == f"{W}del"]


def test_spaces_at_the_ends_of_cut_runs_are_kept(base: bytes, now: bytes) -> None:
    root = part(base)
    node = next(t for t in root.iter(f"{W}t") if t.text == "27")
    node.text = " 27"
    edited = with_part(base, "word/document.xml", etree.tostring(root))
    done = refreshed(Edit(edited).content, base, now)
    ends = [
        t for t in part(done.content).iter(f"{W}t", f"{W}delText") if (t.text or "") != (t.text or "").strip()
    ]
    assert all(t.get(SPACE) == "preserve" for t in ends)


def test_what_people_cut_out_is_listed_and_not_put_back(base: bytes, tmp_path: Path) -> None:
    done = refreshed(Edit(base).type_over("yr_org_new_1", "").content, base, built(tmp_path, 五星="58"))
    told = refreshed_text(done, ())
    assert "已从文中删去，没有补回（1 处）" in told
    assert "原稿 27，文中已无，现在应为 27" in told
    assert "已删去 1 处，更新数据 1 处" in told
