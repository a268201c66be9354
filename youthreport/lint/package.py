"""The parts of a .docx → parsed trees, found through their relationships, and the same file with changed parts."""

from __future__ import annotations

import posixpath

from lxml import etree

from youthreport.lint.xml import Element, child, make, w
from youthreport.packing import pack
from youthreport.wordfile.package import (
    NO_RELATIONS,
    OVERRIDE,
    RELATIONSHIP,
    RELATIONSHIPS,
    TYPES,
    PackageError,
    joined,
    parsed,
    relations_of,
)


class Package:
    """The parts of one file; trees are parsed once and may be changed in place."""

    def __init__(self, content: bytes, parts: dict[str, bytes]) -> None:
        self._content = content
        self._parts = dict(parts)
        self._trees: dict[str, Element] = {}
        self._before: dict[str, bytes] = {}
        self.main = self._main()
        if self.tree(self.main).tag != w("document"):
            strict = "purl.oclc.org" in str(self.tree(self.main).tag)
            raise PackageError("是“严格 Open XML”格式，版式无法核对" if strict else "")
        self._give_section()

    def _give_section(self) -> None:
        """A document that says nothing of its page gets an empty section, so that there is one to mend."""
        body = child(self.tree(self.main), "body")
        if body is None:
            raise PackageError("里面没有 Word 正文")
        if child(body, "sectPr") is None:
            body.append(make("sectPr"))
            self._before[self.main] = etree.tostring(self.tree(self.main))

    def _main(self) -> str:
        for _, kind, target in self._relations(""):
            if kind == "officeDocument" and target in self._parts:
                return target
        raise PackageError("里面没有 Word 正文")

    def tree(self, name: str) -> Element:
        """The root element of a part; PackageError when it is not well-formed or has a DTD."""
        if name not in self._trees:
            root = parsed(self._parts[name], bare=True)
            self._trees[name] = root
            self._before[name] = etree.tostring(root)
        return self._trees[name]

    def related(self, kind: str) -> Element | None:
        """The root of the part of that kind (`styles`, `settings`, …) that the document names; None without."""
        for _, found, target in self._relations(self.main):
            if found == kind and target in self._parts:
                return self.tree(target)
        return None

    def target(self, key: str) -> str | None:
        """The part that a relationship id of the document means."""
        return next(
            (target for rid, _, target in self._relations(self.main) if rid == key and target in self._parts),
            None,
        )

    def properties(self) -> Element | None:
        """The root of the core properties."""
        for _, kind, target in self._relations(""):
            if kind.endswith("core-properties") and target in self._parts:
                return self.tree(target)
        return None

    def add(self, stem: str, kind: str, content_type: str, root: Element) -> str:
        """A new part beside the document; its relationship id."""
        folder = posixpath.dirname(self.main)
        name = next(
            n for i in range(1, 10_000) if (n := posixpath.join(folder, f"{stem}{i}.xml")) not in self._parts
        )
        relations = self._relations_root()
        used = {relation.get("Id") for relation in relations}
        key = next(k for i in range(1, 10_000) if (k := f"rIdYr{i}") not in used)
        relation = etree.SubElement(relations, RELATIONSHIP)
        for attribute, text in (
            ("Id", key),
            ("Type", f"{RELATIONSHIPS}/{kind}"),
            ("Target", posixpath.basename(name)),
        ):
            relation.set(attribute, text)
        override = etree.SubElement(self.tree(TYPES), OVERRIDE)
        override.set("PartName", f"/{name}")
        override.set("ContentType", content_type)
        self._parts[name] = b""
        self._trees[name], self._before[name] = root, b""
        return key

    def _relations_root(self) -> Element:
        name = relations_of(self.main)
        if name not in self._parts:
            self._parts[name] = NO_RELATIONS
        return self.tree(name)

    def content(self) -> bytes:
        """The whole file: the original bytes when nothing changed, else deterministic ones."""
        changed = {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self._trees.items()
            if etree.tostring(root) != self._before[name]
        }
        return pack({**self._parts, **changed}) if changed else self._content

    def _relations(self, source: str) -> list[tuple[str, str, str]]:
        """Id, last word of the type, and target part of each internal relationship of a part."""
        name = relations_of(source)
        if name not in self._parts:
            return []
        folder = posixpath.dirname(source)
        return [
            (
                relation.get("Id") or "",
                (relation.get("Type") or "").rpartition("/")[2],
                joined(folder, target),
            )
            for relation in self.tree(name).iter(RELATIONSHIP)
            if relation.get("TargetMode") != "External" and (target := relation.get("Target") or "")
        ]
