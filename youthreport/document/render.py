"""A section file and the vocabulary → its body as XML with signs, or a located TemplateError."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError
from lxml import etree

from youthreport.document.environment import Environment
from youthreport.document.faults import Fault, refuse, stop
from youthreport.document.inspecting import inspect
from youthreport.document.limits import MOST_CHARACTERS, Budget
from youthreport.document.lines import Line
from youthreport.document.pictures import Picture
from youthreport.document.section import normalise
from youthreport.document.styles import Carried
from youthreport.document.tags import Tag, tags_of
from youthreport.document.trying import CAUGHT, explained, tried
from youthreport.errors import TemplateError
from youthreport.model import Severity

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_NUMBER = re.compile(r"\{#(\d+)#\}")
_LARGEST_FILE = 200_000_000  # unpacked; pictures of a scanner are large, a bomb is larger
_TRACED = "<template>"  # what Jinja calls the file of a template that has none


class Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl that renders in our environment only, parses strictly and says where a fault is."""

    def __init__(self, content: bytes, file: str) -> None:
        super().__init__(io.BytesIO(content))
        self._file = file
        self.lines: Sequence[Line] = ()

    def render_xml_part(
        self, src_xml: str, part: Any, context: Mapping[str, object], jinja_env: Environment | None = None
    ) -> str:
        """The rendered XML; docxtpl's own method would lose the place of a fault."""
        assert jinja_env is not None
        # one line per paragraph: a line of the generated code tells the paragraph
        source = _NUMBER.sub(lambda number: f"\n{number[0]}", src_xml.replace("\n", ""))
        jinja_env.printer.budget = Budget()
        try:
            pieces = jinja_env.from_string(source).generate(context)
            return "".join(_capped(pieces)).replace("\n", "")
        except CAUGHT as error:
            raise self._located(error, source, context, jinja_env).error() from error

    def _located(
        self, error: BaseException, source: str, context: Mapping[str, object], env: Environment
    ) -> Fault:
        """The fault in the paragraph that the error's line in the source stands for."""
        message, remedy = explained(error)
        row = _line_of(error)
        told = source.split("\n")[:row] if row else []
        number = next((int(m[1]) for line in reversed(told) if (m := _NUMBER.search(line))), -1)
        if number < 0:
            return Fault(Severity.ERROR, self._file, message, remedy)
        line = self.lines[number]
        tag = _culprit(tags_of(line.text), message, env, context)
        return Fault(Severity.ERROR, self._file, message, remedy, line.place, line.text, tag, number)


def _culprit(tags: Sequence[Tag], message: str, env: Environment, context: Mapping[str, object]) -> str:
    """The tag that fails with the same message when it is rendered alone; "" if none does."""
    if len(tags) == 1:
        return tags[0].text
    for tag in tags:
        try:
            tried(tag, env, context)
        except CAUGHT as error:
            if explained(error)[0] == message:
                return tag.text
    return ""


def _capped(pieces: Any) -> Any:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_CHARACTERS:
            raise SecurityError("生成的内容过长，请检查这份模板里的循环")
        yield piece


def opened(content: bytes, file: str) -> Template:
    """The section file, opened; TemplateError when it is no sound .docx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST_FILE:
                refuse("这份文件解开后过大", file=file, remedy="请压缩其中的图片后再试。")
        template = Template(content, file)
        template.init_docx()
    except TemplateError:
        raise
    except Exception as error:  # python-docx raises many kinds for a broken file
        raise TemplateError(
            "这份文件打不开，不是完好的 .docx", place=file, remedy="请用 Word 或 WPS 另存为 .docx 后再试。"
        ) from error
    return template


def render(
    content: bytes,
    file: str,
    context: Mapping[str, object],
    env: Environment,
    carried: Carried,
    pictures: list[Picture],
) -> tuple[etree._Element, tuple[Fault, ...]]:
    """The rendered `w:body` with signs inside, and the warnings; TemplateError names the place of a fault."""
    template = opened(content, file)
    found = inspect(template.docx, file, env, context)
    stop(found)
    template.lines = normalise(template.docx, carried, pictures)
    try:
        body = etree.fromstring(template.build_xml(dict(context), env), _PARSER)
    except etree.XMLSyntaxError as error:
        remedy = "请检查这份模板里的标签是否各自在一段之内。"
        raise Fault(Severity.ERROR, file, "标签跨越了段落，拼不成完整的文稿", remedy).error() from error
    return body, tuple(fault for fault in found if fault.severity is Severity.WARNING)


def _line_of(error: BaseException) -> int | None:
    """The innermost line of the template in the traceback, or that of a refused tag; None if neither tells."""
    line = getattr(error, "lineno", None) if not isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _TRACED:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
