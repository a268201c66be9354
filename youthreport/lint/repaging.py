"""A paper → the same with page numbers as clause 7.5 wants them, odd right and even left."""

from __future__ import annotations

from youthreport.lint import formatting, order, standard
from youthreport.lint.footers import page_numbers
from youthreport.lint.paper import Paper, Section
from youthreport.lint.standard import SONGTI
from youthreport.lint.xml import RELATIONSHIPS, Element, child, inserted, local, make, w

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_SETTINGS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
_SIDES = {"default": "right", "even": "left"}


def number_pages(paper: Paper) -> None:
    """Odd and even footers with “— 1 —” in every section; footers with other content get a line more."""
    if paper.package.related("settings") is None:
        paper.package.add("settings", "settings", _SETTINGS_TYPE, make("settings"))
    inserted(paper.package.related("settings"), make("evenAndOddHeaders"), order.SETTINGS)
    numbers = {number.part: number.paragraph for number in page_numbers(paper.package, paper.sections)}
    done: set[str] = set()
    for section in paper.sections:
        _lower(section)
        for kind in _SIDES:
            part = section.footers.get(kind)
            if part is None:
                # The first section's footers serve all those that name none.
                if section.index == 0:
                    _add_footer(paper, section, kind)
            elif part not in done:
                done.add(part)
                _renew(paper.package.tree(part), numbers.get(part), kind)


def _lower(section: Section) -> None:
    margins = child(section.element, "pgMar")
    low, high = standard.FOOTER_DISTANCE_MM
    if margins is not None and not low <= standard.millimetres(section.footer) <= high:
        margins.set(w("footer"), str(standard.FOOTER_DISTANCE))


def _renew(root: Element, old: Element | None, kind: str) -> None:
    """The page number's paragraph set anew; in a text box, the paragraph that holds the box goes."""
    new = _paragraph(kind)
    if old is not None:
        outer = [a for a in old.iterancestors() if local(a) == "p"]
        target = outer[-1] if outer else old
        target.getparent().replace(target, new)
        return
    for paragraph in root.iterchildren(w("p")):
        if not any(True for _ in paragraph.iter(w("r"))):
            root.replace(paragraph, new)
            return
    root.append(new)


def _add_footer(paper: Paper, section: Section, kind: str) -> None:
    root = make("ftr")
    root.append(_paragraph(kind))
    key = paper.package.add("footer", "footer", _TYPE, root)
    reference = make("footerReference", type=kind)
    reference.set(f"{{{RELATIONSHIPS}}}id", key)
    section.element.insert(0, reference)


def _paragraph(kind: str) -> Element:
    side = _SIDES[kind]
    paragraph = make("p")
    formatting.set_paragraph(paragraph, "snapToGrid", val=0)
    formatting.set_spacing(paragraph, line=standard.FOOTER_LINE, lineRule="exact")
    formatting.set_gaps(paragraph)
    formatting.set_indent(
        paragraph,
        left=1 if side == "left" else 0,
        right=1 if side == "right" else 0,
        unit=standard.SMALL_CHARACTER,
    )
    formatting.set_paragraph(paragraph, "jc", val=side)
    # Separate runs: WPS does not show a field that is written in one run.
    for item in (
        _text("— "),
        _field("begin"),
        _code(),
        _field("separate"),
        _text("1"),
        _field("end"),
        _text(" —"),
    ):
        run = make("r")
        formatting.set_all_fonts(run, SONGTI.font)
        formatting.set_run(run, "b", val=0)
        formatting.set_run(run, "color", val="000000")
        formatting.set_size(run, standard.SIZE_4)
        run.append(item)
        paragraph.append(run)
    return paragraph


def _text(words: str) -> Element:
    element = make("t")
    formatting.write(element, words)
    return element


def _field(kind: str) -> Element:
    return make("fldChar", fldCharType=kind)


def _code() -> Element:
    element = make("instrText")
    formatting.write(element, " PAGE ")
    return element
