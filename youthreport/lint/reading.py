"""A Package → the Paper that checks look at: paragraphs in reading order, tables, sections."""

from __future__ import annotations

from collections.abc import Iterator

from youthreport.lint.characters import Characters, Reader
from youthreport.lint.looks import Looks
from youthreport.lint.numbering import Numbering
from youthreport.lint.package import Package
from youthreport.lint.paper import Paper, Paragraph, Table
from youthreport.lint.roles import assign_roles
from youthreport.lint.sections import read_sections
from youthreport.lint.standard import Profile
from youthreport.lint.xml import Element, child, descendants, local, value

# Block-level wrappers whose content belongs to the flow.
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})


def read_paper(package: Package, profile: Profile, level3: str) -> Paper:
    """The whole paper, roles assigned."""
    gatherer = _Gatherer(package)
    gatherer.flow(child(package.tree(package.main), "body"))
    sections = read_sections(package)
    paper = Paper(package, profile, level3, gatherer.paragraphs, gatherer.boxes, gatherer.tables, sections)
    assign_roles(paper)
    return paper


class _Gatherer:
    def __init__(self, package: Package) -> None:
        self._looks = Looks(package.related("styles"), package.related("theme"), package.related("settings"))
        self._reader = Reader(self._looks)
        self._numbering = Numbering(package.related("numbering"))
        self._section = 0
        self._number = 0
        self.paragraphs: list[Paragraph] = []
        self.boxes: list[Paragraph] = []
        self.tables: list[Table] = []

    def flow(self, parent: Element | None) -> None:
        """Gather the paragraphs and tables of the body."""
        for block in _blocks(parent):
            if local(block) == "p":
                self._number += 1
                self.paragraphs.append(self._paragraph(block, self._number, f"第{self._number}段"))
                if child(block, "pPr", "sectPr") is not None:
                    self._section += 1
            else:
                self._table(block)

    def _table(self, element: Element) -> None:
        table = Table(element, len(self.tables) + 1, self._section)
        self.tables.append(table)
        style = value(element, "tblPr", "tblStyle") or ""
        for row_number, row in enumerate(_found(element, "tr"), start=1):
            for column, cell in enumerate(_found(row, "tc"), start=1):
                place = f"表{table.index}第{row_number}行第{column}格"
                for block in _cell_paragraphs(cell):
                    paragraph = self._paragraph(block, None, place, style)
                    paragraph.table = table
                    table.paragraphs.append(paragraph)
                    self.paragraphs.append(paragraph)

    def _paragraph(self, element: Element, number: int | None, place: str, style: str = "") -> Paragraph:
        found = self._reader.read(element, style)
        boxed = number is None and not place.startswith("表")
        paragraph = self._made(element, number, place, style, found)
        paragraph.boxed = boxed
        for box in found.boxes if not boxed else ():
            for inner in _cell_paragraphs(box):
                self.boxes.append(self._paragraph(inner, None, f"{place}文本框"))
        return paragraph

    def _made(
        self, element: Element, number: int | None, place: str, style: str, found: Characters
    ) -> Paragraph:
        mark = self._looks.run(None, element, style)
        size = found.atoms[0].look.size if found.atoms and found.atoms[0].look.size else mark.size
        look = self._looks.paragraph(element, style, size)
        return Paragraph(
            element=element,
            number=number,
            place=place,
            text="".join(found.text),
            atoms=tuple(found.atoms),
            look=look,
            style=self._looks.style_name(element),
            label=self._numbering.label(look.list_id, look.list_level),
            section=self._section,
            breaks_page=found.breaks_page,
            holds_object=found.holds_object,
            in_contents=self._reader.in_field or _opens_contents(element),
        )


def _opens_contents(paragraph: Element) -> bool:
    """Whether a field of a table of contents begins here."""
    return any("TOC" in (code.text or "") for code in descendants(paragraph, "instrText"))


def _found(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, wrappers opened."""
    for item in parent:
        if local(item) == wanted:
            yield item
        elif local(item) in _WRAPPERS:
            yield from _found(item, wanted)


def _cell_paragraphs(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, those of nested tables in their place."""
    for block in _blocks(cell):
        if local(block) == "p":
            yield block
            continue
        for row in _found(block, "tr"):
            for inner in _found(row, "tc"):
                yield from _cell_paragraphs(inner)


def _blocks(parent: Element | None) -> Iterator[Element]:
    """The paragraphs and tables of the flow, wrappers opened."""
    for block in () if parent is None else parent:
        name = local(block)
        if name in {"p", "tbl"}:
            yield block
        elif name in _WRAPPERS:
            yield from _blocks(block)
