"""The styles of a section → ours by type and name; others are carried along, and what looks different is named."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from youthreport.document import official

_NAMES = {name.casefold(): name for name in official.STYLE_IDS} | {
    f"标题 {level}": f"Heading {level}" for level in range(1, 5)
}
_DROPPED = ("link", "next", "numPr", "rsid", "aliases", "autoRedefine", "unhideWhenUsed", "locked")
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_DEEP = 11  # Word itself follows no longer chain of styles


@dataclass(slots=True)
class Carried:
    """Styles that the sections bring along, by name, under ids that no other style has."""

    ids: dict[str, str] = field(default_factory=dict)
    elements: dict[str, Any] = field(default_factory=dict)

    def id_of(self, name: str) -> str:
        """The id of that style in the paper, ours or a carried one."""
        return official.STYLE_IDS.get(name) or self.ids[name]

    def name_of(self, style_id: str) -> str:
        """The name of the style with that id in the paper."""
        return next(
            name for known in (official.STYLE_IDS, self.ids) for name, key in known.items() if key == style_id
        )

    def carry(self, name: str, styles: Styles) -> None:
        """Take along the style of that name and those it is based on; the first section that brings a name wins."""
        if name in self.ids or name in official.STYLE_IDS:
            return
        self.ids[name] = f"Section{len(self.ids) + 1}"
        element = copy.deepcopy(styles.element(name))
        for child in [*element.iter(*(qn(f"w:{tag}") for tag in _DROPPED))]:
            child.getparent().remove(child)
        for fonts in element.iter(qn("w:rFonts")):
            for attribute in _THEME:
                fonts.attrib.pop(qn(f"w:{attribute}"), None)
        element.set(qn("w:styleId"), self.ids[name])
        element.attrib.pop(qn("w:default"), None)
        based = element.find(qn("w:basedOn"))
        if based is not None:
            parent = styles.name_of(based.get(qn("w:val"))) or official.NORMAL
            self.carry(parent, styles)
            based.set(qn("w:val"), self.id_of(parent))
        self.elements[name] = element

    def new_elements(self) -> Iterable[Any]:
        """The `w:style` elements for the paper."""
        return self.elements.values()


class Styles:
    """The paragraph styles of one document, by what they are called."""

    def __init__(self, document: Any) -> None:
        found = document.styles.element.findall(qn("w:style"))
        self._by_id = {s.get(qn("w:styleId")): s for s in found if s.get(qn("w:type")) == "paragraph"}
        self._defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")

    def name_of(self, style_id: str | None) -> str:
        """The name, ours where it is one of ours; Normal without an id, "" for an id that no style has."""
        style = self._by_id.get(style_id) if style_id else self._default()
        if style is None:
            return "" if style_id else official.NORMAL
        name = str(style.find(qn("w:name")).get(qn("w:val")))
        return _NAMES.get(name.casefold(), name)

    def style_of(self, paragraph: Any) -> str:
        """The name of a paragraph's style; "" when it names one that does not exist."""
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self.name_of(None if mark is None else mark.get(qn("w:val")))

    def element(self, name: str) -> Any:
        """The `w:style` of that name; None if there is none."""
        return next((s for key, s in self._by_id.items() if self.name_of(key) == name), None)

    def listed(self, name: str) -> bool:
        """Whether the style numbers its paragraphs."""
        return any(list(style.iter(qn("w:numPr"))) for style in self._chain(self.element(name)))

    def look(self, name: str) -> tuple[str, str]:
        """Chinese font and size in points as the style gives them, "" where it leaves them to the program."""
        chain = [*self._chain(self.element(name)), self._defaults]
        return _first(chain, "rFonts", "eastAsia"), _points(_first(chain, "sz", "val"))

    def _default(self) -> Any:
        return next((s for s in self._by_id.values() if s.get(qn("w:default")) in ("1", "true")), None)

    def _chain(self, style: Any) -> Iterator[Any]:
        for _ in range(_DEEP):
            if style is None:
                return
            yield style
            based = style.find(qn("w:basedOn"))
            style = None if based is None else self._by_id.get(based.get(qn("w:val")))


def _first(chain: Iterable[Any], tag: str, attribute: str) -> str:
    for style in chain:
        found = None if style is None else style.find(f"{qn('w:rPr')}/{qn('w:' + tag)}")
        if found is not None and found.get(qn(f"w:{attribute}")):
            return str(found.get(qn(f"w:{attribute}")))
    return ""


def _points(half: str) -> str:
    return format(int(half) / 2, "g") if half.isdecimal() else ""


def differences(
    names: Iterable[str], styles: Styles, looks: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Of the styles named: those that a section shows otherwise than the paper, with both looks in words."""
    for name in dict.fromkeys(names):
        if name not in looks or styles.element(name) is None:
            continue
        here, there = styles.look(name), looks[name]
        unlike = [a != b for a, b in zip(here, there, strict=True) if a and b]
        if any(unlike):
            yield name, _told(here), _told(there)


def _told(look: tuple[str, str]) -> str:
    font, size = look
    return " ".join(part for part in (font, f"{size}磅" if size else "") if part)
