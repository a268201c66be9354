"""What a check of a paper comes to: rules, faults, changes and the whole report as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from youthreport.model import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One declared check; `clause` names standard and clause, `fixable` whether `--fix` can mend it."""

    id: str
    group: str
    title: str
    severity: Severity
    clause: str
    why: str
    remedy: str
    fixable: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """One place that departs from a rule.

    `paragraph` counts the paragraphs of the body from 1, blank ones included; None in tables, footers and
    where the whole paper is meant. `fixable` is about this very place: a quotation is never mended.
    """

    rule: Rule
    paragraph: int | None
    place: str
    quote: str
    message: str
    fixable: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that `--fix` mended: where, and what became of it."""

    rule: Rule
    paragraph: int | None
    place: str
    quote: str
    done: str


@dataclass(frozen=True, slots=True)
class Report:
    """All faults of a paper in the order of their places; `roles` says how many paragraphs were recognised."""

    profile: str
    faults: tuple[Fault, ...]
    roles: tuple[tuple[str, int], ...] = ()

    def count(self, severity: Severity) -> int:
        """How many faults weigh that much."""
        return sum(fault.rule.severity is severity for fault in self.faults)

    @property
    def fixable(self) -> int:
        """How many of them `--fix` can mend."""
        return sum(fault.fixable for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Mended:
    """The mended file, what was changed, and what is left. The content is the original when nothing was."""

    content: bytes
    changes: tuple[Change, ...]
    report: Report
