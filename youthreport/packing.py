"""A zip container (.xlsx, .docx) → the same container in fixed order with fixed times: equal content, equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
# Readers expect these at the front.
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def repack(
    content: bytes,
    change: Callable[[str, bytes], bytes] = lambda _name, data: data,
    added: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """The container with sorted members and without the times of its making.

    `change` may replace a member; `added` are members that replace those of the same name or are new.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        present = set(source.namelist())
        for name in sorted(present | set(added), key=lambda member: (member not in _FIRST, member)):
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The defaults differ between Windows and the rest.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            data = added[name] if name in added else change(name, source.read(name))
            archive.writestr(entry, data, compresslevel=6)
    return target.getvalue()
