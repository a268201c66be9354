"""The bytes of a file → a Package whose limits were checked, or a Refusal that says what the file really is."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from youthreport.lint.package import Package
from youthreport.wordfile.container import MAX_BYTES, Objection, member_names, objection
from youthreport.wordfile.package import PackageError
from youthreport.wordfile.refusals import Refusal

_RESAVE = "请用 Word 或 WPS 打开，“另存为”.docx 格式后再检查。"
_DAMAGED = Refusal(
    "文件已损坏，无法读取", "请用 Word 或 WPS 打开修复，另存为 .docx 后再检查；打不开的，请重新拷贝。"
)
_OVERSIZED = Refusal("内容展开后过大，不像一份公文", "请删去过大的图片和附带内容后再检查。")
_ENCRYPTED = Refusal("设有打开密码，无法读取", "请取消打开密码后再检查。")
_OBJECTIONS = {
    Objection.ENCRYPTED: _ENCRYPTED,
    Objection.DAMAGED: _DAMAGED,
    Objection.OVERSIZED: _OVERSIZED,
}
EMPTY = Refusal("是空文件（0 字节）", "请重新保存或拷贝后再检查。")
TOO_LARGE = Refusal("超过 64 MB，不像一份公文", "请压缩或删去图片后再检查。")
DIED = Refusal("内容异常，读取时占用的时间或内存过多", "请用 Word 或 WPS 打开，把正文复制到新文件后再检查。")
CRASHED = Refusal(
    "内容异常，程序无法读取",
    "请用 Word 或 WPS 打开，把正文复制到新文件后再检查；仍不行的，请把文件反馈给维护者。",
)

_SIGNATURES = (
    (b"%PDF", Refusal("是 PDF 文件，不能检查版式", "请用它的 .docx 原稿来检查。")),
    (b"{\\rtf", Refusal("是 RTF 文件，不是 .docx", _RESAVE)),
    (b"Rar!", Refusal("是压缩包，不是 .docx", "请解压后再检查里面的文件。")),
    (b"7z\xbc\xaf", Refusal("是压缩包，不是 .docx", "请解压后再检查里面的文件。")),
    (b"\xff\xd8\xff", Refusal("是图片，不是 .docx", "请用它的 .docx 原稿来检查。")),
    (b"\x89PNG", Refusal("是图片，不是 .docx", "请用它的 .docx 原稿来检查。")),
)
_OLD_WORD = Refusal("是旧版 Word 或 WPS 文件（.doc、.wps），不是 .docx", _RESAVE)
_OTHER = Refusal("不是 .docx 文件", "请选择 Word 或 WPS 保存的 .docx 文件。")
_MEMBERS = (
    ("xl/workbook.xml", Refusal("是 Excel 表格，不是 .docx", "请选择公文的 .docx 文件。")),
    ("xl/workbook.bin", Refusal("是 Excel 表格，不是 .docx", "请选择公文的 .docx 文件。")),
    ("ppt/presentation.xml", Refusal("是演示文稿，不是 .docx", "请选择公文的 .docx 文件。")),
    ("content.xml", Refusal("是 ODF 文件（.odt），不是 .docx", _RESAVE)),
)


def open_package(content: bytes) -> Package | Refusal:
    """The parts of a .docx; by content only, the file name plays no part. Nothing is raised."""
    if not content:
        return EMPTY
    if len(content) > MAX_BYTES:
        return TOO_LARGE
    if not content.startswith(b"PK\x03\x04"):
        return _other_kind(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _objection(archive) or _unpacked(content, archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, OverflowError):
        return _DAMAGED


def _other_kind(content: bytes) -> Refusal:
    for signature, refusal in _SIGNATURES:
        if content.startswith(signature):
            return refusal
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in content else _OLD_WORD
    head = content[:2048].lstrip().lower()
    if head.startswith((b"<html", b"<!doctype html", b"mime-version", b"\xef\xbb\xbf<html")):
        return Refusal("是网页改名而成的文件，不是真正的 .docx", _RESAVE)
    return _OTHER


def _objection(archive: zipfile.ZipFile) -> Refusal | None:
    if (against := objection(archive)) is not None:
        return _OBJECTIONS[against]
    names = member_names(archive)
    return next((refusal for name, refusal in _MEMBERS if name in names), None)


def _unpacked(content: bytes, archive: zipfile.ZipFile) -> Package | Refusal:
    try:
        return Package(content, {member.filename: archive.read(member) for member in archive.infolist()})
    except PackageError as problem:
        return Refusal(str(problem), _RESAVE) if str(problem) else _DAMAGED
