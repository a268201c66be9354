"""The vocabulary → a closed Jinja environment that prints wordings with provenance signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from youthreport.document import signs
from youthreport.document.limits import COUNTED, Budget, restrict
from youthreport.document.signs import clean
from youthreport.model import Figure, Part, Vocabulary, Wording
from youthreport.phrases.typed import says_number

OPTIONAL, OPTIONAL_END = "从句", "完"
LOOP = "loop"


class ClauseTag(Extension):
    """`{% 从句 %}…{% 完 %}`: an optional clause, dropped when a wording inside is absent or nothing."""

    tags = {OPTIONAL}  # noqa: RUF012 - Jinja declares it as an instance variable

    def parse(self, parser: Parser) -> nodes.Node:
        """The call block that decides after its body is rendered."""
        line = next(parser.stream).lineno
        body = parser.parse_statements((f"name:{OPTIONAL_END}",), drop_needle=True)
        return nodes.CallBlock(self.call_method("decide"), [], [], body).set_lineno(line)

    def decide(self, caller: Callable[[], str]) -> Markup:
        """The body between clause marks; a clause of whole paragraphs or rows is cut here."""
        printer: Printer = self.environment.printer  # type: ignore[attr-defined]
        keep, body = printer.clause(caller)
        if "</w:p>" in body:
            return Markup(body if keep else "")
        return Markup(f"{signs.CLAUSE}{body}{signs.KEPT if keep else signs.DROPPED}")


class _Tally:
    """What the clause under way has printed."""

    def __init__(self) -> None:
        self.fails = False
        self.wordings = 0
        self.clauses: list[bool] = []

    @property
    def stands(self) -> bool:
        """Whether the clause says something: nothing failed, and not every clause inside it dropped."""
        return not self.fails and (not self.clauses or self.wordings > 0 or any(self.clauses))


class Printer:
    """Turns values into marked text; remembers, clause by clause, what was absent or nothing."""

    def __init__(self, constants: frozenset[str]) -> None:
        self._constants = constants
        self._tallies: list[_Tally] = []
        self.budget = Budget()

    def counted(self, value: object, cost: int) -> Iterator[object]:
        """The items of a loop, paid for out of the budget."""
        return self.budget.counted(value, cost)

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
        if empty and _unsaid(value):
            return self._paid(signs.CLAUSE + signs.DROPPED)
        if empty:
            label = escape(clean(wording.label) or "文字")
            return self._paid(f"{signs.MISSING}{label}{signs.MISSING_END}")
        if self._tallies:
            self._tallies[-1].wordings += 1
        marked = "".join(_marked(part) for part in wording.parts)
        worded = "" if str(wording) in self._constants else signs.WORDED
        return self._paid(marked + worded)

    def _paid(self, text: str) -> Markup:
        self.budget.spend(len(text))
        return Markup(text)

    def _wording(self, value: object) -> Wording:
        figure = getattr(value, "figure", None)
        value = getattr(value, "wording", value)
        if isinstance(value, Wording):
            if value.nothing and not value.parts and isinstance(figure, Figure):
                # outside a clause a reported zero is a zero, not something to be supplied
                zero = f"{figure.value}{figure.measure if figure.measure == '%' else ''}"
                return replace(value, parts=(Part(zero, figure.code),))
            return value
        if isinstance(value, str):
            return Wording("", (Part(str(value)),), absent=not value.strip())
        kind = type(value).__name__
        raise TypeError(f"标签给出的不是文字（{kind}），数字须由要素名称或过滤器给出")


def _unsaid(value: object) -> bool:
    """Whether the figure is known and only these words cannot be said of it, as a 同比 without a base.

    Nobody can supply anything then. A rate that not every unit stands behind does want something.
    """
    figure = getattr(value, "figure", None)
    if not isinstance(figure, Figure) or figure.value is None:
        return False
    return figure.measure != "%" or (figure.complete and not figure.estimated)


def _marked(part: Part) -> str:
    text = escape(clean(part.text))
    if part.code:
        return f"{signs.FIGURE}{part.code}{signs.TEXT}{text}{signs.END}"
    if part.quoted and says_number(part.text):
        return f"{signs.FIGURE}{signs.QUOTED}{signs.TEXT}{text}{signs.END}"
    return str(text)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox: no globals, no tests, no arithmetic, only the vocabulary's filters, and every loop counted."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})
    holders: frozenset[str] = frozenset({LOOP})
    printer: Printer

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return restrict(super()._parse(source, name, filename), self.holders)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Never a result: a template does not calculate."""
        raise SecurityError(f"模板里不能作运算（{operator}）")


def environment(vocabulary: Vocabulary) -> Environment:
    """The environment of one run; `printer` holds its state."""
    context = vocabulary.context
    constants = frozenset(value for value in context.values() if isinstance(value, str))
    printer = Printer(constants)
    made = Environment(
        undefined=StrictUndefined, autoescape=True, finalize=printer.finalize, extensions=[ClauseTag]
    )
    for closed in (made.globals, made.tests, made.filters):
        closed.clear()
    made.filters.update(vocabulary.filters)
    made.filters[COUNTED] = printer.counted
    made.holders = frozenset({LOOP, *(name for name in context if names_of(context, name))})
    made.printer = printer
    return made


def filters_of(env: Environment) -> Iterable[str]:
    """The filters that a template may name."""
    return [name for name in env.filters if name != COUNTED]


def names_of(context: Mapping[str, object], holder: str) -> list[str]:
    """The names below `context[holder]` (断言), empty when it is no mapping."""
    value = context.get(holder)
    return [str(name) for name in value] if isinstance(value, Mapping) else []
