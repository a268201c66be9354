"""The zip of an Office file → its parts and relations, open to changes; and back.

Parts that nobody touches keep their bytes. A library that loads and saves a workbook drops what it does not know:
charts, text boxes, pictures, extended validations, results of formulas.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from youthreport.outputs.feedback.markup import Element, made, parse, serialised
from youthreport.packing import pack

_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "[Content_Types].xml"


class Package:
    """The parts by name, whatever the case of its letters. Errors of many types when the bytes are no package."""

    def __init__(self, content: bytes) -> None:
        self._parts: dict[str, bytes] = {}
        self._trees: dict[str, Element] = {}
        self._seen: dict[str, Element] = {}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    # ZipFile.read trusts the stream's own end; the declared size bounds it.
                    with archive.open(info) as part:
                        self._parts[info.filename.replace("\\", "/")] = part.read(info.file_size)
        self._names = {name.lower(): name for name in self._parts}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def names(self) -> tuple[str, ...]:
        """All parts."""
        return tuple(self._parts)

    def read(self, part: str) -> bytes:
        """The part's bytes; changes of its tree do not show."""
        return self._parts[self._names[part.lower()]]

    def write(self, part: str, content: bytes) -> None:
        """Puts the part there, new or in place of the old one."""
        name = self._names.setdefault(part.lower(), part)
        self._parts[name] = content
        self._trees.pop(name, None)
        self._seen.pop(name, None)

    def peek(self, part: str) -> Element:
        """The part's XML to look at: what is changed in it is lost unless `tree` is called for the part."""
        name = self._names[part.lower()]
        if name in self._trees:
            return self._trees[name]
        if name not in self._seen:
            self._seen[name] = parse(self._parts[name])
        return self._seen[name]

    def tree(self, part: str) -> Element:
        """The same, written back by `packed`: the part does not keep its bytes."""
        name = self._names[part.lower()]
        self._trees[name] = self.peek(part)
        return self._trees[name]

    def packed(self) -> bytes:
        """The file; the same for the same parts."""
        changed = {name: serialised(tree) for name, tree in self._trees.items()}
        return pack({**self._parts, **changed})

    # -- new parts and old ones -------------------------------------------------------------

    def add(self, stem: str, kind: str, content: bytes, content_type: str) -> str:
        """A new part of that type; what comes back is its name: the stem with the first free number."""
        number = 1
        while (name := f"{stem}{number}.{kind}") in self:
            number += 1
        self.write(name, content)
        made(self.tree(TYPES), "Override", PartName=f"/{name}", ContentType=content_type)
        return name

    def declare(self, part: str, content_type: str) -> None:
        """Says what the part is, in place of what was said of it."""
        self._forget_type(part)
        made(self.tree(TYPES), "Override", PartName=f"/{part}", ContentType=content_type)

    def drop(self, part: str) -> None:
        """Takes the part away, every reference to it, and what hung on it alone."""
        below = [target for _, target in self.links(part).values() if target]
        for name in (part, _relations_of(part)):
            real = self._names.pop(name.lower(), "")
            self._parts.pop(real, None)
            self._trees.pop(real, None)
            self._seen.pop(real, None)
        self._forget_type(part)
        for owner, key, target in list(self._every_link()):
            if target.lower() == part.lower():
                self._unlink(owner, key)
        linked = {target.lower() for _, _, target in self._every_link()}
        for target in below:
            if target in self and target.lower() not in linked:
                self.drop(target)

    def _forget_type(self, part: str) -> None:
        types = self.tree(TYPES)
        for entry in types.findall("{*}Override"):
            if entry.get("PartName", "").lower() == f"/{part}".lower():
                types.remove(entry)

    # -- relations --------------------------------------------------------------------------

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by id: kind, and target ("" when outside). The part "" is the file itself."""
        relations = _relations_of(part)
        if relations not in self:
            return {}
        return {
            link.get("Id", ""): (link.get("Type", "").rpartition("/")[2], _target(part, link))
            for link in self.peek(relations).iterchildren("{*}Relationship")
        }

    def linked(self, part: str, kind: str) -> str:
        """The first target of that kind that is there, "" if there is none."""
        return next((t for k, t in self.links(part).values() if k == kind and t in self), "")

    def link(self, part: str, kind: str, target: str) -> str:
        """A new relation; `kind` is the full type. What comes back is its id."""
        relations = _relations_of(part)
        if relations not in self:
            self.write(relations, f'<Relationships xmlns="{_LINKS}"/>'.encode())
        taken, number = self.links(part), 1
        while f"rId{number}" in taken:
            number += 1
        made(self.tree(relations), "Relationship", Id=f"rId{number}", Type=kind, Target=f"/{target}")
        return f"rId{number}"

    def _every_link(self) -> Iterator[tuple[str, str, str]]:
        for name in self.names():
            folder, file = posixpath.split(name)
            if file.lower().endswith(".rels"):
                owner = posixpath.join(posixpath.dirname(folder), file[:-5])
                for key, (_, target) in self.links(owner).items():
                    yield owner, key, target

    def _unlink(self, part: str, key: str) -> None:
        root = self.tree(_relations_of(part))
        for link in list(root):
            if link.get("Id") == key:
                root.remove(link)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(part: str, link: Element) -> str:
    if link.get("TargetMode") == "External":
        return ""
    target = link.get("Target", "").replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
