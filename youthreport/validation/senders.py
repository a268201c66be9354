"""The name of a file → the unit that may have sent it: a hint for people, never a fact."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from youthreport.listing import normalised
from youthreport.model import OrgUnit, Roster


def likely_sender(file: str, roster: Roster) -> OrgUnit | None:
    """The one unit whose code, name or alias the file name holds; None when there is none or several."""
    stem = PurePosixPath(file).stem
    words = re.findall(r"[A-Za-z0-9]+", stem.upper())
    coded = [unit for unit in roster.units if unit.code.upper() in words]
    if coded:
        return coded[0] if len(coded) == 1 else None
    name = normalised(stem)
    found = {
        unit.code: max((known for known in _names(unit) if known in name), key=len, default="")
        for unit in roster.units
    }
    # 砚湖街道 inside 砚湖街道办小学 does not name the street as well.
    named = [
        code
        for code, known in found.items()
        if known and not any(known != other and known in other for other in found.values())
    ]
    return roster.by_code(named[0]) if len(named) == 1 else None


def _names(unit: OrgUnit) -> list[str]:
    return [known for name in (unit.name, *unit.aliases) if len(known := normalised(name)) > 2]
