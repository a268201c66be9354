"""One tag of a template and a vocabulary → what the tag prints there, or why it cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jinja2 import TemplateError as JinjaError
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from youthreport.document.environment import Environment
from youthreport.document.limits import Budget
from youthreport.document.signs import PRIVATE
from youthreport.document.tags import Tag, source_of
from youthreport.errors import TemplateError

# all that reading or rendering a template can raise
CAUGHT = (
    TemplateError,
    JinjaError,
    TypeError,
    ValueError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    SyntaxError,
    MemoryError,
)
_REMEDY = "请打开这份模板，改正这个标签后再重新生成；可用 youthreport explain 查看写法。"
_HANZI = re.compile(r"[\u4e00-\u9fff]")
# what is said in place of a condition's or a loop's result
_ENTERED = "有"


def tried(tag: Tag, env: Environment, context: Mapping[str, object]) -> str:
    """The plain text that the tag prints; raises one of CAUGHT when it cannot.

    A condition and a loop are entered, for what they ask must be askable.
    """
    source, unwritable = source_of(tag)
    if unwritable or not source:
        return ""
    env.printer.budget = Budget()
    said = env.from_string(source.replace("%}{%", f"%}}{_ENTERED}{{%", 1)).render(context)
    return readable(said) if tag.prints else ""


def readable(marked: str) -> str:
    """Marked text without its signs and codes."""
    return PRIVATE.sub("", re.sub("\ue000[^\ue001]*\ue001", "", re.sub("[\ue004]", "【", marked)))


def explained(error: BaseException) -> tuple[str, str]:
    """Message and remedy for whatever a template has caused."""
    if isinstance(error, TemplateError):
        return error.message, error.remedy or _REMEDY
    if isinstance(error, UndefinedError):
        return "用了没有的要素", _REMEDY
    if isinstance(error, ZeroDivisionError):
        return "标签里除以了零", _REMEDY
    if isinstance(error, RecursionError | SyntaxError | MemoryError):
        return "标签套得过深，无法读懂", _REMEDY
    told = str(error)
    if isinstance(error, SecurityError | TypeError) and _HANZI.search(told):
        return told, _REMEDY
    return "标签无法算出，请核对要素、过滤器和括号里的写法", _REMEDY
