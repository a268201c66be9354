"""A stretch of a paragraph and its new text → a tracked change: the old runs deleted, one run inserted.

Nothing else in the paragraph is touched. Other people's insertions are cut around the stretch, so that they stay
theirs; our own earlier insertion just gets the new text.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from youthreport.revision.cutting import isolate, outermost
from youthreport.revision.reading import relayout
from youthreport.wordfile.package import keep_space, w

Element = Any

AUTHOR = "数据更新"
# What may hold a run and also a tracked change; anything else (a field's result, say) is left alone.
_HOLDERS = {w("p"), w("hyperlink"), w("smartTag"), w("sdtContent"), w("customXml")}
_INSERTIONS = {w("ins"), w("moveTo")}


@dataclass(slots=True)
class Author:
    """Who signs the changes, when, and with which numbers."""

    stamp: datetime
    next_id: int

    def sign(self, element: Element) -> Element:
        """The element with number, author and moment."""
        element.set(w("id"), str(self.next_id))
        element.set(w("author"), AUTHOR)
        element.set(w("date"), self.stamp.strftime("%Y-%m-%dT%H:%M:%SZ"))
        self.next_id += 1
        return element


def replaceable(paragraph: Element, start: int, end: int) -> bool:
    """Whether a tracked change may be put in the place of those characters: there are some, and in no field."""
    touched = [p for p in relayout(paragraph).pieces if p.start < end and p.end > start]
    return bool(touched) and all(_free(piece.run) for piece in touched)


def replace(paragraph: Element, start: int, end: int, text: str, author: Author) -> None:
    """Put `text` in the place of those characters, which are `replaceable`."""
    runs = isolate(paragraph, start, end)
    others = [run for run in runs if not _ours(run.getparent())]
    if not others:
        _reword(runs, text)
        return
    for run in runs:
        if run not in others:
            run.getparent().remove(run)
    deleted = [_delete(run, author) for run in others]
    inserted = author.sign(etree.Element(w("ins")))
    inserted.append(_like(runs[0], text))
    deleted[-1].addnext(inserted)


def _ours(element: Element) -> bool:
    return bool(element.tag == w("ins") and _signed(element))


def _signed(element: Element) -> bool:
    return bool(element.get(w("author")) == AUTHOR)


def _free(run: Element) -> bool:
    holder = run.getparent()
    while holder is not None and holder.tag in _INSERTIONS:
        holder = holder.getparent()
    return holder is not None and holder.tag in _HOLDERS and not _in_field(run)


def _in_field(run: Element) -> bool:
    """Whether the run is part of a field, whose result Word would overwrite."""
    depth = 0
    for sibling in run.itersiblings(preceding=True):
        for char in sibling.iter(w("fldChar")):
            depth += {"begin": 1, "end": -1}.get(char.get(w("fldCharType")), 0)
    return depth > 0


def _reword(runs: list[Element], text: str) -> None:
    """Our own insertion says the new text; what it replaced stays deleted."""
    for extra in runs[1:]:
        extra.getparent().remove(extra)
    new = _like(runs[0], text)
    runs[0].getparent().replace(runs[0], new)


def _delete(run: Element, author: Author) -> Element:
    """The run inside a deletion; the outermost element that holds it, behind which an insertion may stand."""
    deleted = author.sign(etree.Element(w("del")))
    run.addprevious(deleted)
    deleted.append(run)
    for text in run.iter(w("t")):
        text.tag = w("delText")
        keep_space(text)
    outer = deleted
    while outer.getparent().tag in _INSERTIONS:
        outer = _split_around(outer, author)
    return outer


def _split_around(child: Element, author: Author) -> Element:
    """Cut the insertion that holds `child` in up to three, so that one holds it alone; that one."""
    holder = child.getparent()
    before, after = list(child.itersiblings(preceding=True)), list(child.itersiblings())
    if before:
        holder.addprevious(_twin(holder, reversed(before), author))
    if after:
        holder.addnext(_twin(holder, after, author))
    return holder


def _twin(holder: Element, content: Iterable[Element], author: Author) -> Element:
    """Another insertion by the same person at the same time, under a number of its own."""
    twin = etree.Element(holder.tag, attrib=dict(holder.attrib))
    twin.set(w("id"), str(author.next_id))
    author.next_id += 1
    twin.extend(list(content))
    return twin


def _like(run: Element, text: str) -> Element:
    """A run of that text with the properties of the given one, but for what tracks their change."""
    made = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        copied = deepcopy(properties)
        for change in copied.findall(w("rPrChange")):
            copied.remove(change)
        made.append(copied)
    node = etree.SubElement(made, w("t"))
    node.text = text
    keep_space(node)
    return made


def mark(paragraph: Element, start: int, end: int, name: str, author: Author) -> None:
    """A bookmark around those characters and around what they replaced, whichever of the two people accept."""
    inside = [p for p in relayout(paragraph).pieces if start <= p.start and p.end <= end]
    first, last = outermost(paragraph, inside[0].run), outermost(paragraph, inside[-1].run)
    while (before := first.getprevious()) is not None and before.tag == w("del") and _signed(before):
        first = before
    for tag, put in (("bookmarkStart", first.addprevious), ("bookmarkEnd", last.addnext)):
        element = etree.Element(w(tag))
        element.set(w("id"), str(author.next_id))
        if tag == "bookmarkStart":
            element.set(w("name"), name)
        put(element)
    author.next_id += 1
