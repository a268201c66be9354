"""The rules that Python says, by their id: what is checked, in which order.

Relations between indicators stand in relations.toml and are run by `related`. A test compares this register with
rules.toml, so that neither can hold a rule that the other does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from youthreport.model import Filing, FilingStatus, Finding
from youthreport.validation import days, honours, lastyear, lists, numbers, organisations, sequences
from youthreport.validation.against_district import related_to_district
from youthreport.validation.ground import Around, Ground, noted
from youthreport.validation.homes import listed_homes
from youthreport.validation.peers import unlike_peers
from youthreport.validation.plans import answerable, timely
from youthreport.validation.projects import projects_in_texts
from youthreport.validation.quotas import ranges_match
from youthreport.validation.rates import typed_rates
from youthreport.validation.recycled import repeated
from youthreport.validation.relations import Values, compared, related

Check = Callable[[Filing, Ground], Filing]
Doubt = Callable[[Filing, Ground, Values], Iterator[Finding]]
CheckTogether = Callable[[tuple[Filing, ...], Around], tuple[Filing, ...]]

RELATIONS = "relations.toml"

# Rows first, because they decide what counts: a row set aside by one rule is not looked at by the next.
ON_LISTS: tuple[tuple[str, Check], ...] = (
    ("X01", numbers.whole_numbers),
    ("X19", honours.placed),
    ("X02", lists.required_cells),
    ("X17", days.inside_period),
    ("X18", lists.once),
    ("X16", lists.ticked_with_rows),
    ("X37", sequences.without_gap),
    ("X20", honours.in_both_lists),
    ("X21", organisations.registered),
    ("X24", ranges_match),
    ("X25", organisations.old_enough),
)
# Then what the rows of all units amount to, once each activity counts at one unit only.
ON_NUMBERS: tuple[tuple[str, Check], ...] = (
    ("X02", numbers.compulsory),
    (RELATIONS, related),
    ("X16", numbers.typed_against_lists),
)
# Then doubts about what still counts; they block nothing.
ON_VALUES: tuple[tuple[str, Doubt], ...] = (
    ("X09", typed_rates),
    ("X32", lastyear.same_base),
    ("X10", lastyear.leaps),
    ("X11", lastyear.falling_members),
    ("X34", lastyear.shrinking_totals),
    ("X33", repeated),
)
# What one filing says that only the others can confirm: before and after its numbers are added up.
BETWEEN_LISTS: tuple[tuple[str, CheckTogether], ...] = (
    ("X23", listed_homes),
    ("X22", projects_in_texts),
    ("X38", timely),
    ("X39", answerable),
)
AGAINST_DISTRICT: tuple[tuple[str, CheckTogether], ...] = ((RELATIONS, related_to_district),)
BETWEEN_NUMBERS: tuple[tuple[str, CheckTogether], ...] = (
    ("X10", unlike_peers),
    ("X32", lastyear.same_finals),
)


def check_lists(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """The filings with what their lists say wrongly set aside, and a finding for each."""

    def rows(filing: Filing, ground: Ground) -> Filing:
        """The filing after each rule on lists in turn: what one sets aside, the next does not look at."""
        for _, check in ON_LISTS:
            filing = check(filing, ground)
        return filing

    return _each(filings, around, rows)


def check_names(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """The filings with the names blocked that no list of any unit holds."""
    return _together(filings, around, BETWEEN_LISTS)


def check_numbers(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """The filings with contradicting numbers blocked, and a finding for each contradiction and doubt."""

    def figures(filing: Filing, ground: Ground) -> Filing:
        """The filing after the rules that block numbers, then with the doubts about those that still count."""
        for _, check in ON_NUMBERS:
            filing = check(filing, ground)
        values = compared(filing, ground.catalogue)
        for _, doubt in ON_VALUES:
            filing = noted(filing, doubt(filing, ground, values))
        return filing

    filings = _together(_each(filings, around, figures), around, AGAINST_DISTRICT)
    return _together(filings, around, BETWEEN_NUMBERS)


def _each(filings: tuple[Filing, ...], around: Around, check: Check) -> tuple[Filing, ...]:
    ground = around.grounds()
    return tuple(check(f, ground(f.unit)) if f.status is FilingStatus.ACCEPTED else f for f in filings)


def _together(
    filings: tuple[Filing, ...], around: Around, checks: tuple[tuple[str, CheckTogether], ...]
) -> tuple[Filing, ...]:
    for _, check in checks:
        filings = check(filings, around)
    return filings
