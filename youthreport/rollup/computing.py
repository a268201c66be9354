"""Figures → figures: ratios, the lowest rate of all issues, expressions and named functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from youthreport.errors import CatalogueError
from youthreport.expression import codes_in, evaluate, quotient
from youthreport.listing import answered, counting, normalised, text_of, unclear_rows
from youthreport.model import (
    ComputedFigure,
    Figure,
    ListRow,
    ListSheet,
    ListSource,
    ListTable,
    Number,
    Source,
)
from youthreport.rollup.answers import Answer
from youthreport.rollup.frame import in_order
from youthreport.rollup.functions import FUNCTIONS, Outcome
from youthreport.rollup.scope import Scope

ESTIMATE = "估计值，不参与计算比率"
OPEN_RATE = "清单有看不懂的行，不参与计算比率"
EXTREMES: Mapping[str, tuple[Callable[[Iterable[Number]], Number], str]] = {
    "min_ratio": (min, "最低"),
    "max_ratio": (max, "最高"),
}


@dataclass(frozen=True)
class Board:
    """The figures known so far; `figure` computes and keeps those that are made of others."""

    scope: Scope
    answers: Mapping[str, Mapping[str, Answer]]
    figures: dict[str, Figure]

    def figure(self, code: str, asked: tuple[str, ...] = ()) -> Figure:
        """The figure of that code. Raises CatalogueError for an unknown code or a circle."""
        if code in self.figures:
            return self.figures[code]
        computed = next((c for c in self.scope.catalogue.computed if c.code == code), None)
        if computed is None or code in asked:
            raise CatalogueError(
                f"计算指标引用了无法计算的代码“{code}”",
                place="目录 computed.toml",
                remedy="请核对该代码是否存在、是否循环引用。",
            )
        self.figures[code] = self._computed(computed, (*asked, code))
        return self.figures[code]

    def value(self, code: str) -> Number | None:
        """The value of a figure; None when nobody reported it or the catalogue has no such code."""
        return self.figures[code].value if code in self.figures else None

    def _computed(self, computed: ComputedFigure, asked: tuple[str, ...]) -> Figure:
        if computed.aggregation == "ratio":
            outcome = self._ratio(computed, asked)
        elif computed.aggregation in EXTREMES:
            outcome = self._extreme(computed)
        elif computed.function:
            outcome = self._named(computed)
        else:
            outcome = self._expression(computed, asked)
        return Figure(
            computed.code,
            computed.label,
            outcome.value,
            computed.measure,
            computed.basis,
            computed.aggregation,
            outcome.reported,
            outcome.expected,
            outcome.estimated,
            outcome.complete,
            self.scope.previous.get(computed.code),
            in_order(outcome.sources),
            computed.definition,
        )

    def _named(self, computed: ComputedFigure) -> Outcome:
        if computed.function not in FUNCTIONS:
            raise CatalogueError(
                f"计算指标“{computed.label}”使用了不存在的函数“{computed.function}”",
                place="目录 computed.toml",
                remedy=f"可用的函数有：{'、'.join(sorted(FUNCTIONS))}。",
            )
        return FUNCTIONS[computed.function](self.scope, self.figures, self.answers)

    def _expression(self, computed: ComputedFigure, asked: tuple[str, ...]) -> Outcome:
        parts = [self.figure(code, asked) for code in codes_in(computed.expression)]
        return joined(parts, evaluate(computed.expression, lambda code: self.figures[code].value))

    def _ratio(self, computed: ComputedFigure, asked: tuple[str, ...]) -> Outcome:
        scale = scale_of(computed.measure)
        tops, bottoms = (self.answers.get(c, {}) for c in (computed.numerator, computed.denominator))
        top, bottom = (self.figure(c, asked) for c in (computed.numerator, computed.denominator))
        if not set(tops) & set(bottoms):
            # The two sides have different reporters (a task of the district): the totals are compared,
            # which says nothing while units are missing on one side.
            known = top.complete and bottom.complete and not (top.estimated or bottom.estimated)
            value = quotient(top.value or 0, bottom.value or 0, scale) if known else None
            return joined([top, bottom], value)
        both = [u for u in tops if u in bottoms and _exact(tops[u]) and _exact(bottoms[u])]
        value = quotient(sum(_paired(tops[u]) for u in both), sum(_paired(bottoms[u]) for u in both), scale)
        sources = [s for side in (tops, bottoms) for u, a in side.items() for s in _used(a, u in both)]
        # A unit that owes one side only and has nothing there leaves nothing out.
        left_out = any(a.value for side in (tops, bottoms) for u, a in side.items() if u not in both)
        complete = top.complete and bottom.complete and not left_out
        expected = len(both) if complete else max(top.expected, bottom.expected)
        return Outcome(value if both else None, tuple(sources), len(both), expected, False, complete)

    def _extreme(self, computed: ComputedFigure) -> Outcome:
        """The lowest or highest Σ/Σ of all issues; `numerator` and `denominator` are columns of the list."""
        source = computed.list_source
        if source is None:
            return Outcome(None)
        sums: dict[str, list[Number]] = defaultdict(lambda: [0, 0])
        cells: dict[str, list[Source]] = defaultdict(list)
        told, sheet = 0, self.scope.catalogue.sheet(source.sheet)
        for filing in self.scope.everyone:
            table = filing.tables.get(source.sheet)
            told += _tells(table, computed, source, sheet) and filing is not self.scope.district.filing
            for row in counting(table):
                issue = normalised(text_of(row.values.get(source.column)))
                pair = [_number(row, column) for column in (computed.numerator, computed.denominator)]
                rough = row.estimates & {computed.numerator, computed.denominator}
                if issue and not rough and pair[0] is not None and pair[1] is not None:
                    sums[issue] = [sums[issue][0] + pair[0], sums[issue][1] + pair[1]]
                    name = filing.unit.name if filing.unit else filing.file
                    cells[issue] += _pair(row, (computed.numerator, computed.denominator), name)
        rates = {
            i: r
            for i, (n, d) in sums.items()
            if (r := quotient(n, d, scale_of(computed.measure))) is not None
        }
        types = sheet.types
        expected = sum(unit.type in types for unit in self.scope.expected)
        if not rates:
            return Outcome(None, (), told, expected)
        choose, word = EXTREMES[computed.aggregation]
        taken = choose(rates.values())
        sources = [
            s if rates.get(issue) == taken else replace(s, value=None, note=f"不是{word}的一期")
            for issue, given in cells.items()
            for s in given
        ]
        excused = any(unit.type in types for unit, _ in self.scope.excused)
        whole = told == expected and not excused and not self.scope.partial(source.sheet)
        return Outcome(taken, tuple(sources), told, expected, False, whole)


def joined(parts: list[Figure], value: Number | None) -> Outcome:
    """A figure made of others: their cells together; complete only when all are.

    It counts the units of the part that lacks most, of the broadest one when none lacks any.
    """
    weakest = max(parts, key=lambda part: (part.expected - part.reported, part.expected), default=None)
    return Outcome(
        value,
        tuple(source for part in parts for source in part.sources),
        weakest.reported if weakest else 0,
        weakest.expected if weakest else 0,
        any(part.estimated for part in parts),
        bool(parts) and all(part.complete for part in parts),
    )


def scale_of(measure: str) -> int:
    """100 for a percentage, else 1."""
    return 100 if measure == "%" else 1


def _tells(table: ListTable | None, computed: ComputedFigure, source: ListSource, sheet: ListSheet) -> bool:
    """Whether a unit's list can stand behind a rate: answered, no row estimated, each of them understood."""
    columns = (computed.numerator, computed.denominator)
    return (
        answered(table)
        and not any(row.estimates & {*columns} for row in counting(table))
        and not any(unclear_rows(replace(source, column=column), table, sheet) for column in columns)
    )


def _paired(given: Answer) -> Number:
    """The part of the value that comes from units which gave both parts."""
    return (given.value or 0) - given.unpaired


def _exact(given: Answer) -> bool:
    """Whether a rate may use it; of a total that holds estimates, what is unpaired is known to be theirs."""
    return given.value is not None and not given.unclear and (not given.estimate or given.unpaired != 0)


def _used(given: Answer, used: bool) -> tuple[Source, ...]:
    if used and given.unpaired and len(given.sources) == 1:
        note = f"其中{given.unpaired}缺另一部分，不参与计算比率"
        return (replace(given.sources[0], value=_paired(given), note=note),)
    if used:
        return given.sources
    note = ESTIMATE if given.estimate else OPEN_RATE if given.unclear else "另一部分缺报，不参与计算比率"
    return tuple(replace(s, value=None, note=s.note or note) for s in given.sources)


def _number(row: ListRow, column: str) -> Number | None:
    value = row.values.get(column)
    return value if isinstance(value, Number) and not isinstance(value, bool) else None


def _pair(row: ListRow, columns: tuple[str, str], unit: str) -> list[Source]:
    return [Source(unit, row.cells.get(c, row.cell), row.raws.get(c, ""), _number(row, c)) for c in columns]
