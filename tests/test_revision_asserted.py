"""Words that people typed into a paper and that assert something → told; harmless edits, and what the build said → not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import edited
from tests.accounting import paper_in
from tests.conftest import SAMPLE, BuiltSample
from tests.edited import STAMP, Edit, comments
from tests.office import convert
from youthreport.catalogue import load_catalogue
from youthreport.cli import main
from youthreport.revision import (
    Comparison,
    Job,
    Proofs,
    Refreshed,
    labels_of,
    refresh,
    verified_text,
    verify,
)

CATALOGUE = load_catalogue()
VERDICTS = {"全部完成自评": (True, "star_self 362 = branch_due 362"), "年度任务完成": (False, "60 < 100")}


@pytest.fixture(scope="module")
def base(built: BuiltSample) -> bytes:
    """The sample's paper."""
    return built.paper.read_bytes()


def job(paper: bytes, base: bytes, now: bytes | None = None) -> Job:
    proofs = Proofs(CATALOGUE.asserting, CATALOGUE.claims, VERDICTS)
    measures = tuple(CATALOGUE.measures)
    return Job(paper, (base,), now or base, labels_of(CATALOGUE), measures, "b" * 16, STAMP, proofs=proofs)


def found_in(paper: bytes, base: bytes) -> Comparison:
    found = verify(job(paper, base))
    assert isinstance(found, Comparison), found
    return found


def told(found: Comparison) -> list[str]:
    return [one.text for one in found.assertions]


CHANGED = [
    ("家已建立团组织", "家，已全部建立团组织", ["全部"]),
    ("，实现时间过半、任务过半。", "，已提前超额完成全年任务。", ["提前超额完成"]),
    ("，实现时间过半、任务过半。", "，实现时间过半、任务过半，已完成全年任务。", ["完成全年任务"]),
    ("人，同比增长", "人，同比大幅增长", ["同比大幅增长"]),
    ("开展“手拉手微心愿”活动", "率先开展“手拉手微心愿”活动", ["率先"]),
    ("，引导青少年学法守法", "，居全市第一，引导青少年学法守法", ["全市第一"]),
    ("，覆盖青少年", "，各中小学均已参加，实现全覆盖，覆盖青少年", ["均", "全覆盖"]),
    ("件，已全部办结，", "件，已全部办结，回访全部满意，", ["全部"]),
    ("，为青年相识相知创造条件", "，连续第十年举办，为青年相识相知创造条件", ["连续第十年"]),
    ("学习组织还不够均衡", "学习组织已实现全员参与", ["全员"]),
    ("完善困境青少年需求台账", "困境青少年需求台账已全部建立", ["全部"]),
]


@pytest.mark.parametrize(("old", "new", "words"), CHANGED, ids=[row[1] for row in CHANGED])
def test_a_claim_typed_into_a_sentence_is_told(base: bytes, old: str, new: str, words: list[str]) -> None:
    found = found_in(Edit(base).replace(old, new).content, base)
    assert (told(found), found.agrees) == (words, False)
    assert all(new.strip("，。") in one.sentence for one in found.assertions)


WRITTEN = [
    ("我区连续第十年获评先进。", ["连续第十年"]),
    ("各街道均实现青年之家全覆盖。", ["均", "全覆盖"]),
    ("志愿服务时长较上年增长。", ["较上年增长"]),
    ("各项工作走在全市前列。", ["走在全市前列"]),
    ("应参评的支部应评尽评。", ["应评尽评"]),
]


@pytest.mark.parametrize(("text", "words"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_a_sentence_of_ones_own_is_told(base: bytes, text: str, words: list[str]) -> None:
    found = found_in(Edit(base).write(text, "突出网络舆论引导").content, base)
    assert [(one.text, one.sentence) for one in found.assertions] == [(word, text) for word in words]


HARMLESS = [
    ("不断增强青年的认同感、参与感", "让青年更有认同感、参与感"),
    ("应参评的", "今年应参评的"),
    ("，已全部办结，做到件件有回应、事事有着落", "，做到件件有回应、事事有着落，已全部办结"),
    ("，实现时间过半、任务过半", ""),
    ("学习组织还不够均衡", "各单位学习组织尚未实现全覆盖"),
    ("完善困境青少年需求台账", "力争全部建立困境青少年需求台账"),
    ("持续整顿后进支部", "持续整顿后进支部，实现整顿全覆盖"),
    ("为青年相识相知创造条件", "为青年相识相知搭建“全覆盖”平台"),
    ("引导青少年学法守法、自护自强", "引导广大青少年学法守法"),
]


@pytest.mark.parametrize(("old", "new"), HARMLESS, ids=[row[1] or "删去" for row in HARMLESS])
def test_a_harmless_edit_is_not_told(base: bytes, old: str, new: str) -> None:
    found = found_in(Edit(base).replace(old, new).content, base)
    assert (told(found), found.agrees) == ([], True)


def test_a_paragraph_that_was_moved_or_cut_in_two_keeps_its_words(base: bytes) -> None:
    moved = Edit(base).move("用心用情维护青少年权益", "真情实意开展暖心帮扶")
    parted = Edit(base).replace("件，已全部办结，做到件件", "件。这些事项已全部办结，做到件件")
    retyped = Edit(base).retype("用心用情维护青少年权益")
    assert [told(found_in(edit.content, base)) for edit in (moved, retyped, parted)] == [[], [], []]


def test_what_would_prove_the_words_is_named_with_its_verdict(base: bytes) -> None:
    edit = Edit(base).replace("，实现时间过半、任务过半", "，已提前超额完成年度任务")
    edit.write("各支部全部完成自评。", "突出网络").write("全区商圈全部建团。", "突出网络")
    found = found_in(edit.content, base)
    assert [(one.text, one.claim, one.holds) for one in found.assertions] == [
        ("全部", "全部完成自评", True),
        ("全部", "", None),
        ("提前超额完成", "年度任务完成", False),
    ]
    text = verified_text(found, ())
    assert "人工写入的结论，没有数据证明，请删去或核实（3 处）" in text
    assert "最接近的断言是“年度任务完成”，现在不成立（60 < 100）。" in text
    assert "现在成立，请核对说的是不是同一件事（star_self 362 = branch_due 362）" in text
    assert "没有数据证明的话 3 处" in text


@pytest.fixture(scope="module")
def papers(base: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Papers that nobody touched."""
    messy = shutil.copytree(SAMPLE.with_name("2026S1-messy"), tmp_path_factory.mktemp("messy") / "p")
    assert main(["build", "-q", str(messy)]) == 3
    small = edited.built(tmp_path_factory.mktemp("small"))
    return {
        "sample": base,
        "messy": paper_in(messy / "output").read_bytes(),
        "small": small,
    }


def test_a_paper_that_nobody_touched_is_not_doubted(papers: dict[str, bytes], tmp_path: Path) -> None:
    saved = convert(papers, "docx", tmp_path)
    for name, paper in papers.items():
        assert told(found_in(paper, paper)) == []
        assert told(found_in(saved[name].read_bytes(), paper)) == []


def test_refresh_leaves_the_words_and_says_so_once(base: bytes) -> None:
    now = Edit(base).type_inside("yr_party_nonpub_tuan_1", "184").content
    edit = Edit(base).replace("家已建立团组织", "家，已全部建立团组织")
    once = refresh(job(edit.content, base, now))
    assert isinstance(once, Refreshed)
    assert told(once.comparison) == ["全部"]
    assert any("家，已全部建立团组织" in text for text in edited.texts(once.content))
    assert len([said for _, said in comments(once.content) if "这里写了“全部”" in said]) == 1
    again = refresh(job(once.content, base, now))
    assert isinstance(again, Refreshed)
    assert (told(again.comparison), again.content == once.content) == (["全部"], True)
    clean = refresh(job(base, base, now))
    assert isinstance(clean, Refreshed)
    assert told(found_in(clean.content, base)) == []
