"""The vocabulary → a closed Jinja environment that prints wordings with provenance marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from youthreport.model import Figure, Part, Vocabulary, Wording

# private-use characters that travel through the rendered XML; data is cleaned of them before
FIGURE, TEXT, END = "\ue000", "\ue001", "\ue002"
WORDED = "\ue003"
MISSING, MISSING_END = "\ue004", "\ue005"
CLAUSE, KEPT, DROPPED = "\ue010", "\ue011", "\ue012"
QUOTED = "?q"

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"[ \t]*[\r\n\t\u2028\u2029]+[ \t]*")


def clean(text: str) -> str:
    """`text` without what would break the document: control, private-use and surrogate characters, breaks."""
    text = _BREAKS.sub("", _UNPRINTABLE.sub("", text))
    for opening, harmless in (("{_{", "｛_｛"), ("}_}", "｝_｝"), ("{_%", "｛_%"), ("%_}", "%_｝")):
        text = text.replace(opening, harmless)  # docxtpl would turn them into tags
    return text


class ClauseTag(Extension):
    """`{% 从句 %}…{% 完 %}`: an optional clause, dropped when a wording inside is absent or nothing."""

    tags = {"从句"}  # noqa: RUF012 - Jinja declares it as an instance variable

    def parse(self, parser: Parser) -> nodes.Node:
        """The call block that decides after its body is rendered."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:完",), drop_needle=True)
        return nodes.CallBlock(self.call_method("decide"), [], [], body).set_lineno(line)

    def decide(self, caller: Callable[[], str]) -> Markup:
        """The body between clause marks; a clause of whole paragraphs or rows is cut here."""
        printer: Printer = self.environment.printer  # type: ignore[attr-defined]
        keep, body = printer.clause(caller)
        if "</w:p>" in body:
            if not body.lstrip().startswith(("<w:p", "<w:t")):
                raise ValueError("从句跨越了段落；要包住整段，请让 {%p 从句 %} 和 {%p 完 %} 各占一段")
            return Markup(body if keep else "")
        return Markup(f"{CLAUSE}{body}{KEPT if keep else DROPPED}")


class _Tally:
    """What the clause under way has printed."""

    def __init__(self) -> None:
        self.fails = False
        self.wordings = 0
        self.clauses: list[bool] = []

    @property
    def stands(self) -> bool:
        return not self.fails and (not self.clauses or self.wordings > 0 or any(self.clauses))


class Printer:
    """Turns values into marked text; remembers, clause by clause, what was absent or nothing."""

    def __init__(self, constants: frozenset[str]) -> None:
        self._constants = constants
        self._tallies: list[_Tally] = []

    def clause(self, caller: Callable[[], str]) -> tuple[bool, str]:
        """Whether the clause stands, and its rendered body."""
        tally = _Tally()
        self._tallies.append(tally)
        try:
            body = caller()
        finally:
            self._tallies.pop()
        if self._tallies:
            self._tallies[-1].clauses.append(tally.stands)
        return tally.stands, str(body)

    @pass_context  # forces Jinja to print at run time, when the clause is known
    def finalize(self, _context: Context, value: object) -> Markup:
        """The marked text of a value; TypeError for what a template must not print."""
        wording = self._wording(value)
        empty = wording.absent or not str(wording)
        if self._tallies:
            self._tallies[-1].fails |= empty or wording.nothing
        if empty:
            label = escape(clean(wording.label) or "文字")
            return Markup(f"{MISSING}{label}{MISSING_END}")
        if self._tallies:
            self._tallies[-1].wordings += 1
        marked = "".join(_marked(part) for part in wording.parts)
        worded = "" if str(wording) in self._constants else WORDED
        return Markup(marked + worded)

    def _wording(self, value: object) -> Wording:
        figure = getattr(value, "figure", None)
        value = getattr(value, "wording", value)
        if isinstance(value, Wording):
            if value.nothing and not value.parts and isinstance(figure, Figure):
                # outside a clause a reported zero is a zero, not something to be supplied
                return replace(value, parts=(Part(str(figure.value), figure.code),))
            return value
        if isinstance(value, str):
            return Wording("", (Part(str(value)),), absent=not value.strip())
        kind = type(value).__name__
        raise TypeError(f"标签给出的不是文字（{kind}），数字须由要素名称或过滤器给出")


def _marked(part: Part) -> str:
    text = escape(clean(part.text))
    if part.code:
        return f"{FIGURE}{part.code}{TEXT}{text}{END}"
    if part.quoted and any(char.isdigit() for char in text):
        return f"{FIGURE}{QUOTED}{TEXT}{text}{END}"
    return str(text)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox: no globals, no costly arithmetic, only the vocabulary's filters."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Never a result: a template does not calculate."""
        raise SecurityError(f"模板里不能作运算（{operator}）")


def environment(vocabulary: Vocabulary) -> Environment:
    """The environment of one run; `printer` holds its state."""
    constants = frozenset(value for value in vocabulary.context.values() if isinstance(value, str))
    printer = Printer(constants)
    made = Environment(
        undefined=StrictUndefined, autoescape=True, finalize=printer.finalize, extensions=[ClauseTag]
    )
    kept = {name: made.filters[name] for name in ("join", "length")}
    made.filters.clear()
    made.filters.update(kept | dict(vocabulary.filters))
    made.globals.clear()
    made.printer = printer  # type: ignore[attr-defined]
    return made


def names_of(context: Mapping[str, object], holder: str) -> list[str]:
    """The names below `context[holder]` (断言), empty when it is no mapping."""
    value = context.get(holder)
    return [str(name) for name in value] if isinstance(value, Mapping) else []
