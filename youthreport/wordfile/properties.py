"""A Word document → the build ids that it carries: of the build it was made by and of those that refreshed it.

They stand in a property of our own, which Word, WPS and LibreOffice keep; the identifier is a second place.
"""

from __future__ import annotations

import re

from lxml import etree

from youthreport.wordfile.package import RELATIONSHIPS, Element, Package

NAME = "youthreport.build"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"
# The set of properties that belongs to no program; its first number is 2.
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST = 2
_ID = re.compile(r"[0-9a-f]{8,64}")


def build_ids(package: Package) -> tuple[str, ...]:
    """The ids, the oldest first; empty when the document names none."""
    part = package.related("custom-properties", "")
    if part is not None:
        for entry in package.tree(part):
            if entry.get("name") == NAME:
                return tuple(_ID.findall("".join(entry.itertext())))
    core = package.related("core-properties", "")
    found = package.tree(core).find(_IDENTIFIER) if core is not None else None
    return tuple(_ID.findall(found.text or "")) if found is not None else ()


def set_build_ids(package: Package, ids: tuple[str, ...]) -> None:
    """Let the document carry these ids and no others."""
    entry = _entry(_properties(package))
    for child in list(entry):
        entry.remove(child)
    etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = " ".join(ids)


def _properties(package: Package) -> Element:
    part = package.related("custom-properties", "")
    if part is not None:
        return package.tree(part)
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VALUES})  # type: ignore[dict-item]
    package.add("docProps/custom.xml", root, _TYPE, f"{RELATIONSHIPS}/custom-properties", "")
    return root


def _entry(properties: Element) -> Element:
    numbers = [_FIRST - 1]
    for entry in properties:
        if entry.get("name") == NAME:
            return entry
        numbers.append(int(pid) if (pid := entry.get("pid") or "").isdigit() else 0)
    entry = etree.SubElement(properties, f"{{{_CUSTOM}}}property")
    entry.set("fmtid", _FORMAT)
    entry.set("pid", str(max(numbers) + 1))
    entry.set("name", NAME)
    return entry
