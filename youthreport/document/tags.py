"""The text of a paragraph → its tags, and what is wrong with each of them taken alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from youthreport.document.environment import LOOP, OPTIONAL, OPTIONAL_END, Environment, filters_of, names_of
from youthreport.document.faults import unknown
from youthreport.document.limits import COUNTED, RefusedError
from youthreport.document.widths import meant, meant_in, wide_marks

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}")
_FULL_WIDTH = re.compile(r"｛\s*[｛{%％]|\{\s*[｛％]|[｝}%％]\s*｝|％\s*\}")
_BODY = re.compile(
    r"\{%(?P<scope>p|tr|tc|r)?(?:\s+|(?<=%))(?P<word>[^\s%(（：，。:,]*)\s*(?P<rest>.*?)\s*%\}", re.DOTALL
)
# what a template may ask of a loop
LOOP_NAMES = ["index", "index0", "first", "last", "length", "revindex", "revindex0"]
_LOOP_NAME = re.compile(r"(\w+)\s+in\b")
_SMART = "“”‘’"
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})  # as docxtpl reads them

OPENING = {"if": "endif", "for": "endfor", OPTIONAL: OPTIONAL_END}
CLOSING = {closing: opening for opening, closing in OPENING.items()}
MIDDLE = ("elif", "else")
_JINJA = [
    "set",
    "endset",
    "macro",
    "endmacro",
    "call",
    "include",
    "import",
    "from",
    "extends",
    "block",
    "filter",
    "raw",
    "with",
    "autoescape",
    "do",
]
WORDS = (*OPENING, *CLOSING, *MIDDLE)
_REMEDY = "请核对这个标签：{{ }} 里写要素名称，可加 |过滤器；可用 youthreport explain 查看名称和写法，改好后再生成。"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as written at `start` of its paragraph.

    `word` is the keyword of a statement, "" for {{ }}; `scope` p or tr makes a statement hold whole paragraphs or rows;
    `rest` is the expression.
    """

    text: str
    start: int
    word: str = ""
    scope: str = ""
    rest: str = ""

    @property
    def prints(self) -> bool:
        """Whether it is {{ }}."""
        return self.text.startswith("{{")


def tags_of(text: str) -> tuple[Tag, ...]:
    """The tags of a paragraph in order, without comments."""
    return tuple(_tag(match) for match in _TAG.finditer(text) if not match[0].startswith("{#"))


def without_tags(text: str, instead: str = "") -> str:
    """The text with every tag replaced."""
    return _TAG.sub(instead, text)


def broken(text: str) -> tuple[str, str] | None:
    """Message and remedy when a tag is not whole, or is written with full-width brackets."""
    if wide := _FULL_WIDTH.search(_TAG.sub("", text)) or _FULL_WIDTH.search(text):
        tag = meant_in(text)
        hint = f"是不是想写 {tag}？" if tag else ""
        return f"标签用了全角括号“{wide[0]}”", f"{hint}请改用英文半角的 {{{{ }}}} 和 {{% %}}。"
    if stray := _STRAY.search(_TAG.sub("", text)):
        return f"标签没有写完整，多出“{stray[0]}”", "请补全为 {{ 要素名 }} 或 {% … %}，不需要的请删去。"
    return None


def _tag(match: re.Match[str]) -> Tag:
    text = match[0]
    if text.startswith("{{"):
        return Tag(text, match.start(), rest=text[2:-2].strip())
    body = _BODY.fullmatch(text)
    if body is None:
        return Tag(text, match.start(), word=text[2:-2].strip())
    return Tag(text, match.start(), body["word"], body["scope"] or "", body["rest"])


def loop_name(tag: Tag) -> str:
    """The name that a for statement gives to each item."""
    found = _LOOP_NAME.match(tag.rest)
    return found[1] if found else ""


def faults_in(
    tag: Tag, env: Environment, context: Mapping[str, object], loops: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Message and remedy of everything wrong inside the tag; `loops` are the names of the loops around it."""
    if wide := wide_marks(tag.text):
        right = meant(tag.text)
        yield f"标签里有全角符号：{wide}", f"是不是想写 {right}？标签里的符号请用英文半角，改好后再生成。"
        for repaired in tags_of(right):
            yield from faults_in(repaired, env, context, loops)
        return
    source, at_fault = source_of(tag)
    if at_fault is not None:
        yield at_fault
        return
    try:
        tree = env.parse(source)
    except TemplateSyntaxError:
        yield _unreadable(tag), _REMEDY
    except RefusedError as refused:
        yield str(refused), _REMEDY
    except (RecursionError, ValueError):
        yield "标签写得过长、过深，无法读懂", _REMEDY
    else:
        around = frozenset(loops)
        yield from _unknown_names(tree, env, context, around | {LOOP} if around else around)


def source_of(tag: Tag) -> tuple[str, tuple[str, str] | None]:
    """A template of that tag alone, or what keeps it from being one."""
    rest = tag.rest.translate(_STRAIGHT)
    if tag.prints:
        if re.match(r"(?:p|tr|tc|r)\s", tag.text[2:]):
            return "", (f"不支持 {tag.text[:4].strip()} 这种写法", "请写成 {{ 要素名 }}。")
        return "{{" + rest + "}}", None
    if tag.scope in ("tc", "r"):
        return "", (f"不支持 {{%{tag.scope} 这种写法", "整段用 {%p %}，表格整行用 {%tr %}，其余用 {% %}。")
    if "-" in (tag.text[2], tag.text[-3]):
        return "", ("标签里不能用减号去空白", "请去掉 {% 后面、%} 前面的减号。")
    if tag.word in _JINJA:
        return "", (
            f"模板里不能用“{tag.word}”",
            "请直接写要素名称；条件用 if 和断言，循环用 for，可省去的句子用 从句。",
        )
    if tag.word not in WORDS:
        return "", unknown("标签", tag.word, WORDS)
    if tag.word in ("if", "elif"):
        return f"{{% if {rest} %}}{{% endif %}}", None
    if tag.word == "for":
        return f"{{% for {rest} %}}{{% endfor %}}", None
    if rest:
        return "", (f"“{tag.word}”后面多写了“{tag.rest}”", f"请写成 {{% {tag.word} %}}。")
    return "", None


def _unreadable(tag: Tag) -> str:
    if turned := wide_marks(tag.text, quotes=True):
        return f"标签里混用了中文引号：{turned}"
    if not tag.rest:
        return "标签是空的"
    return "标签的写法看不懂"


def smart_quotes(tag: Tag) -> bool:
    """Whether the tag holds quotation marks that Word has turned."""
    return any(char in _SMART for char in tag.rest)


def _unknown_names(
    tree: nodes.Template, env: Environment, context: Mapping[str, object], loops: frozenset[str]
) -> Iterator[tuple[str, str]]:
    known = list(filters_of(env))
    for used in tree.find_all(nodes.Filter):
        if used.name not in (*known, COUNTED):
            yield unknown("过滤器", used.name, known)
    read = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    for name in sorted(read - set(context) - loops):
        labels = [label for label in context if not names_of(context, label)]
        yield unknown("要素", name, [*labels, *loops])
    for attribute in tree.find_all(nodes.Getattr):
        holder = attribute.node.name if isinstance(attribute.node, nodes.Name) else ""
        if holder == LOOP and LOOP in loops and attribute.attr not in LOOP_NAMES:
            yield unknown("写法", f"{LOOP}.{attribute.attr}", [f"{LOOP}.{name}" for name in LOOP_NAMES])
        names = names_of(context, holder)
        if names and attribute.attr not in names:
            yield unknown(holder, attribute.attr, names)
