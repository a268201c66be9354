"""One thing done to a paper, or one thing changed in the data → exactly that is what `verify` finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.edited import SECTION, Edit, built, verified
from youthreport.revision import Change, Comparison, FigureState, State, verified_text


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The paper as it was built."""
    return built(tmp_path_factory.mktemp("base"))


def by_name(found: Comparison) -> dict[str, FigureState]:
    return {figure.name: figure for figure in found.figures}


def others_unchanged(found: Comparison, *names: str) -> bool:
    return all(f.state is State.UNCHANGED and f.marked for f in found.figures if f.name not in names)


def test_a_paper_that_nobody_touched_agrees(base: bytes) -> None:
    found = verified(base, base)
    assert (found.agrees, len(found.figures), others_unchanged(found)) == (True, 11, True)


LOST = "yr_org_new_1"
EDITS: dict[str, tuple[Callable[[Edit], Edit], str, State, str | None, bool]] = {
    "typed inside": (lambda e: e.type_inside(LOST, "28"), LOST, State.EDITED, "28", True),
    "typed over": (lambda e: e.type_over(LOST, "28"), LOST, State.EDITED, "28", False),
    "typed over with the same": (lambda e: e.type_over(LOST, "27"), LOST, State.UNCHANGED, "27", False),
    "typed over with a hedge": (lambda e: e.type_over(LOST, "近30"), LOST, State.EDITED, "近30", False),
    "retyped in Chinese": (lambda e: e.type_over(LOST, "二十八"), LOST, State.EDITED, "二十八", False),
    "the first digits typed over": (
        lambda e: e.shrink("yr_vol_acts_1", "150", "余"), "yr_vol_acts_1", State.EDITED, "150余", False,
    ),
    "a digit typed before": (
        lambda e: e.shrink("yr_org_new_1", "1", "27"), LOST, State.EDITED, "127", True,
    ),
    "a unit typed behind": (
        lambda e: e.replace("名。抓好", "万名。抓好"), "yr_members_1", State.EDITED, "9392万", True,
    ),
    "tracked": (lambda e: e.track(LOST, "28"), LOST, State.EDITED, "28", True),
    "typed over with a group of digits": (
        lambda e: e.type_over(LOST, "1 200"), LOST, State.EDITED, "1 200", False,
    ),
    "figure deleted": (lambda e: e.type_over(LOST, ""), LOST, State.DELETED, None, False),
    "quotation changed": (
        lambda e: e.type_inside("yq_1", "办好5场宣讲（云溪中学团委，11月底前）"),
        "yq_1", State.EDITED, "办好5场宣讲（云溪中学团委，11月底前）", True,
    ),
    "quotation retyped": (
        lambda e: e.type_over("yq_1", "办好5场宣讲"), "yq_1", State.EDITED, "办好5场宣讲", False,
    ),
    "only figure of a cell typed over": (
        lambda e: e.type_over("yr_org_school_1", "9"), "yr_org_school_1", State.EDITED, "9", False,
    ),
    "a hedge typed inside": (lambda e: e.type_inside(LOST, "超过27"), LOST, State.EDITED, "超过27", True),
    "a hedge typed inside, behind": (lambda e: e.type_inside(LOST, "27以上"), LOST, State.EDITED, "27以上", True),
    "a hedge typed before": (
        lambda e: e.replace("新建团组织", "新建团组织约"), LOST, State.EDITED, "约27", True,
    ),
    "a direction turned round": (
        lambda e: e.replace("同比增长", "同比下降"), "yr_org_new_2", State.EDITED, "下降42.1%", True,
    ),
    "words around it rewritten": (
        lambda e: e.replace("抓好攻坚建团，新建团组织", "攻坚克难，今年以来建立团组织").type_over(LOST, "28"),
        LOST, State.EDITED, "28", False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
def test_what_was_done_to_one_figure(base: bytes, case: str) -> None:
    edit, name, state, text, marked = EDITS[case]
    found = verified(edit(Edit(base)).content, base)
    figure = by_name(found)[name]
    assert (figure.state, figure.paper, figure.marked) == (state, text, marked)
    assert others_unchanged(found, name)
    assert found.agrees == (state is State.UNCHANGED)
    assert found.suspects == ()


def test_an_edited_figure_is_told_with_what_it_was_and_what_it_should_be(base: bytes, tmp_path: Path) -> None:
    found = verified(Edit(base).type_inside(LOST, "28").content, base, built(tmp_path, 新建="30"))
    figure = by_name(found)[LOST]
    assert (figure.was, figure.paper, figure.now, figure.label) == ("27", "28", "30", "同比")
    assert "新建团组织28个" in figure.sentence
    assert figure.place == "第5段"


def test_a_figure_is_shown_among_the_words_where_it_stands(tmp_path: Path) -> None:
    """A 2 stands in 27 and in 42.1% as well."""
    small = built(tmp_path / "small", 两新="2")
    told = verified_text(verified(small, small, built(tmp_path / "now", 两新="3")), ())
    assert "原稿 2，文中 2，现在应为 3。第5段“…42.1%，其中两新领域2个。”" in told


def test_a_figure_that_only_the_data_changed_is_outdated(base: bytes, tmp_path: Path) -> None:
    found = verified(base, base, built(tmp_path, 新建="30"))
    assert (by_name(found)[LOST].state, by_name(found)[LOST].now) == (State.OUTDATED, "30")
    assert others_unchanged(found, LOST)
    assert not found.agrees


def test_a_figure_corrected_by_hand_to_what_the_data_say_agrees(base: bytes, tmp_path: Path) -> None:
    found = verified(Edit(base).type_over(LOST, "30").content, base, built(tmp_path, 新建="30"))
    assert (by_name(found)[LOST].state, found.agrees) == (State.CURRENT, True)


@pytest.mark.parametrize("resaved", [Edit.split_runs, Edit.renumber])
def test_how_a_program_saves_the_same_text_does_not_matter(
    base: bytes, resaved: Callable[[Edit], Edit]
) -> None:
    found = verified(resaved(Edit(base)).content, base)
    assert (found.agrees, others_unchanged(found)) == (True, True)


def test_a_deleted_paragraph_takes_its_figures_along_and_nothing_else(base: bytes) -> None:
    found = verified(Edit(base).delete("坚持常态服务").content, base)
    gone = {f.name for f in found.of(State.DELETED)}
    assert gone == {"yr_vol_acts_1", "yr_vol_people_1"}
    assert others_unchanged(found, *gone)
    assert (found.agrees, found.suspects, found.sentences) == (False, (), ())


def test_a_moved_paragraph_is_moved_and_still_agrees(base: bytes) -> None:
    found = verified(Edit(base).move("重点抓好", "建好基层组织").content, base)
    assert {f.name for f in found.figures if f.moved} == {"yq_1", "yq_2"}
    assert (found.agrees, others_unchanged(found)) == (True, True)


MOVING = """
## 工作情况
### 思想引领
思想引领有新进展，全区有团员{{ 团员 }}名，新建团组织{{ 新建 }}个，其中两新领域{{ 两新 }}个。
### 志愿服务
志愿服务有新气象，开展志愿活动{{ 场次 }}场，参与{{ 人次 }}人次。
### 阵地建设
阵地建设有新成果，新建青年之家{{ 之家 }}个。
"""


@pytest.mark.parametrize(
    ("text", "before", "moved"),
    [
        ("思想引领有新进展", "阵地建设有新成果", ["yr_members_1", "yr_org_new_1", "yr_org_new_lx_1"]),
        ("思想引领有新进展", "（三）", ["yr_members_1", "yr_org_new_1", "yr_org_new_lx_1"]),
        ("阵地建设有新成果", "思想引领有新进展", ["yr_yh_new_1"]),
    ],
)
def test_the_paragraph_that_was_moved_is_told_and_not_the_one_it_passed(
    tmp_path: Path, text: str, before: str, moved: list[str]
) -> None:
    paper = built(tmp_path, section=MOVING)
    found = verified(Edit(paper).move(text, before).content, paper)
    assert [f.name for f in found.figures if f.moved] == moved
    assert found.agrees


def test_a_copied_paragraph_holds_numbers_that_nothing_vouches_for(base: bytes) -> None:
    found = verified(Edit(base).copy("坚持常态服务", "重点抓好").content, base)
    assert sorted(s.text for s in found.suspects) == ["12小时", "180余场", "1万余人次"]
    assert all(s.copied for s in found.suspects)
    assert others_unchanged(found)
    assert not found.agrees


def test_a_figure_moved_into_another_statement_is_misplaced(base: bytes) -> None:
    edit = Edit(base).type_over("yr_vol_acts_1", "")
    edit.cut_and_paste(LOST, behind="志愿活动")
    found = verified(edit.content, base)
    figure = by_name(found)[LOST]
    assert (figure.state, figure.moved, "志愿活动27场" in figure.sentence) == (State.MISPLACED, True, True)
    assert [f.name for f in found.of(State.DELETED)] == ["yr_vol_acts_1"]


@pytest.mark.parametrize(
    ("text", "suspect"),
    [
        ("我区还联系青年人才320名。", ["320名"]),
        ("我区还联系青年人才三百二十名、慰问1.5万余人次。", ["三百二十名", "1.5万余人次"]),
        ("覆盖率比去年提高3.5%。", ["3.5%"]),
        ("2026年7月6日召开第3次会议，学习二十届四中全会精神，惠及千家万户。", []),
        ("这是一个良好的开端。", []),
    ],
)
def test_numbers_that_people_wrote_themselves(base: bytes, text: str, suspect: list[str]) -> None:
    found = verified(Edit(base).write(text, "重点抓好").content, base)
    assert [s.text for s in found.suspects] == suspect
    assert (others_unchanged(found), found.agrees) == (True, not suspect)


def test_prose_may_be_rewritten(base: bytes) -> None:
    edited = Edit(base).replace("及时总结经验做法，推动各项任务落地见效", "我们将一抓到底").content
    assert verified(edited, base).agrees


def test_a_claim_that_no_longer_holds_takes_its_sentence_along(base: bytes, tmp_path: Path) -> None:
    found = verified(base, base, built(tmp_path, holds=""))
    assert [(s.change, s.was) for s in found.sentences] == [
        (Change.WITHDRAWN, "各支部已全部完成自评，五星支部57个。")
    ]
    assert by_name(found)["yr_star5_1"].state is State.OUTDATED
    assert not found.agrees


def test_a_sentence_that_people_deleted_themselves_is_not_missed(base: bytes, tmp_path: Path) -> None:
    edited = Edit(base).delete("各支部已全部完成自评").content
    assert verified(edited, base, built(tmp_path, holds="")).sentences == ()


def test_a_reworded_sentence_is_told_as_it_should_be(base: bytes, tmp_path: Path) -> None:
    found = verified(base, base, built(tmp_path, 同比=""))
    assert [(s.change, s.now) for s in found.sentences] == [
        (Change.REWORDED, "抓好攻坚建团，新建团组织27个，其中两新领域13个。")
    ]
    assert by_name(found)["yr_org_new_2"].now is None


GAP = "## 工作情况\n学社衔接率{{ 同比 }}。"


def test_a_figure_that_a_draft_lacked_is_told_as_its_sentence_should_be(tmp_path: Path) -> None:
    draft = built(tmp_path / "draft", section=GAP.replace("{{ 同比 }}", "【待补充：学社衔接率】"))
    now = built(tmp_path / "now", section=GAP, 同比="95%")
    found = verified(draft, draft, now)
    assert [(s.change, s.paper, s.now) for s in found.sentences] == [
        (Change.REWORDED, "学社衔接率【待补充：学社衔接率】。", "学社衔接率95%。")
    ]
    edit = Edit(draft).replace("【待补充：学社衔接率】", "95%")
    assert verified(edit.content, draft, now).agrees
    wrong = verified(edit.replace("95%", "96%").content, draft, now)
    assert ([s.now for s in wrong.sentences], [s.text for s in wrong.suspects]) == (
        ["学社衔接率95%。"],
        ["96%"],
    )


def test_a_list_whose_items_no_longer_hold_numbers_is_still_the_same_sentence(
    base: bytes, tmp_path: Path
) -> None:
    plain = {"计划一": "办好宣讲（云溪中学团委）", "计划二": "组建突击队（城建集团团委）"}
    bare = SECTION.replace("{{ 计划一 }}", plain["计划一"]).replace("{{ 计划二 }}", plain["计划二"])
    found = verified(base, base, built(tmp_path, section=bare))
    assert [(s.change, s.now) for s in found.sentences] == [
        (Change.REWORDED, f"重点抓好以下事项：一是{plain['计划一']}；二是{plain['计划二']}。")
    ]


def test_a_sentence_that_the_data_support_only_now_is_missing(base: bytes, tmp_path: Path) -> None:
    found = verified(base, base, built(tmp_path, holds="全部拓展"))
    assert [(s.change, s.now) for s in found.sentences] == [
        (Change.MISSING, "积极拓展服务阵地，新建青年之家5个。")
    ]
    assert others_unchanged(found)


@pytest.mark.parametrize(
    "text", ["积极拓展服务阵地，新建青年之家5个。", "　积极拓展服务阵地，新建青年之家5个。"]
)
def test_a_missing_sentence_that_people_took_over_is_no_longer_missing(
    base: bytes, tmp_path: Path, text: str
) -> None:
    edited = Edit(base).write(text, "重点抓好").content
    found = verified(edited, base, built(tmp_path, holds="全部拓展"))
    assert (found.sentences, found.suspects, found.agrees) == ((), (), True)


def test_a_clause_that_people_took_over_from_a_proposal_is_no_suspect(base: bytes, tmp_path: Path) -> None:
    """The data say the sentence with two more numbers; people have rewritten its beginning."""
    more = SECTION.replace("，其中两新领域", "，完成年度任务{{ 学校 }}个，其中两新领域")
    now = built(tmp_path, section=more)
    edit = (
        Edit(base)
        .replace("抓好攻坚建团", "攻坚克难")
        .replace("，其中两新领域", "，完成年度任务8个，其中两新领域")
    )
    assert verified(edit.content, base, now).agrees
    twice = verified(edit.replace("攻坚克难", "攻坚克难，走访团员8个").content, base, now)
    assert [s.text for s in twice.suspects] == ["8个"]


def test_the_order_of_open_lists_says_nothing(base: bytes, tmp_path: Path) -> None:
    now = built(
        tmp_path, 计划一="组建2支突击队（城建集团团委）", 计划二="办好3场宣讲（云溪中学团委，11月底前）"
    )
    assert verified(base, base, now).agrees


def test_without_the_build_only_the_data_are_known(base: bytes, tmp_path: Path) -> None:
    from tests.edited import MEASURES
    from youthreport.revision import Job, verify

    found = verify(Job(Edit(base).type_over(LOST, "28").content, (), base, {}, MEASURES))
    assert isinstance(found, Comparison)
    assert (found.base, by_name(found)[LOST].was, by_name(found)[LOST].state) == (False, None, State.EDITED)
