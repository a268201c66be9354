"""Documents as programs and people leave them, and files that are none → the marks that are read, or a refusal."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.edited import Edit, W, built, part, parts, with_part
from youthreport.revision import Origin, Refusal, origin_of
from youthreport.revision.reading import read
from youthreport.revision.records import QUOTED, Text, code_of
from youthreport.wordfile import Package, open_package

NS = f'xmlns:w="{W[1:-1]}"'


def text_with(body: str, folder: Path) -> Text:
    """A document whose body is this, as it is read."""
    xml = f"<w:document {NS}><w:body>{body}</w:body></w:document>".encode()
    package = open_package(with_part(built(folder), "word/document.xml", xml))
    assert isinstance(package, Package)
    return read(package)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def start(name: str, key: int = 1) -> str:
    return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/>'


def end(key: int = 1) -> str:
    return f'<w:bookmarkEnd w:id="{key}"/>'


MARK = "yr_org_new_1"
BODIES = {
    "plain": f"<w:p>{run('共')}{start(MARK)}{run('27')}{end()}{run('个')}</w:p>",
    "cut into runs": f"<w:p>{start(MARK)}{run('2')}<w:proofErr w:type='spellStart'/>{run('7')}{end()}</w:p>",
    "a deletion inside": f"<w:p>{start(MARK)}<w:del w:id='8' w:author='甲'><w:r><w:delText>25</w:delText></w:r></w:del>"
    f"<w:ins w:id='9' w:author='甲'>{run('27')}</w:ins>{end()}</w:p>",
    "moved by tracking": f"<w:p><w:moveFrom w:id='8' w:author='甲'>{run('27')}</w:moveFrom></w:p>"
    f"<w:p>{start(MARK)}<w:moveTo w:id='9' w:author='甲'>{run('27')}</w:moveTo>{end()}</w:p>",
    "inside an insertion": f"<w:p><w:ins w:id='8' w:author='甲'>{run('共')}{start(MARK)}{run('27')}{end()}</w:ins></w:p>",
    "around a comment": f"<w:p>{start(MARK)}<w:commentRangeStart w:id='0'/>{run('27')}<w:commentRangeEnd w:id='0'/>"
    f"<w:r><w:commentReference w:id='0'/></w:r>{end()}</w:p>",
    "nested in another": f"<w:p>{start('_GoBack', 7)}{start(MARK)}{run('27')}{end()}{run('个')}{end(7)}</w:p>",
    "a field's result": f"<w:p>{start(MARK)}<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>= 20+7</w:instrText>"
    f"</w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('27')}<w:r><w:fldChar w:fldCharType='end'/></w:r>{end()}</w:p>",
    "a link": f"<w:p><w:hyperlink w:anchor='x'>{start(MARK)}{run('27')}{end()}</w:hyperlink></w:p>",
    "a content control": f"<w:p><w:sdt><w:sdtContent>{start(MARK)}{run('27')}{end()}</w:sdtContent></w:sdt></w:p>",
    "begun between paragraphs": f"{start(MARK)}<w:p>{run('27')}{end()}{run('个')}</w:p>",
    "ended between paragraphs": f"<w:p>{run('共')}{start(MARK)}{run('27')}</w:p>{end()}<w:p>{run('个')}</w:p>",
    "in a table": f"<w:tbl><w:tr><w:tc><w:p>{start(MARK)}{run('27')}{end()}</w:p></w:tc></w:tr></w:tbl>",
    "in a text box": "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    f"<mc:Choice><w:txbxContent><w:p>{start(MARK)}{run('27')}{end()}</w:p></w:txbxContent></mc:Choice>"
    f"<mc:Fallback><w:txbxContent><w:p>{start(MARK)}{run('27')}{end()}</w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>",
    "doubled ids": f"<w:p>{start('_Toc1')}{run('甲')}{end()}{start(MARK)}{run('27')}{end()}</w:p>",
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES)
def test_a_mark_is_read_wherever_a_program_put_it(tmp_path: Path, case: str) -> None:
    assert [(m.name, m.code, m.text) for m in text_with(BODIES[case], tmp_path).marks] == [
        (MARK, "org_new", "27")
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{start(MARK)}{end()}{run('个')}</w:p>", [""]),
        (f"<w:p>{start(MARK)}{run('27')}</w:p>", []),
        (f"<w:p>{run('27')}{end()}</w:p>", []),
        (f"<w:p>{start(MARK)}<w:del w:id='8' w:author='甲'><w:r><w:delText>27</w:delText></w:r></w:del>{end()}</w:p>", [""]),
        (f"<w:p>{start(MARK)}{run('2')}</w:p><w:p>{run('7')}{end()}</w:p>", ["2\n7"]),
        (f"<w:tbl><w:tr><w:trPr><w:del w:id='8' w:author='甲'/></w:trPr><w:tc><w:p>{start(MARK)}{run('27')}{end()}</w:p></w:tc></w:tr></w:tbl>", [""]),
    ],
    ids=["emptied", "never closed", "never opened", "deleted by tracking", "split by a paragraph", "row deleted"],
)  # fmt: skip
def test_a_mark_that_lost_something(tmp_path: Path, body: str, text: list[str]) -> None:
    assert [m.text for m in text_with(body, tmp_path).marks] == text


def test_places_are_told_as_people_count(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:trPr/><w:tc><w:p>{run('甲')}</w:p></w:tc><w:tc><w:p>{run('乙')}</w:p></w:tc></w:tr></w:tbl>"
    read_back = text_with(f"<w:p>{run('一')}</w:p>{table}<w:p>{run('二')}</w:p>", tmp_path)
    assert [p.place for p in read_back.paragraphs] == ["第1段", "表1第1行第1列", "表1第1行第2列", "第2段"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("yr_org_new_1", "org_new"), ("yr_org_new_12", "org_new"), ("yq_3", QUOTED), ("yr_org_new", None),
        ("yr__1", None), ("YR_org_new_1", None), ("yq_", None), ("_Toc123", None), ("yr_org_new_1_Copy_1", None),
        ("", None),
    ],
)  # fmt: skip
def test_only_our_names_are_ours(name: str, code: str | None) -> None:
    assert code_of(name) == code


# -- files that are no paper of ours ---------------------------------------------------------


def without_marks(folder: Path) -> bytes:
    content = Edit(built(folder))
    for tag in ("bookmarkStart", "bookmarkEnd"):
        for element in list(content.body.iter(f"{W}{tag}")):
            element.getparent().remove(element)
    return content.content


def nameless(content: bytes) -> bytes:
    """Without its build ids, as a program that drops unknown properties leaves it."""
    content = with_part(content, "docProps/custom.xml", b"<Properties/>")
    core = part(content, "docProps/core.xml")
    for element in core.findall("{http://purl.org/dc/elements/1.1/}identifier"):
        core.remove(element)
    return with_part(content, "docProps/core.xml", etree.tostring(core))


def test_a_paper_without_marks_is_still_known_by_its_id_and_the_other_way_round(tmp_path: Path) -> None:
    assert origin_of(without_marks(tmp_path)) == Origin(("aaaaaaaa11111111",))
    assert origin_of(nameless(built(tmp_path))) == Origin(())
    refused = origin_of(nameless(without_marks(tmp_path)))
    assert isinstance(refused, Refusal)
    assert "不是本程序生成的文稿" in refused.message


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def hostile(folder: Path, kind: str) -> bytes:
    paper = built(folder)
    match kind:
        case "entity":
            head = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
            return with_part(paper, "word/document.xml", head + parts(paper)["word/document.xml"])
        case "bomb":
            return with_part(paper, "word/media/image1.png", b"0" * 200_000_000)
        case "deep":
            deep = b"<w:sdt>" * 3000 + b"</w:sdt>" * 3000
            xml = f"<w:document {NS}><w:body>".encode() + deep + b"</w:body></w:document>"
            return with_part(paper, "word/document.xml", xml)
        case "cut off":
            return paper[: len(paper) // 2]
        case "not well-formed":
            return with_part(paper, "word/document.xml", b"<w:document>")
        case "escaping":
            return zipped(**{"..__..__evil.xml": b"<a/>"})
        case _:
            return {
                "empty": b"", "pdf": b"%PDF-1.7", "old": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600,
                "table": zipped(xl__workbook__xml=b"<a/>").replace(b"workbook/xml", b"workbook.xml"),
                "odt": zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "text": "总结".encode(),
            }[kind]  # fmt: skip


@pytest.mark.parametrize(
    "kind",
    [
        "entity",
        "bomb",
        "deep",
        "cut off",
        "not well-formed",
        "escaping",
        "empty",
        "pdf",
        "old",
        "table",
        "odt",
        "text",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path: Path, kind: str) -> None:
    refused = origin_of(hostile(tmp_path, kind))
    assert isinstance(refused, Refusal), refused
    assert refused.message
    assert refused.remedy.startswith("请")
