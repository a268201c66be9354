"""Sections with pictures, styles and parts of other programs → carried into the paper, or refused by name and place."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from lxml import etree

from tests.office import convert
from tests.sections import dump, make
from youthreport.document import write
from youthreport.errors import TemplateError
from youthreport.frame import Frame
from youthreport.model import Document, Part, Vocabulary, Wording

VOCABULARY = Vocabulary({"甲": Wording("甲", (Part("12", "c_a"),)), "缺": Wording("缺", absent=True)}, {}, ())


def png(width: int, height: int, shade: int) -> bytes:
    """A grey picture."""
    rows = (b"\0" + bytes([shade]) * width) * height

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def changed(text: str, change: Callable[[Any], None]) -> bytes:
    """The section of that text after `change` had its document."""
    document = docx.Document(io.BytesIO(make(text)))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paper(folder: Path, *sections: bytes) -> Document:
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(sections, start=1):
        (folder / "sections" / f"{number:02}_节.docx").write_bytes(content)
    return write(VOCABULARY, folder, Frame("题"), stamp=datetime(2026, 1, 1))


def body_of(document: Document) -> Any:
    with zipfile.ZipFile(io.BytesIO(document.content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))[0]


def told(document: Document) -> list[str]:
    return dump(document.content).splitlines()[2:]


def in_first(fragment: str) -> Callable[[Any], None]:
    """Puts a piece of WordprocessingML into the first paragraph."""
    spaces = (
        nsdecls("w", "r", "wp", "a", "pic", "m")
        + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    return lambda document: document.paragraphs[0]._p.append(parse_xml(fragment.replace(">", f" {spaces}>", 1) if "/>" not in fragment[:fragment.find(">") + 1] else fragment.replace("/>", f" {spaces}/>", 1)))  # fmt: skip


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def comment(document: Any) -> None:
    document.add_comment(document.paragraphs[0].runs, text="看", author="某", initials="某")


def landscape(document: Any) -> None:
    document.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(f"<w:sectPr {nsdecls('w')}/>"))


def nested(document: Any) -> None:
    cell = document.add_table(rows=2, cols=1).cell(1, 0)
    cell.text = "格"
    cell.add_table(rows=1, cols=1)


def floating(document: Any) -> None:
    document.paragraphs[0].add_run().add_picture(io.BytesIO(png(4, 4, 9)))
    inline = next(document.element.body.iter(qn("wp:inline")))
    inline.tag = qn("wp:anchor")


def linked(document: Any) -> None:
    document.paragraphs[0].add_run().add_picture(io.BytesIO(png(4, 4, 9)))
    next(document.element.body.iter(qn("a:blip"))).attrib.pop(qn("r:embed"))


def chart(document: Any) -> None:
    floating(document)
    next(document.element.body.iter(qn("a:graphicData"))).set(
        "uri", "http://schemas.openxmlformats.org/drawingml/2006/chart"
    )


def header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "内部资料 {{ 甲 }}"


CANNOT = {
    "批注": comment,
    "脚注": in_first(run('<w:footnoteReference w:id="1"/>')),
    "尾注": in_first(run('<w:endnoteReference w:id="1"/>')),
    "嵌入对象": in_first(run("<w:object/>")),
    "旧格式的图片或图形": in_first(run("<w:pict/>")),
    "文本框或图形": in_first(run("<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing/></mc:Choice></mc:AlternateContent>")),
    "修订": in_first('<w:ins w:id="1" w:author="某"><w:r><w:t>改</w:t></w:r></w:ins>'),
    "内容控件": in_first("<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>"),
    "域": in_first(run('<w:fldChar w:fldCharType="begin"/>')),
    "超链接": in_first('<w:hyperlink w:anchor="a"><w:r><w:t>链</w:t></w:r></w:hyperlink>'),
    "公式": in_first("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
    "拼音指南": in_first(run("<w:ruby/>")),
    "自动编号": in_first('<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'),
    "分页符": in_first(run('<w:br w:type="page"/>')),
    "手动换行": in_first(run("<w:br/>")),
    "制表符": in_first(run("<w:tab/>")),
    "符号字体的字符": in_first(run('<w:sym w:font="Wingdings" w:char="F0FC"/>')),
    "隐藏文字": in_first("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"),
    "段前分页": in_first("<w:pPr><w:pageBreakBefore/></w:pPr>"),
    "无法显示的字符": in_first(run("<w:t>\uf0b7</w:t>")),
    "无法识别的内容（contentPart）": in_first(run("<w:contentPart/>")),
    "分节符": landscape,
    "嵌套的表格": nested,
    "浮动的图片": floating,
    "链接到别处的图片": linked,
    "图表": chart,
    "页眉": header,
}  # fmt: skip


@pytest.mark.parametrize(("what", "change"), CANNOT.items(), ids=CANNOT)
def test_what_would_be_lost_is_refused_by_name(
    tmp_path: Path, what: str, change: Callable[[Any], None]
) -> None:
    with pytest.raises(TemplateError) as caught:
        paper(tmp_path, make("好的。"), changed("正文在此。", change))
    message = str(caught.value)
    assert what in message
    assert message.startswith("02_节.docx ")
    assert re.search(r"第1段“正文在此。|第1个表格第2行第1列：|页眉“内部资料", message)
    assert "怎么办：" in message


@pytest.mark.parametrize(
    "change",
    [
        in_first('<w:bookmarkStart w:id="0" w:name="_GoBack"/>'),
        in_first('<w:proofErr w:type="spellStart"/>'),
        in_first('<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr>'),
        in_first('<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs><w:rPr><w:vanish/></w:rPr></w:pPr>'),
        in_first('<w:pPr><w:pageBreakBefore w:val="0"/></w:pPr>'),
        in_first(run("<w:lastRenderedPageBreak/>")),
    ],
)  # fmt: skip
def test_what_means_nothing_is_no_obstacle(tmp_path: Path, change: Callable[[Any], None]) -> None:
    assert told(paper(tmp_path, changed("正文。", change))) == ["正文。"]


# -- pictures ------------------------------------------------------------------------------


def with_pictures(document: Any) -> None:
    document.paragraphs[0].add_run().add_picture(io.BytesIO(png(60, 30, 40)), width=Mm(300))
    document.paragraphs[1].add_run().add_picture(io.BytesIO(png(20, 20, 200)), width=Mm(20))
    document.tables[0].cell(1, 1).paragraphs[0].add_run().add_picture(
        io.BytesIO(png(60, 30, 40)), width=Mm(90)
    )


PICTURED = changed(
    "\n".join(("正文{{ 甲 }}。", "{% 从句 %}缺{{ 缺 }}。{% 完 %}", "|名|图|", "|甲|{{ 甲 }}|")), with_pictures
)


def test_pictures_are_carried_to_fit_where_they_stand(tmp_path: Path) -> None:
    document = paper(tmp_path, PICTURED)
    body = body_of(document)
    sizes = [(int(e.get("cx")), int(e.get("cy"))) for e in body.iter(qn("wp:extent"))]
    text_width = (210 - 28 - 26) * 36000
    assert abs(sizes[0][0] - text_width) < 5000  # 300 mm do not fit: as wide as the text, in proportion
    assert abs(sizes[0][0] - 2 * sizes[0][1]) < 5
    assert sizes[1] == (720_000, 720_000)
    assert sizes[2][0] < text_width / 2  # no wider than its cell
    growing = [p for p in body.iter(qn("w:p")) if next(p.iter(qn("w:drawing")), None) is not None]
    assert all(p.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:lineRule")) == "auto" for p in growing)
    ids = [e.get("id") for e in body.iter(qn("wp:docPr"))]
    assert ids == ["1", "2", "3"]


def test_equal_pictures_are_kept_once_and_the_bytes_repeat(tmp_path: Path) -> None:
    first = paper(tmp_path / "a", PICTURED, PICTURED)
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        media = [name for name in archive.namelist() if "media" in name]
    assert len(media) == 2
    assert first.content == paper(tmp_path / "b", PICTURED, PICTURED).content


def test_a_picture_keeps_its_place_and_a_dropped_clause_takes_its_picture(tmp_path: Path) -> None:
    def inside(document: Any) -> None:
        document.paragraphs[0].runs[0].text = "{% 从句 %}如图"
        document.paragraphs[0].add_run().add_picture(io.BytesIO(png(4, 4, 9)))
        document.paragraphs[0].add_run("缺{{ 缺 }}。{% 完 %}")
        document.paragraphs[1].runs[0].text = "前"
        document.paragraphs[1].add_run().add_picture(io.BytesIO(png(4, 4, 9)))
        document.paragraphs[1].add_run("后。")

    document = paper(tmp_path, changed("一。\n二。", inside))
    kept = [p for p in body_of(document).iter(qn("w:p")) if next(p.iter(qn("w:drawing")), None) is not None]
    assert len(kept) == 1
    assert ["".join(r.itertext()) for r in kept[0].iter(qn("w:r"))] == ["前", "", "后。"]


def test_papers_with_pictures_are_valid(tmp_path: Path) -> None:
    validator = pytest.importorskip("openxml_audit")
    path = tmp_path / "paper.docx"
    path.write_bytes(paper(tmp_path, PICTURED).content)
    assert validator.OpenXmlValidator().validate(str(path)).is_valid


# -- styles --------------------------------------------------------------------------------


def renamed_ids(document: Any) -> None:
    """As WPS numbers its styles: 1 for Normal, 2 and on for headings, a3 for others."""
    ids = {
        "Normal": "1",
        "Title": "a",
        "Heading1": "2",
        "Heading2": "3",
        "Heading3": "4",
        "TableText": "Heading1",
    }
    for element in (*document.styles.element, *document.element.body.iter(qn("w:pStyle"))):
        for attribute in ("styleId", "val"):
            if (old := element.get(qn(f"w:{attribute}"))) in ids:
                element.set(qn(f"w:{attribute}"), ids[old])


def test_styles_are_known_by_type_and_name_whatever_their_ids(tmp_path: Path) -> None:
    text = "# 标题\n## 甲\n### 乙\n#### 丙。丁。\n戊。\n|a|b|\n|c|{{ 甲 }}|"
    ours, theirs = paper(tmp_path / "a", make(text)), paper(tmp_path / "b", changed(text, renamed_ids))
    assert ours.content == theirs.content


def own_style(size: int, base: str = "Normal") -> Callable[[Any], None]:
    def change(document: Any) -> None:
        style = document.styles.add_style("引文框", 1)
        style.base_style = document.styles[base]
        style.font.size = docx.shared.Pt(size)
        style.element.get_or_add_rPr().append(
            parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="楷体" w:asciiTheme="minorHAnsi"/>')
        )
        document.paragraphs[0].style = style

    return change


def test_a_style_that_the_paper_lacks_is_carried_along_once(tmp_path: Path) -> None:
    document = paper(tmp_path, changed("一。", own_style(14)), changed("二。", own_style(20)))
    made = docx.Document(io.BytesIO(document.content))
    assert [p.style.name for p in made.paragraphs if p.text in ("一。", "二。")] == ["引文框", "引文框"]
    carried = made.styles["引文框"]
    assert (carried.font.size.pt, carried.base_style.name) == (14, "Normal")
    assert "Theme" not in etree.tostring(carried.element).decode()
    ids = [s.style_id for s in made.styles]
    assert len(ids) == len(set(ids))


def test_a_carried_style_is_reported_with_file_place_and_name(tmp_path: Path) -> None:
    document = paper(tmp_path, changed("一。\n二。", own_style(14)))
    assert [(f.rule, f.severity.value, str(f.cell)) for f in document.findings] == [
        ("W03", "warning", "01_节.docx 第1段")
    ]
    assert "“引文框”" in document.findings[0].message


def test_an_id_that_no_style_has_is_refused(tmp_path: Path) -> None:
    def lost(document: Any) -> None:
        document.paragraphs[1]._p.get_or_add_pPr().insert(
            0, parse_xml(f'<w:pStyle {nsdecls("w")} w:val="a99"/>')
        )

    with pytest.raises(TemplateError, match=r"01_节\.docx 第2段“二。”：段落的样式不存在"):
        paper(tmp_path, changed("一。\n二。", lost))


# -- other programs ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The shipped sections, and one with a table and a picture, saved as ODT and then as DOCX by LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    shipped = sorted((Path(__file__).parents[1] / "templates" / "sections").glob("*.docx"))
    files = {path.stem: path.read_bytes() for path in shipped} | {"图表": PICTURED}
    written = convert(files, "odt", folder / "odt")
    again = convert(
        {f"{name}.odt": path.read_bytes() for name, path in written.items()}, "docx", folder / "docx"
    )
    return {name.removesuffix(".odt"): path.read_bytes() for name, path in again.items()}


def test_sections_saved_by_libreoffice_read_as_before(resaved: dict[str, bytes]) -> None:
    for name, content in resaved.items():
        if name != "图表":
            shipped = Path(__file__).parents[1] / "templates" / "sections" / f"{name}.docx"
            assert dump(content) == dump(shipped.read_bytes())


def test_a_section_saved_by_libreoffice_makes_the_same_paper(
    tmp_path: Path, resaved: dict[str, bytes]
) -> None:
    before, after = paper(tmp_path / "a", PICTURED), paper(tmp_path / "b", resaved["图表"])
    assert told(after) == told(before)
    assert after.printed == before.printed
    drawn = [len(list(body_of(document).iter(qn("w:drawing")))) for document in (before, after)]
    assert drawn == [3, 3]
