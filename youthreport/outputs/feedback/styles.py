"""The styles' part of a workbook → numbers of cell formats: marked ones, restored ones and our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youthreport.model import Severity
from youthreport.outputs.feedback.markup import Element, child, found, made, parse, twin
from youthreport.outputs.feedback.workbook import MAIN

# Shades that no palette offers: a marked cell is known again by them.
COLOURS: Mapping[Severity, str] = {
    Severity.ERROR: "FFF8B5B1",
    Severity.WARNING: "FFFFDF8E",
    Severity.NOTICE: "FFCDE4F6",
}
_FONT = "宋体"
_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)
# What a workbook cannot do without.
BLANK = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="{MAIN}">
<fonts count="1"><font><sz val="11"/><name val="{_FONT}"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>""".encode()
_BLANK_ROOT = parse(BLANK)


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell of ours appears."""

    size: int = 10
    bold: bool = False
    underline: bool = False
    colour: str = "FF000000"
    fill: str = ""
    border: bool = False
    align: str = "left"
    vertical: str = "center"
    number_format: str = ""
    wrap: bool = True


class Styles:
    """The formats by number; formats that are the same share one."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._known: dict[object, int] = {}
        self._looks: dict[Look, int] = {}
        for tag in ("fonts", "fills", "borders", "cellXfs"):
            for number, entry in enumerate(self._list(tag)):
                self._known.setdefault(_key(entry), number)

    def marked(self, number: int, severity: Severity, *, unlocked: bool) -> int:
        """The format with that severity's fill; `unlocked` lets the cell be changed on a protected sheet."""
        new = self._copy(number)
        new.set("fillId", str(self._fill(COLOURS[severity])))
        new.set("applyFill", "1")
        if unlocked:
            protection = child(new, "protection", ("alignment", "protection", "extLst"))
            protection.set("locked", "0")
            new.set("applyProtection", "1")
        return self._add("cellXfs", new)

    def unmarked(self, number: int, own: int | None) -> int:
        """The format without our fill: `own` is how the cell looked before, None when that is not known.

        How the cell shows a number or a day stays: who mends a cell may rightly change it.
        """
        if own is None:
            new = self._copy(number)
            new.set("fillId", "0")
            new.attrib.pop("applyFill", "")
        else:
            new, current = self._copy(own), self._at(number)
            for name in ("numFmtId", "applyNumberFormat"):
                new.attrib.pop(name, "")
                if name in current.attrib:
                    new.set(name, current.attrib[name])
        return self._add("cellXfs", new)

    def ours(self) -> frozenset[int]:
        """The numbers of all formats with one of our fills."""
        fills = {
            str(number) for number, fill in enumerate(self._list("fills")) if _shade(fill) in COLOURS.values()
        }
        formats = enumerate(self._list("cellXfs"))
        return frozenset(number for number, entry in formats if entry.get("fillId") in fills)

    def of(self, look: Look) -> int:
        """The number of our own format."""
        if look not in self._looks:
            self._looks[look] = self._made(look)
        return self._looks[look]

    def _made(self, look: Look) -> int:
        new = self._copy(0)
        new.attrib.clear()
        for part in list(new):
            new.remove(part)
        new.set("numFmtId", str(self._number_format(look.number_format)))
        new.set("fontId", str(self._font(look)))
        new.set("fillId", str(self._fill(look.fill) if look.fill else 0))
        new.set("borderId", str(self._border() if look.border else 0))
        new.set("xfId", "0")
        for name in ("applyNumberFormat", "applyFont", "applyFill", "applyBorder", "applyAlignment"):
            new.set(name, "1")
        wrap = "1" if look.wrap else "0"
        made(new, "alignment", horizontal=look.align, vertical=look.vertical, wrapText=wrap)
        return self._add("cellXfs", new)

    def _at(self, number: int) -> Element:
        formats = self._list("cellXfs")
        return formats[number if 0 <= number < len(formats) else 0]

    def _copy(self, number: int) -> Element:
        return twin(self._at(number))

    def _font(self, look: Look) -> int:
        new = self._new("font")
        if look.bold:
            made(new, "b")
        if look.underline:
            made(new, "u")
        made(new, "sz", val=str(look.size))
        made(new, "color", rgb=look.colour)
        made(new, "name", val=_FONT)
        made(new, "family", val="3")
        made(new, "charset", val="134")
        return self._add("fonts", new)

    def _fill(self, colour: str) -> int:
        new = self._new("fill")
        pattern = made(new, "patternFill", patternType="solid")
        made(pattern, "fgColor", rgb=colour)
        made(pattern, "bgColor", indexed="64")
        return self._add("fills", new)

    def _border(self) -> int:
        new = self._new("border")
        for side in ("left", "right", "top", "bottom"):
            made(made(new, side, style="thin"), "color", rgb="FFBFBFBF")
        made(new, "diagonal")
        return self._add("borders", new)

    def _number_format(self, code: str) -> int:
        if not code:
            return 0
        formats = child(self._root, "numFmts", _ORDER)
        taken = {entry.get("formatCode"): int(entry.get("numFmtId", "0")) for entry in formats}
        if code not in taken:
            # Numbers below 164 are Excel's own.
            taken[code] = max((163, *taken.values())) + 1
            made(formats, "numFmt", numFmtId=str(taken[code]), formatCode=code)
            formats.set("count", str(len(formats)))
        return taken[code]

    def _new(self, tag: str) -> Element:
        return self._root.makeelement(self._root.tag.replace("styleSheet", tag))

    def _list(self, tag: str) -> Element:
        entries = child(self._root, tag, _ORDER)
        if not len(entries):
            default = found(_BLANK_ROOT, tag)
            for entry in default if default is not None else ():
                entries.append(self._adopted(entry))
        return entries

    def _adopted(self, entry: Element) -> Element:
        """A copy of an element of the blank styles, in the dialect of these."""
        new = self._new(entry.tag.rpartition("}")[2])
        new.attrib.update(entry.attrib)
        for part in entry:
            new.append(self._adopted(part))
        return new

    def _add(self, tag: str, entry: Element) -> int:
        key = _key(entry)
        if key not in self._known:
            entries = self._list(tag)
            self._known[key] = len(entries)
            entries.append(entry)
            entries.set("count", str(len(entries)))
        return self._known[key]


def _shade(fill: Element) -> str:
    pattern = found(fill, "patternFill")
    colour = (
        found(pattern, "fgColor") if pattern is not None and pattern.get("patternType") == "solid" else None
    )
    return colour.get("rgb", "").upper() if colour is not None else ""


def _key(entry: Element) -> object:
    """What makes two formats the same."""
    return entry.tag, tuple(sorted(entry.attrib.items())), entry.text, tuple(_key(part) for part in entry)
