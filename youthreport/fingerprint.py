"""A project's inputs and templates → SHA-256: what a paper was made from, and whether anything has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport import __version__
from youthreport.arrivals import files_below, returns_among
from youthreport.places import Places, templates_for

if TYPE_CHECKING:
    from youthreport.model import Filing
    from youthreport.project import Project

PREFIX = "YOUTHREPORT_"
_AT_ONCE = 1 << 20


def input_hashes(project: Project, filings: Iterable[Filing]) -> dict[str, str]:
    """SHA-256 of every input file by its path inside the project.

    The returns' hashes are those of the bytes that were read, not of what lies there by now.
    """
    own = [project.settings, project.roster, project.district]
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
    places: Places, options: Mapping[str, object], environment: Mapping[str, str] | None = None
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
    for name, path in _sources(places):
        digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + _content_hash(path) + b"\0")
    return digest.hexdigest()


def _sources(places: Places) -> Iterator[tuple[str, Path]]:
    """Every file that is read on the way to a paper, by a name that does not depend on where it lies."""
    package = Path(__file__).parent
    for path in (places.settings, places.roster, places.district):
        yield path.name, path
    for title, folder, kinds in (
        ("previous", places.previous, (".json",)),
        ("templates", templates_for(places.folder), (".docx",)),
        ("program", package, (".py", ".toml", ".html", ".css", ".js")),
    ):
        for path in sorted(files_below(folder)):
            if path.suffix in kinds:
                yield f"{title}/{path.relative_to(folder).as_posix()}", path
    for path in returns_among(files_below(places.returns), places.returns):
        yield f"returns/{path.relative_to(places.returns).as_posix()}", path


def _content_hash(path: Path) -> bytes:
    try:
        with path.open("rb", buffering=0) as stream:
            # Nearly every file is small: one read is quicker than a digest with a buffer of its own.
            head = stream.read(_AT_ONCE)
            digest = hashlib.sha256(head)
            while len(head) == _AT_ONCE:
                head = stream.read(_AT_ONCE)
                digest.update(head)
            return digest.digest()
    except OSError as error:
        return f"? {error.errno}".encode()
