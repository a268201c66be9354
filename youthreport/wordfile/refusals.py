"""Why a file is no Word document that can be read → a sentence and a remedy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the file is instead, and what to do; nothing of it was read."""

    message: str
    remedy: str


RESAVE = "请用 Word 或 WPS 打开，“另存为”.docx 格式后再试。"
DAMAGED = Refusal(
    "文件已损坏，无法读取", "请用 Word 或 WPS 打开修复，另存为 .docx 后再试；打不开的，请重新拷贝。"
)
OVERSIZED = Refusal("内容展开后过大，不像一份公文", "请删去过大的图片和附带内容后再试。")
ENCRYPTED = Refusal("设有打开密码，无法读取", "请取消打开密码后再试。")
EMPTY = Refusal("是空文件（0 字节）", "请重新保存或拷贝后再试。")
TOO_LARGE = Refusal("超过 64 MB，不像一份公文", "请压缩或删去图片后再试。")
STARVED = Refusal("内容异常，读取时占用的时间或内存过多", "请用 Word 或 WPS 打开，把正文复制到新文件后再试。")
CRASHED = Refusal(
    "内容异常，程序无法读取",
    "请用 Word 或 WPS 打开，把正文复制到新文件后再试；仍不行的，请把文件反馈给维护者。",
)
OLD_WORD = Refusal("是旧版 Word 或 WPS 文件（.doc、.wps），不是 .docx", RESAVE)
OTHER = Refusal("不是 .docx 文件", "请选择 Word 或 WPS 保存的 .docx 文件。")
# What the first bytes of a file that is no zip container say.
SIGNATURES = (
    (b"%PDF", Refusal("是 PDF 文件，不是 .docx", "请用它的 .docx 原稿。")),
    (b"{\\rtf", Refusal("是 RTF 文件，不是 .docx", RESAVE)),
    (b"Rar!", Refusal("是压缩包，不是 .docx", "请解压后再试里面的文件。")),
    (b"7z\xbc\xaf", Refusal("是压缩包，不是 .docx", "请解压后再试里面的文件。")),
)
# What a member of a zip container says.
MEMBERS = (
    ("xl/workbook.xml", Refusal("是 Excel 表格，不是 .docx", "请选择公文的 .docx 文件。")),
    ("ppt/presentation.xml", Refusal("是演示文稿，不是 .docx", "请选择公文的 .docx 文件。")),
    ("content.xml", Refusal("是 ODF 文件（.odt），不是 .docx", RESAVE)),
)
