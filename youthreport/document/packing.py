"""A saved .docx → the same .docx with fixed order, times and properties: equal content, equal bytes."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

from youthreport.packing import repack
from youthreport.wordfile import Package, open_package, set_build_ids, set_period

_CORE = "docProps/core.xml"


def pack(
    content: bytes, *, title: str, stamp: datetime, creator: str = "", build_id: str = "", period: str = ""
) -> bytes:
    """The document re-zipped deterministically; properties are exactly the given ones."""
    core = _core_xml(title, stamp, creator, build_id)
    packed = repack(content, lambda name, data: core if name == _CORE else data)
    return _carrying(packed, build_id, period) if build_id else packed


def _carrying(content: bytes, build_id: str, period: str) -> bytes:
    """The document with its build id and its period where every office program keeps them."""
    package = open_package(content)
    assert isinstance(package, Package)  # we have just made it
    set_build_ids(package, (build_id,))
    if period:
        set_period(package, period)
    return package.content()


def _core_xml(title: str, stamp: datetime, creator: str, build_id: str) -> bytes:
    moment = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    identifier = f"<dc:identifier>{escape(build_id)}</dc:identifier>" if build_id else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(creator)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        f"{identifier}</cp:coreProperties>"
    ).encode()
