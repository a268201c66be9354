"""A .docx → its PDF as LibreOffice prints it, the fonts that had to be replaced, or why there is none."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from youthreport.office import PROGRAM, Office, convert, find_office
from youthreport.pdf_fonts import font_names

_SECONDS = 120.0
_OTHERWISE = "用 Word、WPS 打开文稿后另存为 PDF。"
# Blank pages stay: what stands on an even page must stay on one when the PDF is printed.
_FILTER = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
_FONTS = re.compile(rb"<w:rFonts [^>]*>")
_NAMED_FONT = re.compile(rb'w:(?:eastAsia|ascii)="([^"]+)"')
# What a font calls itself inside a PDF; names without an entry are compared as they are.
_INSIDE_PDF = {
    "仿宋_GB2312": ("FangSong_GB2312", "FangSongGB2312"),
    "仿宋": ("FangSong", "SimFang"),
    "楷体_GB2312": ("KaiTi_GB2312", "KaiTiGB2312"),
    "楷体": ("KaiTi", "SimKai"),
    "黑体": ("SimHei",),
    "宋体": ("SimSun", "NSimSun"),
    "方正小标宋简体": ("FZXBSJW", "FZXiaoBiaoSong-B05S"),
    "方正小标宋_GBK": ("FZXBSK", "FZXiaoBiaoSong-B05"),
    "方正仿宋_GBK": ("FZFSK", "FZFangSong-Z02"),
    "方正楷体_GBK": ("FZKTK", "FZKai-Z03"),
    "方正黑体_GBK": ("FZHTK", "FZHei-B01"),
    "华文仿宋": ("STFangsong",),
    "华文楷体": ("STKaiti",),
    "华文中宋": ("STZhongsong",),
    "华文黑体": ("STHeiti",),
    "华文宋体": ("STSong",),
    "Times New Roman": ("TimesNewRoman",),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """The PDF. `substituted` are fonts of the document that it does not show, `used` those that it does."""

    pdf: bytes
    substituted: tuple[str, ...]
    used: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoPreview:
    """Why there is no PDF, and what to do about it."""

    message: str


def preview(
    document: bytes, *, office: Office | None = None, seconds: float = _SECONDS
) -> Preview | NoPreview:
    """The PDF of a document. Nothing raises: a preview that fails must not cost the paper."""
    office = office or find_office()
    if office is None:
        return NoPreview(
            "没有找到 LibreOffice，未生成 PDF；其他成果不受影响。请安装 LibreOffice（免费）后重新运行；"
            f"装在别处的，请用环境变量 {PROGRAM} 写明程序位置。也可以{_OTHERWISE}"
        )
    try:
        pdf = _printed(office, document, seconds)
    except OSError as error:
        pdf = error.strerror or str(error)
    if isinstance(pdf, str):
        return NoPreview(f"LibreOffice 未能生成 PDF（{pdf}）；其他成果不受影响。请稍后重试，或者{_OTHERWISE}")
    used = font_names(pdf)
    return Preview(pdf, missing_fonts(named_fonts(document), used), used)


def _printed(office: Office, document: bytes, seconds: float) -> bytes | str:
    """The PDF, or what went wrong."""
    with tempfile.TemporaryDirectory(prefix="youthreport-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "paper.docx"
        source.write_bytes(document)
        fault = convert(office, source, _FILTER, seconds=seconds)
        target = source.with_suffix(".pdf")
        if fault or not target.is_file():
            return fault or "它没有写出文件"
        return without_moment(target.read_bytes())


def named_fonts(document: bytes) -> tuple[str, ...]:
    """The fonts that styles and text of a .docx name, in alphabetical order."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = [
            archive.read(n) for n in archive.namelist() if re.fullmatch(r"word/(styles|document)\.xml", n)
        ]
    named = {n for part in parts for fonts in _FONTS.findall(part) for n in _NAMED_FONT.findall(fonts)}
    from xml.sax.saxutils import unescape  # brings in half a web client

    return tuple(sorted(unescape(name.decode("utf-8")) for name in named))


def missing_fonts(named: Iterable[str], used: Iterable[str]) -> tuple[str, ...]:
    """Those of the named fonts that no font of the PDF is."""
    inside = [_plain(name) for name in used]
    return tuple(
        name
        for name in named
        if not any(
            font == _plain(alias) or font.startswith(_plain(alias))
            for alias in (name, *_INSIDE_PDF.get(name, ()))
            for font in inside
        )
    )


def without_moment(pdf: bytes) -> bytes:
    """The PDF without the moment and the chance numbers of its making, of the same length: equal runs, equal bytes."""
    pdf = re.sub(
        rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d+)", lambda m: m[1] + b"20000101000000"[: len(m[2])], pdf
    )
    return re.sub(
        rb"(/ID\s*\[\s*<)([0-9A-F]+)(>\s*<)([0-9A-F]+)(>)|(/DocChecksum\s*/)([0-9A-F]+)", _zeroed, pdf
    )


def _zeroed(match: re.Match[bytes]) -> bytes:
    if match[6]:
        return match[6] + b"0" * len(match[7])
    return match[1] + b"0" * len(match[2]) + match[3] + b"0" * len(match[4]) + match[5]


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]", "", name).casefold()
