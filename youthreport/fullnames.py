"""The name of a league organisation → the other forms in which the very same name is written.

共青团麦陇街道工作委员会 is 麦陇街道团工委 in full: the first names the league in front, the second by 团 at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from youthreport.listing import normalised
from youthreport.model import OrgUnit, TextValue

_OWN_TEXTS = ("dist_short", "sign_org")  # in which the district names its own committee

_LEAGUE = ("共青团", "中国共产主义青年团", "中国共青团", "共产主义青年团")
# What one kind of organisation is called after the name of its place or employer.
_KINDS = (
    ("工委", "工作委员会"),
    ("委", "委员会"),
    ("总支", "总支部", "总支部委员会"),
    ("支部", "支部委员会"),
)
_AMBIGUOUS = ("委",)  # 共青团麦陇区委: 区委 belongs together
_SHORTEST = 2


def full_forms(name: str) -> frozenset[str]:
    """All forms of that name, itself among them; the name alone where it does not say what kind it is.

    Only the forms of one kind are the same: 团委 and 团工委 are different organisations, and 工委 without 共青团 is
    none of the league's.
    """
    found = _taken_apart(name)
    if found is None:
        return frozenset((name,))
    core, kind = found
    short = {f"{core}团{ending}" for ending in kind}
    long = {
        f"{league}{core}{team}{ending}"
        for league in _LEAGUE
        for ending in kind
        for team in ("", "团")
        if team or ending not in _AMBIGUOUS
    }
    return frozenset((name, *short, *long))


def forms_of(unit: OrgUnit) -> frozenset[str]:
    """What the unit may be called: its name and aliases, and the full forms of these."""
    return frozenset(form for name in (unit.name, *unit.aliases) for form in full_forms(name))


def names_of(unit: OrgUnit) -> frozenset[str]:
    """The same and its code, `normalised`."""
    return frozenset(normalised(name) for name in (unit.code, *forms_of(unit)))


def own_names(texts: Mapping[str, TextValue]) -> tuple[str, ...]:
    """What the district, which stands on no roster, calls its own committee in 文字要素."""
    return tuple(texts[code].text for code in _OWN_TEXTS if code in texts)


def _taken_apart(name: str) -> tuple[str, tuple[str, ...]] | None:
    """What stands between 共青团 and the kind, and the words for that kind."""
    text = re.sub(r"\s", "", name)
    league = next((word for word in _LEAGUE if text.startswith(word)), "")
    text = text.removeprefix(league)
    endings = sorted(((f"团{e}", kind) for kind in _KINDS for e in kind), key=lambda pair: -len(pair[0]))
    if league:
        endings += sorted(
            ((e, kind) for kind in _KINDS for e in kind if e not in _AMBIGUOUS),
            key=lambda pair: -len(pair[0]),
        )
    for ending, kind in endings:
        if text.endswith(ending) and len(text) - len(ending) >= _SHORTEST:
            return text.removesuffix(ending), kind
    return None
