"""What went into a build and what came out → manifest.json."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from youthreport.outputs.jsontext import to_bytes

SCHEMA = "youthreport/manifest/1"


def manifest_json(
    *,
    files: Mapping[str, bytes],
    inputs: Mapping[str, str],
    program: str,
    catalogue: str,
    templates: str,
    options: Mapping[str, object],
    stamp: datetime,
) -> bytes:
    """manifest.json: what was read (`inputs`, file → SHA-256) and what was written (`files`, name → content).

    `program` and `catalogue` are versions, `templates` a SHA-256, `stamp` the moment that the build is dated by.
    The build id changes exactly when anything that shapes the output changes; the SHA-256 of the outputs tell
    later what was edited by hand.
    """
    shape: dict[str, object] = {
        "program": program,
        "catalogue": catalogue,
        "templates": templates,
        "inputs": _files(inputs),
        "options": dict(sorted(options.items())),
        "stamp": stamp.isoformat(),
    }
    build_id = hashlib.sha256(to_bytes(shape)).hexdigest()[:16]
    outputs = _files({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})
    return to_bytes({"schema": SCHEMA, "build_id": build_id, **shape, "outputs": outputs})


def _files(hashes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"file": name, "sha256": digest} for name, digest in sorted(hashes.items())]
