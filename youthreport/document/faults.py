"""What went wrong in a rendered section → a TemplateError that names file, paragraph, tag and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import TracebackType

from jinja2 import TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from rapidfuzz import process

from youthreport.document.environment import Environment, names_of
from youthreport.errors import TemplateError

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_ELEMENT = re.compile(r"<[^>]*>")


def check(source: str, env: Environment, context: Mapping[str, object], file: str) -> None:
    """Raise TemplateError for the first unknown name, claim or filter, also in branches not taken."""
    tree = env.parse(source)
    for used in tree.find_all(nodes.Filter):
        if used.name not in env.filters:
            raise _unknown("过滤器", used.name, env.filters, _place(source, used.lineno, used.name, file))
    unknown = meta.find_undeclared_variables(tree) - set(context)
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            raise _unknown("要素", name.name, context, _place(source, name.lineno, name.name, file))
    for attribute in tree.find_all(nodes.Getattr):
        holder = attribute.node.name if isinstance(attribute.node, nodes.Name) else ""
        known = names_of(context, holder)
        if known and attribute.attr not in known:
            raise _unknown(
                "断言", attribute.attr, known, _place(source, attribute.lineno, attribute.attr, file)
            )


def located(error: Exception, source: str, file: str) -> TemplateError:
    """The TemplateError for any failure of Jinja while it read or rendered `source`."""
    if isinstance(error, TemplateSyntaxError):
        number, message = error.lineno, f"标签没有配对或写法有误（{error.message}）"
        remedy = "请核对这一段的 {{ }}、{% %}，从句以 {% 完 %} 结束，if 以 {% endif %} 结束，改好后再生成。"
    elif isinstance(error, TemplateError):
        number, message, remedy = _line_of(error.__traceback__), error.message, error.remedy
    else:
        number = _line_of(error.__traceback__)
        message = _explained(error)
        remedy = "请打开这份模板，改正这个标签后再重新生成；可用 youthreport explain 查看写法。"
    return TemplateError(message, place=_place(source, number, "", file), remedy=remedy)


def _explained(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return f"用了没有的要素（{error.message}）"
    if isinstance(error, SecurityError):
        return f"模板里不许这样写（{error}）"
    return f"标签无法算出（{error}）"


def _unknown(kind: str, name: str, known: Iterable[str], place: str) -> TemplateError:
    near = process.extractOne(name, [str(item) for item in known], score_cutoff=40)
    hint = f"是不是想写“{near[0]}”？" if near else ""
    return TemplateError(
        f"没有叫“{name}”的{kind}",
        place=place,
        remedy=f"{hint}请在模板里改正名称后再重新生成；全部名称可用 youthreport explain 查看。",
    )


def _line_of(trace: TracebackType | None) -> int:
    """The innermost line of the template in a traceback, 1 if there is none."""
    line = 1
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _place(source: str, number: int, name: str, file: str) -> str:
    lines = source.split("\n")
    line = _ELEMENT.sub("", lines[min(max(number, 1), len(lines)) - 1])
    tags = [tag for tag in _TAG.findall(line) if name in tag]
    text = line.strip()
    shown = text if len(text) <= 60 else text[:60] + "…"
    tag = f"的标签 {tags[0]}" if tags else ""
    return f"{file} 第{number - 1 if number > 1 else 1}段“{shown}”{tag}"
