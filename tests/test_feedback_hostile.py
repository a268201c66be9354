"""Files that are broken, odd or meant to harm → a copy or a 审核意见 alone, in bounded time, always."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.feedback_kit import (
    ERROR,
    FILLS,
    MAIN,
    NOTICE,
    RETURNS,
    assessment,
    copies_of,
    copy_of,
    found,
    opened,
    opinion,
    parts,
    remarks,
    saved,
    sheets_of,
    zipped,
)
from tests.test_feedback_layout import rich
from youthreport.catalogue import load_catalogue
from youthreport.model import Finding
from youthreport.outputs.feedback import copies, due

SPACE = MAIN.strip("{}")
FORM = RETURNS / "JD05_云栈街道团工委.xlsx"


def workbook(data: str = "", *, more: str = "", **changed: bytes | None) -> bytes:
    """A package of one sheet 指标表 with that XML; parts by name are put in place of its own, or left out (None)."""
    members = parts(rich())
    for name in list(members):
        if (
            "sheet2" in name
            or "sheet1.xml.rels" in name
            or not re.match(r"\[|_rels|xl/(workbook|styles|_rels|work)", name)
        ):
            del members[name]
    sheet = f'<worksheet xmlns="{SPACE}">{more}<sheetData>{data}</sheetData>'
    members["xl/worksheets/sheet1.xml"] = sheet.encode() + b"</worksheet>"
    for name, content in changed.items():
        members.pop(name, None)
        if content is not None:
            members[name] = content
    return zipped(members)


CELL = '<c r="A1"><v>1</v></c>'


def quick(content: bytes, *findings: Finding, seconds: float = 5.0, **more: Any) -> Any:
    """The copy, made in that time at most."""
    start = time.monotonic()
    made = copy_of(content, *findings, **more)
    assert time.monotonic() - start < seconds
    assert f"{findings[0].cell.ref}填错了" in [row[4] for row in opinion(made.content)]
    return made


def fill(made: Any, ref: str) -> str:
    """The fill of a cell of 指标表, read from the XML: some of these files openpyxl cannot read."""
    shown = parts(made.content)
    xml = shown["xl/worksheets/sheet1.xml"].decode()
    styles = shown["xl/styles.xml"].decode()
    number = int(re.search(rf'<c r="{ref}"[^>]*? s="(\d+)"', xml)[1])  # type: ignore[index]
    xfs = re.findall(r"<xf [^>]*>", styles[styles.index("<cellXfs") :])
    fills = re.findall(r"<fill>.*?</fill>", styles, re.DOTALL)
    return fills[int(re.search(r'fillId="(\d+)"', xfs[number])[1])]  # type: ignore[index]


# -- workbooks that can be marked all the same -------------------------------------------------


def test_a_stray_far_cell() -> None:
    far = f'<row r="1">{CELL}</row><row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'
    made = quick(workbook(far), found("XFD1048576"), found("A1"))
    assert made.alone == ""
    assert FILLS[ERROR] in fill(made, "XFD1048576")
    assert FILLS[ERROR] in fill(made, "A1")


@pytest.mark.parametrize(
    "more",
    [
        '<dimension ref="A1:XFD1048576"/>',
        "",
        '<cols><col min="1" max="16384" width="9" style="0"/></cols>',
    ],
    ids=["dimension", "plain", "all columns"],
)
def test_sheets_that_look_endless(more: str) -> None:
    assert FILLS[ERROR] in fill(quick(workbook(f'<row r="1">{CELL}</row>', more=more), found("A1")), "A1")


@pytest.mark.parametrize(
    "merged", [["A1:C3", "B2:D4"], ["A1:XFD1048576"], ["A1:B2", "A1:B2"], ["garbage", "A1"]]
)
def test_merged_ranges_that_overlap_or_cover_everything(merged: list[str]) -> None:
    ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    content = workbook(f'<row r="1">{CELL}</row>')
    members = parts(content)
    xml = members["xl/worksheets/sheet1.xml"]
    members["xl/worksheets/sheet1.xml"] = xml.replace(
        b"</worksheet>", f"<mergeCells>{ranges}</mergeCells></worksheet>".encode()
    )
    assert FILLS[ERROR] in fill(quick(zipped(members), found("A1"), found("B2")), "A1")


def test_fifty_thousand_merged_ranges() -> None:
    ranges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 50_001))
    members = parts(workbook("".join(f'<row r="{row}"/>' for row in range(1, 50_001))))
    xml = members["xl/worksheets/sheet1.xml"].decode()
    members["xl/worksheets/sheet1.xml"] = xml.replace(
        "</worksheet>", f"<mergeCells>{ranges}</mergeCells></worksheet>"
    ).encode()
    made = quick(zipped(members), *(found(f"B{row}") for row in range(1, 500)), seconds=10)
    assert FILLS[ERROR] in fill(made, "A7")


def test_a_hundred_thousand_comments() -> None:
    members = parts(rich())
    many = "".join(
        f'<comment ref="D{row}" authorId="0"><text><t>批</t></text></comment>' for row in range(20, 100_020)
    )
    members["xl/comments1.xml"] = members["xl/comments1.xml"].replace(
        b"</commentList>", f"{many}</commentList>".encode()
    )
    shape = '<v:shape id="_x0000_s{n}" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Row>{r}</x:Row><x:Column>3</x:Column></x:ClientData></v:shape>'
    shapes = "".join(shape.format(n=2000 + row, r=row - 1) for row in range(20, 100_020))
    vml = members["xl/drawings/vmlDrawing1.vml"]
    members["xl/drawings/vmlDrawing1.vml"] = vml.replace(b"</xml>", f"{shapes}</xml>".encode())
    made = quick(zipped(members), found("B2"), found("D5000"), seconds=25)
    assert made.alone == ""
    comments = parts(made.content)["xl/comments1.xml"]
    assert comments.count(b"<comment ") == 100_003


def test_a_million_cells_without_content() -> None:
    row = "".join('<c s="1"/>' for _ in range(100))
    data = "".join(f"<row>{row}</row>" for _ in range(10_000))
    made = quick(workbook(data), found("B9999"), seconds=25)
    assert made.alone == ""


def test_rows_and_cells_that_do_not_say_where_they_are() -> None:
    made = quick(
        workbook("<row><c/><c><v>5</v></c></row><row/><row><c><v>7</v></c></row>"), found("B1"), found("B3")
    )
    xml = parts(made.content)["xl/worksheets/sheet1.xml"].decode()
    assert re.search(
        r'<row><c/><c s="\d+"><v>5</v></c></row><row/><row><c><v>7</v></c><c r="B3" s="\d+"/></row>', xml
    )


@pytest.mark.parametrize(
    "ref", ["", "5:5", "A:A", "ZZZZ9", "A0", "#REF!", "A1048577", "A1:XFD1048576", "第3行"]
)
def test_findings_at_odd_places(ref: str) -> None:
    made = copy_of(rich(), found(ref), found("B2", message="x"))
    assert made.alone == ""
    assert len(opinion(made.content)) == 3


def test_a_finding_in_a_sheet_that_is_not_there() -> None:
    made = copy_of(rich(), found("B2", sheet="没有这张表"))
    assert (made.alone, opinion(made.content)[1][2:4]) == ("", ("没有这张表", "B2"))


def test_shared_strings_that_a_library_does_not_find() -> None:
    members = {
        ("xl/SharedStrings.xml" if "sharedStrings" in n else n): data for n, data in parts(rich()).items()
    }
    with pytest.raises(KeyError):
        openpyxl.load_workbook(io.BytesIO(zipped(members)))
    made = quick(zipped(members), found("B2"))
    assert made.alone == ""
    assert {s.name: s.cells.get((1, 1)) for s in sheets_of(made.content)}["指标表"] == "指标"


def test_a_workbook_without_styles() -> None:
    members = parts(rich())
    del members["xl/styles.xml"]
    links = members["xl/_rels/workbook.xml.rels"]
    members["xl/_rels/workbook.xml.rels"] = re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", links)
    made = quick(zipped(members), found("B2"))
    assert FILLS[ERROR] in fill(made, "B2")


def test_the_strict_dialect_of_the_format() -> None:
    swap = [
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    ]
    members = parts(rich())
    for old, new in swap:
        members = {name: data.replace(old, new) for name, data in members.items()}
    made = quick(zipped(members), found("B2"))
    assert made.alone == ""
    assert SPACE.encode() not in b"".join(parts(made.content).values())
    back = copy_of(made.content, found("B9"))
    assert [s.name for s in sheets_of(back.content)] == ["指标表", "_meta"], "our own sheet is none of theirs"
    assert re.findall(r'<(?:\w+:)?sheet name="(\w+)"', parts(back.content)["xl/workbook.xml"].decode()) == [
        "审核意见",
        "指标表",
        "_meta",
    ]


def test_names_of_sheets_with_every_odd_character() -> None:
    book = openpyxl.Workbook()
    names = ["a'b", '<&>"，', "表 😀!", "审核意见 (2)"]
    for name in names:
        book.create_sheet(name)["A1"] = 1
    made = copy_of(saved(book), *(found("A1", sheet=name) for name in names))
    told = opened(made.content)
    assert all(told[name]["A1"].fill.start_color.rgb == FILLS[ERROR] for name in names)
    links = {c.hyperlink.location for row in told.worksheets[0].iter_rows() for c in row if c.hyperlink}
    assert links == {"'a''b'!A1", "'<&>\"，'!A1", "'表 😀!'!A1", "'审核意见 (2)'!A1"}
    again = opened(copy_of(made.content, found("B1", sheet="a'b")).content)
    assert all(again[name]["A1"].fill.patternType is None for name in names)


def test_many_findings_on_one_cell() -> None:
    made = quick(
        rich(), found("B2"), *(found("B2", NOTICE, rule=f"X{n}", message="长" * 200) for n in range(300))
    )
    comment = opened(made.content)["指标表"]["B2"].comment
    assert len(comment.text) < 3_100
    assert len(opinion(made.content)) == 302


def test_three_thousand_findings() -> None:
    made = quick(rich(), *(found(f"F{row}") for row in range(1, 3_001)), seconds=15)
    assert made.alone == ""
    vml = parts(made.content)["xl/drawings/vmlDrawing1.vml"]
    assert re.search(rb'data="1,2,3"', vml)


def test_more_findings_than_anybody_reads() -> None:
    made = quick(rich(), *(found(f"F{row % 1000 + 1}", rule=f"X{row}") for row in range(20_000)), seconds=25)
    assert len(opinion(made.content)) == 5_001
    assert "共有错误20000处。本页列出前5000处，其余15000处请先改正以上各处后再看。" in remarks(made.content)


# -- files that cannot be marked ---------------------------------------------------------------


BROKEN = {
    "no zip": b"PK\x03\x04 not really",
    "cut": FORM.read_bytes()[:9_000],
    "not well-formed": workbook("<row><c>"),
    "not a number": workbook('<row r="x"/>'),
    "no sheet": workbook(**{"xl/worksheets/sheet1.xml": None}),
    "no workbook": workbook(**{"xl/workbook.xml": None}),
    "no types": workbook(**{"[Content_Types].xml": None}),
    "broken ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3_000,
    "text": "单位,数\n甲,1\n".encode("gb18030"),
    "empty": b"",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_get_a_list_or_their_content(name: str) -> None:
    made = quick(BROKEN[name], found("A1"))
    assert opened(made.content).worksheets[0].title == "审核意见"
    if made.alone:
        assert opened(made.content).sheetnames == ["审核意见"]
        assert made.alone in remarks(made.content)
        assert "本文件不必报送" in remarks(made.content)


def test_a_part_that_is_longer_than_it_says() -> None:
    content = bytearray(FORM.read_bytes())
    at = content.rindex(b"xl/worksheets/sheet2.xml") - 46
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    assert quick(bytes(content), found("A1")).alone


def dying(content: bytes) -> Any:
    """A reader that the file kills."""
    os._exit(9)


def sleeping(content: bytes) -> Any:
    """A reader that the file keeps busy."""
    time.sleep(60)


def greedy(content: bytes) -> Any:
    """A reader that the file makes hungry."""
    return bytearray(8 << 30)


@pytest.mark.parametrize(
    ("reader", "reason"), [(dying, "标注时出错"), (sleeping, "标注用时过长"), (greedy, "内存不足")]
)
def test_a_death_is_told_and_the_next_file_is_marked(reader: Any, reason: str) -> None:
    if reader is greedy and sys.platform == "win32":
        pytest.skip("no memory limit on Windows")
    files = {"returns/甲.xls": b"?", "returns/乙.xlsx": rich()}
    first, second = copies_of(
        files,
        found("B2", file="returns/甲.xls"),
        found("B2", file="returns/乙.xlsx"),
        reader=reader,
        seconds=10.0,
    )
    assert reason in first.alone
    assert first.alone in remarks(first.content)
    assert opinion(first.content)[1][3] == "B2"
    assert second.alone == ""


def test_a_file_that_is_gone_is_told() -> None:
    def gone(file: str) -> bytes:
        raise FileNotFoundError(file)

    (made,) = copies(due(assessment(found("B2"))), load_catalogue(), gone, sheets_of)
    assert "原文件已不在报送文件夹中" in made.alone


# -- the same bytes, and nothing heavy ---------------------------------------------------------


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import hashlib; from tests.test_feedback_layout import rich, MARKED; from tests.feedback_kit import *\n"
        "ods = (RETURNS / '数字产业园.ods').read_bytes()\n"
        "made = [copy_of(rich(), *MARKED), copy_of(ods, found('E5')), copy_of(b'', found('E5'))]\n"
        "again = copy_of(made[0].content, found('B9'))\n"
        "print([hashlib.sha256(m.content).hexdigest() for m in (*made, again)])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "PYTHONUTF8": "1",
            },
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_other_outputs_do_not_load_what_copies_need() -> None:
    script = "import sys, youthreport.outputs; print('openpyxl' in sys.modules, 'youthreport.outputs.feedback' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert run.stdout.split() == ["False", "False"]
    script = (
        "import sys, youthreport.outputs.feedback; print('openpyxl' in sys.modules, 'pandas' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert run.stdout.split() == ["False", "False"]
