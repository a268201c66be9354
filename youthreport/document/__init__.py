"""Wording and section files → the paper as .docx with every printed figure bookmarked."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from youthreport.document.compose import Block, blocks_of
from youthreport.document.environment import clean, environment
from youthreport.document.imprint import imprint, place
from youthreport.document.master import break_to, master
from youthreport.document.packing import pack
from youthreport.document.paper import assemble
from youthreport.document.render import render
from youthreport.document.writing import Writer
from youthreport.errors import TemplateError
from youthreport.frame import Frame
from youthreport.model import Document, Vocabulary

__all__ = ["write"]


def write(
    vocabulary: Vocabulary, templates: Path, frame: Frame, *, stamp: datetime, build_id: str = ""
) -> Document:
    """The paper made of `templates`/sections/*.docx in order of their names, on `templates`/base.docx.

    `frame` says what stands around their text; `stamp` becomes the file's created and modified time.
    Labels left open stand in `absent`. TemplateError names the section, paragraph and tag at fault.
    """
    blocks, absent = _told(vocabulary, templates)
    document, profile = master(templates, frame.profile)
    writer = Writer(profile.text_width.twips)
    body = document.element.body
    paper = assemble(blocks, replace(frame, profile=profile))
    _put(body, writer.write(paper))
    foot = imprint(frame.imprint, profile)
    if foot:
        break_to(document, place(frame.imprint, paper, profile))
        _put(body, writer.write(foot))
    buffer = io.BytesIO()
    document.save(buffer)
    title, organ = clean(frame.title), clean(frame.organ)
    content = pack(buffer.getvalue(), title=title, stamp=stamp, creator=organ, build_id=build_id)
    return Document(content, tuple(writer.printed), tuple(dict.fromkeys(absent)))


def _put(body: Any, elements: Iterable[Any]) -> None:
    """Put the elements behind what is there, before the section's properties."""
    for element in elements:
        body.insert(len(body) - 1, element)


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
