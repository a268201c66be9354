"""Wording and section files → the paper as .docx with every printed figure bookmarked."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import docx

from youthreport.document import official
from youthreport.document.base import build_base
from youthreport.document.compose import Block, assemble, blocks_of
from youthreport.document.environment import environment
from youthreport.document.packing import pack
from youthreport.document.render import render
from youthreport.document.writing import Writer
from youthreport.errors import TemplateError
from youthreport.model import Document, Vocabulary

__all__ = ["write"]


def write(
    vocabulary: Vocabulary,
    templates: Path,
    *,
    title: str,
    organ: str,
    signed: str,
    stamp: datetime,
    level3: str = "1.",
    build_id: str = "",
) -> Document:
    """The paper made of `templates`/sections/*.docx in order of their names, on `templates`/base.docx.

    `signed` is the date as printed under the organ; `stamp` becomes the file's created and modified time.
    Labels left open stand in `absent`. TemplateError names the section, paragraph and tag at fault.
    """
    layout = official.Layout(organ, signed, level3)
    blocks, absent = _told(vocabulary, templates)
    writer = Writer()
    elements = writer.write(assemble(blocks, title, layout))
    document = docx.Document(io.BytesIO(_base(templates)))
    body = document.element.body
    for child in list(body)[:-1]:  # base.docx may hold sample text; its section properties stay
        body.remove(child)
    for element in elements:
        body.insert(len(body) - 1, element)
    buffer = io.BytesIO()
    document.save(buffer)
    content = pack(buffer.getvalue(), title=title, stamp=stamp, creator=organ, build_id=build_id)
    return Document(content, tuple(writer.printed), tuple(dict.fromkeys(absent)))


def _told(vocabulary: Vocabulary, templates: Path) -> tuple[list[Block], list[str]]:
    """What all sections say, and the labels that nobody supplied."""
    folder = templates / "sections"
    # ~$ files are locks that Word and WPS leave beside an open document
    files = sorted((p for p in folder.glob("*.docx") if not p.name.startswith("~$")), key=lambda p: p.name)
    if not files:
        remedy = "请放入分节模板后再重新生成。"
        raise TemplateError("没有找到分节模板（.docx）", place=str(folder), remedy=remedy)
    env = environment(vocabulary)
    blocks: list[Block] = []
    absent: list[str] = []
    for path in files:
        told, open_labels = blocks_of(render(path.read_bytes(), path.name, vocabulary.context, env))
        blocks += told
        absent += open_labels
    return blocks, absent


def _base(templates: Path) -> bytes:
    """The organisation's base.docx, or the program's own when the folder has none."""
    path = templates / "base.docx"
    return path.read_bytes() if path.exists() else build_base()
