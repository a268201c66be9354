"""WordprocessingML elements → their names and attribute values, read leniently: any file may hold anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

Element = Any  # an lxml element; its stubs do not say more than this

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PREFIX = "{" + NAMESPACE + "}"
_LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{1,6})?)(pt|cm|mm|in|pc)?", re.ASCII)
_TWIPS = {None: 1.0, "pt": 20.0, "pc": 240.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 1440 / 25.4}
_OFF = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return _PREFIX + name


def local(element: Element) -> str:
    """The name of a WordprocessingML element; other namespaces keep theirs in braces."""
    return str(element.tag).removeprefix(_PREFIX)


def get(element: Element | None, name: str) -> str | None:
    """An attribute's text, None when the element or the attribute is not there."""
    return None if element is None else element.get(_PREFIX + name)


def child(element: Element | None, *names: str) -> Element | None:
    """The first descendant along the path of names."""
    for name in names:
        if element is None:
            return None
        element = element.find(_PREFIX + name)
    return element


def value(element: Element | None, *names: str) -> str | None:
    """The `w:val` at the end of the path."""
    return get(child(element, *names), "val")


def number(text: str | None, default: int = 0) -> int:
    """A length in the unit of the attribute (mostly twips); `default` when it is none."""
    found = _LENGTH.fullmatch(text.strip()) if text else None
    return round(float(found[1]) * _TWIPS[found[2]]) if found else default


def on(element: Element | None) -> bool:
    """Whether a toggle like `w:b` is there and not switched off."""
    return element is not None and (element.get(_PREFIX + "val") or "").lower() not in _OFF


def make(name: str, **attributes: str | int) -> Element:
    """A new element with `w:` attributes."""
    element = etree.Element(_PREFIX + name, nsmap={"w": NAMESPACE})
    for key, text in attributes.items():
        element.set(_PREFIX + key, str(text))
    return element


def inserted(parent: Element, element: Element, order: Iterable[str]) -> Element:
    """The element put into its parent where the schema's order wants it; one of that name is replaced."""
    names = tuple(order)
    old = parent.find(element.tag)
    if old is not None:
        parent.replace(old, element)
        return element
    rank = {name: place for place, name in enumerate(names)}
    own = rank.get(local(element), len(names))
    for index, sibling in enumerate(parent):
        if rank.get(local(sibling), len(names)) > own:
            parent.insert(index, element)
            return element
    parent.append(element)
    return element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """All elements of those names below (and including) the element, in document order."""
    yield from element.iter(*(_PREFIX + name for name in names))
