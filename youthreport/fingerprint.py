"""A project's inputs and templates → SHA-256: what a paper was made from, and whether anything has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from youthreport import __version__
from youthreport.model import Filing
from youthreport.project import SETTINGS, Project, return_files

PREFIX = "YOUTHREPORT_"


def input_hashes(project: Project, filings: Iterable[Filing]) -> dict[str, str]:
    """SHA-256 of every input file by its path inside the project.

    The returns' hashes are those of the bytes that were read, not of what lies there by now.
    """
    own = [project.folder / SETTINGS, project.roster, project.district]
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


def fingerprint(
    project: Project, options: Mapping[str, object], environment: Mapping[str, str] | None = None
) -> str:
    """SHA-256 of all that shapes a build: inputs by content, settings, templates, the program itself, options.

    Nothing is interpreted, so that a file which cannot be read as a return counts as well.
    """
    digest = hashlib.sha256(f"1\0{__version__}\0".encode())
    variables = os.environ if environment is None else environment
    told = [f"{name}={value}" for name, value in sorted(variables.items()) if name.startswith(PREFIX)]
    told += [f"{name}={value}" for name, value in sorted(options.items())]
    for text in told:
        digest.update(text.encode("utf-8", "surrogateescape") + b"\0")
    for name, path in _sources(project):
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + _content_hash(path) + b"\0")
    return digest.hexdigest()


def _sources(project: Project) -> Iterator[tuple[str, Path]]:
    """Every file that is read on the way to a paper, by a name that does not depend on where it lies."""
    package = Path(__file__).parent
    for path in (project.folder / SETTINGS, project.roster, project.district):
        yield path.name, path
    for title, folder, kinds in (
        ("previous", project.previous, (".json",)),
        ("templates", project.templates, (".docx",)),
        ("program", package, (".py", ".toml", ".html", ".css", ".js")),
    ):
        found = (path for path in folder.rglob("*") if path.suffix in kinds) if folder.is_dir() else ()
        for path in sorted(found):
            yield f"{title}/{path.relative_to(folder).as_posix()}", path
    for path in return_files(project):
        yield f"returns/{path.relative_to(project.returns).as_posix()}", path


def _content_hash(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError as error:
        return f"? {error.errno}".encode()
