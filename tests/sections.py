"""Plain marked-up text ⇄ section .docx, so that sections can be read, compared and made in tests.

One paragraph per line: `#` Title, `##` Heading 1, `###` Heading 2, `####` Heading 3 (run-in item),
`#####` Heading 4, `|a|b|` a table row, anything else Normal. Blank lines are skipped.

    python -m tests.sections make FOLDER_WITH_TXT templates/sections
    python -m tests.sections dump templates/sections [FOLDER]
"""

from __future__ import annotations

import io
import re
import sys
from datetime import datetime
from pathlib import Path

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from youthreport.document.base import build_base
from youthreport.document.packing import pack

_STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4")
# a bar that is not the filter sign of a tag
_CELL = re.compile(r"((?:\{\{.*?\}\}|\{%.*?%\}|[^|])*)\|")


def make(text: str) -> bytes:
    """The bytes of the section that `text` describes."""
    document = docx.Document(io.BytesIO(build_base()))
    table: Table | None = None
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        if line.startswith("|"):
            cells = [cell.strip() for cell in _CELL.findall(line[1:])]
            if table is None or len(table.columns) < len(cells):
                table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
            for cell, content in zip(table.add_row().cells, cells, strict=False):
                cell.paragraphs[0].text = content
                cell.paragraphs[0].style = "表格文字"
            continue
        table = None
        marks = len(line) - len(line.lstrip("#"))
        document.add_paragraph(line.lstrip("#").strip(), style=_STYLES[marks])
    buffer = io.BytesIO()
    document.save(buffer)
    return pack(buffer.getvalue(), title="", stamp=datetime(2026, 1, 1))


def dump(content: bytes) -> str:
    """The text that describes a document; `make` of it gives the same paragraphs."""
    lines: list[str] = []
    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Paragraph):
            name = block.style.name if block.style is not None else "Normal"
            level = _STYLES.index(name) if name in _STYLES else 0
            lines.append(f"{'#' * level} {block.text}".strip())
        else:
            lines += ["|" + "|".join(cell.text for cell in row.cells) + "|" for row in block.rows]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """Convert every file of a folder in the direction that the first argument names."""
    direction, source = arguments[0], Path(arguments[1])
    target = Path(arguments[2]) if len(arguments) > 2 else None
    for path in sorted(source.glob("*.txt" if direction == "make" else "*.docx")):
        if direction == "make" and target is not None:
            target.mkdir(parents=True, exist_ok=True)
            (target / f"{path.stem}.docx").write_bytes(make(path.read_text(encoding="utf-8-sig")))
        elif target is not None:
            target.mkdir(parents=True, exist_ok=True)
            (target / f"{path.stem}.txt").write_text(dump(path.read_bytes()), encoding="utf-8")
        else:
            sys.stdout.write(f"=== {path.name}\n{dump(path.read_bytes())}")


if __name__ == "__main__":
    main(sys.argv[1:])
