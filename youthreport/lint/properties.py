"""`w:rPr` and `w:pPr` → plain mappings of what they say, and one level of them upon another."""

from __future__ import annotations

from collections.abc import Mapping

from youthreport.lint.xml import Element, get, local, on, value

Properties = dict[str, str]
_TOGGLES = frozenset(
    {
        "b",
        "i",
        "vanish",
        "strike",
        "dstrike",
        "keepNext",
        "pageBreakBefore",
        "snapToGrid",
        "contextualSpacing",
    }
)
ALIASES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
# Saying one of a group takes back what the levels below say of the others.
_SAME_FONT = (("eastAsia", "eastAsiaTheme"), ("ascii", "asciiTheme"), ("hAnsi", "hAnsiTheme"))
_SAME_INDENT = (("firstLine", "hanging"), ("firstLineChars", "hangingChars"))


def layered(below: Mapping[str, str], level: Mapping[str, str]) -> Properties:
    """One level of formatting upon another: a font beats the theme font below, a hang the first-line indent."""
    merged = dict(below)
    for pair in (*_SAME_FONT, *_SAME_INDENT):
        if any(name in level for name in pair):
            for name in pair:
                merged.pop(name, None)
    return {**merged, **level}


def run_properties(properties: Element | None) -> Properties:
    """What one `w:rPr` says, by element or attribute name; toggles as "1" and "0"."""
    found: Properties = {}
    for item in () if properties is None else properties:
        name = local(item)
        if name == "rFonts":
            found |= {local_name(key): text for key, text in item.attrib.items()}
        elif name in _TOGGLES:
            found[name] = "1" if on(item) else "0"
        elif name == "shd":
            found[name] = get(item, "fill") or "auto"
        elif name in {"u", "color", "highlight", "sz", "spacing", "w"}:
            found[name] = get(item, "val") or ""
    return found


def paragraph_properties(properties: Element | None) -> Properties:
    """What one `w:pPr` says; attributes of `w:ind` and `w:spacing` by their own names."""
    found: Properties = {}
    for item in () if properties is None else properties:
        name = local(item)
        if name in {"ind", "spacing"}:
            found |= {ALIASES.get(n := local_name(key), n): text for key, text in item.attrib.items()}
        elif name in _TOGGLES:
            found[name] = "1" if on(item) else "0"
        elif name in {"jc", "outlineLvl"}:
            found[name] = get(item, "val") or ""
        elif name == "framePr":
            found[name] = "1"
        elif name == "numPr":
            found["numId"] = value(item, "numId") or found.get("numId", "")
            found["ilvl"] = value(item, "ilvl") or found.get("ilvl", "0")
    return found


def local_name(qualified: object) -> str:
    """An attribute's name without its namespace."""
    return str(qualified).rpartition("}")[2]
