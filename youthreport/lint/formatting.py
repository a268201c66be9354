"""Paragraphs and runs → the same with one property set, in the order that the schema wants."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from youthreport.lint import order
from youthreport.lint.paper import Paragraph
from youthreport.lint.standard import CHARACTER
from youthreport.lint.xml import Element, child, inserted, make, w


def paragraph_properties_of(paragraph: Element) -> Element:
    """The paragraph's `w:pPr`, made when there is none."""
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = make("pPr")
        paragraph.insert(0, properties)
    return properties


def run_properties_of(run: Element) -> Element:
    """The run's `w:rPr`, made when there is none."""
    properties = child(run, "rPr")
    if properties is None:
        properties = make("rPr")
        run.insert(0, properties)
    return properties


def set_paragraph(paragraph: Element, name: str, **attributes: str | int) -> None:
    """One property of the paragraph, replaced whole."""
    inserted(paragraph_properties_of(paragraph), make(name, **attributes), order.PARAGRAPH)


def set_spacing(paragraph: Element, **attributes: str | int) -> None:
    """Attributes of `w:spacing`; those not named stay."""
    properties = paragraph_properties_of(paragraph)
    spacing = child(properties, "spacing")
    if spacing is None:
        spacing = inserted(properties, make("spacing"), order.PARAGRAPH)
    for name, text in attributes.items():
        spacing.set(w(name), str(text))


def set_gaps(paragraph: Element) -> None:
    """No space before and after, whatever the styles say."""
    zero = {
        name: "0" for side in ("before", "after") for name in (side, f"{side}Lines", f"{side}Autospacing")
    }
    set_spacing(paragraph, **zero)


def set_indent(
    paragraph: Element, *, first: float = 0, left: float = 0, right: float = 0, unit: int = CHARACTER
) -> None:
    """Indents in 字. Word prefers the count, LibreOffice reads only the twips: both stand. A hang is negative."""
    name = "hanging" if first < 0 else "firstLine"
    lengths = {"left": left, "right": right, name: abs(first)}
    attributes: dict[str, str | int] = {}
    for side, length in lengths.items():
        attributes |= {f"{side}Chars": round(length * 100), side: round(length * unit)}
    set_paragraph(paragraph, "ind", **attributes)


def table_properties_of(table: Element) -> Element:
    """The table's `w:tblPr`, made when there is none."""
    properties = child(table, "tblPr")
    if properties is None:
        properties = make("tblPr")
        table.insert(0, properties)
    return properties


def set_table(table: Element, name: str, **attributes: str | int) -> None:
    """One property of the table, replaced whole."""
    inserted(table_properties_of(table), make(name, **attributes), order.TABLE)


def set_cell_border(cell: Element, side: str, weight: int) -> None:
    """One border of a cell; the weight in eighths of a point."""
    properties = child(cell, "tcPr")
    if properties is None:
        properties = make("tcPr")
        cell.insert(0, properties)
    borders = child(properties, "tcBorders")
    if borders is None:
        borders = inserted(properties, make("tcBorders"), order.CELL)
    inserted(borders, make(side, val="single", sz=weight, space=0, color="000000"), order.BORDERS)


def runs_of(paragraph: Paragraph, start: int = 0, end: int | None = None) -> Iterator[Element]:
    """The runs of those characters, each once."""
    runs = {id(atom.run): atom.run for atom in paragraph.atoms[start:end] if atom.run is not None}
    yield from runs.values()


def set_font(run: Element, font: str) -> None:
    """The East Asian font of a run by name; a theme font would beat it."""
    fonts = _fonts(run)
    fonts.attrib.pop(w("eastAsiaTheme"), None)
    fonts.set(w("eastAsia"), font)


def set_hint(run: Element) -> None:
    """Quotes and dashes take the East Asian font."""
    _fonts(run).set(w("hint"), "eastAsia")


def set_all_fonts(run: Element, font: str) -> None:
    """Every font of a run, Latin ones too."""
    attributes: dict[str, str | int] = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), font)
    inserted(run_properties_of(run), make("rFonts", hint="eastAsia", **attributes), order.RUN)


def set_run(run: Element, name: str, **attributes: str | int) -> None:
    """One property of the run, replaced whole."""
    inserted(run_properties_of(run), make(name, **attributes), order.RUN)


def set_size(run: Element, size: int) -> None:
    """The size in half-points."""
    set_run(run, "sz", val=size)
    set_run(run, "szCs", val=size)


def _fonts(run: Element) -> Element:
    properties = run_properties_of(run)
    fonts = child(properties, "rFonts")
    return inserted(properties, make("rFonts"), order.RUN) if fonts is None else fonts


def split_runs(paragraph: Paragraph, at: int) -> None:
    """Make a run end before the character at that index, so that the two sides can be set apart."""
    if not 0 < at < len(paragraph.atoms):
        return
    run, node = paragraph.atoms[at].run, paragraph.atoms[at].node
    if run is None or node is None or paragraph.atoms[at - 1].run is not run:
        return
    cut = paragraph.atoms[at].index
    rest, moved = _torn(run, node, cut)
    paragraph.atoms = tuple(
        atom
        if place < at or atom.run is not run
        else replace(atom, run=rest, node=moved, index=atom.index - cut)
        if atom.node is node
        else replace(atom, run=rest)
        for place, atom in enumerate(paragraph.atoms)
    )


def _torn(run: Element, node: Element, cut: int) -> tuple[Element, Element]:
    """A new run behind the run that takes what follows the cut, and the text element in it."""
    rest, moved = make("r"), make("t")
    properties = child(run, "rPr")
    if properties is not None:
        rest.append(deepcopy(properties))
    following = list(node.itersiblings())
    text = node.text or ""
    write(node, text[:cut])
    write(moved, text[cut:])
    rest.append(moved)
    rest.extend(following)
    run.addnext(rest)
    return rest, moved


def write(node: Element, text: str) -> None:
    """The text of a `w:t`, its white space kept."""
    node.text = text
    if text != text.strip():
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
