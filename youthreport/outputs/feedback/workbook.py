"""The package of an .xlsx → its row of sheets, its names and its styles' part, open to changes."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from youthreport.outputs.feedback.markup import Element, child, found, made, namespace_of
from youthreport.outputs.feedback.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Where relations live, for each of the two dialects of the format (transitional and strict).
RELATIONS = {
    MAIN: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEETS = {"worksheet", "chartsheet", "dialogsheet", "xlMacrosheet"}
_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews"),
    *("pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr"),
    *("webPublishObjects", "extLst"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A tab; `kind` is worksheet, chartsheet …"""

    title: str
    part: str
    visible: bool = True
    kind: str = "worksheet"


class Workbook:
    """A workbook of the modern format. ValueError, or an error of the package, when it is none (.xlsb, .ods)."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._part = package.linked("", "officeDocument")
        if not self._part:
            raise ValueError("no workbook")
        self._root = package.tree(self._part)
        if namespace_of(self._root) not in RELATIONS:
            raise ValueError(namespace_of(self._root))
        self.namespace = namespace_of(self._root)
        self.relations = RELATIONS[self.namespace]
        self.folder = posixpath.dirname(self._part)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The tabs from left to right."""
        links = self.package.links(self._part)
        pairs = [(entry, *links.get(self._link_of(entry), ("", ""))) for entry in self._entries()]
        return tuple(
            Sheet(entry.get("name", ""), part, entry.get("state", "visible") == "visible", kind)
            for entry, kind, part in pairs
            if kind in _SHEETS and part in self.package
        )

    def part(self, kind: str) -> str:
        """The part of that kind (styles, sharedStrings) that belongs to the workbook; "" if there is none."""
        return self.package.linked(self._part, kind)

    def add_part(self, kind: str, content: bytes) -> str:
        """The part of that kind, new; it gets the name by which readers look for it."""
        part = posixpath.join(self.folder, f"{kind}.xml")
        self.package.write(part, content)
        self.package.declare(part, f"{_CONTENT}.{kind}+xml")
        self.package.link(self._part, f"{self.relations}/{kind}", part)
        return part

    def add_sheet(self, title: str, xml: bytes, *, first: bool = False, visible: bool = True) -> Sheet:
        """A new tab at that end of the row."""
        part = self.package.add(
            posixpath.join(self.folder, "worksheets/sheet"), "xml", xml, f"{_CONTENT}.worksheet+xml"
        )
        entries = self._entries()
        number = 1 + max((int(entry.get("sheetId", "0")) for entry in entries), default=0)
        row = child(self._root, "sheets", _ORDER)
        entry = made(row, "sheet", name=title, sheetId=str(number))
        if not visible:
            entry.set("state", "hidden")
        key = self.package.link(self._part, f"{self.relations}/worksheet", part)
        entry.set(f"{{{self.relations}}}id", key)
        if first:
            row.insert(0, entry)
            self._renumber(lambda position: position + 1)
        return Sheet(title, part, visible)

    def remove_sheet(self, sheet: Sheet) -> None:
        """Takes a tab away, and the names that belong to it."""
        entries = self._entries()
        gone = next(n for n, entry in enumerate(entries) if entry.get("name") == sheet.title)
        child(self._root, "sheets", _ORDER).remove(entries[gone])
        self.package.drop(sheet.part)
        self._renumber(lambda position: None if position == gone else position - (position > gone))

    def define(self, name: str, text: str) -> None:
        """A name that belongs to the first sheet."""
        names = child(self._root, "definedNames", _ORDER)
        made(names, "definedName", name=name, localSheetId="0").text = text

    def open_first(self) -> None:
        """Shows and selects the first tab alone: with several selected, an edit would go into all of them."""
        for view in self._root.iterfind("{*}bookViews/{*}workbookView"):
            view.set("activeTab", "0")
            view.attrib.pop("firstSheet", "")
        for number, sheet in enumerate(self.sheets):
            # Most sheets need not be parsed for it.
            if number == 0 or b"tabSelected" in self.package.read(sheet.part)[:20_000]:
                for view in self.package.tree(sheet.part).iterfind("{*}sheetViews/{*}sheetView"):
                    view.set("tabSelected", "1" if number == 0 else "0")

    def become_plain(self) -> tuple[str, ...]:
        """Takes macros and signatures away, which an .xlsx of our making cannot carry; says what went."""
        gone = {}
        for name in self.package.names():
            low = name.lower()
            if low.startswith("_xmlsignatures/"):
                gone["数字签名"] = True
            elif low.rpartition("/")[2].startswith("vba"):
                gone["宏"] = True
            else:
                continue
            if name in self.package:
                self.package.drop(name)
        self.package.declare(self._part, f"{_CONTENT}.sheet.main+xml")
        return tuple(gone)

    def _entries(self) -> list[Element]:
        return child(self._root, "sheets", _ORDER).findall("{*}sheet")

    def _link_of(self, entry: Element) -> str:
        return entry.get(f"{{{self.relations}}}id", "")

    def _renumber(self, moved: Callable[[int], int | None]) -> None:
        """Names that belong to a sheet say so by its position."""
        names = found(self._root, "definedNames")
        if names is None:
            return
        for entry in list(names):
            if (position := entry.get("localSheetId")) is not None:
                new = moved(int(position))
                if new is None:
                    names.remove(entry)
                else:
                    entry.set("localSheetId", str(new))
        if not len(names):
            self._root.remove(names)
