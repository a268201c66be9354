"""The deadline of a plan item in a clerk's words (9月底前) → the last day that it allows, and whether the plan can hold it."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from youthreport.model import Period

_YEAR = r"(?:(?P<year>\d{4})\s*(?:年|[.\-/])\s*|(?P<next>明年|次年)|今年|本年)?"
_DAY = re.compile(
    _YEAR
    + r"(?<!\d)(?P<month>\d{1,2})\s*(?:[.\-/]\s*(?P<d1>\d{1,2})|月(?:份)?(?:\s*(?P<d2>\d{1,2})|(?P<part>[上中]旬|初|中))?)"
)
_QUARTER = re.compile(_YEAR + r"第?(?P<quarter>[1-4一二三四])季度")
_HALF = re.compile(_YEAR + r"(?P<half>[上下])半年")
_END = re.compile(_YEAR + r"(?:年度?[底末内]|年终|全年|年度内)|(?P<whole>\d{4})年[底末内]")
_ANY_YEAR = re.compile(r"(\d{4})\s*[年.\-/]")
_PARTS = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}
_MONTHS = {
    "十一": "11",
    "十二": "12",
    "十": "10",
    **{word: str(n) for n, word in enumerate("一二三四五六七八九", 1)},
}
_SAID = re.compile("(十一|十二|十|[一二三四五六七八九])(?=月)")


@dataclass(frozen=True, slots=True)
class Due:
    """The last day that a deadline allows; `bare`: no year was written, so that of the plan is meant."""

    day: date
    bare: bool


def due(text: str, plan: Period) -> Due | None:
    """What the text says, of several days the last; None when no day can be told (尽快, 长期) or there is no such day."""
    plain = _SAID.sub(lambda found: _MONTHS[found[1]], unicodedata.normalize("NFKC", text))
    days = [day for pattern in (_DAY, _QUARTER, _HALF, _END) for day in _days(pattern, plain, plan)]
    if not days or None in days:
        return None
    return max((day for day in days if day is not None), key=lambda found: found.day)


def outside(text: str, plan: Period) -> bool:
    """Whether the plan cannot hold the deadline: it lies before, or its month, named without a year, is none of the plan's."""
    found = due(text, plan)
    return found is not None and (found.day < plan.start or (found.bare and found.day > plan.end))


def latest(deadlines: Iterable[str], plan: Period) -> str:
    """The last of several deadlines among those that can be read; one that cannot only where no other is given."""
    texts = tuple(dict.fromkeys(text for text in deadlines if text))
    read = [(found.day, text) for text in texts if (found := due(text, plan)) is not None]
    if read:
        return max(read, key=lambda pair: pair[0])[1]
    return texts[0] if len(texts) == 1 else ""


def _days(pattern: re.Pattern[str], text: str, plan: Period) -> Iterator[Due | None]:
    said = _ANY_YEAR.search(text)  # 2025年11月至12月: the year of one is that of the other
    for match in pattern.finditer(text):
        told = match.groupdict()
        written = told.get("year") or told.get("whole") or (said[1] if said else "")
        year = int(written) if written else plan.year + bool(told.get("next"))
        try:
            day = _last_day(year, told)
        except ValueError:
            yield None
            continue
        yield Due(day, "month" in told and not written and not told.get("next"))


def _last_day(year: int, told: dict[str, str | None]) -> date:
    """The last day of what was named; ValueError for a day that no calendar has."""
    if quarter := told.get("quarter"):
        return _end_of(year, 3 * ("一二三四".find(quarter) + 1 or int(quarter)))
    if half := told.get("half"):
        return _end_of(year, 6 if half == "上" else 12)
    if not (month := told.get("month")):
        return _end_of(year, 12)
    exact = told.get("d1") or told.get("d2") or _PARTS.get(told.get("part") or "")
    return date(year, int(month), int(exact)) if exact else _end_of(year, int(month))


def _end_of(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, monthrange(year, month)[1])
