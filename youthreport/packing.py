"""A zip container (.xlsx, .docx) → the same container in fixed order with fixed times: equal content, equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
# Readers expect these at the front.
_FIRST = ("[Content_Types].xml", "_rels/.rels")


def repack(content: bytes, change: Callable[[str, bytes], bytes] = lambda _name, data: data) -> bytes:
    """The container with sorted members and without the times of its making; `change` may replace a member."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return pack({name: change(name, source.read(name)) for name in source.namelist()})


def pack(members: Mapping[str, bytes]) -> bytes:
    """A container of those members, by name: sorted, without times, the same on every system."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(members, key=lambda member: (member not in _FIRST, member)):
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The defaults differ between Windows and the rest.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, members[name], compresslevel=6)
    return target.getvalue()
