"""The parts of a .docx → parsed trees, found through their relationships, and the same file with changed parts."""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from youthreport.packing import pack

Element = Any  # an lxml element; its stubs do not say more than this

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
TYPES = "[Content_Types].xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{WORD}}}{name}"


def keep_space(element: Element) -> None:
    """Tell Word that the spaces at the ends of the element's text are meant."""
    element.set(_SPACE, "preserve")


class PackageError(Exception):
    """The parts do not make a document; the text says why, empty when it is simply damaged."""


class Package:
    """The parts of one file; trees are parsed once and may be changed in place."""

    def __init__(self, content: bytes, parts: dict[str, bytes]) -> None:
        """PackageError when there is no text in it that Word would show."""
        self._content = content
        self._parts = dict(parts)
        self._trees: dict[str, Element] = {}
        self._before: dict[str, bytes] = {}
        self.main = self._main()
        root = self.tree(self.main)
        if root.tag != w("document"):
            raise PackageError(
                "是“严格 Open XML”格式，这里读不了" if "purl.oclc.org" in str(root.tag) else ""
            )
        if root.find(w("body")) is None:
            raise PackageError("里面没有 Word 正文")

    def _main(self) -> str:
        found = self.related("officeDocument", "")
        if found is None:
            raise PackageError("里面没有 Word 正文")
        return found

    def tree(self, name: str) -> Element:
        """The root element of a part; PackageError when it is not well-formed or has a DTD."""
        if name not in self._trees:
            root = parsed(self._parts[name])
            self._trees[name] = root
            self._before[name] = etree.tostring(root.getroottree())
        return self._trees[name]

    def related(self, kind: str, source: str | None = None) -> str | None:
        """The first part of that kind (`styles`, `comments`, …) that `source`, by default the text, names."""
        for relation in self._relations(self.main if source is None else source):
            named = (relation.get("Type") or "").rpartition("/")[2]
            if named == kind and relation.get("TargetMode") != "External":
                folder = posixpath.dirname(self.main if source is None else source)
                target = joined(folder, relation.get("Target") or "")
                if target in self._parts:
                    return target
        return None

    def add(
        self, name: str, root: Element, content_type: str, relation: str, source: str | None = None
    ) -> str:
        """A new part of a free name like `name`, which the text or, for "", the package names; its name."""
        source = self.main if source is None else source
        stem, dot, suffix = name.rpartition(".")
        free = next(
            n
            for i in range(1, 10_000)
            if (n := f"{stem}{i if i > 1 else ''}{dot}{suffix}") not in self._parts
        )
        relations = self._relations_root(source)
        used = {known.get("Id") for known in relations}
        added = etree.SubElement(relations, RELATIONSHIP)
        added.set("Id", next(key for i in range(1, 10_000) if (key := f"rIdYr{i}") not in used))
        added.set("Type", relation)
        added.set("Target", posixpath.relpath(free, posixpath.dirname(source) or "."))
        override = etree.SubElement(self.tree(TYPES), OVERRIDE)
        override.set("PartName", f"/{free}")
        override.set("ContentType", content_type)
        self._parts[free] = b""
        self._trees[free], self._before[free] = root, b""
        return free

    @property
    def changed(self) -> frozenset[str]:
        """The names of the parts that are no longer what they were."""
        return frozenset(
            name
            for name, root in self._trees.items()
            if etree.tostring(root.getroottree()) != self._before[name]
        )

    def content(self) -> bytes:
        """The whole file: the original bytes when nothing changed; else parts that did not change are copied."""
        written = {
            name: etree.tostring(
                self._trees[name].getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
            )
            for name in self.changed
        }
        return pack(self._parts | written) if written else self._content

    def _relations(self, source: str) -> Any:
        name = relations_of(source)
        return self.tree(name).iter(RELATIONSHIP) if name in self._parts else iter(())

    def _relations_root(self, source: str) -> Element:
        name = relations_of(source)
        self._parts.setdefault(name, NO_RELATIONS)
        return self.tree(name)


def relations_of(source: str) -> str:
    """The part that holds the relationships of a part; those of the package itself for ""."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def joined(folder: str, target: str) -> str:
    """The part that a relationship's target means, seen from the folder of the part that has it."""
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(path).lstrip("/")


def parsed(content: bytes, *, bare: bool = False) -> Element:
    """The root of a part, when `bare` without comments and processing instructions.

    PackageError when it is not well-formed or has a DTD.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=bare,
        remove_pis=bare,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise PackageError("") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError("带有不允许的文档类型声明，内容不可信")
    return root
