"""Nothing → the bytes of files that look like returns and cannot be read, each made by hand."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


SHOWS = {
    "区财政局团委报表截图.png": "图片（38）",
    "区财政局团委（盖章扫描件）.pdf": "PDF（38）",
    "打不开的/麦陇食品（有密码）.xlsx": "有打开密码（38）",
    "打不开的/文件袋密码.xlsx": "压缩结构加密（38）",
    "打不开的/网页导出.xls": "网页改名（38）",
    "打不开的/单个网页.xls": "单个网页文件改名（38）",
    "打不开的/XML表格2003.xls": "XML 表格 2003（38）",
    "打不开的/活动清单.xls": "文本表格改名（38）",
    "打不开的/材料打包.rar": "压缩包（38）",
    "打不开的/材料打包.xlsx": "压缩包改名（38）",
    "打不开的/没传完.xlsx": "没有传完（38）",
    "打不开的/空文件.xlsx": "0 字节（38）",
    "打不开的/半年总结.xlsx": "Word 文件改名（38）",
    "打不开的/撑大的.xlsx": "展开后极大，意在拖垮程序（38）",
    "打不开的/字符串数量不实.xlsx": "谎报数量，意在使程序崩溃（38）",
    "打不开的/带外部定义.xlsx": "带外部定义，意在读取其他文件（38）",
    "~$附件2：砚湖街道-定稿.xlsx": "正在打开的文件留下的临时文件，不读取",
}


def broken_files() -> dict[str, bytes]:
    """The files by their names below returns/, as they arrive on the worst day."""
    book = _small_book()
    return {
        "区财政局团委报表截图.png": _picture(),
        "区财政局团委（盖章扫描件）.pdf": _pdf(),
        "打不开的/麦陇食品（有密码）.xlsx": _compound(("EncryptionInfo", "EncryptedPackage")),
        "打不开的/文件袋密码.xlsx": _zip_with_password(book),
        "打不开的/网页导出.xls": _HTML.encode(),
        "打不开的/单个网页.xls": _MHT.encode(),
        "打不开的/XML表格2003.xls": _XML2003.encode(),
        "打不开的/活动清单.xls": _CSV.encode("gb18030"),
        "打不开的/材料打包.rar": b"Rar!\x1a\x07\x01\x00" + bytes(range(256)),
        "打不开的/材料打包.xlsx": b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(256)),
        "打不开的/没传完.xlsx": book[: len(book) // 2],
        "打不开的/空文件.xlsx": b"",
        "打不开的/半年总结.xlsx": _word(),
        "打不开的/撑大的.xlsx": _changed(book, "xl/worksheets/sheet1.xml", _stuffed),
        "打不开的/字符串数量不实.xlsx": _changed(book, "xl/sharedStrings.xml", _lying),
        "打不开的/带外部定义.xlsx": _changed(book, "xl/worksheets/sheet1.xml", _with_doctype),
        "~$附件2：砚湖街道-定稿.xlsx": "\x06栾沐桐".encode("utf-16-le").ljust(165, b"\x20"),
    }


def _small_book() -> bytes:
    """A tiny workbook with shared strings."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, xml in _PARTS.items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, xml)
    return target.getvalue()


def _picture() -> bytes:
    """A grey PNG of 8 × 8."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\x00" + b"\x80" * 8 for _ in range(8)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _pdf() -> bytes:
    """One empty page."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 4\n0000000000 65535 f \n"
    return body + head + table + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _compound(streams: tuple[str, ...]) -> bytes:
    """An OLE2 file with streams of those names, each of one 4096-byte run (what a password makes of an .xlsx)."""
    each = 4096 // _SECTOR
    names = ("Root Entry", *streams)
    directory = b"".join(_entry(names, number, 2 + each * (number - 1)) for number in range(4))
    chains = [_FAT, _END]
    for number in range(len(streams)):
        first = 2 + each * number
        chains += [*range(first + 1, first + each), _END]
    fat = struct.pack(f"<{len(chains)}I", *chains).ljust(_SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0)
    content = bytes(i * 31 % 251 for i in range(4096 * len(streams)))
    return header.ljust(_SECTOR, b"\xff") + fat + directory + content


def _entry(names: tuple[str, ...], number: int, start: int) -> bytes:
    """One 128-byte directory entry; number 0 is the root, past the names it is unused."""
    if number >= len(names):
        return bytes(68) + struct.pack("<III", _FREE, _FREE, _FREE) + bytes(48)
    name = names[number].encode("utf-16-le") + b"\x00\x00"
    root = number == 0
    right = number + 1 if 0 < number < len(names) - 1 else _FREE
    links = struct.pack("<III", _FREE, right, 1 if root else _FREE)
    where = struct.pack("<IQ", _END, 0) if root else struct.pack("<IQ", start, 4096)
    kind = struct.pack("<HBB", len(name), 5 if root else 2, 1)
    return name.ljust(64, b"\x00") + kind + links + bytes(36) + where


def _changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The zip with one part replaced by what `change` makes of it."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, change(data) if name == part else data, compresslevel=9)
    return target.getvalue()


def _stuffed(xml: bytes) -> bytes:
    """Forty million spaces: small in the zip, huge when it is opened."""
    return xml.replace(b"<sheetData>", b"<sheetData>" + b" " * 40_000_000)


def _lying(xml: bytes) -> bytes:
    """A count of strings that would fill all memory of a trusting reader."""
    return xml.replace(b'uniqueCount="3"', b'uniqueCount="4000000000"')


def _with_doctype(xml: bytes) -> bytes:
    doctype = b'<!DOCTYPE worksheet [<!ENTITY outside SYSTEM "file:///nowhere">]>'
    return xml.replace(b"<worksheet", doctype + b"<worksheet", 1)


def _zip_with_password(content: bytes) -> bytes:
    """The zip with the flag that says its members are encrypted."""
    data = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def _word() -> bytes:
    """A Word document that somebody renamed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<document/>")):
            archive.writestr(zipfile.ZipInfo(name, _FIXED_TIME), text)
    return stream.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">'
    '<sheets><sheet name="指标表" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>'
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>12</v></c></row></sheetData></worksheet>',
    "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="3" uniqueCount="3">'
    "<si><t>指标名称</t></si><si><t>本期数</t></si><si><t>团员总数</t></si></sst>",
}
_HTML = """\
<html><head><meta charset="utf-8"></head><body>
<table><tr><td>指标名称</td><td>本期数</td></tr><tr><td>团员总数</td><td>12</td></tr></table>
</body></html>
"""
_MHT = """\
MIME-Version: 1.0
Content-Type: multipart/related; boundary="part"

--part
Content-Type: text/html; charset="utf-8"

<html><table><tr><td>团员总数</td><td>12</td></tr></table></html>
--part--
"""
_XML2003 = """\
<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="指标表"><Table><Row><Cell><Data ss:Type="String">团员总数</Data></Cell></Row></Table></Worksheet>
</Workbook>
"""
_CSV = """\
活动名称,活动类型,起始日期,地点,场次,参与人次
青春集市,志愿服务,2026-03-05,文化广场,1,60
"""
