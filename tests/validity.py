"""A .docx → what is wrong with it: what an Open XML validator finds, and what such validators overlook."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree
from openxml_audit import OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def faults(content: bytes, folder: Path) -> list[str]:
    """Every fault found; [] for a valid document."""
    path = folder / "checked.docx"
    path.write_bytes(content)
    told = OpenXmlValidator().validate(str(path))
    return [str(error) for error in told.errors] + own_faults(content)


def own_faults(content: bytes) -> list[str]:
    """Repeated ids and names, unpaired bookmarks, and references that lead nowhere."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".rels"))}
    body = etree.fromstring(parts["word/document.xml"])
    starts, ends = list(body.iter(f"{W}bookmarkStart")), list(body.iter(f"{W}bookmarkEnd"))
    found = repeated("bookmark id", (s.get(f"{W}id") for s in starts))
    found += repeated("bookmark end", (e.get(f"{W}id") for e in ends))
    found += repeated("bookmark name", (s.get(f"{W}name") for s in starts))
    found += repeated("docPr id", (d.get("id") for d in body.iter(_DOC_PR)))
    odd = {s.get(f"{W}id") for s in starts} ^ {e.get(f"{W}id") for e in ends}
    found += [f"bookmark without its other end: {key}" for key in sorted(odd)]
    found += [
        f"bookmark of no paragraph: {s.get(f'{W}name')}" for s in starts if s.getparent().tag != f"{W}p"
    ]
    styles = {s.get(f"{W}styleId") for s in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    for name, part in parts.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            found += _lost(name, etree.fromstring(part), styles, parts)
    return found


def _lost(name: str, root: Any, styles: set[str], parts: dict[str, bytes]) -> list[str]:
    relations = parts.get(f"word/_rels/{name.removeprefix('word/')}.rels", b"<r/>")
    known = {relation.get("Id") for relation in etree.fromstring(relations)}
    used = [e.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for e in root.iter(f"{W}{tag}")]
    wanted = [e.get(f"{_R}id") for e in root.iter() if e.get(f"{_R}id")]
    lost = [f"{name}: no style {style}" for style in used if style not in styles]
    lost += [f"{name}: no relation {key}" for key in wanted if key not in known]
    return lost + [f"{name}: numbering {e.get(f'{W}val')}" for e in root.iter(f"{W}numId")]


def repeated(what: str, values: Any) -> list[str]:
    """The values that occur more than once."""
    return [f"{what} repeated: {value}" for value, times in Counter(values).items() if times > 1]
