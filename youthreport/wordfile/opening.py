"""The bytes of a file → a Package whose limits were checked, or a Refusal that says what the file really is."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from youthreport.wordfile import refusals
from youthreport.wordfile.package import Package, PackageError
from youthreport.wordfile.refusals import Refusal

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 5_000
MAX_TOTAL = 256 * 1024 * 1024
MAX_XML = 48 * 1024 * 1024
MAX_RATIO = 300
RATIO_FLOOR = 8 * 1024 * 1024


def open_package(content: bytes) -> Package | Refusal:
    """The parts of a .docx; by content only, the file name plays no part. Nothing is raised."""
    if not content:
        return refusals.EMPTY
    if len(content) > MAX_BYTES:
        return refusals.TOO_LARGE
    if not content.startswith(b"PK\x03\x04"):
        return _other_kind(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _objection(archive) or _unpacked(content, archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, OverflowError):
        return refusals.DAMAGED


def _other_kind(content: bytes) -> Refusal:
    for signature, refusal in refusals.SIGNATURES:
        if content.startswith(signature):
            return refusal
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return refusals.ENCRYPTED if encrypted else refusals.OLD_WORD
    return refusals.OTHER


def _objection(archive: zipfile.ZipFile) -> Refusal | None:
    members = archive.infolist()
    names = {member.filename.replace("\\", "/").casefold() for member in members}
    if any(member.flag_bits & 1 for member in members):
        return refusals.ENCRYPTED
    if len(members) > MAX_MEMBERS or len(names) != len(members) or any(".." in n.split("/") for n in names):
        return refusals.DAMAGED
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        return refusals.DAMAGED
    if sum(member.file_size for member in members) > MAX_TOTAL or any(map(_bomb, members)):
        return refusals.OVERSIZED
    return next((refusal for name, refusal in refusals.MEMBERS if name in names), None)


def _bomb(member: zipfile.ZipInfo) -> bool:
    if member.filename.lower().endswith((".xml", ".rels")) and member.file_size > MAX_XML:
        return True
    return member.file_size > RATIO_FLOOR and member.file_size > MAX_RATIO * max(1, member.compress_size)


def _unpacked(content: bytes, archive: zipfile.ZipFile) -> Package | Refusal:
    try:
        return Package(content, {member.filename: archive.read(member) for member in archive.infolist()})
    except PackageError as problem:
        return Refusal(str(problem), refusals.RESAVE) if str(problem) else refusals.DAMAGED
