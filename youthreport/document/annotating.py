"""A section file and its faults → a copy in which every fault is a Word comment at its paragraph."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from youthreport.document.faults import Fault
from youthreport.model import Severity
from youthreport.packing import repack

AUTHOR, INITIALS = "youthreport", "YR"
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "核实", Severity.NOTICE: "提示"}


def annotate(content: bytes, faults: Iterable[Fault], stamp: datetime) -> bytes:
    """The copy; faults that concern the whole file stand at its first paragraph with text. `stamp` dates them all."""
    document = docx.Document(io.BytesIO(content))
    paragraphs = [Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]
    spoken = [paragraph for paragraph in paragraphs if paragraph.runs] or [document.add_paragraph("（空白）")]
    for fault in faults:
        known = 0 <= fault.paragraph < len(paragraphs) and paragraphs[fault.paragraph].runs
        runs = paragraphs[fault.paragraph].runs if known else spoken[0].runs
        tag = f"{fault.tag}：" if fault.tag else ""
        text = f"【{_WORDS[fault.severity]}】{tag}{fault.message}。{fault.remedy}"
        comment = document.add_comment(runs, text=text, author=AUTHOR, initials=INITIALS)
        _date(comment, stamp)
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue(), lambda _name, data: data)


def _date(comment: Any, stamp: datetime) -> None:
    """python-docx writes the present moment; equal faults shall give equal bytes."""
    comment._comment_elm.set(qn("w:date"), stamp.strftime("%Y-%m-%dT%H:%M:%SZ"))
