"""Bytes of a part ↔ its XML; children that are put where the schema wants them."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence

from lxml import etree

Element = etree._Element

# Excel's limit is 32,767 characters.
_LONGEST = 30_000
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def parse(xml: bytes) -> Element:
    """The root; nothing is fetched and no entity is resolved."""
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def serialised(root: Element) -> bytes:
    """The part as Office writes it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def namespace_of(root: Element) -> str:
    """The namespace of the element: what is added below it belongs there, too."""
    return etree.QName(root).namespace or ""


def made(parent: Element, tag: str, **attributes: str) -> Element:
    """A new last child in the parent's namespace."""
    return etree.SubElement(parent, f"{{{namespace_of(parent)}}}{tag}", attributes)


def found(parent: Element, tag: str) -> Element | None:
    """The first child of that name in the parent's namespace."""
    return parent.find(f"{{{namespace_of(parent)}}}{tag}")


def child(parent: Element, tag: str, order: Sequence[str]) -> Element:
    """The child of that name; a new one goes where `order`, the schema's sequence, puts it."""
    present = found(parent, tag)
    if present is not None:
        return present
    new = parent.makeelement(f"{{{namespace_of(parent)}}}{tag}")
    later = set(order[order.index(tag) + 1 :])
    after = next((e for e in parent.iterchildren("{*}*") if etree.QName(e).localname in later), None)
    if after is None:
        parent.append(new)
    else:
        after.addprevious(new)
    return new


def twin(element: Element) -> Element:
    """A copy that belongs to nobody."""
    return copy.deepcopy(element)


def plain(text: str) -> str:
    """The text without what XML forbids, with \\n for line breaks, no longer than a cell may be."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:_LONGEST]


def put_text(element: Element, text: str) -> None:
    """Writes the text so that a spreadsheet reads exactly this text."""
    # _x000D_ is how a sheet spells a control character.
    element.text = _ESCAPED.sub("_x005F_", plain(text))
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
