"""The pictures in a section → bytes, size and place of each, and WordprocessingML that shows them in the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls, qn

from youthreport.gbt9704 import Length, emu

# the formats that Word, WPS and LibreOffice all show
_FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/jpg": "JPEG",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
}
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_KINDS = {
    "/chart": "图表",
    "/diagram": "SmartArt 图形",
    "/wordprocessingShape": "文本框或图形",
    "/wordprocessingGroup": "组合图形",
    "/wordprocessingCanvas": "画布",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the line of text: its file, its size in EMU, its description, how it is cropped and turned."""

    content: bytes
    width: int
    height: int
    description: str = ""
    crop: str = ""
    turn: str = ""

    def within(self, width: int, height: int) -> Picture:
        """The same picture in its proportions, no wider or higher than given (EMU)."""
        scale = min(1.0, width / self.width, height / self.height)
        return Picture(
            self.content,
            max(int(self.width * scale), 1),
            max(int(self.height * scale), 1),
            self.description,
            self.crop,
            self.turn,
        )

    @property
    def stands(self) -> Length:
        """Its height on the page."""
        return emu(self.height)


def unfit(drawing: Any, part: Any) -> str:
    """What a `w:drawing` is when it is no picture that can be carried into the paper; "" for one that can."""
    data = next(drawing.iter(qn("a:graphicData")), None)
    uri = "" if data is None else str(data.get("uri"))
    if uri != _PICTURE:
        return next((name for end, name in _KINDS.items() if uri.endswith(end)), "图形")
    if drawing.find(qn("wp:inline")) is None:
        return "浮动的图片（文字环绕不是“嵌入型”）"
    blip = next(drawing.iter(qn("a:blip")), None)
    key = None if blip is None else blip.get(qn("r:embed"))
    if key not in part.related_parts:
        return "链接到别处的图片"
    if part.related_parts[key].content_type not in _FORMATS:
        return "PNG、JPEG、GIF、BMP、TIFF 以外格式的图片"
    return "" if _sized(drawing) else "没有大小的图片"


def picture_of(drawing: Any, part: Any) -> Picture:
    """The picture of a `w:drawing` that is fit."""
    blip = next(drawing.iter(qn("a:blip")))
    extent = drawing.find(f"{qn('wp:inline')}/{qn('wp:extent')}")
    told = drawing.find(f"{qn('wp:inline')}/{qn('wp:docPr')}")
    crop = next(drawing.iter(qn("a:srcRect")), None)
    form = next(drawing.iter(qn("a:xfrm")), None)
    return Picture(
        part.related_parts[blip.get(qn("r:embed"))].blob,
        int(extent.get("cx")),
        int(extent.get("cy")),
        "" if told is None else told.get("descr", ""),
        "" if crop is None else _attributes(crop, "lrtb"),
        "" if form is None else _attributes(form, ("rot", "flipH", "flipV")),
    )


def _sized(drawing: Any) -> bool:
    extent = drawing.find(f"{qn('wp:inline')}/{qn('wp:extent')}")
    sides = [] if extent is None else [str(extent.get(side)) for side in ("cx", "cy")]
    return len(sides) == 2 and all(side.isdecimal() and int(side) > 0 for side in sides)


def _attributes(element: Any, names: str | tuple[str, ...]) -> str:
    told: Iterator[str] = (
        f" {name}={quoteattr(element.get(name))}" for name in names if element.get(name) is not None
    )
    return "".join(told)


def drawing_xml(picture: Picture, relation: str, number: int) -> str:
    """A `w:r` that shows the picture; `relation` leads to its file, `number` is unique in the document."""
    size = f'cx="{picture.width}" cy="{picture.height}"'
    name = escape(f"图片{number}")
    named = f'id="{number}" name="{name}" descr={quoteattr(picture.description)}'
    crop = f"<a:srcRect{picture.crop}/>" if picture.crop else ""
    return (
        f'<w:r><w:drawing><wp:inline {nsdecls("wp", "a", "pic", "r")} distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {named}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/>{crop}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm{picture.turn}><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
