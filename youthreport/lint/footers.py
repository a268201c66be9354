"""Footer parts → where the page number stands and how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from youthreport.lint.looks import Looks, ParagraphLook, RunLook
from youthreport.lint.package import Package
from youthreport.lint.paper import Section
from youthreport.lint.xml import Element, descendants, get, local, w

_PAGE = re.compile(r"(?<![A-Z])PAGE(?![A-Z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """One page number: what stands left and right of it, its looks, its paragraph.

    `boxed`: it stands in a text box or frame, whose place cannot be told from the paragraph.
    `alone`: nothing else stands in the footer, so that it may be set anew.
    """

    section: Section
    part: str
    kind: str
    paragraph: Element
    before: str
    after: str
    looks: tuple[RunLook, ...]
    look: ParagraphLook
    boxed: bool
    alone: bool


def page_numbers(package: Package, sections: list[Section]) -> list[PageNumber]:
    """The page numbers of the default and even footers, each part once, in the order of sections."""
    looks = Looks(package.related("styles"), package.related("theme"), package.related("settings"))
    found: dict[str, PageNumber] = {}
    for section in sections:
        for kind in ("default", "even"):
            part = section.footers.get(kind)
            if part is None or part in found:
                continue
            number = _in_part(package.tree(part), looks, section, part, kind)
            if number is not None:
                found[part] = number
    return list(found.values())


def _in_part(root: Element, looks: Looks, section: Section, part: str, kind: str) -> PageNumber | None:
    for paragraph in descendants(root, "p"):
        if any(local(ancestor) == "p" for ancestor in paragraph.iterancestors()):
            boxed = True
        else:
            boxed = False
            if any(True for _ in descendants(paragraph, "txbxContent")):
                continue
        split = _split(paragraph)
        if split is None:
            continue
        before, after, runs = split
        run_looks = tuple(looks.run(run, paragraph) for run in runs)
        size = run_looks[0].size if run_looks else 28
        look = looks.paragraph(paragraph, "", size)
        return PageNumber(
            section=section,
            part=part,
            kind=kind,
            paragraph=paragraph,
            before=before,
            after=after,
            looks=run_looks,
            look=look,
            boxed=boxed or look.framed,
            alone=_is_alone(root, paragraph),
        )
    return None


def _split(paragraph: Element) -> tuple[str, str, list[Element]] | None:
    """The text before and after the PAGE field and the runs that print something; None without the field."""
    texts = ["", ""]
    runs: list[Element] = []
    seen, depth = False, 0
    for item in descendants(paragraph, "t", "fldChar", "instrText", "fldSimple"):
        name = local(item)
        if name == "fldSimple" and _PAGE.search(get(item, "instr") or ""):
            seen = True
            runs += list(item.iter(w("r")))
        elif name == "instrText":
            seen = seen or bool(_PAGE.search(item.text or ""))
        elif name == "fldChar":
            depth += {"begin": 1, "end": -1}.get(get(item, "fldCharType") or "", 0)
        elif name == "t":
            if depth <= 0 and local(item.getparent().getparent()) != "fldSimple":
                texts[1 if seen else 0] += item.text or ""
            runs.append(item.getparent())
    return (texts[0], texts[1], runs) if seen else None


def _is_alone(root: Element, paragraph: Element) -> bool:
    others = [
        node
        for node in descendants(root, "t", "drawing", "pict", "object", "tbl")
        if not any(other is paragraph for other in (*node.iterancestors(), *node.iterdescendants()))
        # What old readers see instead of a text box says the same again.
        if not any(str(ancestor.tag).endswith("}Fallback") for ancestor in node.iterancestors())
    ]
    return not any(
        local(node) == "tbl" or (local(node) == "t" and (node.text or "").strip()) for node in others
    )
