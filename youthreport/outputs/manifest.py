"""What went into a build and what came out → manifest.json, and the build id that a paper carries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from youthreport.outputs.jsontext import to_bytes

SCHEMA = "youthreport/manifest/1"


@dataclass(frozen=True, slots=True)
class Origin:
    """Everything that shapes a build's output.

    `inputs` maps files to their SHA-256; `program` and `catalogue` are versions, `templates` a SHA-256, `stamp`
    the moment that the build is dated by.
    """

    inputs: Mapping[str, str]
    program: str
    catalogue: str
    templates: str
    options: Mapping[str, object]
    stamp: datetime

    @property
    def build_id(self) -> str:
        """Sixteen hexadecimal digits that change exactly when anything that shapes the output changes."""
        return hashlib.sha256(to_bytes(self.shape)).hexdigest()[:16]

    @property
    def shape(self) -> Mapping[str, object]:
        """The same as plain values in fixed order."""
        return {
            "program": self.program,
            "catalogue": self.catalogue,
            "templates": self.templates,
            "inputs": _files(self.inputs),
            "options": dict(sorted(self.options.items())),
            "stamp": self.stamp.isoformat(),
        }


def manifest_json(files: Mapping[str, bytes], origin: Origin) -> bytes:
    """manifest.json: what was read (`origin`) and what was written (`files`, name → content).

    The SHA-256 of the outputs tell later what was edited by hand.
    """
    outputs = _files({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})
    return to_bytes({"schema": SCHEMA, "build_id": origin.build_id, **origin.shape, "outputs": outputs})


def _files(hashes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"file": name, "sha256": digest} for name, digest in sorted(hashes.items())]
