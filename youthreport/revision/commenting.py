"""Stretches of a document and what to say of them → Word comments, in a new part or behind those of other people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lxml import etree

from youthreport.revision.cutting import cut, outermost
from youthreport.revision.reading import relayout
from youthreport.wordfile import Package
from youthreport.wordfile.package import RELATIONSHIPS, WORD, keep_space, w

Element = Any

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STYLES = (
    ("CommentReference", "character", "annotation reference", "<w:rPr><w:sz w:val='21'/><w:szCs w:val='21'/></w:rPr>"),
    ("CommentText", "paragraph", "annotation text", "<w:pPr><w:jc w:val='left'/></w:pPr>"),
)  # fmt: skip


class Comments:
    """The comments of one document; `add` numbers them on from those that are there."""

    def __init__(self, package: Package, author: str, initials: str, stamp: datetime) -> None:
        self._package = package
        self._signature = {
            "author": author,
            "initials": initials,
            "date": stamp.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        self._styles = _styles(package)

    def said(self) -> set[str]:
        """What this author has said already, one text per comment, its paragraphs joined by line breaks."""
        part = self._package.related("comments")
        if part is None:
            return set()
        author = self._signature["author"]
        return {
            "\n".join(_text(paragraph) for paragraph in comment.iter(w("p")))
            for comment in self._package.tree(part).iter(w("comment"))
            if comment.get(w("author")) == author
        }

    def add(self, paragraph: Element, start: int, end: int, lines: Sequence[str]) -> None:
        """A comment on those characters of the paragraph; on a point where both are the same."""
        root = self._root()
        number = str(max((int(c.get(w("id")) or 0) for c in root.iter(w("comment"))), default=-1) + 1)
        root.append(self._comment(number, lines))
        first, last = _anchors(paragraph, start, end)
        opening, closing = (etree.Element(w(f"commentRange{side}")) for side in ("Start", "End"))
        reference = self._run("CommentReference", etree.Element(w("commentReference")))
        for element in (opening, closing, reference[-1]):
            element.set(w("id"), number)
        if last is None:
            for element in (opening, closing, reference):
                paragraph.append(element)
            return
        last.addnext(closing)
        closing.addnext(reference)
        (first if first is not None else closing).addprevious(opening)

    def _root(self) -> Element:
        part = self._package.related("comments")
        if part is None:
            root = etree.Element(w("comments"), nsmap={"w": WORD})
            part = self._package.add("word/comments.xml", root, _TYPE, f"{RELATIONSHIPS}/comments")
        return self._package.tree(part)

    def _comment(self, number: str, lines: Sequence[str]) -> Element:
        comment = etree.Element(w("comment"))
        for key, value in {"id": number, **self._signature}.items():
            comment.set(w(key), value)
        for at, line in enumerate(lines):
            paragraph = etree.SubElement(comment, w("p"))
            if (style := self._styles.get("CommentText")) is not None:
                etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle")).set(w("val"), style)
            if at == 0:
                paragraph.append(self._run("CommentReference", etree.Element(w("annotationRef"))))
            text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
            text.text = line
            keep_space(text)
        return comment

    def _run(self, style: str, content: Element) -> Element:
        run = etree.Element(w("r"))
        if style in self._styles:
            etree.SubElement(etree.SubElement(run, w("rPr")), w("rStyle")).set(w("val"), self._styles[style])
        run.append(content)
        return run


def define_styles(package: Package) -> None:
    """Give the document the styles of comments that it lacks."""
    part = package.related("styles")
    if part is None:
        return
    known = _styles(package)
    for key, kind, name, formatting in _STYLES:
        if key not in known:
            package.tree(part).append(
                etree.fromstring(
                    f'<w:style xmlns:w="{WORD}" w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>'
                    f'<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>{formatting}</w:style>'
                )
            )


def _styles(package: Package) -> dict[str, str]:
    """Our names of comment styles to the ids that they have in this document."""
    part = package.related("styles")
    if part is None:
        return {}
    found = {}
    for style in package.tree(part).iter(w("style")):
        named = style.find(w("name"))
        spoken = (named.get(w("val")) or "").lower() if named is not None else ""
        for key, _, name, _ in _STYLES:
            if spoken == name:
                found[key] = style.get(w("styleId")) or ""
    return found


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))


def _anchors(paragraph: Element, start: int, end: int) -> tuple[Element | None, Element | None]:
    """The paragraph's own children before which the comment begins and behind which it ends."""
    cut(paragraph, start)
    cut(paragraph, end)
    pieces = relayout(paragraph).pieces
    if start == end:
        before = [piece for piece in pieces if piece.end <= end]
        return None, _behind_comments(outermost(paragraph, before[-1].run)) if before else None
    inside = [piece for piece in pieces if start <= piece.start and piece.end <= end]
    if not inside:
        return None, None
    return outermost(paragraph, inside[0].run), outermost(paragraph, inside[-1].run)


def _behind_comments(element: Element) -> Element:
    """The last of the comments that follow the element, so that several on one point stay in order."""
    following = element.getnext()
    while following is not None and (
        following.tag in (w("commentRangeStart"), w("commentRangeEnd"))
        or following.find(w("commentReference")) is not None
    ):
        element, following = following, following.getnext()
    return element
