"""A stretch of a paragraph → the runs that hold exactly it, cut from longer ones; nothing a reader sees changes."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from youthreport.revision.reading import Piece, relayout
from youthreport.wordfile.package import keep_space, w

Element = Any


def isolate(paragraph: Element, start: int, end: int) -> list[Element]:
    """The runs that hold exactly those characters; runs that hold more are cut."""
    cut(paragraph, start)
    cut(paragraph, end)
    runs = []
    for piece in relayout(paragraph).pieces:
        if start <= piece.start and piece.end <= end:
            runs.append(piece.run)
            behind = piece.node.getnext()
            if behind is not None and piece.end == end:
                _cut_run(piece.run, behind)  # a note's sign, say
    return list(dict.fromkeys(runs))


def cut(paragraph: Element, offset: int) -> None:
    """Let a run begin at that character."""
    for piece in relayout(paragraph).pieces:
        if piece.start < offset < piece.end:
            _cut_text(piece, offset - piece.start)
        elif piece.start == offset and piece.node is not _first_content(piece.run):
            _cut_run(piece.run, piece.node)
        else:
            continue
        return


def _cut_text(piece: Piece, at: int) -> None:
    rest = deepcopy(piece.node)
    piece.node.text, rest.text = piece.text[:at], piece.text[at:]
    keep_space(piece.node)
    keep_space(rest)
    piece.node.addnext(rest)
    _cut_run(piece.run, rest)


def _cut_run(run: Element, node: Element) -> None:
    """A second run behind the first, which takes `node` and all that follows."""
    second = etree.Element(run.tag, attrib=dict(run.attrib))
    properties = run.find(w("rPr"))
    if properties is not None:
        second.append(deepcopy(properties))
    for child in [node, *node.itersiblings()]:
        second.append(child)
    run.addnext(second)


def _first_content(run: Element) -> Element:
    return next(child for child in run if child.tag != w("rPr"))


def outermost(paragraph: Element, element: Element) -> Element:
    """The paragraph's own child that holds the element, or is it."""
    while element.getparent() is not paragraph:
        element = element.getparent()
    return element
