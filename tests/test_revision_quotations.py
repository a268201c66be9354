"""Quoted texts that change their order, their mark or their deadline → each is compared with itself, never with another."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import SECTION, built, comments, refreshed, verified
from youthreport.revision import State

LIST = "重点抓好以下事项：一是{{ 计划一 }}；二是{{ 计划二 }}。"
AWARD = "组织征文比赛，区财政局简予岚的作品获评{{ 奖 }}。"
FIRST, SECOND = (
    "开展绿色低碳行动（城建集团团委等单位，11月底前）",
    "举办创新方案征集（水务公司团委等单位，12月底前）",
)


def paper(folder: Path, said: str, **values: str) -> bytes:
    return built(folder, section=SECTION.replace(LIST, said), **values)


def quoted(edited: bytes, base: bytes, now: bytes) -> list[tuple[State, str | None]]:
    """State and text of today of each quotation, in the order of the build."""
    return [(f.state, f.now) for f in verified(edited, base, now).figures if not f.label]


CASES = {
    "the common deadline moved behind the list": (
        "重点抓好以下事项：一是开展绿色低碳行动（麦陇街道团工委等单位）；二是举办创新方案征集（水务公司团委等单位），"
        "以上{{ 项 }}项均于{{ 日 }}完成。",
        {"项": "二", "日": "12月底前"},
        [
            (State.OUTDATED, "开展绿色低碳行动（麦陇街道团工委等单位）"),
            (State.OUTDATED, "举办创新方案征集（水务公司团委等单位）"),
        ],
    ),
    "a new item came first": (
        "重点抓好以下事项：一是{{ 计划三 }}；二是{{ 计划一 }}；三是{{ 计划二 }}。",
        {"计划三": "组建8支宣讲队（云溪中学团委）", "计划一": FIRST, "计划二": SECOND.replace("12", "10")},
        [(State.UNCHANGED, FIRST), (State.OUTDATED, SECOND.replace("12", "10"))],
    ),
    "the order changed": (
        LIST,
        {"计划一": SECOND, "计划二": FIRST},
        [(State.UNCHANGED, FIRST), (State.UNCHANGED, SECOND)],
    ),
    "an item went": (
        "重点抓好以下事项：一是{{ 计划二 }}，以上{{ 项 }}项均于{{ 日 }}完成。",
        {"计划二": SECOND, "项": "一", "日": "12月底前"},
        [(State.OUTDATED, None), (State.UNCHANGED, SECOND)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_quotation_is_compared_with_itself(tmp_path: Path, case: str) -> None:
    said, values, expected = CASES[case]
    base = paper(tmp_path / "base", LIST, 计划一=FIRST, 计划二=SECOND)
    now = paper(tmp_path / "now", said, **values)
    assert quoted(base, base, now) == expected


def test_a_number_is_never_proposed_for_words(tmp_path: Path) -> None:
    said, values, expected = CASES["the common deadline moved behind the list"]
    base = paper(tmp_path / "base", LIST, 计划一=FIRST, 计划二=SECOND)
    now = paper(tmp_path / "now", said, **values)
    done = refreshed(base, base, now)
    assert done.updated == ()
    assert [f.now for f in done.stuck] == [text for _, text in expected]
    assert [text for _, text in comments(done.content) if text.endswith("：\n二")] == []


def test_quoted_words_in_prose_follow_what_stands_in_their_place(tmp_path: Path) -> None:
    base = paper(tmp_path / "base", AWARD, 奖="市级一等奖")
    now = paper(tmp_path / "now", AWARD, 奖="全国第3名")
    assert quoted(base, base, now) == [(State.OUTDATED, "全国第3名")]
