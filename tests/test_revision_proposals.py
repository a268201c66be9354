"""A paper and data that say some of its sentences otherwise → the comments of `refresh` that propose the new ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import SECTION, Edit, W, built, changes, comments, part, refreshed, texts, verified
from tests.validity import faults
from youthreport.revision import Change, refreshed_text, verified_text
from youthreport.revision.differing import difference

NEW = "yr_org_new_1"
SECOND = "组建2支突击队（城建集团团委）"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The paper as it was built."""
    return built(tmp_path_factory.mktemp("base"))


def test_a_flipped_claim_is_proposed_at_its_sentence_and_its_figures_wait(
    base: bytes, tmp_path: Path
) -> None:
    done = refreshed(base, base, built(tmp_path, holds="拓展"))
    assert [s.change for s in done.proposals] == [Change.WITHDRAWN, Change.MISSING]
    assert comments(done.content) == [
        ("数据更新", "按现在的数据，这一句不再成立，建议删去：\n各支部已全部完成自评，五星支部57个。"),
        ("数据更新", "按现在的数据，这里应补一句：\n积极拓展服务阵地，新建青年之家5个。"),
    ]
    assert commented(done.content) == ["各支部已全部完成自评，五星支部57个。", ""]
    assert changes(done.content) == []
    assert [f.name for f in done.stuck] == ["yr_star5_1"]
    assert faults(done.content, tmp_path) == []


def commented(content: bytes) -> list[str]:
    """The words that each comment covers, in order of their numbers."""
    inside: dict[str, str] = {}
    open_now: set[str] = set()
    for element in part(content).iter():
        if element.tag == f"{W}commentRangeStart":
            open_now.add(element.get(f"{W}id"))
            inside[element.get(f"{W}id")] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_now.discard(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            for key in open_now:
                inside[key] += element.text or ""
    return [inside[key] for key in sorted(inside, key=int)]


def test_a_sentence_is_never_made_half_true(base: bytes, tmp_path: Path) -> None:
    """Without last year's figure 同比 goes: the new number must not stand beside the old growth."""
    done = refreshed(base, base, built(tmp_path, 新建="30", 同比=""))
    assert changes(done.content) == []
    assert [f.name for f in done.stuck] == [NEW, "yr_org_new_2"]
    assert [s.now for s in done.proposals] == ["抓好攻坚建团，新建团组织30个，其中两新领域13个。"]


def test_a_figure_in_words_that_people_have_already_adopted_is_replaced(base: bytes, tmp_path: Path) -> None:
    now = built(tmp_path, 新建="30", 同比="")
    edited = Edit(base).delete_words("yr_org_new_2", before=0, after=0).replace("个，同比增长", "个").content
    done = refreshed(edited, base, now)
    assert changes(done.content) == [("del", "27"), ("ins", "30")]
    assert (done.proposals, done.stuck) == ((), ())


def test_proposals_are_made_once(base: bytes, tmp_path: Path) -> None:
    now = built(tmp_path, holds="拓展", 团员="9501")
    once = refreshed(base, base, now)
    again = refreshed(once.content, base, now, now)
    assert again.content == once.content
    assert len(again.proposals) == len(once.proposals) == 2


def test_proposals_stand_behind_the_comments_of_others(base: bytes, tmp_path: Path) -> None:
    edit = Edit(base)
    edit.document.add_comment(edit.document.paragraphs[4].runs[0], "请核", author="张书记", initials="张")
    done = refreshed(edit.content, base, built(tmp_path, holds=""))
    assert [author for author, _ in comments(done.content)] == ["张书记", "数据更新"]
    assert faults(done.content, tmp_path) == []


def test_a_sentence_that_was_taken_over_and_is_no_longer_true_is_withdrawn(
    base: bytes, tmp_path: Path
) -> None:
    between = built(tmp_path / "1", "bbbbbbbb22222222", holds="全部拓展")
    edited = Edit(base).write("积极拓展服务阵地，新建青年之家5个。", "重点抓好").content
    done = refreshed(edited, base, base, between)
    assert [(s.change, s.was) for s in done.proposals] == [
        (Change.WITHDRAWN, "积极拓展服务阵地，新建青年之家5个。")
    ]


def test_new_quoted_text_follows_the_data(base: bytes, tmp_path: Path) -> None:
    done = refreshed(base, base, built(tmp_path, 计划二="组建4支突击队（城建集团团委）"))
    assert changes(done.content) == [
        ("del", "组建2支突击队（城建集团团委）"),
        ("ins", "组建4支突击队（城建集团团委）"),
    ]


def test_an_item_of_a_list_is_replaced_where_people_read_it(base: bytes, tmp_path: Path) -> None:
    """The data list it second now; people see it first, and the other one has not changed."""
    now = built(tmp_path, 计划一=SECOND, 计划二="办好4场宣讲（云溪中学团委，12月底前）")
    done = refreshed(base, base, now)
    assert changes(done.content) == [
        ("del", "办好3场宣讲（云溪中学团委，11月底前）"),
        ("ins", "办好4场宣讲（云溪中学团委，12月底前）"),
    ]
    assert f"一是办好4场宣讲（云溪中学团委，12月底前）；二是{SECOND}。" in "".join(texts(done.content))
    assert (done.stuck, comments(done.content)) == ((), [])


def test_no_figure_waits_without_a_comment_that_says_so(base: bytes, tmp_path: Path) -> None:
    edited = Edit(base).replace("抓好攻坚建团，", "按照部署，我们年初以来").content
    for now in (built(tmp_path / "1", 新建="30", 同比=""), built(tmp_path / "2", holds="", 场次="200余")):
        done = refreshed(edited, base, now)
        assert done.stuck
        spoken = "".join(commented(done.content))
        assert [f.name for f in done.stuck if f.sentence not in spoken] == []


def test_what_goes_with_its_sentence_is_counted_and_not_listed(base: bytes, tmp_path: Path) -> None:
    without = SECTION.replace("重点抓好以下事项：一是{{ 计划一 }}；二是{{ 计划二 }}。", "")
    now = built(tmp_path, section=without, 团员="9501")
    said = refreshed_text(refreshed(base, base, now), ())
    assert "要连同句子一起改，没有动，见批注（2 处）\n  · 在建议删去的句子或表格行中的 2 处，见下\n" in said
    told = verified_text(verified(base, base, now), ())
    assert "没有改过，但数据已变化（3 处）\n  · 团员（yr_members_1）：" in told
    assert "  · 在建议删去的句子或表格行中的 2 处，见下\n" in told
    assert "不一致 3 处" in told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("澄岚区共青团组织认真学习。", "澄岚区各级团组织认真学习。", "“共青团组织”改为“各级团组织”"),
        ("实际报送39个。", "实际报送40个，做到了全员报送。", "“39个”改为“40个，做到了全员报送”"),
        ("新建27个，同比增长42.1%，其中两新13个。", "新建27个，其中两新13个。", "删去“，同比增长42.1%”"),
        ("学习率98.8%。", "学习率98.9%。", "“98.8%”改为“98.9%”"),
        ("一样。", "一样。", ""),
        ("甲乙丙丁戊己庚辛", "壬" * 60, ""),
        (
            "一是宣讲（区文化旅游局团委等单位）。",
            "一是宣讲（麦陇街道团工委等单位）。",
            "“区文化旅游局团委”改为“麦陇街道团工委”",
        ),
        (
            "甲街道团工委、乙街道团工委",
            "甲街道团工委、麦陇街道团工委、乙街道团工委",
            "增加“麦陇街道团工委、”",
        ),
        ("麦陇街道团工委、乙中学团委等6", "乙中学团委等5", "删去“麦陇街道团工委、”；“6”改为“5”"),
        ("新建20个，逐步扩大", "新建20个，其中两新6个，逐步扩大", "增加“，其中两新6个”"),
        (
            "筹集37.8万余元、三十二场",
            "筹集37.9万余元、三十三场",
            "“37.8万余元、三十二”改为“37.9万余元、三十三”",
        ),
    ],
)
def test_a_new_wording_is_told_by_its_difference(old: str, new: str, told: str) -> None:
    assert difference(old, new) == told


def test_the_comment_and_the_report_say_what_the_data_changed(base: bytes, tmp_path: Path) -> None:
    """People have rewritten the beginning, which the data have nothing to do with."""
    now = built(tmp_path, 新建="30", 同比="")
    edited = Edit(base).replace("抓好攻坚建团", "攻坚克难").content
    whole = "抓好攻坚建团，新建团组织30个，其中两新领域13个。"
    differs = "“27个，同比增长42.1%”改为“30个”"
    done = refreshed(edited, base, now)
    said = f"按现在的数据，这一句应为：\n{whole}\n与原稿相比，{differs}。"
    assert comments(done.content) == [("数据更新", said)]
    told = verified_text(verified(edited, base, now), ())
    assert f"    现在应为“{whole}”\n    与原稿相比，{differs}\n" in told
