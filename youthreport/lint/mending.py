"""A Package → the same with everything mended that is safe, and what was changed."""

from __future__ import annotations

from functools import partial

from youthreport.lint.judging import find, report_of
from youthreport.lint.package import Package
from youthreport.lint.reading import read_paper
from youthreport.lint.records import Change, Mended, Rule
from youthreport.lint.registry import Hit, Retext
from youthreport.lint.retexting import apply_edits
from youthreport.lint.standard import Profile

# Mending may bring something else to light (margins, then lines); more rounds than this mean a quarrel.
_ROUNDS = 24


def mend_package(package: Package, profile: Profile, level3: str) -> Mended:
    """Rounds of reading, judging and mending until nothing is left that can be mended."""
    changes: list[Change] = []
    for _ in range(_ROUNDS):
        paper = read_paper(package, profile, level3)
        fixable = [(rule, hit) for rule, hit in find(paper) if hit.fixable]
        if not fixable:
            return Mended(package.content(), tuple(changes), report_of(paper))
        changes += _round(fixable)
    raise RuntimeError("mending does not settle")


def _round(fixable: list[tuple[Rule, Hit]]) -> list[Change]:
    """Texts first: what sets formatting may then rely on where each character stands."""
    edits = [(rule, hit, hit.mend) for rule, hit in fixable if isinstance(hit.mend, Retext)]
    if edits:
        made = {id(edit) for edit in apply_edits(edit for _, _, edit in edits)}
        return [_change(rule, hit) for rule, hit, edit in edits if id(edit) in made]
    done: set[object] = set()
    for _, hit in fixable:
        if isinstance(hit.mend, partial) and (key := _key(hit.mend)) not in done:
            done.add(key)
            hit.mend()
    return [_change(rule, hit) for rule, hit in fixable]


def _key(mend: partial[None]) -> object:
    """What the mend does to what: several hits may ask for the same, which is done once."""
    return (
        mend.func,
        tuple(map(id, mend.args)),
        tuple((name, id(value)) for name, value in mend.keywords.items()),
    )


def _change(rule: Rule, hit: Hit) -> Change:
    return Change(
        rule=rule,
        paragraph=hit.at.number if hit.at else None,
        place=hit.told_place,
        quote=hit.told_quote,
        done=hit.done,
    )
