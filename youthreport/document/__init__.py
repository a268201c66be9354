"""Wording and section files → the paper as .docx with every printed figure bookmarked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from youthreport import gbt9704
from youthreport.document.compose import Block, blocks_of
from youthreport.document.environment import environment
from youthreport.document.faults import Fault, stop
from youthreport.document.imprint import imprint, place
from youthreport.document.master import break_to, footer_faults, master
from youthreport.document.packing import pack
from youthreport.document.paper import assemble
from youthreport.document.pictures import Picture
from youthreport.document.render import render
from youthreport.document.signs import clean
from youthreport.document.styles import Carried
from youthreport.document.writing import Writer
from youthreport.errors import TemplateError
from youthreport.frame import Frame
from youthreport.model import Cell, Document, Finding, Vocabulary

__all__ = ["write"]


def write(
    vocabulary: Vocabulary,
    templates: Path,
    frame: Frame,
    *,
    stamp: datetime,
    build_id: str = "",
    period: str = "",
) -> Document:
    """The paper made of `templates`/sections/*.docx in order of their names, on `templates`/base.docx.

    `frame` says what stands around their text; `stamp` becomes the file's created and modified time. It
    carries `build_id` and the code of `period`.
    Labels left open stand in `absent`. TemplateError names the section, paragraph and tag at fault.
    """
    stop(list(footer_faults(templates)))
    told = _told(vocabulary, templates)
    document, profile = master(templates, frame.profile)
    for style in told.carried.new_elements():
        document.styles.element.append(style)
    height = gbt9704.PAPER_HEIGHT - profile.top - profile.bottom
    writer = Writer(profile.text_width.twips, height.twips, told.carried.id_of, _attach(document))
    body = document.element.body
    paper = assemble(told.blocks, replace(frame, profile=profile))
    _put(body, writer.write(paper))
    foot = imprint(frame.imprint, profile)
    if foot:
        break_to(document, place(frame.imprint, paper, profile))
        _put(body, writer.write(foot))
    buffer = io.BytesIO()
    document.save(buffer)
    title, organ = clean(frame.title), clean(frame.organ)
    content = pack(
        buffer.getvalue(), title=title, stamp=stamp, creator=organ, build_id=build_id, period=period
    )
    findings = tuple(
        Finding("W03", fault.severity, Cell(fault.file, "", fault.place), f"{fault.message}。", fault.remedy)
        for fault in told.warnings
    )
    return Document(content, tuple(writer.printed), tuple(dict.fromkeys(told.absent)), findings)


@dataclass(slots=True)
class _Told:
    """What all sections say, the labels that nobody supplied, and what the sections bring along."""

    blocks: list[Block] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    carried: Carried = field(default_factory=Carried)
    pictures: list[Picture] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def _put(body: Any, elements: Iterable[Any]) -> None:
    """Put the elements behind what is there, before the section's properties."""
    for element in elements:
        body.insert(len(body) - 1, element)


def _attach(document: Any) -> Callable[[bytes], str]:
    """Puts a picture into the document, once however often it is shown; the relation to it comes back."""
    return lambda content: str(document.part.get_or_add_image(io.BytesIO(content))[0])


def _told(vocabulary: Vocabulary, templates: Path) -> _Told:
    env = environment(vocabulary)
    told = _Told()
    for path in section_files(templates):
        body, warnings = render(
            path.read_bytes(), path.name, vocabulary.context, env, told.carried, told.pictures
        )
        blocks, open_labels = blocks_of(body, told.carried, told.pictures)
        told.blocks += blocks
        told.absent += open_labels
        told.warnings += warnings
    return told


def section_files(templates: Path) -> list[Path]:
    """The section files in the order of their names; TemplateError when there is none."""
    folder = templates / "sections"
    # ~$ files are locks that Word and WPS leave beside an open document
    files = sorted((p for p in folder.glob("*.docx") if not p.name.startswith("~$")), key=lambda p: p.name)
    if not files:
        remedy = "请放入分节模板后再重新生成。"
        raise TemplateError("没有找到分节模板（.docx）", place=str(folder), remedy=remedy)
    return files
