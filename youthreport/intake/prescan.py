"""A zip file → its kind and, when it is broken, oversized or hostile, the reason in Chinese.

It runs before any parser: limits are checked on the directory first, then on the inflated parts.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

MAX_ENTRIES = 2_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 128 * 1024 * 1024
MAX_RATIO = 250
RATIO_FLOOR = 4 * 1024 * 1024
MAX_SHARED_STRINGS = 500_000
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    ValueError,
    RuntimeError,
    OverflowError,
    KeyError,
)

# A cell or row number that is not plainly near: above row 9999, right of column IV, or written oddly. Either
# quote counts, any prefix and any order of attributes: what a parser accepts must be seen here, too.
_NEAR = rb"(?:[A-Z]|[A-H][A-Z]|I[A-V])?[0-9]{1,4}"
_NOT_NEAR = re.compile(rb"\sr\s*=\s*(?:\"(?!" + _NEAR + rb"\")|'(?!" + _NEAR + rb"'))")
_COUNT = re.compile(rb"\b(?:uniqueCount|count)\s*=\s*[\"']\s*([0-9]+)", re.IGNORECASE)

_DAMAGED = "已损坏，压缩结构不完整"
_TOO_BIG = "展开后过大，可能已损坏或带有大量无关内容"


@dataclass(frozen=True, slots=True)
class Inspection:
    """The kind (xlsx, xlsb, ods, word, archive, encrypted, damaged, limit) and the objection, "" if none."""

    kind: str
    objection: str = ""
    suspects: tuple[str, ...] = ()


def inspect_zip(data: bytes) -> Inspection:
    """What the zip is and whether it may be parsed; `suspects` are parts that may hold far cells."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _inspect(archive)
    except BROKEN_ZIP:
        return Inspection("damaged", _DAMAGED)


def _inspect(archive: zipfile.ZipFile) -> Inspection:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        return Inspection("encrypted")
    objection = _check_directory(infos)
    if objection:
        return Inspection("limit", objection)
    kind = _kind(archive, infos)
    if kind not in ("xlsx", "ods"):
        return Inspection(kind)
    suspects = []
    for info in infos:
        if info.filename.lower().endswith((".xml", ".rels", ".vml")):
            xml = inflate(archive, info)
            objection = _check_part(info.filename.lower(), xml)
            if objection:
                return Inspection("limit", objection)
            if kind == "xlsx" and b"sheetData" in xml and _NOT_NEAR.search(xml):
                suspects.append(info.filename)
    return Inspection(kind, "", tuple(suspects))


def inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The content of a part: no more than the size that the directory states, which was checked."""
    # ZipFile.read trusts the stream; reading the stated size cannot run past the limits.
    with archive.open(info) as part:
        return part.read(info.file_size)


def _check_directory(infos: list[zipfile.ZipInfo]) -> str:
    names = {info.filename.replace("\\", "/").casefold() for info in infos}
    if len(infos) > MAX_ENTRIES or len(names) != len(infos):
        return "内部条目过多或重复，不像正常的表格文件"
    if any(".." in name.split("/") for name in names):
        return "内部路径不正常，不可信"
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
    names = {info.filename.replace("\\", "/").lower(): info for info in infos}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return "word"
    if "mimetype" in names:
        if b"opendocument.spreadsheet" not in inflate(archive, names["mimetype"])[:200]:
            return "word"
        manifest = names.get("meta-inf/manifest.xml")
        locked = manifest is not None and b"encryption-data" in inflate(archive, manifest)
        return "encrypted" if locked else "ods"
    return "archive"


def _check_part(name: str, xml: bytes) -> str:
    if b"<!DOCTYPE" in xml:
        return "内含外部定义（DOCTYPE），不可信"
    if b"\x00" in xml[:64]:
        return "内部编码不正常（UTF-16），无法读取"
    if "sharedstrings" in name or b"<sst" in xml[:4096] or b":sst" in xml[:4096]:
        counts = [int(found) for found in _COUNT.findall(xml)]
        if any(count > min(MAX_SHARED_STRINGS, 2 * len(xml)) for count in counts):
            return "共享字符串的数量不正常，可能已损坏"
    return ""
