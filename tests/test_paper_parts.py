"""A frame around a text → the parts that a paper then has, and the traces that empty ones do not leave."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from tests.papers import COPIES, FIGURE, ORGAN, STAMP, full_frame, paper
from tests.sections import make
from tests.validity import W, faults, own_faults
from youthreport.document import write
from youthreport.document.base import build_base
from youthreport.document.imprint import Place, place
from youthreport.document.paging import endings
from youthreport.document.paper import assemble
from youthreport.errors import TemplateError
from youthreport.frame import Annex, Frame, Imprint, Letterhead, Paragraph, Table
from youthreport.model import Document, Part, Vocabulary
from youthreport.profile import COMMON, PAGE_NUMBERS, STRICT, Fonts

TEXT = "## 甲\n共{{ 甲 }}个。\n#### 做法。共{{ 甲 }}个。"


def xml_of(document: Document, part: str = "word/document.xml") -> Any:
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        return etree.fromstring(archive.read(part))


def styled(document: Document) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside tables."""
    return [
        (str(p.style.name) if p.style is not None else "", p.text)
        for p in docx.Document(io.BytesIO(document.content)).paragraphs
    ]


def texts(document: Document, style: str) -> list[str]:
    return [text for name, text in styled(document) if name == style]


# -- nothing leaves no trace -----------------------------------------------------------------


def test_a_bare_frame_has_a_title_and_the_text_alone(tmp_path: Path) -> None:
    document = paper(tmp_path, Frame("题目"), "文。")
    assert styled(document) == [("Title", "题目"), ("Normal", ""), ("Normal", "文。")]


def test_settings_of_blanks_are_empty(tmp_path: Path) -> None:
    frame = Frame(
        "题目",
        organ=" ",
        addressee=" ",
        note="（）",
        letterhead=Letterhead(" "),
        imprint=Imprint(" ", even_page=True),
    )
    assert len(styled(paper(tmp_path, frame, "文。"))) == 3


# -- each part -------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["团市委、区委", "团市委、区委：", "团市委、区委:"])
def test_the_addressee_ends_with_one_full_width_colon(tmp_path: Path, written: str) -> None:
    assert texts(paper(tmp_path, Frame("题", addressee=written), "文。"), "主送机关") == ["团市委、区委："]


@pytest.mark.parametrize("written", ["联系人：某某", "（联系人：某某）"])
def test_the_note_stands_in_full_width_parentheses(tmp_path: Path, written: str) -> None:
    document = paper(tmp_path, Frame("题", organ=ORGAN, signed="2026年7月6日", note=written), "文。")
    assert styled(document)[-1] == ("附注", "（联系人：某某）")


def test_a_single_annex_has_no_number(tmp_path: Path) -> None:
    frame = Frame("题", annexes=(Annex("重点任务分解表。", (Paragraph((Part("文。"),)),)),))
    document = paper(tmp_path, frame, "文。")
    assert texts(document, "附件说明") == ["", "附件：重点任务分解表"]
    assert texts(document, "附件序号") == ["附件"]
    assert texts(document, "Title")[1:] == ["重点任务分解表。"]


def test_ten_annexes_are_numbered_and_aligned(tmp_path: Path) -> None:
    frame = Frame("题", annexes=tuple(Annex(f"表{n}") for n in "甲乙丙丁戊己庚辛壬癸"))
    document = paper(tmp_path, frame, "文。")
    assert texts(document, "附件说明")[1:3] == ["附件：1.\t表甲", "2.\t表乙"]
    assert texts(document, "附件序号") == [f"附件{n}" for n in range(1, 11)]
    note = [p for p in xml_of(document).iter(f"{W}p") if _style(p) == "AnnexNote"][1:]
    lefts = {p.find(f"{W}pPr/{W}ind").get(f"{W}leftChars") for p in note}
    assert lefts == {"700"}  # two digits and a dot need two 字


def _style(paragraph: Any) -> str:
    mark = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if mark is None else str(mark.get(f"{W}val"))


def test_annexes_are_numbered_anew_and_their_figures_go_on_counting(tmp_path: Path) -> None:
    document = paper(tmp_path, full_frame(rows=2), TEXT)
    assert texts(document, "Heading 1") == ["一、甲", "一、数据来源"]
    names = [start.get(f"{W}name") for start in xml_of(document).iter(f"{W}bookmarkStart")]
    assert names == [f"yr_c_a_{n}" for n in range(1, 6)]
    assert [p.bookmark for p in document.printed] == names
    assert document.printed[-1].sentence == "统计期间为上半年，参与情况按12人次统计。"


def test_every_annex_begins_a_page(tmp_path: Path) -> None:
    document = paper(tmp_path, full_frame(rows=1), TEXT)
    begun = [p for p in xml_of(document).iter(f"{W}p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    assert [_style(p) for p in begun] == ["AnnexLabel", "AnnexLabel"]


def test_several_signers_stand_two_a_line_and_the_number_on_the_last(tmp_path: Path) -> None:
    head = Letterhead("某某文件", "某发〔2026〕1号", ("张某某", "李某", "王某某"))
    document = paper(tmp_path, Frame("题", letterhead=head), "文。")
    assert texts(document, "发文字号") == ["\t\t签发人：张某某\t李某", "\t某发〔2026〕1号\t\t王某某"]
    named = [run.text for p in docx.Document(io.BytesIO(document.content)).paragraphs for run in p.runs
             if run._r.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "楷体_GB2312"]  # fmt: skip
    assert named == ["张某某\t李某", "王某某"]


def test_a_long_organ_mark_is_set_smaller(tmp_path: Path) -> None:
    sizes = []
    for mark in ("团区委文件", "共青团滨河市云溪区委员会办公室文件"):
        root = xml_of(paper(tmp_path, Frame("题", letterhead=Letterhead(mark)), "文。"))
        run = next(r for p in root.iter(f"{W}p") if _style(p) == "OrganMark" for r in p.iter(f"{W}r"))
        sizes.append(int(run.find(f"{W}rPr/{W}sz").get(f"{W}val")))
    assert sizes == [96, 52]  # 48 pt at most; 17 characters in 442 pt


def test_the_imprint_says_what_it_was_given(tmp_path: Path) -> None:
    frame = Frame("题", imprint=Imprint(f"抄送：{COPIES}。", "某办公室", "2026年7月6日"))
    (table,) = docx.Document(io.BytesIO(paper(tmp_path, frame, "文。").content)).tables
    assert [row.cells[0].text for row in table.rows] == [f"抄送：{COPIES}。", "某办公室\t2026年7月6日印发"]


def test_an_imprint_without_copies_has_two_thick_rules(tmp_path: Path) -> None:
    root = xml_of(paper(tmp_path, Frame("题", imprint=Imprint("", "某办公室", "2026年7月6日")), "文。"))
    rules = {rule.get(f"{W}sz") for borders in root.iter(f"{W}tcBorders") for rule in borders}
    assert rules == {"8"}  # 0.35 mm in eighths of a point


def test_the_third_level_may_be_bold_up_to_its_first_stop(tmp_path: Path) -> None:
    frame = Frame("题", profile=replace(COMMON, bold_level3=True))
    document = docx.Document(io.BytesIO(paper(tmp_path, frame, TEXT).content))
    bold = [
        run.text for p in document.paragraphs for run in p.runs if run._r.find(f"{W}rPr/{W}b") is not None
    ]
    assert bold == ["1.做法。"]


@pytest.mark.parametrize("form", PAGE_NUMBERS)
def test_page_numbers_have_the_chosen_form(form: str) -> None:
    section = docx.Document(io.BytesIO(build_base(replace(COMMON, page_number=form)))).sections[0]
    assert section.footer.paragraphs[0].text == section.even_page_footer.paragraphs[0].text == form


def test_fonts_are_those_of_the_profile(tmp_path: Path) -> None:
    fonts = Fonts(body="仿宋", title="华文中宋", latin="仿宋")
    document = paper(tmp_path, Frame("题", profile=replace(COMMON, fonts=fonts)), TEXT)
    named = {v for f in xml_of(document, "word/styles.xml").iter(f"{W}rFonts") for v in f.attrib.values()}
    assert named == {"仿宋", "华文中宋", "黑体", "楷体_GB2312", "宋体"}


def test_what_nobody_should_type_into_a_setting_does_no_harm(tmp_path: Path) -> None:
    bad = "团<区>&\x07委\ue001\ud800"
    frame = Frame(
        bad, organ=bad, signed=bad, addressee=bad, note=bad,
        letterhead=Letterhead(bad, bad, (bad,)), imprint=Imprint(bad, bad, bad),
        annexes=(Annex(bad, (Table((bad,), (((Part(bad),),),)),)),),
    )  # fmt: skip
    document = paper(tmp_path, frame, "文。")
    assert texts(document, "主送机关") == ["团<区>&委："]
    assert faults(document.content, tmp_path) == []


# -- tables ----------------------------------------------------------------------------------


def widths(document: Document) -> list[list[int]]:
    return [[int(c.get(f"{W}w")) for c in t.iter(f"{W}gridCol")] for t in xml_of(document).iter(f"{W}tbl")]


def test_tables_are_as_wide_as_the_text_and_no_column_is_too_narrow_to_read(tmp_path: Path) -> None:
    rows = (tuple((Part("文"),) for _ in range(4)),)
    annex = Annex("表", (Table(("序号", "甲", "乙", "丙"), rows, (1, 50, 50, 50)), Table(("一",), ())))
    first, second = widths(paper(tmp_path, Frame("题", annexes=(annex,)), "文。"))
    assert (sum(first), sum(second)) == (8845, 8845)
    assert first[0] >= 2 * 108 + 2 * 280  # two characters and the cell's sides
    assert first[1] == first[2]


def test_tables_that_follow_each_other_stay_apart(tmp_path: Path) -> None:
    table = Table(("甲",), (((Part("1"),),),))
    body = xml_of(paper(tmp_path, Frame("题", annexes=(Annex("表", (table, table)),)), "文。"))[0]
    tags = [etree.QName(element).localname for element in body][-5:]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_header_of_two_rows_is_repeated_whole(tmp_path: Path) -> None:
    section = docx.Document(io.BytesIO(make("|名|甲|乙|\n|名|一|二|\n|甲|{{ 甲 }}|3|")))
    table = section.tables[0]
    table.cell(0, 0).merge(table.cell(1, 0))
    (tmp_path / "sections").mkdir()
    section.save(str(tmp_path / "sections" / "00_节.docx"))
    made = write(Vocabulary({"甲": FIGURE}, {}, ()), tmp_path, Frame("题"), stamp=STAMP)
    rows = list(xml_of(made).iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False]


# -- base.docx -------------------------------------------------------------------------------


def own_base(folder: Path, *, foreign_ids: bool = False) -> None:
    """A base that the organisation made of ours: wider margin, another font, only the built-in styles."""
    document = docx.Document(io.BytesIO(build_base()))
    document.sections[0].left_margin = docx.shared.Mm(35)
    styles: Any = document.styles.element
    for style in list(styles.iter(f"{W}style")):
        if style.get(f"{W}styleId") in ("Addressee", "Imprint"):
            styles.remove(style)
        elif foreign_ids and style.get(f"{W}styleId") == "Heading1":
            style.set(f"{W}styleId", "2")
            style.find(f"{W}rPr/{W}rFonts").set(f"{W}eastAsia", "华文黑体")
    document.save(str(folder / "base.docx"))


def test_an_own_base_keeps_its_page_and_styles_and_gets_what_it_lacks(tmp_path: Path) -> None:
    own_base(tmp_path)
    document = paper(tmp_path, full_frame(rows=1), TEXT)
    assert xml_of(document).find(f".//{W}pgMar").get(f"{W}left") == str(round(35 * 1440 / 25.4))
    assert sum(widths(document)[0]) == 11906 - round(35 * 1440 / 25.4) - 1474
    assert texts(document, "主送机关") == ["共青团滨河市委员会："]
    assert faults(document.content, tmp_path) == []


def test_styles_of_an_own_base_are_known_by_their_names(tmp_path: Path) -> None:
    """WPS gives built-in styles ids such as "2"."""
    own_base(tmp_path, foreign_ids=True)
    document = docx.Document(io.BytesIO(paper(tmp_path, Frame("题"), TEXT).content))
    style = document.paragraphs[2].style
    assert style is not None
    assert style.name == "Heading 1"
    assert style.element.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "华文黑体"


def test_a_copy_of_our_base_is_not_an_own_one(tmp_path: Path) -> None:
    (tmp_path / "base.docx").write_bytes(build_base())
    document = paper(tmp_path, Frame("题", profile=STRICT), TEXT)
    assert xml_of(document).find(f".//{W}pgMar").get(f"{W}top") == "1928"


def test_an_own_base_and_a_profile_contradict_each_other(tmp_path: Path) -> None:
    own_base(tmp_path)
    with pytest.raises(TemplateError, match=r"base\.docx.*不起作用"):
        paper(tmp_path, Frame("题", profile=STRICT), TEXT)
    paper(tmp_path, Frame("题", profile=replace(COMMON, seal=True, level3="1、")), TEXT)


def test_a_broken_base_is_named(tmp_path: Path) -> None:
    (tmp_path / "base.docx").write_bytes(b"PK")
    with pytest.raises(TemplateError, match=r"base\.docx"):
        paper(tmp_path, Frame("题"), TEXT)


# -- the last page ---------------------------------------------------------------------------


def _blocks(folder: Path, paragraphs: int) -> Any:
    from youthreport.document.compose import Block
    from youthreport.document.glyphs import plain

    return assemble([Block("Normal", plain("国" * 20 + "。"))] * paragraphs, Frame("题"))


@pytest.mark.parametrize(
    ("paragraphs", "where"),
    [
        (5, Place.NEXT_EVEN_PAGE),  # surely ends on page 1
        (25, Place.LAST_PAGE),  # surely ends on page 2 with room
        (41, Place.EVEN_PAGE_UNNUMBERED),  # page 2, no room: a blank page 3 comes between
        (42, Place.EVEN_PAGE_UNNUMBERED),  # page 2 or 3: not certain
    ],
)
def test_where_an_imprint_for_an_even_page_goes(tmp_path: Path, paragraphs: int, where: Place) -> None:
    content = Imprint(COPIES, "某办公室", "2026年7月6日", even_page=True)
    assert place(content, _blocks(tmp_path, paragraphs), COMMON) is where
    assert place(replace(content, even_page=False), _blocks(tmp_path, paragraphs), COMMON) is Place.LAST_PAGE


def test_paging_counts_lines_rows_and_page_breaks(tmp_path: Path) -> None:
    assert {end.page for end in endings(_blocks(tmp_path, 10), COMMON)} == {1}
    assert {end.page for end in endings(_blocks(tmp_path, 30), COMMON)} == {2}
    annexed = assemble([], Frame("题", annexes=full_frame(rows=30).annexes))
    assert min(end.page for end in endings(annexed, COMMON)) >= 5


# -- validity and repeatability --------------------------------------------------------------


@pytest.mark.parametrize("even_page", [False, True])
@pytest.mark.parametrize("profile", [COMMON, STRICT, replace(STRICT, seal=True, bold_level3=True)])
def test_a_full_paper_is_valid(tmp_path: Path, profile: Any, even_page: bool) -> None:
    document = paper(tmp_path, full_frame(profile, even_page=even_page), TEXT)
    assert faults(document.content, tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        (r'w:id="2"', 'w:id="1"', "bookmark id repeated: 1"),
        (r'<w:bookmarkEnd w:id="2"/>', "", "bookmark without its other end: 2"),
        (r"yr_c_a_2", "yr_c_a_1", "bookmark name repeated: yr_c_a_1"),
        (r'w:val="Addressee"', 'w:val="Nobody"', "word/document.xml: no style Nobody"),
        (r'r:id="rId\d+"', 'r:id="rId99"', "word/document.xml: no relation rId99"),
    ],
)
def test_the_own_checks_see_a_fault(tmp_path: Path, before: str, after: str, fault: str) -> None:
    content = paper(tmp_path, full_frame(rows=2), TEXT).content
    spoiled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(spoiled, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = re.sub(before, after, data.decode()).encode()
            target.writestr(name, data)
    assert own_faults(content) == []
    assert fault in own_faults(spoiled.getvalue())


def test_equal_papers_are_equal_bytes(tmp_path: Path) -> None:
    made = [paper(tmp_path / name, full_frame(STRICT, even_page=True), TEXT).content for name in ("a", "b")]
    assert made[0] == made[1]
