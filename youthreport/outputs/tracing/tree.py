"""Figures, listings and claims → trees of what each is made of, down to the cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from youthreport.expression import codes_in
from youthreport.model import (
    Catalogue,
    Cell,
    Claim,
    ClaimRule,
    ComputedFigure,
    Figure,
    Indicator,
    Number,
    OrgUnit,
    PrintedFigure,
    Rollup,
    Source,
)
from youthreport.outputs.explanation.expressions import in_words, list_in_words, name_of
from youthreport.outputs.order import all_figures, printed_by_code
from youthreport.outputs.reasons import with_reason

Entry = Indicator | ComputedFigure

_WORD = re.compile(r"[A-Za-z_]\w*")
# Of these a unit's cells add up to its part.
_ADDED_UP = frozenset({"sum", "count", "distinct"})


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit gives: its counted cells, and their sum where they add up (None: they do not)."""

    unit: str
    code: str
    value: Number | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure, listing or claim with what it is made of.

    `figure` is None for a claim, `claim` for all others. `parts` are the figures that it is computed from or
    asserted of; where there are none, `shares` are the units' cells. `left_out` are cells that somebody filled in
    and that do not count here, each with its reason.
    """

    code: str
    label: str
    name: str
    definition: str
    formula: str
    figure: Figure | None
    claim: Claim | None
    printed: tuple[PrintedFigure, ...]
    parts: tuple[Traced, ...]
    shares: tuple[Share, ...]
    left_out: tuple[Source, ...]


class Traces:
    """All that can be traced in one paper."""

    def __init__(
        self,
        rollup: Rollup,
        claims: Iterable[Claim],
        catalogue: Catalogue,
        printed: Sequence[PrintedFigure],
        senders: Mapping[str, OrgUnit],
        reasons: Mapping[Cell, str],
    ) -> None:
        """`senders` are the units by the files that they sent; `reasons` say of cells why they do not count."""
        self.figures = all_figures(rollup)
        self.claims = {claim.name: claim for claim in claims}
        self.catalogue = catalogue
        self.printed = printed_by_code(printed)
        self._senders = senders
        self._reasons = reasons
        entries: tuple[Entry, ...] = (*catalogue.indicators, *catalogue.computed)
        self._entries = {entry.code: entry for entry in entries}
        self._rules = {rule.code: rule for rule in catalogue.claims}

    def of(self, code: str, above: tuple[str, ...] = ()) -> Traced:
        """The tree of the figure, listing or claim of that code. KeyError if there is none."""
        if code in self._rules and code not in self.figures:
            return self._of_claim(self._rules[code])
        figure = self.figures[code]
        entry = self._entries.get(code)
        codes = [part for part in _parts(entry) if part in self.figures and part not in (*above, code)]
        parts = tuple(self.of(part, (*above, code)) for part in codes)
        return Traced(
            code,
            figure.label,
            name_of(code, self.catalogue).strip("“”") if entry else figure.label,
            figure.definition,
            figure.formula or self._formula(entry),
            figure,
            None,
            self.printed.get(code, ()),
            parts,
            () if parts else tuple(self._shares(figure)),
            self._left_out(figure, parts),
        )

    def has(self, code: str) -> bool:
        """Whether something can be traced under that code."""
        return code in self.figures or code in self._rules

    def _of_claim(self, rule: ClaimRule) -> Traced:
        words = dict.fromkeys(
            [*_WORD.findall(rule.expression), *rule.complete, *rule.function.split(":")[1:]]
        )
        parts = tuple(self.of(code) for code in words if code in self.figures)
        claim = self.claims.get(rule.label)
        return Traced(rule.code, rule.label, rule.label, rule.definition, "", None, claim, (), parts, (), ())

    def _formula(self, entry: Entry | None) -> str:
        if entry is None:
            return ""
        if isinstance(entry, ComputedFigure) and entry.aggregation == "ratio":
            return f"{name_of(entry.numerator, self.catalogue)}÷{name_of(entry.denominator, self.catalogue)}"
        if entry.expression:
            return in_words(entry.expression, self.catalogue)
        return list_in_words(entry.list_source) if entry.list_source else ""

    def _shares(self, figure: Figure) -> Iterator[Share]:
        by_unit: dict[str, list[Source]] = {}
        for source in figure.sources:
            if source.value is not None:
                by_unit.setdefault(source.unit, []).append(source)
        for name, sources in by_unit.items():
            numbers = [s.value for s in sources if not isinstance(s.value, str | None)]
            value = sum(numbers) if figure.aggregation in _ADDED_UP else None
            sender = self._senders.get(sources[0].cell.file)
            yield Share(name, sender.code if sender else "", value, tuple(sources))

    def _left_out(self, figure: Figure, parts: tuple[Traced, ...]) -> tuple[Source, ...]:
        """The cells that do not count, less those that a part tells already."""
        told = {source.cell for part in parts for source in part.left_out}
        return tuple(
            with_reason(source, self._reasons)
            for source in figure.sources
            if source.value is None and source.cell not in told
        )


def _parts(entry: Entry | None) -> tuple[str, ...]:
    if entry is None:
        return ()
    if isinstance(entry, ComputedFigure) and entry.aggregation == "ratio":
        return (entry.numerator, entry.denominator)
    return codes_in(entry.expression) if entry.expression else ()
