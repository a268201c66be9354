"""A review copy that people worked in and data that changed → its own comments say what the data say now."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.conftest import BuiltSample, Run
from tests.edited import Edit, W, comments, part, set_text, text_of, with_part
from tests.office import convert
from tests.projects import OTHER, SCHOOL, STREET, hand_in, start
from tests.validity import faults
from youthreport.revision.notes import says_a_note

OURS = "数据溯源"
PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
MEMBERS = [
    "文中“160”：团员总数（members）160人，期末数",
    "含义：期末在册团员总数，按“智慧团建”导出数填写。",
    "计算：各单位之和",
    "填报：应报 3 个单位，实报 2 个",
    "主要来源：甲街道团工委 100、乙街道团工委 60",
]
MORE = [
    "文中“260”：团员总数（members）260人，期末数",
    *MEMBERS[1:3],
    "填报：应报 3 个单位，实报 3 个",
    "主要来源：甲街道团工委 120、丙中学团委 80、乙街道团工委 60",
]
SECTION = (
    "## 上半年工作情况\n全区有团员{{ 团员总数 }}人，新建团组织{{ 新建团组织数 }}个。\n"
    "专职团干部{{ 专职团干部 }}名，及时回应青年需求。"
)


@pytest.fixture
def project(tmp_path: Path, run: Run) -> Path:
    """Two of three units have reported, and the paper is built."""
    folder = start(tmp_path / "2026S1", [STREET, OTHER, SCHOOL], section=SECTION)
    hand_in(folder, STREET, {"members": 100, "cadre_full": 3})
    hand_in(folder, OTHER, {"members": 60, "cadre_full": 2})
    assert run("build", "-q", folder).code == 3
    return folder


@pytest.fixture
def review(project: Path) -> bytes:
    """The review copy of that build."""
    return next((project / "output").glob("*（审阅稿）.docx")).read_bytes()


def more_came_in(project: Path) -> None:
    """The third unit reports, and the first corrects its members."""
    hand_in(project, STREET, {"members": 120, "cadre_full": 3}, revision=2, file="甲（更正）.xlsx")
    hand_in(project, SCHOOL, {"members": 80, "cadre_full": 0})


def refreshed(run: Run, project: Path, content: bytes) -> tuple[bytes, str]:
    """What `refresh` makes of the copy, and what it says."""
    (project.parent / "out").mkdir(exist_ok=True)
    given, out = project / "output" / "审阅（已批）.docx", project.parent / "out" / "更新稿.docx"
    given.write_bytes(content)
    out.unlink(missing_ok=True)
    done = run("refresh", "-q", given, "-o", out, "--project", project)
    assert done.code == 0, done.err
    return out.read_bytes(), done.out


def comment_on(content: bytes, code: str) -> list[str]:
    """The lines of our comment on that figure."""
    (found,) = [text for author, text in comments(content) if author == OURS and f"（{code}）" in text]
    return found.split("\n")


def test_a_comment_tells_the_units_and_values_of_the_new_data(
    project: Path, review: bytes, run: Run, tmp_path: Path
) -> None:
    assert comment_on(review, "members") == MEMBERS
    more_came_in(project)
    content, said = refreshed(run, project, review)
    assert comment_on(content, "members") == MORE
    assert "更新审阅批注" in said
    assert faults(content, tmp_path) == []


def test_a_figure_that_stayed_while_its_units_changed_has_a_new_comment_as_well(
    project: Path, review: bytes, run: Run
) -> None:
    more_came_in(project)
    content, _ = refreshed(run, project, review)
    before, after = comment_on(review, "cadre_full"), comment_on(content, "cadre_full")
    assert before[0] == after[0] == "文中“5”：专职团干部（cadre_full）5名，期末数"
    assert [a for b, a in zip(before, after, strict=True) if a != b] == ["填报：应报 3 个单位，实报 3 个"]


def test_the_comments_are_those_of_a_new_build(project: Path, review: bytes, run: Run) -> None:
    more_came_in(project)
    content, _ = refreshed(run, project, review)
    run("build", "-q", project)
    fresh = next((project / "output").glob("*（审阅稿）.docx")).read_bytes()
    for code in ("members", "org_new", "cadre_full"):
        assert comment_on(content, code) == comment_on(fresh, code)


def test_running_it_twice_changes_nothing(project: Path, review: bytes, run: Run) -> None:
    more_came_in(project)
    once, _ = refreshed(run, project, review)
    twice, said = refreshed(run, project, once)
    assert twice == once
    assert "更新审阅批注" not in said


def test_the_same_data_change_no_comment(project: Path, review: bytes, run: Run) -> None:
    content, said = refreshed(run, project, review)
    assert (content, "不需要更新" in said) == (review, True)


def test_the_comments_of_people_stay_as_they_are(project: Path, review: bytes, run: Run) -> None:
    edit = Edit(review)
    run_of_text = edit.document.paragraphs[3].runs[0]
    edit.document.add_comment(run_of_text, "请核：文中“160”：团员总数", author="张书记", initials="张")
    given = edit.content
    more_came_in(project)
    content, _ = refreshed(run, project, given)
    theirs = [etree.tostring(c) for c in _by(given, "张书记")]
    assert [etree.tostring(c) for c in _by(content, "张书记")] == theirs != []


def test_the_paper_itself_has_no_comments_afterwards(project: Path, run: Run) -> None:
    paper = next(p for p in (project / "output").glob("*.docx") if "审阅稿" not in p.stem).read_bytes()
    hand_in(project, STREET, {"members": 120, "cadre_full": 3}, revision=2, file="甲（更正）.xlsx")
    content, said = refreshed(run, project, paper)
    assert [author for author, _ in comments(content)] == []
    assert "更新数据 1 处" in said


WORDS = "请甲街道再核一次"
TYPED: dict[str, tuple[Callable[[Any], None], list[str]]] = {
    "a line of their own behind ours": (lambda c: c.append(_line(c, WORDS)), [*MORE, WORDS]),
    "a line of their own between ours": (
        lambda c: c[1].addnext(_line(c, WORDS)), [*MORE[:2], WORDS, *MORE[2:]],
    ),
    "words behind the meaning": (
        lambda c: _set(c[1], f"{MEMBERS[1]}{WORDS}"), [MORE[0], f"{MEMBERS[1]}{WORDS}", *MORE[1:]],
    ),
    "words behind the count of units": (
        lambda c: _set(c[3], f"{MEMBERS[3]}，{WORDS}"),
        [*MORE[:3], f"{MEMBERS[3]}，{WORDS}", *MORE[3:]],
    ),
    "a line of ours deleted": (lambda c: c.remove(c[2]), MORE),
}  # fmt: skip


@pytest.mark.parametrize("case", TYPED)
def test_what_people_typed_into_a_comment_of_ours_stays(
    project: Path, review: bytes, run: Run, case: str
) -> None:
    typing, expected = TYPED[case]
    more_came_in(project)
    content, _ = refreshed(run, project, _changed(review, typing))
    assert sorted(comment_on(content, "members")) == sorted(expected)
    assert refreshed(run, project, content)[0] == content


def test_a_comment_of_which_people_left_nothing_is_theirs(project: Path, review: bytes, run: Run) -> None:
    def all_new(comment: Any) -> None:
        for line in comment[1:]:
            comment.remove(line)
        _set(comment[0], f"{WORDS}（members）")

    more_came_in(project)
    content, _ = refreshed(run, project, _changed(review, all_new))
    assert comment_on(content, "members") == [f"{WORDS}（members）"]


def test_answers_to_a_comment_still_find_it(project: Path, review: bytes, run: Run) -> None:
    """Word ties them to the last paragraph of what they answer."""
    given = _changed(review, lambda comment: comment[-1].set(PARA_ID, "1A2B3C4D"))
    more_came_in(project)
    content, _ = refreshed(run, project, given)
    comment = next(c for c in _by(content, OURS) if "（members）" in text_of(c))
    assert [p.get(PARA_ID) for p in comment] == [None] * 4 + ["1A2B3C4D"]
    assert comment[0].find(f"{W}r/{W}annotationRef") is not None


def test_a_figure_that_people_changed_is_told_with_what_it_should_be(
    project: Path, review: bytes, run: Run
) -> None:
    more_came_in(project)
    edit = Edit(review)
    _set(edit.mark("yr_members_1")[0].getparent(), "170", holding="160")
    content, _ = refreshed(run, project, edit.content)
    told = comment_on(content, "members")
    assert told == ["文中“170”（按现在的数据应为“260”）：团员总数（members）260人，期末数", *MORE[1:]]
    assert refreshed(run, project, content)[0] == content


def test_a_comment_whose_figure_is_gone_is_left_and_named(project: Path, review: bytes, run: Run) -> None:
    edit = Edit(review)
    _, inside, _ = edit.mark("yr_members_1")
    for one in [r for r in inside if r.tag == f"{W}r" and r.find(f"{W}t") is not None]:
        one.getparent().remove(one)
    edit.replace("人，新建", "，新建")
    more_came_in(project)
    content, said = refreshed(run, project, edit.content)
    assert comment_on(content, "members") == MEMBERS
    assert f"审阅批注所在的数已不在文中，批注没有动，请核对（1 处）\n  · {MEMBERS[0]}" in said


def test_a_copy_that_libreoffice_saved_is_brought_up_to_date_as_well(
    project: Path, review: bytes, run: Run, tmp_path: Path
) -> None:
    saved = convert({"review": review}, "docx", tmp_path / "office")["review"].read_bytes()
    more_came_in(project)
    content, _ = refreshed(run, project, saved)
    assert comment_on(content, "members") == MORE
    assert refreshed(run, project, content)[0] == content
    again = convert({"refreshed": content}, "docx", tmp_path / "again")["refreshed"].read_bytes()
    assert comment_on(again, "members") == MORE


def test_every_line_that_the_program_writes_is_known_as_its_own(built: BuiltSample) -> None:
    copy = next(built.output.glob("*（审阅稿）.docx")).read_bytes()
    lines = [line for _, text in comments(copy) for line in text.split("\n")]
    assert len(lines) > 500
    assert [line for line in lines if not says_a_note(line)] == []
    assert not any(says_a_note(line) for line in (WORDS, "请核", f"{MEMBERS[0]}，{WORDS}", "填报：有误"))


def _by(content: bytes, author: str) -> list[Any]:
    root = part(content, "word/comments.xml")
    return [comment for comment in root.iter(f"{W}comment") if comment.get(f"{W}author") == author]


def _changed(content: bytes, typing: Callable[[Any], None]) -> bytes:
    """The copy after somebody typed into the comment on the members."""
    root = part(content, "word/comments.xml")
    typing(next(c for c in root.iter(f"{W}comment") if "（members）" in text_of(c)))
    return with_part(content, "word/comments.xml", etree.tostring(root))


def _line(comment: Any, words: str) -> Any:
    made = deepcopy(comment[-1])
    _set(made, words)
    return made


def _set(paragraph: Any, words: str, holding: str = "") -> None:
    runs = (r for r in paragraph.iter(f"{W}r") if r.find(f"{W}t") is not None)
    set_text(next(r for r in runs if holding in text_of(r)), words)
