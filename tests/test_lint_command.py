"""`youthreport lint` on files good, faulty and hostile → what is told, which exit code, what is written."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.raw_papers import body, cell, paper, par, row, run, table, zipped
from tests.test_lint_faults import FAULTS
from tests.test_lint_mending import draft
from youthreport.cli import main
from youthreport.columns import width
from youthreport.lint import Refusal, inspect, mend
from youthreport.lint.checks import page
from youthreport.lint.declared import rules
from youthreport.lint.registry import CHECKS, check

FAULTY = paper({"three_text": body("要高度重视,抓好落实(试行).")})


def outcome(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    capsys.readouterr()
    code = main(list(argv))
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A faulty paper on disk."""
    path = tmp_path / "通知.docx"
    path.write_bytes(FAULTY)
    return path


def test_faults_are_told_with_place_quote_clause_and_remedy(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = outcome(capsys, "lint", str(file))
    assert (code, err) == (1, "正在检查 通知.docx……\n")
    for words in (
        "错误  G69",
        "GB/T 15834—2011 5.1",
        "第15段",
        "高度重视,抓好落实",
        "怎么办：",
        "（可自动改正）",
    ):
        assert words in out
    assert out.splitlines()[-1] == "共发现：错误 4 处，核实 0 处，提示 0 处。其中 4 处可用 --fix 自动改正。"


def test_a_clean_paper_is_exit_0_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(paper())
    assert outcome(capsys, "lint", "-q", str(path)) == (0, "没有发现问题。\n", "")


def test_warnings_alone_are_exit_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.docx"
    path.write_bytes(paper({"three_text": body("每个检查组约30人左右。")}))
    code, out, _ = outcome(capsys, "lint", str(path))
    assert (code, "核实  G80" in out) == (0, True)


@pytest.mark.parametrize("options", [(), ("--full",)])
def test_every_line_fits_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    path = tmp_path / "草稿.docx"
    path.write_bytes(draft())
    out = outcome(capsys, "lint", *options, str(path))[1]
    assert len(out.splitlines()) > 60
    assert [line for line in out.splitlines() if width(line) > 100] == []


def test_json_is_for_programs(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = outcome(capsys, "lint", "--format", "json", str(file))
    told = json.loads(out)
    assert (code, told["schema"], told["file"], told["profile"]) == (
        1,
        "youthreport/lint/1",
        "通知.docx",
        "common",
    )
    assert told["summary"] == {"errors": 4, "warnings": 0, "notices": 0, "fixable": 4}
    first = told["findings"][0]
    assert first == {
        "rule": "G69", "title": "中文里用全角标点", "clause": "GB/T 15834—2011 5.1", "paragraph": 15, "place": "第15段",
        "quote": "要高度重视,抓好落实(试行)", "severity": "error", "message": "汉字旁用了半角“,”",
        "remedy": "请改成全角标点。", "fixable": True,
    }  # fmt: skip


def test_fixing_writes_another_file_and_lists_each_change(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = file.with_name("改正稿.docx")
    code, out, _ = outcome(capsys, "lint", "--fix", "-o", str(target), str(file))
    assert (code, file.read_bytes()) == (0, FAULTY)
    assert "■ 已改正 4 处" in out
    assert "“,”改为“，”" in out
    assert out.endswith(f"改正后没有发现问题。\n已另存为：{target}\n")
    assert outcome(capsys, "lint", "-q", str(target))[:2] == (0, "没有发现问题。\n")


def test_fixing_tells_programs_what_was_done(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = file.with_name("改正稿.docx")
    told = json.loads(outcome(capsys, "lint", "--fix", "-o", str(target), "--format", "json", str(file))[1])
    assert (told["output"], told["findings"], len(told["changes"])) == (str(target), [], 4)
    assert {change["rule"] for change in told["changes"]} == {"G69", "G70"}


def test_what_cannot_be_mended_remains_exit_1(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(paper({"three_text": body("请与XX同志联系,按时报送。")}))
    code, out, _ = outcome(capsys, "lint", "--fix", "-o", str(file.with_name("改.docx")), str(file))
    assert (code, "改正后还有：错误 1 处" in out, "G83" in out) == (1, True, True)


@pytest.mark.parametrize("name", ["通知.docx", "./通知.docx", "子/../通知.docx"])
def test_the_given_file_is_never_overwritten(
    file: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (file.parent / "子").mkdir()
    code, _, err = outcome(capsys, "lint", "--fix", "-o", str(file.parent / name), str(file))
    assert (code, "不能与原文件同名" in err, file.read_bytes()) == (2, True, FAULTY)


def test_another_paper_in_the_way_is_moved_aside(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = file.with_name("改正稿.docx")
    target.write_bytes(b"mine")
    out = outcome(capsys, "lint", "--fix", "-o", str(target), str(file))[1]
    moved = list((file.parent / "edited").iterdir())
    assert [path.read_bytes() for path in moved] == [b"mine"]
    assert f"已移至 {moved[0]}" in out


@pytest.mark.parametrize("name", ["改正稿.doc", "改正稿"])
def test_the_copy_is_a_docx(file: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, _, err = outcome(capsys, "lint", "--fix", "-o", str(file.with_name(name)), str(file))
    assert (code, "不是 .docx 文件名" in err, file.with_name(name).exists()) == (2, True, False)


def workbook() -> bytes:
    """A real workbook."""
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


def encrypted() -> bytes:
    """The container in which Office wraps an encrypted document."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")


def replaced(name: str, data: bytes, content: bytes | None = None) -> bytes:
    """The base paper with one member replaced."""
    with zipfile.ZipFile(io.BytesIO(content or paper())) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zipped({**members, name: data})


def understated() -> bytes:
    """A directory that claims less than its members hold."""
    content = bytearray(replaced("word/styles.xml", b"<a>" + b"x" * 100_000 + b"</a>"))
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        if content[at + 46 :].startswith(b"word/styles.xml"):
            content[at + 24 : at + 28] = struct.pack("<I", 10)
        at = content.find(b"PK\x01\x02", at + 4)
    return bytes(content)


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body></w:document>"""
OUTSIDE = ENTITIES.replace(b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY a SYSTEM "file:///etc/hostname">')
STRICT = b'<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body/></document>'
OTHERS = {
    "empty": (b"", "空文件"),
    "xlsx": (workbook(), "是 Excel 表格"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 Word"),
    "encrypted": (encrypted(), "打开密码"),
    "pdf": (b"%PDF-1.7\n", "是 PDF"),
    "rtf": (b"{\\rtf1 x}", "是 RTF"),
    "html": (b"<html><body>x</body></html>", "网页"),
    "text": ("一份通知".encode(), "不是 .docx"),
    "odt": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "ODF"),
    "zip": (zipped({"a.txt": b"x"}), "没有 Word 正文"),
    "cut": (paper()[:3000], "损坏"),
    "not xml": (replaced("word/document.xml", b"<w:document"), "损坏"),
    "broken styles": (replaced("word/styles.xml", b"\xff\xfe<"), "损坏"),
    "no body": (replaced("word/document.xml", b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'), "没有 Word 正文"),
    "strict ooxml": (replaced("word/document.xml", STRICT), "严格 Open XML"),
    "entities": (replaced("word/document.xml", ENTITIES), "不可信"),
    "outside entity": (replaced("word/document.xml", OUTSIDE), "不可信"),
    "bomb": (replaced("word/media/a.bin", bytes(60_000_000)), "过大"),
    "way out": (zipped({"../../x": b"x", "word/document.xml": b"<a/>"}), "损坏"),
    "understated": (understated(), "损坏"),
    "too deep": (replaced("word/document.xml", b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:body></w:document>"), "损坏"),
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_that_is_no_readable_paper_is_exit_2_and_says_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    content, says = OTHERS[kind]
    path = tmp_path / "文件.docx"
    path.write_bytes(content)
    target = tmp_path / "改.docx"
    for argv in (("lint", str(path)), ("lint", "--fix", "-o", str(target), str(path))):
        code, out, err = outcome(capsys, *argv)
        assert (code, out, says in err, "怎么办：" in err) == (2, "", True, True), err
    assert not target.exists()


ODD = {
    "no styles": replaced("word/_rels/document.xml.rels", b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'),
    "nothing in it": paper(blocks=""),
    "numbers that are none": paper(blocks=par(run("正文")).replace('w:line="579"', 'w:line="很多"').replace('w:val="32"', 'w:val="1e9"')),
    "huge numbers": paper(section='<w:pgSz w:w="999999999" w:h="1"/><w:pgMar w:left="-5" w:right="0"/><w:docGrid w:type="lines" w:linePitch="0"/>'),
    "zero lines": paper(blocks="".join(par(run("正文内容。")) for _ in range(3)).replace('w:line="579"', 'w:line="0"')),
    "styles in a circle": paper(styles='<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'),
    "nested tables": paper(blocks=table(row(cell("甲"), "<w:tc>" + table(row(cell("乙"))) + "</w:tc>"))),
    "empty table": paper(blocks="<w:tbl/><w:tbl><w:tr/></w:tbl>"),
    "one long paragraph": paper(blocks=par(run("青年" * 10_000 + "a" * 20_000 + "1," * 10_000))),
    "many runs": paper(blocks=par(*(run("青,") for _ in range(1_000)))),
    "open fields": paper(blocks=par('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("甲")) + par(run("乙"))),
    "control characters": paper(blocks=par(run("正文\u202e\u200b\ufeff内容"))),
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_paper_is_judged_and_mended_like_any_other(kind: str) -> None:
    assert not isinstance(inspect(ODD[kind]), Refusal)
    done = mend(ODD[kind])
    assert not isinstance(done, Refusal)
    assert done.report.fixable == 0
    again = mend(done.content)
    assert not isinstance(again, Refusal)
    assert again.content == done.content


def test_declarations_and_functions_agree() -> None:
    assert list(rules()) == sorted(CHECKS)
    assert all(check.__doc__ for check in CHECKS.values())


def test_a_rule_has_one_function_only() -> None:
    with pytest.raises(ValueError, match="G01"):
        check("G01")(page.paper_size)


def test_declared_as_fixable_is_what_some_paper_can_be_mended_of() -> None:
    can = {faulty.rule for faulty in FAULTS if faulty.fixable is None and rules()[faulty.rule].fixable}
    assert can == {key for key, rule in rules().items() if rule.fixable}


def test_the_ids_count_on_and_every_declaration_says_something() -> None:
    assert list(rules()) == [f"G{number:02d}" for number in range(1, len(rules()) + 1)]
    for rule in rules().values():
        assert rule.why.endswith("。")
        assert rule.remedy.startswith("请")
        assert rule.clause
        assert rule.group
        assert rule.title


def test_a_template_is_checked_but_never_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    section = tmp_path / "01_节.docx"
    section.write_bytes(paper({"three_text": body("{% if 断言.全部办结 %}好{% endif %}共{{ 团员总数 }}人.")}))
    code, _, err = outcome(capsys, "lint", str(section), "--fix", "-o", str(tmp_path / "改.docx"))
    assert code == 2
    assert "youthreport check-templates" in err
    assert not (tmp_path / "改.docx").exists()
    assert outcome(capsys, "lint", str(section))[0] in (0, 1)
