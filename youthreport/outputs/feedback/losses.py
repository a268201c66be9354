"""The bytes of a file that has to be rebuilt → what it holds besides values, named in Chinese."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping

# Of a package, by the folder of the part (.xlsx, .xlsb).
_PARTS = {
    "charts/chart": "图表{}个",
    "media/": "图片{}张",
    "embeddings/": "嵌入对象{}个",
    "ctrlprops/": "表单控件{}个",
}
# Of an OpenDocument sheet, by its element.
_FORMULAS = "公式{}处（只保留结果）"
_ELEMENTS = {
    rb"<draw:object[\s>]": "图表或嵌入对象{}个",
    rb"<draw:image[\s>]": "图片{}张",
    rb"<office:annotation[\s>]": "批注{}处",
    rb"<table:content-validation[\s>]": "下拉选项或填写限制{}处",
    rb"\stable:formula=": _FORMULAS,
    # Of a sheet of a package, and of its comments.
    rb"<f[\s>]": _FORMULAS,
    rb"<comment\s": "批注{}处",
}
_READ = ("content.xml", "xl/worksheets/", "xl/comments")
# Of an .xls, by the kind of its drawn objects ([MS-XLS] 2.5.143 FtCmo).
_OBJECTS = {5: "图表{}个", 8: "图片{}张", 25: "批注{}处"}
_FORMULA, _OBJECT, _VALIDATION = 0x06, 0x5D, 0x01BE


def losses(content: bytes) -> tuple[str, ...]:
    """What a rebuilt copy lacks of it: drawings, comments, formulas, macros; empty when nothing is found."""
    try:
        if content.startswith(b"PK"):
            return _of_zip(content)
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            return _of_ole(content)
    except Exception:  # a broken file says what it says; the copy is made all the same
        return ()
    return ()


def _of_zip(content: bytes) -> tuple[str, ...]:
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [info.filename.replace("\\", "/").lower() for info in archive.infolist()]
        for info in archive.infolist():
            if info.filename.lower().startswith(_READ):
                with archive.open(info) as part:
                    xml = part.read(info.file_size)
                for pattern, words in _ELEMENTS.items():
                    found[words] += len(re.findall(pattern, xml))
    # Every object of an OpenDocument sheet carries a picture of itself.
    found["图片{}张"] -= found["图表或嵌入对象{}个"]
    for name in names:
        for folder, words in _PARTS.items():
            found[words] += name.startswith(f"xl/{folder}")
    found["宏"] += any(name.rpartition("/")[2].startswith("vbaproject") for name in names)
    found["宏"] += any(name.startswith("basic/") and name.endswith(".xml") for name in names)
    return _told(found)


def _of_ole(content: bytes) -> tuple[str, ...]:
    import xlrd.compdoc

    book = xlrd.compdoc.CompDoc(content, logfile=io.StringIO())
    stream = book.get_named_stream("Workbook") or book.get_named_stream("Book") or b""
    found: Counter[str] = Counter()
    at = 0
    while at + 4 <= len(stream):
        kind = int.from_bytes(stream[at : at + 2], "little")
        size = int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind == _OBJECT and size >= 6:
            found[_OBJECTS.get(int.from_bytes(stream[at + 8 : at + 10], "little"), "图形或控件{}个")] += 1
        found[_FORMULAS] += kind == _FORMULA
        found["下拉选项或填写限制{}处"] += kind == _VALIDATION
        at += 4 + size
    found["宏"] += "_VBA_PROJECT_CUR".encode("utf-16-le") in content
    return _told(found)


def _told(found: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(words.format(number) for words, number in found.items() if number > 0)
