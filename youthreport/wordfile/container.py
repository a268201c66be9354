"""A zip container from anywhere → the limits that it breaks, before anything in it is unpacked."""

from __future__ import annotations

import zipfile
from enum import Enum, auto

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_TOTAL = 256 * 1024 * 1024
MAX_XML = 48 * 1024 * 1024
MAX_RATIO = 300
RATIO_FLOOR = 8 * 1024 * 1024


class Objection(Enum):
    """Why a container is not unpacked; each reader says it in its own words."""

    ENCRYPTED = auto()
    DAMAGED = auto()
    OVERSIZED = auto()


def objection(archive: zipfile.ZipFile) -> Objection | None:
    """What speaks against unpacking the container; None when nothing does."""
    members = archive.infolist()
    names = member_names(archive)
    if any(member.flag_bits & 1 for member in members):
        return Objection.ENCRYPTED
    if len(members) > MAX_MEMBERS or len(names) != len(members) or any(".." in n.split("/") for n in names):
        return Objection.DAMAGED
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        return Objection.DAMAGED
    if sum(member.file_size for member in members) > MAX_TOTAL or any(map(_bomb, members)):
        return Objection.OVERSIZED
    return None


def member_names(archive: zipfile.ZipFile) -> frozenset[str]:
    """The names in the container, compared as Windows compares them."""
    return frozenset(member.filename.replace("\\", "/").casefold() for member in archive.infolist())


def _bomb(member: zipfile.ZipInfo) -> bool:
    if member.filename.lower().endswith((".xml", ".rels")) and member.file_size > MAX_XML:
        return True
    return member.file_size > RATIO_FLOOR and member.file_size > MAX_RATIO * max(1, member.compress_size)
