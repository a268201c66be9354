"""Faulty papers → mended ones: the fault gone, all else kept, and nothing left to mend."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Cm, Pt
from lxml import etree

from tests import raw_papers as papers
from tests.raw_papers import BASE, W, annexes, body, head1, imprint, paper, par, run, title
from tests.test_lint_clean import CLEAN
from tests.test_lint_faults import FAULTS, Faulty, found
from youthreport.lint import Mended, mend


def mended(content: bytes, **options: str) -> Mended:
    """The mended paper; a refusal is a failure of the test."""
    result = mend(content, **options)
    assert isinstance(result, Mended), result
    return result


def parts(content: bytes) -> dict[str, bytes]:
    """The members of a .docx."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(content: bytes) -> list[str]:
    """The text of each paragraph of the body."""
    root = etree.fromstring(parts(content)["word/document.xml"])
    return ["".join(t.text or "" for t in p.iter(f"{{{W}}}t")) for p in root.iter(f"{{{W}}}p")]


def elements(content: bytes, *names: str) -> list[str]:
    """The elements of those names in the body, as XML."""
    root = etree.fromstring(parts(content)["word/document.xml"])
    return [etree.tostring(e).decode() for name in names for e in root.iter(f"{{{W}}}{name}")]


FIXABLE = [faulty for faulty in FAULTS if any(f.fixable for f in found(faulty.content).faults)]


@pytest.mark.parametrize("faulty", FIXABLE, ids=lambda f: f"{f.rule}-{f.says[:12]}")
def test_mending_takes_the_fault_away_and_settles(faulty: Faulty) -> None:
    once = mended(faulty.content)
    assert faulty.rule in {change.rule.id for change in once.changes}
    assert all(change.done and change.place for change in once.changes)
    assert found(once.content).faults == once.report.faults == ()
    again = mended(once.content)
    assert (again.content, again.changes) == (once.content, ())


# What each mends in the text, where formatting alone does not do.
WORDS = [
    ("二〇二六年七月六日", "2026年7月6日", {"organ": BASE["organ"], "day": par(run("二〇二六年七月六日"), left=17, first=0)}),
    ("2026.7.20", "2026年7月20日", {"three_text": body("请各单位于2026.7.20前报送。")}),
    ("07月06日", "7月6日", {"three_text": body("请各单位于2026年07月06日前报送。")}),
    ("（2026）", "〔2026〕", {"three_text": body("按照团发（2026）5号文件执行。")}),
    ("〔2026〕第05号", "〔2026〕5号", {"three_text": body("按照团发〔2026〕第05号文件执行。")}),
    ("重视,抓好", "重视，抓好", {"three_text": body("要高度重视,抓好落实。")}),
    ("(试行)", "（试行）", {"three_text": body("按照办法(试行)执行。")}),
    ('"先锋"', "“先锋”", {"three_text": body('开展"先锋"活动。')}),
    ("等...", "等……", {"three_text": body("举办宣讲、展演等...活动。")}),
    ("青春--建功", "青春——建功", {"three_text": body("主题是青春--建功。")}),
    ("》、《", "》《", {"three_text": body("学习《甲》、《乙》。")}),
    ("５６支", "56支", {"three_text": body("组织突击队５６支。")}),
    ("5-10%", "5%～10%", {"three_text": body("比上年增长5-10%。")}),
    ("3-5人", "3～5人", {"three_text": body("每组3-5人。")}),
    ("1、团员", "1.团员", {"item1": body("1、团员发展情况。重点检查程序。")}),
    ("(一)", "（一）", {"two_one": par(run("(一)组织建设情况", font="楷体_GB2312"))}),
    ("一．总体要求", "一、总体要求", {"one": head1("一．总体要求")}),
    ("一、总体要求。", "一、总体要求", {"one": head1("一、总体要求。")}),
    ("检查的通知。", "检查的通知", {"title2": title("基层团组织工作检查的通知。")}),
    ("附件1：", "附件：1.", annexes(note1=par(run("附件1：检查安排表"), left=6, first=-4))),
    ("组织部", "组织部。", {"imprint": imprint(copies="抄送：区委办公室，区委组织部")}),
    ("　　各单位", "各单位", {"three_text": body("　　各单位要高度重视。", first=0)}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "changes"), WORDS, ids=[after for _, after, _ in WORDS])
def test_words_are_mended_and_no_others(before: str, after: str, changes: dict[str, str | None]) -> None:
    content = paper(changes)
    expected = [line.replace(before, after, 1) for line in lines(content)]
    assert expected != lines(content)
    assert lines(mended(content).content) == expected


KEPT = [
    "他说：“要高度重视,抓好落实。”",
    "详见https://example.org/a,b;c。",
    "根据《关于(试行)办法,细则》执行。",
]


@pytest.mark.parametrize("text", KEPT)
def test_quotations_links_and_titles_keep_their_words(text: str) -> None:
    content = paper({"three_text": body(text)})
    assert lines(mended(content).content) == lines(content)


def test_a_word_keeps_its_look_when_its_neighbours_change() -> None:
    bold = run("重视,抓好", extra="<w:b/>")
    content = paper({"three_text": par(run("要高度"), bold, run("落实(试行"), run(")。"))})
    done = mended(content).content
    document = docx.Document(io.BytesIO(done))
    told = next(p for p in document.paragraphs if "高度" in p.text)
    assert [(r.text, bool(r.bold)) for r in told.runs] == [
        ("要高度", False), ("重视，抓好", True), ("落实（试行", False), ("）。", False)]  # fmt: skip


def test_the_lead_of_a_heading_gets_its_font_and_the_rest_keeps_its_own() -> None:
    text = "（一）组织建设情况。重点检查团员发展程序是否规范、档案是否齐全。"
    content = paper({"two_one": body(text), "item1": None, "item2": None})
    document = docx.Document(io.BytesIO(mended(content).content))
    told = next(p for p in document.paragraphs if p.text == text)
    fonts = [(r.text, r._r.rPr.rFonts.get(f"{{{W}}}eastAsia")) for r in told.runs]
    assert fonts == [("（一）组织建设情况。", "楷体_GB2312"), (text[10:], "仿宋_GB2312")]


MARKED = par(
    '<w:bookmarkStart w:id="7" w:name="yr_brigade_1"/>', run("组织青年突击队５６支,"), '<w:bookmarkEnd w:id="7"/>',
    '<w:commentRangeStart w:id="0"/>', run("成效(初步)显著。"), '<w:commentRangeEnd w:id="0"/>',
    '<w:r><w:commentReference w:id="0"/></w:r>', f'<w:ins w:id="8" w:author="甲">{run("另有,")}</w:ins>',
    f'<w:del w:id="9" w:author="甲">{run(inner="<w:delText>旧,</w:delText>")}</w:del>', run("请审阅。"),
    first=0,
)  # fmt: skip


def test_bookmarks_comments_and_tracked_changes_survive() -> None:
    content = paper({"three_text": MARKED}, comments='<w:comment w:id="0" w:author="甲"><w:p/></w:comment>')
    done = mended(content)
    names = (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "delText",
    )
    assert elements(done.content, *names) == elements(content, *names)
    assert len(elements(done.content, "ins")) == len(elements(done.content, "del")) == 1
    assert "组织青年突击队56支，成效（初步）显著。另有，请审阅。" in lines(done.content)
    assert {fault.rule.id for fault in done.report.faults} == {"G85", "G86"}
    assert parts(done.content)["word/comments.xml"] == parts(content)["word/comments.xml"]


def mixed(seed: int) -> bytes:
    """Several faults at once in one paper, chosen by the seed."""
    changes: dict[str, str | None] = {}
    page: dict[str, object] = {}
    for faulty in random.Random(seed).sample(FIXABLE, len(FIXABLE)):
        free = not (faulty.changes.keys() & changes.keys() or faulty.page.keys() & page.keys())
        if free and "blocks" not in faulty.page:
            changes |= faulty.changes
            page |= faulty.page
    return paper(changes, **page)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(30))
def test_many_faults_at_once_are_mended_without_a_quarrel(seed: int) -> None:
    done = mended(mixed(seed))
    assert len({change.rule.id for change in done.changes}) > 5
    assert (done.report.fixable, mended(done.content).content) == (0, done.content)


def test_several_faults_of_the_page_number_are_mended_by_one_pair_of_footers() -> None:
    faulty = papers.footer("right", "-", "-", size=18, font="Times New Roman", inset=0)
    done = mended(paper(footers={"default": faulty}, settings="")).content
    assert len(elements(done, "footerReference")) == 2
    numbers = [data.count(b" PAGE ") for name, data in parts(done).items() if "footer" in name]
    assert numbers == [1, 1]


def draft() -> bytes:
    """What somebody types without looking at any standard."""
    document = docx.Document()
    document.sections[0].left_margin = Cm(3.18)
    heading = document.add_paragraph()
    words = heading.add_run("关于2026年上半年工作检查的通知")
    words.bold, words.font.size = True, Pt(18)
    heading.alignment = 1
    for text in (
        "各镇(街道)团委:",
        "　　为推动工作,现将有关事项通知如下.",
        "一.总体要求。",
        "坚持问题导向,抓好落实(见附件)。",
        "",
        "（一）、检查内容",
        "1、检查突击队５６支,增长5-10%。",
        '(1)查看"青年之家"...等阵地',
        "附件:1、检查安排表。",
        "共青团澄岚区委员会",
        "2026年07月06日",
    ):
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_raw_draft_is_mended_in_one_go() -> None:
    content = draft()
    before = {fault.rule.id for fault in found(content).faults}
    assert len(before) > 25
    done = mended(content)
    assert done.report.fixable == 0
    assert {fault.rule.id for fault in done.report.faults} <= {"G22", "G26", "G27", "G60"}
    assert [line for line in lines(done.content) if line] == [
        "关于2026年上半年工作检查的通知", "各镇（街道）团委：", "为推动工作，现将有关事项通知如下。", "一、总体要求",
        "坚持问题导向，抓好落实（见附件）。", "（一）检查内容", "1.检查突击队56支，增长5%～10%。",
        "（1）查看“青年之家”……等阵地", "附件：1.检查安排表", "共青团澄岚区委员会", "2026年7月6日",
    ]  # fmt: skip
    assert mended(done.content).content == done.content
    assert mended(content).content == done.content
    assert docx.Document(io.BytesIO(done.content)).settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize("seed", range(8))
def test_mending_breaks_no_rule_of_open_xml(tmp_path: Path, seed: int) -> None:
    validator = pytest.importorskip("openxml_audit")
    content = draft() if seed == 0 else mixed(seed)
    told = []
    for name, some in (("草稿.docx", content), ("改正稿.docx", mended(content).content)):
        (tmp_path / name).write_bytes(some)
        errors = validator.OpenXmlValidator().validate(str(tmp_path / name)).errors
        told.append({str(error) for error in errors})
    assert told[1] - told[0] == set()


@pytest.mark.parametrize("profile", ["common", "strict"])
def test_a_paper_is_mended_to_the_profile_that_is_asked_for(profile: str) -> None:
    done = mended(draft(), profile=profile)
    section = docx.Document(io.BytesIO(done.content)).sections[0]
    assert round(section.top_margin / 635) == {"common": 2098, "strict": 1928}[profile]
    assert found(done.content, profile=profile).fixable == 0


def test_the_level_three_mark_is_what_the_house_wants() -> None:
    done = mended(paper(), level3="1、")
    assert any(line.startswith("1、团员发展") for line in lines(done.content))
    assert mended(done.content, level3="1、").changes == ()


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_paper_comes_back_byte_for_byte(name: str) -> None:
    content = CLEAN[name]()
    assert mended(content).content == content


def test_untouched_parts_keep_their_bytes() -> None:
    content = paper({"three_text": body("要高度重视,抓好落实。")})
    before, after = parts(content), parts(mended(content).content)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert set(before) == set(after)


def test_page_numbers_are_added_with_parts_and_links() -> None:
    content = paper(footers={}, settings="")
    after = parts(mended(content).content)
    added = sorted(name for name in after if re.fullmatch(r"word/footer\d+\.xml", name))
    assert len(added) == 2
    types, links = after["[Content_Types].xml"].decode(), after["word/_rels/document.xml.rels"].decode()
    assert all(f"/{name}" in types and name.removeprefix("word/") in links for name in added)
