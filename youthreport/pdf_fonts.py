"""A PDF → the names of the fonts that it shows."""

from __future__ import annotations

import re
import zlib

_FONT = re.compile(rb"/(?:FontName|BaseFont)\s*/([^\s/<>\[\]()]+)")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b.*?stream\r?\n(.*?)endstream", re.DOTALL)
_SUBSET = re.compile(r"^[A-Z]{6}\+")


def font_names(pdf: bytes) -> tuple[str, ...]:
    """PostScript names without the prefix of their subset, in alphabetical order."""
    texts = [pdf, *(_unpacked(stream) for stream in _OBJECTS.findall(pdf))]
    found = {_SUBSET.sub("", _decoded(name)) for text in texts for name in _FONT.findall(text)}
    return tuple(sorted(found))


def _unpacked(stream: bytes) -> bytes:
    """The plain text of a packed object stream; b"" when it is packed in another way."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def _decoded(name: bytes) -> str:
    """A PDF name writes unusual bytes as #XX."""
    raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), name)
    return raw.decode("utf-8", errors="replace")
