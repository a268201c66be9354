"""A Word document → what it carries of its origin: the ids of its builds, and the period that it reports on.

The builds are the one it was made by and those that refreshed it. Both stand in properties of our own, which Word,
WPS and LibreOffice keep; for the ids the identifier is a second place.
"""

from __future__ import annotations

import re

from lxml import etree

from youthreport.wordfile.package import RELATIONSHIPS, Element, Package

_BUILDS, _PERIOD = "youthreport.build", "youthreport.period"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"
# The set of properties that belongs to no program; its first number is 2.
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST = 2
_ID = re.compile(r"[0-9a-f]{8,64}")
_CODE = re.compile(r"[0-9]{4}S[12]")


def build_ids(package: Package) -> tuple[str, ...]:
    """The ids, the oldest first; empty when the document names none."""
    own = _value(package, _BUILDS)
    if own is not None:
        return tuple(_ID.findall(own))
    core = package.related("core-properties", "")
    found = package.tree(core).find(_IDENTIFIER) if core is not None else None
    return tuple(_ID.findall(found.text or "")) if found is not None else ()


def set_build_ids(package: Package, ids: tuple[str, ...]) -> None:
    """Let the document carry these ids and no others."""
    _set(package, _BUILDS, " ".join(ids))


def period_of(package: Package) -> str:
    """The code of the period that it reports on, 2026S1; "" when the document names none."""
    own = (_value(package, _PERIOD) or "").strip()
    return own if _CODE.fullmatch(own) else ""


def set_period(package: Package, code: str) -> None:
    """Let the document say which period it reports on."""
    _set(package, _PERIOD, code)


def _value(package: Package, name: str) -> str | None:
    """The text of a property; None when the document has no such one."""
    part = package.related("custom-properties", "")
    entries = package.tree(part) if part is not None else ()
    return next(("".join(e.itertext()) for e in entries if e.get("name") == name), None)


def _set(package: Package, name: str, text: str) -> None:
    entry = _entry(_properties(package), name)
    for child in list(entry):
        entry.remove(child)
    etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = text


def _properties(package: Package) -> Element:
    part = package.related("custom-properties", "")
    if part is not None:
        return package.tree(part)
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VALUES})  # type: ignore[dict-item]
    package.add("docProps/custom.xml", root, _TYPE, f"{RELATIONSHIPS}/custom-properties", "")
    return root


def _entry(properties: Element, name: str) -> Element:
    numbers = [_FIRST - 1]
    for entry in properties:
        if entry.get("name") == name:
            return entry
        numbers.append(int(pid) if (pid := entry.get("pid") or "").isdigit() else 0)
    entry = etree.SubElement(properties, f"{{{_CUSTOM}}}property")
    entry.set("fmtid", _FORMAT)
    entry.set("pid", str(max(numbers) + 1))
    entry.set("name", name)
    return entry
