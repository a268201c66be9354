"""The zip of an .xlsx → its sheets' parts, and what of it openpyxl does not write back."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

Cached = Mapping[str, tuple[str, str]]

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# What hangs on a sheet, by the folder of its part: name and counter word.
_HANGING = {
    "charts/": ("图表", "个"),
    "media/": ("图片", "张"),
    "diagrams/data": ("SmartArt图形", "个"),
    "ctrlprops/": ("表单控件", "个"),
    "activex/activex": ("ActiveX控件", "个"),
    "embeddings/": ("嵌入对象", "个"),
    "threadedcomments/": ("新式批注的对话", "组"),
    "slicers/": ("切片器", "个"),
}
_SHAPES = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp)[\s>]")
_EXTENSIONS = (
    (re.compile(rb"<(?:\w+:)?sparklineGroup[\s>]"), "迷你图", "组"),
    (re.compile(rb"<x14:dataValidation[\s>]"), "引用其他工作表的下拉选项", "处"),
    (re.compile(rb"<x14:cfRule[\s>]"), "扩展的条件格式", "处"),
)


def losses(before: bytes, after: bytes) -> tuple[str, ...]:
    """What the first workbook holds more of than the second, by sheet; said as `《表》中的图片1张`.

    Empty when nothing is lost, or when the first is no zip at all.
    """
    if not zipfile.is_zipfile(io.BytesIO(before)):
        return ()
    missing = _census(before)
    missing.subtract(_census(after))
    return tuple(
        f"{f'《{sheet}》中的' if sheet else ''}{what}{count}{word}"
        for (sheet, what, word), count in missing.items()
        if count > 0
    )


def cached_results(content: bytes) -> Mapping[str, Cached]:
    """By sheet name and reference, the kind and text of each formula's result that the file keeps."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: _results(archive.read(part)) for name, part in _sheet_parts(archive)}


def with_results(xml: bytes, cached: Cached) -> bytes:
    """The sheet's XML with the formulas' results as they were: openpyxl leaves them out."""
    if not cached:
        return xml
    root = _parse(xml)
    for cell in root.iter(f"{{{_SPREADSHEET}}}c"):
        kept = cached.get(cell.get("r", ""))
        if kept and cell.find(f"{{{_SPREADSHEET}}}f") is not None:
            for old in cell.findall(f"{{{_SPREADSHEET}}}v"):
                cell.remove(old)
            if "t" in cell.attrib:
                del cell.attrib["t"]
            if kept[0]:
                cell.set("t", kept[0])
            etree.SubElement(cell, f"{{{_SPREADSHEET}}}v").text = kept[1]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _results(xml: bytes) -> Cached:
    if b"<f" not in xml and b":f" not in xml:
        return {}
    found = {}
    for cell in _parse(xml).iter("{*}c"):
        result = cell.findtext("{*}v")
        if result and cell.find("{*}f") is not None and cell.get("t") != "s":
            found[cell.get("r", "")] = (cell.get("t", ""), result)
    return found


def _census(content: bytes) -> Counter[tuple[str, str, str]]:
    """How often each thing that openpyxl may drop occurs, by sheet."""
    found: Counter[tuple[str, str, str]] = Counter()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            found["", "宏", "组"] += 1
        for sheet, part in _sheet_parts(archive):
            xml = archive.read(part)
            for pattern, what, word in _EXTENSIONS:
                found[sheet, what, word] += len(pattern.findall(xml))
            for below in _below(archive, part):
                _count(found, sheet, below, archive)
    return found


def _count(found: Counter[tuple[str, str, str]], sheet: str, part: str, archive: zipfile.ZipFile) -> None:
    for folder, (what, word) in _HANGING.items():
        if part.lower().startswith(f"xl/{folder}"):
            found[sheet, what, word] += 1
    if part.lower().startswith("xl/drawings/") and part.endswith(".xml"):
        found[sheet, "文本框或图形", "个"] += len(_SHAPES.findall(archive.read(part)))


def _below(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    """The parts that hang on a part, directly or by way of others, each once."""
    seen, waiting = {part}, [part]
    while waiting:
        for target in _targets(archive, waiting.pop()).values():
            # Pivot caches and the like belong to the book; hyperlinks and sheets are no parts of the sheet.
            if target not in seen and target in archive.namelist():
                seen.add(target)
                waiting.append(target)
                yield target


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Sheet names with their parts, in the order of the tabs; chart sheets included."""
    book = next((part for part in _targets(archive, "").values() if part.endswith("workbook.xml")), "")
    if book not in archive.namelist():
        return []
    targets = _targets(archive, book)
    pairs = []
    for sheet in _parse(archive.read(book)).iter("{*}sheet"):
        link = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        if targets.get(link) in archive.namelist():
            pairs.append((str(sheet.get("name")), targets[link]))
    return pairs


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the id of the reference; "" is the package itself."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return {}
    return {
        str(link.get("Id")): posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip(
            "/"
        )
        for link in _parse(archive.read(relations)).iter("{*}Relationship")
        if link.get("TargetMode") != "External"
    }


def _parse(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
