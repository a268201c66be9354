"""A section before it is rendered → all its faults, each with file, place, text and tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from youthreport.document import official
from youthreport.document.balance import Pairs, Told
from youthreport.document.carrying import obstacles
from youthreport.document.environment import Environment
from youthreport.document.faults import Fault
from youthreport.document.lines import Line, lines_of
from youthreport.document.styles import Styles
from youthreport.document.tags import Tag, broken, faults_in, smart_quotes
from youthreport.document.widths import meant, wide_marks
from youthreport.model import Severity

_NUMBER = re.compile(
    r"第?[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+(?:[.．](?!\d)|、)"
)
_QUOTES = "Word 自动改成了中文引号；成文时按英文引号处理，建议改为英文半角的单引号：{}"


def inspect(document: Any, file: str, env: Environment, context: Mapping[str, object]) -> tuple[Fault, ...]:
    """What keeps the section from being rendered, in the order of its paragraphs; empty when nothing does."""
    lines = lines_of(document.element.body)
    found = [*obstacles(document, lines, file), *_numbered(document, lines, file)]
    found += _tag_faults(lines, file, env, context)
    return tuple(sorted(found, key=lambda fault: fault.paragraph))


def _numbered(document: Any, lines: tuple[Line, ...], file: str) -> Iterator[Fault]:
    """Headings that bear a number already; the paper would print two."""
    styles = Styles(document)
    for line in lines:
        number = _NUMBER.match(line.text.strip())
        if number and line.table is None and styles.style_of(line.paragraph) in official.HEADINGS:
            message = f"标题里手写了序号“{number[0]}”，程序会再编一次"
            yield fault_at(line, file, message, "请删去手写的序号；序号由程序按标题样式编排。")


def _tag_faults(
    lines: tuple[Line, ...], file: str, env: Environment, context: Mapping[str, object]
) -> Iterator[Fault]:
    pairs = Pairs()
    for line in lines:
        if told := broken(line.text):
            yield fault_at(line, file, *told)
            continue
        for tag, loops, unpaired in pairs.take(line):
            yield from (_unpaired(fault, file) for fault in unpaired)
            if tag is None:
                continue
            yield from (fault_at(line, file, *fault, tag) for fault in faults_in(tag, env, context, loops))
            if smart_quotes(tag):
                turned = f"标签里有中文引号：{wide_marks(tag.text, quotes=True)}"
                yield fault_at(line, file, turned, _QUOTES.format(meant(tag.text)), tag, Severity.NOTICE)
    yield from (_unpaired(told, file) for told in pairs.left())


def _unpaired(told: Told, file: str) -> Fault:
    return fault_at(told.line, file, told.message, told.remedy, told.tag)


def fault_at(
    line: Line,
    file: str,
    message: str,
    remedy: str,
    tag: Tag | None = None,
    severity: Severity = Severity.ERROR,
) -> Fault:
    """A fault in that paragraph."""
    return Fault(severity, file, message, remedy, line.place, line.text, tag.text if tag else "", line.number)
