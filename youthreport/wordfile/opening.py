"""The bytes of a file → a Package whose limits were checked, or a Refusal that says what the file really is."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from youthreport.wordfile import refusals
from youthreport.wordfile.container import MAX_BYTES, Objection, member_names, objection
from youthreport.wordfile.package import Package, PackageError
from youthreport.wordfile.refusals import Refusal

_OBJECTIONS = {
    Objection.ENCRYPTED: refusals.ENCRYPTED,
    Objection.DAMAGED: refusals.DAMAGED,
    Objection.OVERSIZED: refusals.OVERSIZED,
}


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
    if (against := objection(archive)) is not None:
        return _OBJECTIONS[against]
    names = member_names(archive)
    return next((refusal for name, refusal in refusals.MEMBERS if name in names), None)


def _unpacked(content: bytes, archive: zipfile.ZipFile) -> Package | Refusal:
    try:
        return Package(content, {member.filename: archive.read(member) for member in archive.infolist()})
    except PackageError as problem:
        return Refusal(str(problem), refusals.RESAVE) if str(problem) else refusals.DAMAGED
