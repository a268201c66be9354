"""A section file and the vocabulary → its body as XML with marks, or a located TemplateError."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from lxml import etree

from youthreport.document.environment import Environment
from youthreport.document.faults import check, located
from youthreport.document.section import normalise
from youthreport.errors import TemplateError

_LARGEST = 20_000_000  # characters of rendered XML; a longer section is a runaway loop
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class _Template(DocxTemplate):  # type: ignore[misc]
    """docxtpl that renders in our environment only, parses strictly and says where a fault is."""

    def __init__(self, content: bytes, file: str) -> None:
        super().__init__(io.BytesIO(content))
        self._file = file

    def render_xml_part(
        self, src_xml: str, part: Any, context: Mapping[str, object], jinja_env: Environment | None = None
    ) -> str:
        """The rendered XML; docxtpl's own method would lose the place of a fault."""
        assert jinja_env is not None
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml.replace("\n", ""))
        try:
            check(source, jinja_env, context, self._file)
            rendered: str = jinja_env.from_string(source).render(context)
        except TemplateError as error:  # a filter of the vocabulary knows the fault, not its place
            raise error if error.place else located(error, source, self._file) from error
        except (JinjaError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
            raise located(error, source, self._file) from error
        if len(rendered) > _LARGEST:
            raise TemplateError("生成的内容过长", place=self._file, remedy="请检查这份模板里的循环。")
        return re.sub(r"\n<w:p([ >])", r"<w:p\1", rendered)


def render(content: bytes, file: str, context: Mapping[str, object], env: Environment) -> etree._Element:
    """The rendered `w:body`; marks are still inside. TemplateError names the place of a fault."""
    template = _Template(content, file)
    try:
        template.init_docx()
    except Exception as error:  # python-docx raises many kinds for a broken file
        raise TemplateError(
            "这份文件打不开，不是完好的 .docx", place=file, remedy="请用 Word 或 WPS 另存为 .docx 后再试。"
        ) from error
    normalise(template.docx, file)
    try:
        return etree.fromstring(template.build_xml(dict(context), env), _PARSER)
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            "从句或循环跨越了段落，拼不成完整的段落",
            place=file,
            remedy="请让 {% 从句 %}…{% 完 %} 在同一段内；要包住整段时用 {%p 从句 %}、{%p 完 %} 各占一段。",
        ) from error
