"""The bytes of a file → what it really is, and why it cannot be read if it cannot."""

from __future__ import annotations

from youthreport.intake.prescan import inspect_zip
from youthreport.intake.sheets import Verdict

MAX_BYTES = 20 * 1024 * 1024
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RESAVE = "请在 Excel 或 WPS 中打开，用“另存为”选择 .xlsx 格式后重新报送。"
_USE_FORM = "请下载本期报送表（.xlsx），在表内填写后重新报送。"

_REFUSED = {
    "empty": Verdict("empty", "是空文件（0 字节），没有可读取的内容", "请重新导出或拷贝后报送。"),
    "large": Verdict("large", "超过 20 MB，不像是报送表", "请删去图片和无关工作表后重新报送。"),
    "encrypted": Verdict("encrypted", "设有打开密码，无法读取", "请取消打开密码后重新报送。"),
    "image": Verdict("image", "是图片，不是表格", _USE_FORM),
    "pdf": Verdict("pdf", "是 PDF 文件，不是表格", _USE_FORM),
    "html": Verdict("html", "是网页改名而成的表格，不是真正的 Excel 文件", RESAVE),
    "mht": Verdict("mht", "是单个网页文件（mht）改名而成的表格", RESAVE),
    "xml2003": Verdict("xml2003", "是“XML 表格 2003”格式", RESAVE),
    "archive": Verdict("archive", "是压缩包，不是表格", "请解压后把里面的报送表直接报送。"),
    "word": Verdict("word", "是 Word 或演示文稿，不是表格", _USE_FORM),
    "xlsb": Verdict("xlsb", "是二进制工作簿（.xlsb），看不到公式和隐藏内容", RESAVE),
    "unknown": Verdict("unknown", "不是能识别的表格文件", RESAVE),
}


def examine(data: bytes) -> Verdict:
    """What the bytes are, by content only: the file name plays no part."""
    if not data:
        return _REFUSED["empty"]
    if len(data) > MAX_BYTES:
        return _REFUSED["large"]
    if data.startswith(b"PK\x03\x04"):
        found = inspect_zip(data)
        if found.objection:
            return Verdict(found.kind, found.objection, RESAVE)
        return _REFUSED.get(found.kind, Verdict(found.kind, suspects=found.suspects))
    if data.startswith(_OLE2):
        return _examine_ole(data)
    return _examine_other(data)


def too_large() -> Verdict:
    """The verdict on a file of more than MAX_BYTES."""
    return _REFUSED["large"]


def encrypted() -> Verdict:
    """The verdict on a file that only a reader finds to be locked."""
    return _REFUSED["encrypted"]


def damaged(kind: str) -> Verdict:
    """The verdict on a file that no reader understands."""
    return Verdict(kind, "已损坏或写法特殊，无法读取", RESAVE)


def _examine_ole(data: bytes) -> Verdict:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _REFUSED["encrypted"]
    if "WordDocument".encode("utf-16-le") in data or "PowerPoint Document".encode("utf-16-le") in data:
        return _REFUSED["word"]
    return Verdict("xls")


def _examine_other(data: bytes) -> Verdict:
    head = _plain_text(data[:4096]).lstrip().lower()
    if data.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02")):
        return Verdict("xls")
    for kind, marks in (
        ("pdf", (b"%PDF",)),
        ("archive", (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06")),
        ("image", (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")),
    ):
        if data.startswith(marks):
            return _REFUSED[kind]
    return _examine_text(head, data)


def _examine_text(head: str, data: bytes) -> Verdict:
    if head.startswith("mime-version"):
        return _REFUSED["mht"]
    if 'progid="excel.sheet"' in head or "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return _REFUSED["xml2003"]
    if head.startswith("<") and any(mark in head for mark in ("<html", "<table", "<meta", "<head", "<body")):
        return _REFUSED["html"]
    is_text = b"\x00" not in data[:4096] or data.startswith(_UTF16)
    if is_text and not head.startswith("<") and any(mark in head for mark in (",", "\t", "，")):
        return Verdict("csv")
    return _REFUSED["unknown"]


def _plain_text(head: bytes) -> str:
    if head.startswith(_UTF16):
        return head.decode("utf-16", errors="replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
