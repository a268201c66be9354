"""Files that are no return, or are made to do harm → one verdict on that file; never a crash, never a silent 0."""

from __future__ import annotations

import io
import os
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.returns import (
    ACT,
    CATALOGUE,
    LEDGER,
    PERIOD,
    ROSTER,
    add,
    blank,
    form,
    put,
    read,
    repacked,
    saved,
    the,
    told,
    value,
)
from youthreport import bounded
from youthreport.intake import child, read_filing
from youthreport.model import FilingStatus, Severity

SAMPLE = Path(__file__).parents[1] / "sample_data"
sys.path.append(str(SAMPLE))

from broken_files import _small_book as small_book  # noqa: E402
from broken_files import broken_files  # noqa: E402

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
VERDICTS = {
    "区财政局团委报表截图.png": "图片",
    "区财政局团委（盖章扫描件）.pdf": "PDF",
    "打不开的/麦陇食品（有密码）.xlsx": "打开密码",
    "打不开的/文件袋密码.xlsx": "打开密码",
    "打不开的/网页导出.xls": "网页",
    "打不开的/单个网页.xls": "网页",
    "打不开的/XML表格2003.xls": "XML 表格 2003",
    "打不开的/活动清单.xls": "CSV",
    "打不开的/材料打包.rar": "压缩包",
    "打不开的/材料打包.xlsx": "压缩包",
    "打不开的/没传完.xlsx": "损坏",
    "打不开的/空文件.xlsx": "空文件",
    "打不开的/半年总结.xlsx": "Word",
    "打不开的/撑大的.xlsx": "展开后过大",
    "打不开的/字符串数量不实.xlsx": "数量不正常",
    "打不开的/带外部定义.xlsx": "外部定义",
    "~$附件2：砚湖街道-定稿.xlsx": "不是能识别的表格",
}


def refused(content: bytes, folder: Path, name: str = "报表.xlsx") -> str:
    """The verdict on a file that must not be read."""
    filing = read(content, folder, name)
    assert (filing.status, filing.entries, filing.tables) == (FilingStatus.UNREADABLE, (), {})
    finding = the(filing, "M38")
    assert (len(filing.findings), finding.severity) == (1, Severity.ERROR)
    return finding.message


@pytest.mark.parametrize("name", broken_files())
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    assert VERDICTS[name] in refused(broken_files()[name], tmp_path, name.rpartition("/")[2])


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (OLE2 + b"junk", "损坏"),
        (OLE2 + "WordDocument".encode("utf-16-le"), "Word"),
        (b"\x00\x01\x02", "不是能识别的表格"),
        (b"PK\x03\x04junk", "损坏"),
        (b"PK\x05\x06" + bytes(18), "压缩包"),
        ("\ufeff<!DOCTYPE html><html><body>".encode("utf-16-le"), "网页"),
        (b"<?xml version='1.0'?><!-- saved --><html>", "网页"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "图片"),
    ],
)
def test_bytes_that_are_no_workbook(tmp_path: Path, content: bytes, word: str) -> None:
    assert word in refused(content, tmp_path)


def test_a_file_that_is_too_large_is_not_even_taken_in(tmp_path: Path) -> None:
    with (tmp_path / "大.xlsx").open("wb") as stream:
        stream.truncate(21_000_000)
    filing = read_filing(tmp_path / "大.xlsx", "大.xlsx", ROSTER, CATALOGUE, PERIOD)
    assert "超过 20 MB" in the(filing, "M38").message
    assert len(filing.sha256) == 64


@pytest.mark.skipif(os.name == "nt", reason="there are no such files there")
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    filing = read_filing(tmp_path / "管道.xlsx", "管道.xlsx", ROSTER, CATALOGUE, PERIOD)
    assert filing.status is FilingStatus.UNREADABLE


def test_a_text_file_under_its_own_name_is_read_as_one_sheet(tmp_path: Path) -> None:
    content = "活动名称,活动类型,起始日期,地点,场次,参与人次\n青春集市,志愿服务,2026-03-05,广场,1,60\n"
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        path = tmp_path / "活动台账.csv"
        path.write_bytes(content.encode(encoding))
        filing = read_filing(path, path.name, None, CATALOGUE, PERIOD)
        assert filing.status is FilingStatus.REJECTED, encoding
        assert "没有写单位类型" in filing.findings[0].message


# -- made to do harm --------------------------------------------------------------------------


def sheet(change: Callable[[bytes], bytes]) -> bytes:
    """The form with the XML of its indicator sheet changed."""
    return repacked(blank(), "sheet2.xml", change)


def before_end(xml: bytes, more: bytes) -> bytes:
    return xml.replace(b"</sheetData>", more + b"</sheetData>")


def strings(count: str) -> bytes:
    """A workbook as Excel writes it, whose shared strings claim another number."""
    return repacked(
        small_book(), "sharedStrings.xml", lambda xml: xml.replace(b'uniqueCount="3"', count.encode())
    )


def zipped(parts: dict[str, bytes], **more: object) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def lying_about_size(content: bytes) -> bytes:
    """A part that holds far more than the directory says."""
    data = bytearray(repacked(content, "sheet2.xml", lambda xml: before_end(xml, b" " * 30_000_000)))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"sheet2.xml"))
    struct.pack_into("<I", data, at + 24, 1000)
    return bytes(data)


def doubled(content: bytes) -> bytes:
    """A second part under the name of the first."""
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet2.xml", b"<worksheet/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (lambda: sheet(lambda xml: before_end(xml, b" " * 40_000_000)), "过大"),
        (lambda: sheet(lambda xml: b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + xml), "外部定义"),
        (lambda: sheet(lambda xml: b"<!--" + b" " * 5000 + b"--><!DOCTYPE x>" + xml), "外部定义"),
        (lambda: sheet(lambda xml: ("\ufeff" + xml.decode()).encode("utf-16")), "编码"),
        (lambda: sheet(lambda xml: xml[:-30]), "损坏"),
        (lambda: sheet(lambda xml: before_end(xml, b"<row><c><v></row>")), "损坏"),
        (lambda: strings('uniqueCount="4000000000"'), "数量不正常"),
        (lambda: strings("uniqueCount='4000000000'"), "数量不正常"),
        (lambda: lying_about_size(blank()), "损坏"),
        (lambda: doubled(blank()), "条目"),
        (lambda: zipped({"xl/workbook.xml": b"<a/>", "../../etc/x.xml": b"<a/>"}), "路径"),
        (lambda: zipped({"xl/workbook.bin": b"x"}), "xlsb"),
        (lambda: zipped({f"xl/{n}.xml": b"<a/>" for n in range(2001)}), "条目"),
        (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "Word"),
        (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a"}), "损坏"),
        (
            lambda: zipped(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                    "META-INF/manifest.xml": b"<m><manifest:encryption-data/></m>",
                    "content.xml": b"\x17\x2a",
                }
            ),
            "打开密码",
        ),
        (lambda: zipped({"readme.txt": b"hello"}), "压缩包"),
        (lambda: blank()[:-200], "损坏"),
    ],
)  # fmt: skip
def test_crafted_files_are_refused_with_the_reason(
    tmp_path: Path, content: Callable[[], bytes], word: str
) -> None:
    assert word in refused(content(), tmp_path)


@pytest.mark.parametrize("table", ["4000000", "99999999999"])
def test_an_ods_that_repeats_a_cell_without_end_is_refused(tmp_path: Path, table: str) -> None:
    xml = (
        '<d xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><table:table table:name="指标表">'
        f'<table:table-row table:number-rows-repeated="{table}"><table:table-cell office:value-type="float"'
        f' office:value="1" table:number-columns-repeated="{table}"/></table:table-row></table:table></d>'
    )
    content = zipped(
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": xml.encode()}
    )
    filing = read(content, tmp_path, "a.ods")
    assert filing.status in (FilingStatus.UNREADABLE, FilingStatus.REJECTED)
    assert not filing.entries


def test_a_million_formatted_blanks_are_no_reason_to_refuse(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(4000, 100_000))
    book = form()
    add(book[LEDGER], ACT)
    content = repacked(saved(book), "sheet3.xml", lambda xml: before_end(xml, rows))
    filing = read(content, tmp_path)
    assert (len(filing.tables[LEDGER].rows), told(filing)) == (1, [])


def test_text_where_a_number_is_declared_is_text(tmp_path: Path) -> None:
    book = form()
    ref = put(book, "members", 33)
    content = repacked(
        saved(book),
        "sheet2.xml",
        lambda xml: xml.replace(b' t="n"><v>33</v>', b"><v>12abc</v>"),
    )
    filing = read(content, tmp_path)
    assert (value(filing, "members"), the(filing, "M00").cell.ref) == (None, ref)


def chained(entry: int) -> bytes:
    """An OLE2 file whose FAT sends every sector back to the first."""
    header = OLE2 + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    fat = struct.pack("<128I", 0xFFFFFFFD, *([entry] * 127))
    name = "Root Entry".encode("utf-16-le") + b"\x00\x00"
    root = name.ljust(64, b"\x00") + struct.pack("<HBB", len(name), 5, 1)
    root += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 1) + bytes(36) + struct.pack("<IQ", 2, 4096)
    book = "Workbook".encode("utf-16-le") + b"\x00\x00"
    stream = book.ljust(64, b"\x00") + struct.pack("<HBB", len(book), 2, 1)
    stream += (
        struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF) + bytes(36) + struct.pack("<IQ", 2, 1 << 40)
    )
    return header.ljust(512, b"\xff") + fat + (root + stream).ljust(512, b"\x00") + bytes(1024)


@pytest.mark.parametrize("entry", [2, 0x7FFFFFFF])
def test_an_old_workbook_whose_sectors_run_in_a_circle(tmp_path: Path, entry: int) -> None:
    refused(chained(entry), tmp_path, "a.xls")


def test_damaged_old_workbooks_cost_that_file_only(tmp_path: Path) -> None:
    source = next(SAMPLE.glob("2026S1/returns/**/*.xls")).read_bytes()
    seen = set()
    for seed in range(60):
        content = bytearray(source)
        for n in range(24):
            content[(seed * 7919 + n * 104_729) % (6_000 if n % 2 else len(source))] = (seed * 31 + n) % 256
        filing = read(bytes(content), tmp_path, "a.xls")
        seen.add(filing.status)
        assert not any(entry.value == 0 and not entry.raw for entry in filing.entries)
    assert FilingStatus.UNREADABLE in seen
    assert read(blank(), tmp_path).status is FilingStatus.ACCEPTED


def test_fifty_thousand_merged_cells_are_no_reason_to_wait(tmp_path: Path) -> None:
    merges = "".join(f'<mergeCell ref="H{n}:I{n}"/>' for n in range(4, 50_004))
    book = form()
    add(book[LEDGER], *(ACT | {"活动名称": f"第{n}场"} for n in range(300)))
    content = repacked(
        saved(book),
        "sheet3.xml",
        lambda xml: xml.replace(b"</sheetProtection>", b"").replace(
            b"<pageMargins", f"<mergeCells>{merges}</mergeCells><pageMargins".encode()
        ),
    )
    start = time.perf_counter()
    assert len(read(content, tmp_path).tables[LEDGER].rows) == 300
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(("limit", "value"), [("SECONDS", 0.001), ("MEGABYTES", 1)])
def test_a_reader_that_dies_is_a_verdict_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: float
) -> None:
    if limit == "MEGABYTES" and not sys.platform.startswith("linux"):
        pytest.skip("only there the system limits memory")
    bounded.close()  # a fresh child holds no memory that it could use again
    monkeypatch.setattr(child, limit, value)
    told_so = refused(blank(), tmp_path)
    assert any(words in told_so for words in ("仍未完成", "占用内存过多", "使读取中断"))
    monkeypatch.undo()
    assert read(blank(), tmp_path).status is FilingStatus.ACCEPTED
