"""A project folder with a few cells changed → what judging says of it, and what its paper says."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import docx

from tests.just_so import Put
from youthreport.model import Finding
from youthreport.pipeline.building import make
from youthreport.pipeline.judging import validate
from youthreport.project import load_project


@dataclass(frozen=True)
class Seen:
    """What judging says of a project, and what its paper says."""

    findings: tuple[Finding, ...]
    words: str
    tables: tuple[tuple[str, ...], ...]

    def of(self, rule: str) -> list[tuple[str, str, str]]:
        """Severity, sheet and raw text of each finding of that rule."""
        return [(str(f.severity), f.cell.sheet, f.raw) for f in self.findings if f.rule == rule]


def seen(district: Path, folder: Path, cells: Sequence[Put]) -> Seen:
    """The project with these cells, judged and written."""
    project = shutil.copytree(district, folder)
    for cell in cells:
        cell.into(project)
    assessment = validate([project], lambda _words: None).assessment
    own = assessment.district.filing.findings if assessment.district else ()
    found = (*(f for filing in assessment.filings for f in filing.findings), *own, *assessment.findings)
    paper = make(load_project(project), datetime(2026, 7, 10), lambda _words: None)
    document = docx.Document(io.BytesIO(paper.document.content))
    rows = (row for table in document.tables for row in table.rows)
    words = "\n".join(p.text for p in document.paragraphs)
    return Seen(found, words, tuple(tuple(cell.text for cell in row.cells) for row in rows))
