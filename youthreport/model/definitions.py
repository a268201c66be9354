"""What may be reported, computed, said and claimed: the entries of the catalogue as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from youthreport.model.basics import Severity
from youthreport.model.saying import WordingRules
from youthreport.model.sheets import BELOW, ListSheet, ListSource


@dataclass(frozen=True, slots=True)
class Indicator:
    """A data element that units report or that lists yield.

    `reporters` are unit types; 区级 is the district itself. `compulsory` are the types that must fill it.
    `source` is typed, system (copied from a system), list or derived (`expression` of other codes).
    `aggregation` is the word of the contract's figures.json (sum, count, distinct, last, max, const, derived).
    """

    code: str
    label: str
    name: str
    measure: str
    basis: str
    aggregation: str
    reporters: tuple[str, ...]
    compulsory: tuple[str, ...]
    source: str
    last_year: bool
    definition: str
    list_source: ListSource | None = None
    expression: str = ""
    fraction: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A check as it is explained to people; `youthreport explain` and docs/rules.md are made of these.

    `scope` is cell, sheet, filing, filings (across filings), periods or text. `kind` is relation (relations.toml
    says it), function (Python does) or reading (intake does, on the way from text to value).
    `severity` is the usual one; `also` names others that the rule may give, with when.
    """

    id: str
    severity: Severity
    scope: str
    kind: str
    title: str
    why: str
    remedy: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Left and right are sums of indicator codes joined by `+`, times a number; `operator` is ≤ ≥ = < > or ⇒0.

    `blocks` is the code whose cell an error blocks (a part larger than its whole blocks the part).
    `missing` is DHIS2's missing-value strategy: skip_any (not compared when a side lacks a value),
    skip_all (only when all are missing) or never_skip (a missing value counts as nothing for the comparison).
    """

    rule: str
    left: str
    operator: str
    right: str
    severity: Severity
    blocks: str
    message: str
    remedy: str
    missing: str = "skip_any"


@dataclass(frozen=True, slots=True)
class TextElement:
    """A text that the district supplies in 文字要素; `many` texts are lists separated by 、 or line breaks.

    `any_day`: days outside the period may stand in it. `spans`: the years in it must cover the report year.
    `anew`: it belongs to one period alone and is not carried over to the next. `unit`: it names a unit of the roster.
    """

    code: str
    label: str
    definition: str
    compulsory: bool = False
    default: str = ""
    many: bool = False
    any_day: bool = False
    spans: bool = False
    anew: bool = False
    unit: bool = False


@dataclass(frozen=True, slots=True)
class StalePhrase:
    """A political phrase and the years in which it is right (0: no limit on that side).

    `pattern` is a regular expression. With `founded` it tells an anniversary: `{n}` in the pattern stands for
    the number, which must be the report year minus that year. `why` is a clause without a closing stop.
    """

    name: str
    pattern: str
    severity: Severity
    why: str
    remedy: str
    first: int = 0
    last: int = 0
    founded: int = 0


@dataclass(frozen=True, slots=True)
class Asserting:
    """Words that assert something of the data, so that they may stand only where something proves them.

    `pattern` is a regular expression; ￼ in the text stands for what a tag prints. A claim proves the words when its
    duties say one of them, or of the entry named `like`; so does one of `filters` in the tag right behind them.
    `means` says what they assert, `write` what to write instead, with `{claim}` for the name of a claim. `lasting`
    words speak of what has been even in a plan.
    """

    name: str
    pattern: str
    write: str
    means: str
    like: str = ""
    filters: tuple[str, ...] = ()
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class ComputedFigure:
    """A figure computed from figures: `aggregation` is ratio, min_ratio, max_ratio, derived or sum.

    Ratios use `numerator` and `denominator`; derived uses `expression` (codes, + - * / and
    parentheses) or, when `function` is set, the rollup function of that name.
    """

    code: str
    label: str
    name: str
    measure: str
    basis: str
    aggregation: str
    definition: str
    numerator: str = ""
    denominator: str = ""
    expression: str = ""
    function: str = ""
    list_source: ListSource | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """An open list of words or records taken from a list sheet, in order of frequency or of date.

    `show` is the pattern of one item, column names in braces. `order` is frequency, date, level (国家 before 省,
    then by date), or absent (the values of `where` that no row holds). Rows with the same value in the column `same` are one item, shown by
    its earliest row; without `same`, rows that show the same text are one item. `split` cuts a text at 、. `keep`
    names the columns that every item carries along as records. `amount` is the column whose cells add up to a figure of
    each item, in the measure that the column `measure` names; `party` the column whose different texts are counted.
    """

    code: str
    label: str
    sheet: str
    show: str
    definition: str
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    order: str = "frequency"
    split: bool = False
    same: str = ""
    keep: tuple[str, ...] = ()
    amount: str = ""
    measure: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """A claim that sections may test by name.

    `expression` compares codes with ≥ ≤ = > and joins comparisons by `且`; `complete` codes must
    moreover be reported by every expected unit. `function` names the narrative function for what
    an expression cannot say. `evidence` names the codes and sheets that a function looks at. `then` and `otherwise`
    say what a section may write when the claim holds and when it does not; `slot` is the blank of the model
    document that the claim guards, where its code differs.
    """

    code: str
    label: str
    definition: str
    expression: str = ""
    complete: tuple[str, ...] = ()
    function: str = ""
    then: str = ""
    otherwise: str = ""
    evidence: tuple[str, ...] = ()
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A blank of the model document and the vocabulary label (or numbering) that fills it."""

    order: str
    section: str
    code: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that may be reported, computed, said and claimed; loaded and checked once.

    `aggregates` are the unit types whose returns add up those of the units below.
    """

    version: str
    unit_types: tuple[str, ...]
    measures: Mapping[str, tuple[str, ...]]
    indicators: tuple[Indicator, ...]
    sheets: tuple[ListSheet, ...]
    relations: tuple[Relation, ...]
    texts: tuple[TextElement, ...]
    computed: tuple[ComputedFigure, ...]
    items: tuple[ItemList, ...]
    claims: tuple[ClaimRule, ...]
    slots: tuple[Slot, ...]
    rules: tuple[Rule, ...] = ()
    stale: tuple[StalePhrase, ...] = ()
    asserting: tuple[Asserting, ...] = ()
    aggregates: tuple[str, ...] = ()
    wording: WordingRules = field(default_factory=WordingRules)

    @property
    def labels(self) -> Mapping[str, str]:
        """What templates and people call each figure, listing and text, by code."""
        return {
            **{entry.code: entry.label for entry in self.indicators},
            **{entry.code: entry.label for entry in self.computed},
            **{entry.code: entry.label for entry in self.items},
            **{entry.code: entry.label for entry in self.texts},
        }

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError if there is none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def indicator(self, code: str) -> Indicator:
        """The indicator of that code; KeyError if there is none."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise KeyError(code)

    def sheet(self, name: str) -> ListSheet:
        """The list sheet of that canonical name; KeyError if there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)

    def indicators_of(self, unit_type: str) -> tuple[Indicator, ...]:
        """The indicators that a unit of that type reports, in catalogue order."""
        return tuple(i for i in self.indicators if unit_type in i.reporters)

    def sheets_of(self, unit_type: str) -> tuple[ListSheet, ...]:
        """The list sheets of a unit of that type, in catalogue order; with the unit below for a type that adds up."""
        sheets = tuple(s for s in self.sheets if unit_type in s.types)
        if unit_type not in self.aggregates:
            return sheets
        return tuple(replace(sheet, columns=(BELOW, *sheet.columns)) for sheet in sheets)
