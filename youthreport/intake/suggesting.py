"""A name or code that the roster does not hold → the few units that may be meant: asked, never assumed."""

from __future__ import annotations

import re
import unicodedata

from youthreport.intake.recognising import fold
from youthreport.model import OrgUnit, Roster

_NEAR = 70  # percent of equal characters in order, without the words that all names share
_MOST = 3
_COMMON = re.compile(
    r"^(?:中国)?(?:共产主义青年团|共青团)|(?:工作委员会|委员会|团工委|团委|团总支|总支部|团支部|支部|工委)$"
)
# What people type for one another in a code.
_LOOKALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})


def nearest_units(name: str, code: str, roster: Roster) -> list[OrgUnit]:
    """At most three units of the roster with nearly that name, the nearest first; by code where no name helps.

    Codes differ by one character from unit to unit, so that only another way of writing one is near.
    """
    return _by_name(name, roster) or _by_code(code, roster)


def _by_name(name: str, roster: Roster) -> list[OrgUnit]:
    from rapidfuzz import fuzz  # only when a unit is unknown

    asked = _core(name)
    if len(asked) < 2:
        return []
    scores = {
        unit.code: max(fuzz.ratio(asked, _core(known)) for known in (unit.name, *unit.aliases))
        for unit in roster.units
    }
    near = [unit for unit in roster.units if scores[unit.code] >= _NEAR]
    best = sorted(near, key=lambda unit: -scores[unit.code])[:_MOST]
    # Beside a name that is all but equal, a merely similar one only confuses.
    return [unit for unit in best if scores[unit.code] >= scores[best[0].code] - 10]


def _by_code(code: str, roster: Roster) -> list[OrgUnit]:
    asked = _plain(code)
    return [unit for unit in roster.units if asked and _plain(unit.code) == asked][:_MOST]


def _core(name: str) -> str:
    """The name without 共青团… and …团工委, which all names share."""
    return _COMMON.sub("", _COMMON.sub("", fold(name)))


def _plain(code: str) -> str:
    written = unicodedata.normalize("NFKC", code).casefold()
    letters = re.sub(r"[^0-9a-z]", "", written).translate(_LOOKALIKES)
    return re.sub(r"0+(?=\d)", "", letters)
