"""A project's inputs and templates → SHA-256, so that a paper can say what it was made from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from youthreport.model import Filing
from youthreport.project import Project


def input_hashes(project: Project, filings: Iterable[Filing]) -> dict[str, str]:
    """SHA-256 of every input file by its path inside the project.

    The returns' hashes are those of the bytes that were read, not of what lies there by now.
    """
    own = [project.folder / "youthreport.toml", project.roster, project.district]
    own += [project.frozen_file(p) for p in (project.period.same_half_last_year, project.period.last_half)]
    hashes = {project.relative(path): sha256(path.read_bytes()) for path in own if path.is_file()}
    return hashes | {filing.file: filing.sha256 for filing in filings}


def template_hash(templates: Path) -> str:
    """SHA-256 over the names and bytes of all template files."""
    digest = hashlib.sha256()
    for path in sorted(templates.rglob("*.docx")):
        digest.update(path.relative_to(templates).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sha256(content: bytes) -> str:
    """The hexadecimal SHA-256 of that content."""
    return hashlib.sha256(content).hexdigest()
