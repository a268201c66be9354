"""A zip file → its kind and, when it is broken, oversized or hostile, the reason in Chinese.

It runs before any parser: limits are checked on the directory first, then on the inflated parts.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

MAX_ENTRIES = 2_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 128 * 1024 * 1024
MAX_RATIO = 250
RATIO_FLOOR = 4 * 1024 * 1024
MAX_ROW = 100_000
MAX_COLUMN = 256
MAX_SHARED_STRINGS = 500_000

# Any prefix, either quote and any attribute order: what a parser accepts must be seen here too.
_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\sr\s*=\s*[\"']\s*\$?([A-Za-z]{1,4})\$?([0-9]{1,9})[\"']([^<>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\sr\s*=\s*[\"']\s*([0-9]+)")
_FAR = re.compile(
    rb"\sr\s*=\s*[\"'](?:[A-Za-z]{3,}[0-9]+|[J-Zj-z][A-Za-z][0-9]+|[Ii][W-Zw-z][0-9]+|[A-Za-z]*[0-9]{6,})[\"']"
)
_COUNT = re.compile(rb"\b(?:uniqueCount|count)\s*=\s*[\"']\s*([0-9]+)", re.IGNORECASE)
_REPEAT = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"']([0-9]+)")

_DAMAGED = "文件已损坏，压缩结构不完整"
_TOO_BIG = "展开后过大，可能已损坏或带有大量无关内容"
_FAR_CELL = "在很远的单元格（10 万行或 256 列以外）里有内容，超出读取范围"


def inspect_zip(data: bytes) -> tuple[str, str]:
    """The kind (xlsx, ods, word, archive, encrypted, damaged, limit) and the objection, "" if none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _inspect(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        ValueError,
        RuntimeError,
        OverflowError,
    ):
        return "damaged", _DAMAGED


def _inspect(archive: zipfile.ZipFile) -> tuple[str, str]:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        return "encrypted", ""
    objection = _check_directory(infos)
    if objection:
        return "limit", objection
    kind = _kind(archive, infos)
    if kind not in ("xlsx", "ods"):
        return kind, ""
    for info in infos:
        if info.filename.lower().endswith((".xml", ".rels", ".vml")):
            objection = _check_part(archive, info)
            if objection:
                return "limit", objection
    return kind, ""


def _check_directory(infos: list[zipfile.ZipInfo]) -> str:
    names = {info.filename.replace("\\", "/").casefold() for info in infos}
    if len(infos) > MAX_ENTRIES or len(names) != len(infos):
        return "内部条目过多或重复，文件不正常"
    if any(".." in name.split("/") for name in names):
        return "内部路径不正常，文件不可信"
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        return _DAMAGED
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        return _TOO_BIG
    for info in infos:
        inflated = info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if info.file_size > MAX_PART or inflated:
            return _TOO_BIG
    return ""


def _kind(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> str:
    names = [info.filename.replace("\\", "/").lower() for info in infos]
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "word"
    if "mimetype" in names:
        with archive.open(infos[names.index("mimetype")]) as part:
            mime = part.read(200)
        return "ods" if b"opendocument.spreadsheet" in mime else "word"
    return "archive"


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    # ZipFile.read trusts the stream; reading the declared size cannot run past the limits above.
    with archive.open(info) as part:
        xml = part.read(info.file_size)
    if b"<!DOCTYPE" in xml:
        return "内含外部定义（DOCTYPE），文件不可信"
    if b"\x00" in xml[:64]:
        return "内部编码不正常（UTF-16），无法读取"
    name = info.filename.lower()
    if "sharedstrings" in name:
        counts = [int(found) for found in _COUNT.findall(xml[:20_000])]
        if any(count > min(MAX_SHARED_STRINGS, 2 * len(xml)) for count in counts):
            return "共享字符串的数量不正常，文件已损坏"
    if name.endswith("content.xml"):
        return _check_repeats(xml)
    return _FAR_CELL if _FAR.search(xml) and _has_far_cell(xml) else ""


def _has_far_cell(xml: bytes) -> bool:
    """Whether a cell that carries a value lies too far out; self-closing cells are style only."""
    for letters, digits, tail in _CELL.findall(xml):
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        if (int(digits) > MAX_ROW or column > MAX_COLUMN) and not tail.rstrip().endswith(b"/"):
            return True
    return any(int(number) > 1_048_576 for number in _ROW.findall(xml))


def _check_repeats(xml: bytes) -> str:
    return _FAR_CELL if any(int(found) > 1_048_576 for found in _REPEAT.findall(xml)) else ""
