"""Comments that changed → the boxes that show them, in the sheet's drawing (VML, which comments still need)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from youthreport.outputs.feedback.grid import ORDER
from youthreport.outputs.feedback.markup import Element, child, found, parse
from youthreport.outputs.feedback.measuring import line_count
from youthreport.outputs.feedback.places import Place
from youthreport.outputs.feedback.workbook import Sheet, Workbook

_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V, _O, _X = (f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:excel"))
_SPACES = f'xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}"'
_BLANK = (
    f"<xml {_SPACES}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    f'<v:shape {_SPACES} id="_x0000_s{{number}}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:{width}pt;height:{height}pt;'
    'z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
# Numbers of boxes come in blocks of that many; a block belongs to one sheet.
_BLOCK = 1024
# Points; characters (half-width) in a line of that width at 9 points.
_WIDTH, _LINE, _TALLEST, _LINE_LENGTH = 250, 13, 380, 50


def draw(book: Workbook, sheet: Sheet, texts: Mapping[Place, str]) -> None:
    """Draws the boxes of these comments anew; "" means that there is no comment any more."""
    part = _drawing(book, sheet) or _new_drawing(book, sheet)
    root = _parsed(book.package.read(part))
    shapes = root.findall(f"{{{_V}}}shape")
    for shape in shapes:
        if _place(shape) in texts:
            root.remove(shape)
    taken = [int(number) for shape in shapes for number in re.findall(r"_s(\d+)$", shape.get("id", ""))]
    number = max([_BLOCK * _blocks(root)[0], *taken])
    for place, text in sorted(texts.items()):
        if text:
            number += 1
            root.append(parse(_shape(number, place, text).encode()))
    _claim(root, number)
    if root.find(f"{{{_V}}}shape") is None:
        book.package.drop(part)
        legacy = found(book.package.tree(sheet.part), "legacyDrawing")
        if legacy is not None:
            legacy.getparent().remove(legacy)  # type: ignore[union-attr]  # it was found below the root
    else:
        book.package.write(part, etree.tostring(root))


def _drawing(book: Workbook, sheet: Sheet) -> str:
    legacy = found(book.package.peek(sheet.part), "legacyDrawing")
    key = legacy.get(f"{{{book.relations}}}id", "") if legacy is not None else ""
    _, part = book.package.links(sheet.part).get(key, ("", ""))
    return part if part in book.package else ""


def _new_drawing(book: Workbook, sheet: Sheet) -> str:
    drawings = [name for name in book.package.names() if name.lower().endswith(".vml")]
    taken = [block for name in drawings for block in _blocks(_parsed(book.package.read(name)))]
    blank = _BLANK.format(block=max(taken, default=0) + 1).encode()
    part = book.package.add(f"{book.folder}/drawings/vmlDrawing", "vml", blank, _TYPE)
    key = book.package.link(sheet.part, f"{book.relations}/vmlDrawing", part)
    legacy = child(book.package.tree(sheet.part), "legacyDrawing", ORDER)
    legacy.set(f"{{{book.relations}}}id", key)
    return part


def _parsed(vml: bytes) -> Element:
    # Office leaves line breaks open in the texts of form buttons, and more; a browser's patience is needed.
    patient = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    return etree.fromstring(re.sub(rb"<br\s*>", b"<br/>", vml), patient)


def _place(shape: Element) -> Place | None:
    data = shape.find(f"{{{_X}}}ClientData")
    if data is None or data.get("ObjectType") != "Note":
        return None
    row, column = data.findtext(f"{{{_X}}}Row") or "", data.findtext(f"{{{_X}}}Column") or ""
    return Place(int(row) + 1, int(column) + 1) if row.isdigit() and column.isdigit() else None


def _blocks(root: Element) -> list[int]:
    numbers = [n for entry in root.iter(f"{{{_O}}}idmap") for n in entry.get("data", "").split(",")]
    return [int(number) for number in numbers if number.isdigit()] or [1]


def _claim(root: Element, highest: int) -> None:
    for entry in root.iter(f"{{{_O}}}idmap"):
        blocks = _blocks(root)
        blocks += range(max(blocks) + 1, highest // _BLOCK + 1)
        entry.set("data", ",".join(map(str, blocks)))


def _shape(number: int, place: Place, text: str) -> str:
    lines = line_count(text, _LINE_LENGTH)
    height = min(12 + _LINE * lines, _TALLEST)
    return _SHAPE.format(
        number=number, width=_WIDTH, height=height, row=place.row - 1, column=place.column - 1
    )
