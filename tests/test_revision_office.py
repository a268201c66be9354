"""Papers that went through LibreOffice → what survives, and what `verify` says was lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.accounting import text_of_paper
from tests.conftest import BuiltSample
from tests.edited import Edit, changes, comments, refreshed, verified
from tests.edited import built as built_paper
from tests.office import convert
from youthreport.revision import Origin, origin_of
from youthreport.revision.records import State


@dataclass(frozen=True)
class Resaved:
    """Documents by name before and after LibreOffice saved them as .docx, and by way of .odt."""

    before: dict[str, bytes]
    docx: dict[str, bytes]
    odt: dict[str, bytes]


@pytest.fixture(scope="module")
def resaved(built: BuiltSample, tmp_path_factory: pytest.TempPathFactory) -> Resaved:
    """The sample's paper, edited; its review copy; and a small refreshed paper."""
    folder = tmp_path_factory.mktemp("office")
    paper = built.paper.read_bytes()
    edit = Edit(paper).type_inside("yr_cadre_full_1", "85").type_over("yr_call_docs_1", "4")
    edit.track("yr_model_pub_1", "240").delete("多措并举助力青年成长成才")
    before = {
        "paper": paper,
        "edited": edit.content,
        "review": next(built.output.glob("*（审阅稿）.docx")).read_bytes(),
        "refreshed": small(folder)[2],
    }
    docx = convert(before, "docx", folder / "docx")
    odt = convert(before, "odt", folder / "odt")
    texts = {f"{name}.odt": path.read_bytes() for name, path in odt.items()}
    back = convert(texts, "docx", folder / "back")
    return Resaved(
        before,
        {name: path.read_bytes() for name, path in docx.items()},
        {name.removesuffix(".odt"): path.read_bytes() for name, path in back.items()},
    )


def small(folder: Path) -> tuple[bytes, bytes, bytes]:
    """A small paper, the one of today, and the first refreshed with the second; a claim flipped in between."""
    base = built_paper(folder / "base")
    now = built_paper(folder / "now", build_id="bbbbbbbb22222222", 场次="200余", 团员="9501", holds="")
    return base, now, refreshed(base, base, now).content


@pytest.mark.parametrize("way", ["docx", "odt"])
def test_every_mark_the_build_id_and_the_period_of_the_paper_survive(resaved: Resaved, way: str) -> None:
    before, after = text_of_paper(resaved.before["paper"]), text_of_paper(getattr(resaved, way)["paper"])
    assert [(m.name, m.text) for m in after.marks] == [(m.name, m.text) for m in before.marks]
    assert after.builds == before.builds != ()
    assert origin_of(getattr(resaved, way)["paper"]) == Origin(before.builds, "2026S1")
    assert verified(getattr(resaved, way)["paper"], resaved.before["paper"]).agrees


@pytest.mark.parametrize("way", ["docx", "odt"])
def test_what_people_did_is_told_the_same_after_it(resaved: Resaved, way: str) -> None:
    base = resaved.before["paper"]
    before, after = (verified(c, base) for c in (resaved.before["edited"], getattr(resaved, way)["edited"]))
    assert [(f.name, f.state, f.paper, f.marked) for f in after.figures] == [
        (f.name, f.state, f.paper, f.marked) for f in before.figures
    ]
    assert {f.name for f in after.of(State.EDITED)} == {
        "yr_cadre_full_1", "yr_call_docs_1", "yr_model_pub_1"
    }  # fmt: skip
    assert len(after.of(State.DELETED)) == 5


@pytest.mark.parametrize("way", ["docx", "odt"])
@pytest.mark.parametrize("name", ["review", "refreshed"])
def test_marks_that_comments_damage_are_found_again_and_named(
    resaved: Resaved, tmp_path: Path, way: str, name: str
) -> None:
    """LibreOffice cuts the ends of bookmarks that follow comments in their paragraph."""
    before, after = resaved.before[name], getattr(resaved, way)[name]
    whole = {m.name: m.text for m in text_of_paper(before).marks}
    kept = {m.name: m.text for m in text_of_paper(after).marks}
    damaged = {mark for mark, text in whole.items() if kept.get(mark) != text}
    if name == "review":
        found = verified(after, resaved.before["paper"])
        assert all(f.state is State.UNCHANGED for f in found.figures)
    else:
        base, now, _ = small(tmp_path)
        found = verified(after, base, now, now)
        assert {f.name for f in found.of(State.OUTDATED)} == {"yr_star5_1"}
        assert found.of(State.EDITED, State.DELETED, State.MISPLACED) == ()
    assert {f.name for f in found.figures if not f.marked} == damaged
    assert found.suspects == ()


@pytest.mark.parametrize("way", ["docx", "odt"])
def test_tracked_changes_and_proposals_survive(resaved: Resaved, way: str) -> None:
    before, after = resaved.before["refreshed"], getattr(resaved, way)["refreshed"]
    for kind in ("del", "ins"):  # a change may be cut into several: digits and Chinese have runs of their own
        told = ["".join(text for one, text in changes(c) if one == kind) for c in (before, after)]
        assert told[0] == told[1] != ""
    assert sorted(text for _, text in comments(after)) == sorted(text for _, text in comments(before))


def test_a_refreshed_paper_is_not_refreshed_again_after_it(resaved: Resaved, tmp_path: Path) -> None:
    base, now, _ = small(tmp_path)
    after = resaved.docx["refreshed"]
    assert refreshed(after, base, now, now).content == after
