"""The section properties of a document → pages, margins, grids and the footers in force."""

from __future__ import annotations

from youthreport.lint.package import Package
from youthreport.lint.paper import Section
from youthreport.lint.xml import RELATIONSHIPS, Element, child, get, local, number, w

_REFERENCE = f"{{{RELATIONSHIPS}}}id"


def read_sections(package: Package) -> list[Section]:
    """All sections in order; each takes over the footers that it does not replace."""
    sections: list[Section] = []
    footers: dict[str, str] = {}
    found = [
        e for e in package.tree(package.main).iter(w("sectPr")) if local(e.getparent()) in {"body", "pPr"}
    ]
    for index, element in enumerate(found):
        for reference in element.iterchildren(w("footerReference")):
            target = package.target(reference.get(_REFERENCE) or "")
            if target:
                footers = {**footers, get(reference, "type") or "default": target}
        sections.append(_section(index, element, footers))
    return sections


def _section(index: int, element: Element, footers: dict[str, str]) -> Section:
    page, margins, grid = (child(element, name) for name in ("pgSz", "pgMar", "docGrid"))
    gutter = number(get(margins, "gutter"))
    return Section(
        index=index,
        element=element,
        # What is not said is what Word assumes: Letter and its margins.
        width=number(get(page, "w"), 12240),
        height=number(get(page, "h"), 15840),
        top=abs(number(get(margins, "top"), 1440)),
        bottom=abs(number(get(margins, "bottom"), 1440)),
        left=number(get(margins, "left"), 1800) + gutter,
        right=number(get(margins, "right"), 1800),
        footer=number(get(margins, "footer"), 720),
        grid=get(grid, "type") or "default",
        line_pitch=number(get(grid, "linePitch")),
        char_space=number(get(grid, "charSpace")),
        footers=footers,
    )
