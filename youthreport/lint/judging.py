"""A Paper → its faults in the order of their places, by every registered check."""

from __future__ import annotations

from collections import Counter

from youthreport.lint import checks
from youthreport.lint.declared import rules
from youthreport.lint.paper import Paper, Role
from youthreport.lint.records import Fault, Report, Rule
from youthreport.lint.registry import CHECKS, Hit

assert checks  # importing it fills CHECKS


def find(paper: Paper) -> list[tuple[Rule, Hit]]:
    """All hits with their rules, in the order of the rules."""
    return [(rule, hit) for key, rule in rules().items() for hit in CHECKS[key](paper)]


def report_of(paper: Paper) -> Report:
    """Everything that was found, those about the whole paper first."""
    order = {id(paragraph): place for place, paragraph in enumerate(paper.every)}
    found = find(paper)
    found.sort(key=lambda pair: order.get(id(pair[1].at), -1))
    roles = Counter(paragraph.role for paragraph in paper.paragraphs)
    return Report(
        profile=paper.profile.name,
        faults=tuple(fault_of(rule, hit) for rule, hit in found),
        roles=tuple((role.value, roles[role]) for role in Role if roles[role]),
    )


def fault_of(rule: Rule, hit: Hit) -> Fault:
    """The hit without its ties to the XML."""
    return Fault(
        rule=rule,
        paragraph=hit.at.number if hit.at else None,
        place=hit.told_place,
        quote=hit.told_quote,
        message=hit.message,
        fixable=hit.fixable,
    )
