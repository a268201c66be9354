"""A parsed Word document → its paragraphs as a reader sees them, with our marks, whoever saved it last.

Tracked deletions are not read, insertions are; of a field its result counts; bookmarks may begin and end
anywhere, also between paragraphs, and are paired by their ids, whatever those are now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from youthreport.revision.records import Mark, Paragraph, Text, code_of
from youthreport.wordfile import Package, build_ids
from youthreport.wordfile.package import w

Element = Any

_PARTS = (("footnotes", "脚注"), ("endnotes", "尾注"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_GONE = {w("del"), w("moveFrom")}
_UNREAD = {
    w("pPr"),
    w("rPr"),
    w("rt"),
    w("sectPr"),
    w("tblPr"),
    w("trPr"),
    w("tcPr"),
    w("instrText"),
    _FALLBACK,
}


@dataclass(slots=True)
class Piece:
    """A stretch of visible text: the element that holds it, its run, and where it begins in its paragraph."""

    run: Element
    node: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends in its paragraph."""
        return self.start + len(self.text)


@dataclass(slots=True)
class Layout:
    """A paragraph's element and the pieces that make up its text; valid until the element is changed."""

    element: Element
    place: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What a reader sees of the paragraph."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def length(self) -> int:
        """The number of its characters."""
        return self.pieces[-1].end if self.pieces else 0


def layouts(package: Package) -> list[Layout]:
    """All paragraphs of the text and its notes in document order."""
    return _walk(package).layouts


def relayout(paragraph: Element) -> Layout:
    """The pieces of a paragraph after it was changed."""
    walker = _Walker("")
    walker.visit(paragraph, live=True)
    return walker.layouts[0]


def read(package: Package) -> Text:
    """The paper as it would be if every tracked change were accepted."""
    walker = _walk(package)
    found: list[list[Mark]] = [[] for _ in walker.layouts]
    for name, (first, start), (last, end) in walker.spans:
        code = code_of(name)
        if code is None:
            continue
        text = _between(walker.layouts, first, start, last, end)
        stop = end if last == first else walker.layouts[first].length
        found[first].append(Mark(name, code, text, start, max(start, stop)))
    paragraphs = tuple(
        Paragraph(layout.text, tuple(sorted(marks, key=lambda m: (m.start, -m.end))), layout.place)
        for layout, marks in zip(walker.layouts, found, strict=True)
    )
    return Text(paragraphs, build_ids(package))


def _between(paragraphs: list[Layout], first: int, start: int, last: int, end: int) -> str:
    if first == last:
        return paragraphs[first].text[start:end]
    whole = [paragraph.text for paragraph in paragraphs[first : last + 1]]
    return "\n".join([whole[0][start:], *whole[1:-1], whole[-1][:end]])


def _walk(package: Package) -> _Walker:
    walker = _Walker("")
    walker.visit(package.tree(package.main), live=True)
    for kind, word in _PARTS:
        if (part := package.related(kind)) is not None:
            walker.begin(word)
            walker.visit(package.tree(part), live=True)
    return walker


class _Walker:
    """Goes through a part in document order."""

    def __init__(self, word: str) -> None:
        self.layouts: list[Layout] = []
        self.spans: list[tuple[str, tuple[int, int], tuple[int, int]]] = []
        self.begin(word)

    def begin(self, word: str) -> None:
        """A new part: ids and places count anew."""
        self._word = word
        self._open: list[int] = []
        self._starts: dict[str, tuple[str, tuple[int, int]]] = {}
        self._paragraphs = self._tables = 0
        self._cells: list[list[int]] = []

    def visit(self, element: Element, *, live: bool) -> None:
        """The element and all below it; `live` is False inside what was deleted."""
        tag = element.tag
        if tag in _UNREAD or not isinstance(tag, str):
            return
        if tag == w("p"):
            self._paragraph(element, live)
        elif tag == w("r"):
            self._run(element, live)
        elif tag == w("tbl"):
            self._table(element, live)
        elif tag in (w("tr"), w("tc")):
            self._row_or_cell(element, live)
        elif tag == w("bookmarkStart"):
            self._bookmark_start(element)
        elif tag == w("bookmarkEnd"):
            self._bookmark_end(element)
        else:
            for child in element:
                self.visit(child, live=live and tag not in _GONE)

    def _paragraph(self, element: Element, live: bool) -> None:
        self._open.append(len(self.layouts))
        self.layouts.append(Layout(element, self._place()))
        for child in element:
            self.visit(child, live=live)
        self._open.pop()

    def _place(self) -> str:
        if self._cells:
            table, row, column = self._cells[-1]
            return f"{self._word}表{table}第{row}行第{column}列"
        self._paragraphs += 1
        return f"{self._word}第{self._paragraphs}段"

    def _table(self, element: Element, live: bool) -> None:
        self._tables += 1
        self._cells.append([self._tables, 0, 0])
        for child in element:
            self.visit(child, live=live)
        self._cells.pop()

    def _row_or_cell(self, element: Element, live: bool) -> None:
        if self._cells:
            cell = self._cells[-1]
            cell[1:] = [cell[1] + 1, 0] if element.tag == w("tr") else [cell[1], cell[2] + 1]
        dropped = element.find(f"{w('trPr')}/{w('del')}") is not None
        for child in element:
            self.visit(child, live=live and not dropped)

    def _run(self, run: Element, live: bool) -> None:
        for child in run:
            text = (child.text or "") if child.tag == w("t") else _CHARACTERS.get(child.tag)
            if text is None:
                self.visit(child, live=live)
            elif live and text and self._open:
                layout = self.layouts[self._open[-1]]
                layout.pieces.append(Piece(run, child, layout.length, text))

    def _here(self, *, ending: bool) -> tuple[int, int]:
        if self._open:
            return self._open[-1], self.layouts[self._open[-1]].length
        if ending and self.layouts:
            return len(self.layouts) - 1, self.layouts[-1].length
        return len(self.layouts), 0

    def _bookmark_start(self, element: Element) -> None:
        if element.get(w("colFirst")) is None:
            name = element.get(w("name")) or ""
            self._starts[element.get(w("id")) or ""] = (name, self._here(ending=False))

    def _bookmark_end(self, element: Element) -> None:
        known = self._starts.pop(element.get(w("id")) or "", None)
        if known is None:
            return
        name, start = known
        end = self._here(ending=True)
        if start[0] < len(self.layouts):
            self.spans.append((name, start, max(start, end)))
