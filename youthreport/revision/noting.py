"""A review copy's own comments and the notes of today → the same comments brought up to date, people's left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from youthreport.revision.notes import says_a_note
from youthreport.revision.reading import Layout
from youthreport.revision.records import FigureState
from youthreport.revision.review import AUTHOR, Note, headed
from youthreport.wordfile import Package
from youthreport.wordfile.package import keep_space, w

Element = Any

_PARA_ID = re.compile(r"\{.*\}(?:paraId|textId)")
_SIDES = (w("commentRangeStart"), w("commentRangeEnd"))
_CONSTANT = ("含义：", "计算：")
_CODE = re.compile(r"：[^：]*（([a-z]\w*)）")


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of the comments of ours.

    `renewed` are the figures whose comments now say something else; `stray` the first lines of comments on no figure
    that could be found, which are left as they are.
    """

    renewed: tuple[FigureState, ...] = ()
    stray: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Range:
    """What a comment covers of a paragraph."""

    paragraph: int
    start: int
    end: int


def renew(
    package: Package,
    paragraphs: Sequence[Layout],
    figures: Mapping[str, FigureState],
    shown: Mapping[str, str],
    notes: Sequence[Note],
    stamp: datetime,
) -> Noted:
    """Bring the comments that the review copy came with up to date.

    `figures` are the states by name, `shown` what the refreshed paper prints for each of them. A line that people
    typed into a comment of ours stays; a comment that says what it should is not touched.
    """
    part = package.related("comments")
    own = _own(package.tree(part)) if part is not None else {}
    if not own or not notes:
        return Noted()
    ranges = dict(_ranges(paragraphs, own))
    told = {note.bookmark: note for note in notes}
    renewed, stray = [], []
    for number, comment in own.items():
        figure = _on(ranges.get(number), _first_line(comment), figures)
        if figure is None:
            stray.append(_first_line(comment))
        elif _rewrite(comment, _lines(figure, shown[figure.name], told.get(figure.twin))):
            comment.set(w("date"), stamp.strftime("%Y-%m-%dT%H:%M:%SZ"))
            renewed.append(figure)
    return Noted(tuple(renewed), tuple(stray))


def _own(root: Element) -> dict[str, Element]:
    """Our comments by number that still hold a line of ours."""
    return {
        comment.get(w("id")): comment
        for comment in root.iter(w("comment"))
        if comment.get(w("author")) == AUTHOR and any(_is_ours(p) for p in comment.iter(w("p")))
    }


def _first_line(comment: Element) -> str:
    return next(text for p in comment.iter(w("p")) if says_a_note(text := _text(p)))


# -- where a comment stands ------------------------------------------------------------------


def _ranges(paragraphs: Sequence[Layout], own: Mapping[str, Element]) -> Iterator[tuple[str, _Range]]:
    for number, layout in enumerate(paragraphs):
        ends = {piece.node: piece.end for piece in layout.pieces}
        open_: dict[str, int] = {}
        at = 0
        for element in layout.element.iter():
            at = ends.get(element, at)
            key = (element.get(w("id")) or "") if element.tag in _SIDES else ""
            if element.tag == _SIDES[0] and key in own:
                open_[key] = at
            elif key in open_:
                yield key, _Range(number, open_.pop(key), at)
        for key, start in open_.items():
            yield key, _Range(number, start, layout.length)


def _on(place: _Range | None, line: str, figures: Mapping[str, FigureState]) -> FigureState | None:
    """The figure that most of the comment lies on, None when it lies on none of the code that it names."""
    named = _CODE.search(line)
    best, most = None, 0
    for figure in figures.values():
        spot = figure.spot
        if place is None or spot is None or spot.paragraph != place.paragraph:
            continue
        shared = min(place.end, spot.end) - max(place.start, spot.start)
        if shared > most and (named is None or named[1] == figure.code):
            best, most = figure, shared
    return best


# -- what it says ----------------------------------------------------------------------------


def _lines(figure: FigureState, shown: str, note: Note | None) -> tuple[str, ...]:
    """The note of today as it fits what the refreshed paper prints."""
    if note is None or figure.now is None:
        return (f"{headed(shown)}按现在的数据，这里不再有这个数，原来的来源不再适用",)
    if shown == figure.now:
        return note.lines
    first = note.lines[0].removeprefix(headed(figure.now))
    return (f"{headed(shown, f'按现在的数据应为“{figure.now}”')}{first}", *note.lines[1:])


def _rewrite(comment: Element, lines: Sequence[str]) -> bool:
    """Let the lines that are ours say this; False when they do already.

    The paragraphs stay, the last one above all: answers to a comment and its being settled hang on it.
    """
    mine = [p for p in comment.iter(w("p")) if _is_ours(p) and not _adds_to(_text(p), lines)]
    if not mine or [_text(p) for p in mine] == list(lines):
        return False
    sign = next((r for r in comment.iter(w("r")) if r.find(w("annotationRef")) is not None), None)
    *first, last = mine
    kept = [*first[: len(lines) - 1], last]
    for surplus in first[len(lines) - 1 :]:
        surplus.getparent().remove(surplus)
    while len(kept) < len(lines):
        more = deepcopy(last)
        for key in [key for key in more.attrib if _PARA_ID.fullmatch(key)]:
            del more.attrib[key]
        last.addprevious(more)
        kept.insert(-1, more)
    for paragraph, line in zip(kept, lines, strict=True):
        _say(paragraph, line)
    if sign is not None:
        _sign(next(comment.iter(w("p"))), sign)
    return True


def _adds_to(text: str, lines: Sequence[str]) -> bool:
    """Whether somebody wrote on behind a line of ours that is the same in every build."""
    return any(line.startswith(_CONSTANT) and text.startswith(line) and text != line for line in lines)


def _say(paragraph: Element, line: str) -> None:
    """The paragraph holds this text alone, in the looks of what it held."""
    looks = next((r.find(w("rPr")) for r in paragraph.iter(w("r")) if r.find(w("t")) is not None), None)
    for child in [child for child in paragraph if child.tag != w("pPr")]:
        paragraph.remove(child)
    run = etree.SubElement(paragraph, w("r"))
    if looks is not None:
        run.append(deepcopy(looks))
    text = etree.SubElement(run, w("t"))
    text.text = line
    keep_space(text)


def _sign(paragraph: Element, sign: Element) -> None:
    """Word's own sign of a comment stands at its beginning."""
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else 1, sign)


def _is_ours(paragraph: Element) -> bool:
    return says_a_note(_text(paragraph))


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))
