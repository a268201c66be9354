"""Section files → the claims that they ask for, whether or not a sentence came of it."""

from __future__ import annotations

import re
from pathlib import Path

from youthreport.document import section_files
from youthreport.document.lines import lines_of
from youthreport.document.render import opened
from youthreport.document.tags import tags_of

_CLAIM = re.compile(r"断言\s*(?:\.|\[\s*[\"'“”‘’])\s*(\w+)")


def claims_asked(templates: Path) -> frozenset[str]:
    """The names behind 断言. in the tags of all sections; TemplateError for a section that cannot be opened."""
    return frozenset(
        name
        for path in section_files(templates)
        for line in lines_of(opened(path.read_bytes(), path.name).docx.element.body)
        for tag in tags_of(line.text)
        for name in _CLAIM.findall(tag.text)
    )
