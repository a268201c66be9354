"""Who reported → the labels of 数据说明."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.model import Figure, Item, Listing, OrgUnit, Part, Rollup, Wording
from youthreport.narrative.spoken import Spoken, say_figure, say_listing
from youthreport.narrative.wording import Words


def coverage(rollup: Rollup, words: Words) -> dict[str, Spoken]:
    """应报单位数 实报单位数 缺报单位清单 免报单位清单 缺口说明, by label.

    缺口说明 are the figures that a unit which did report left open and others told: of what nobody told nothing was
    added up, and nothing is printed. What missing units lack is said with them.
    """
    excused = [f"{unit.name}（{reason}）" if reason else unit.name for unit, reason in rollup.excused]
    spoken = (
        _count(rollup, words, "units_expected", "应报单位数", len(rollup.expected)),
        _count(rollup, words, "units_received", "实报单位数", len(rollup.received)),
        _list("units_missing", "缺报单位清单", _names(rollup.missing)),
        _list("units_excused", "免报单位清单", excused),
        _list("gaps", "缺口说明", [f.label for f in rollup.figures.values() if _is_partial(f)]),
        _list("estimated", "估计指标清单", [f.label for f in rollup.figures.values() if f.estimated]),
    )
    return {entry.label: entry for entry in spoken}


def _is_partial(figure: Figure) -> bool:
    return figure.value is not None and bool(figure.silent or figure.unclear)


def _names(units: Iterable[OrgUnit]) -> list[str]:
    return [unit.name for unit in units]


def _count(rollup: Rollup, words: Words, code: str, label: str, value: int) -> Spoken:
    """The rollup's own figure if it keeps one, else the count as text."""
    if (figure := rollup.figures.get(code)) is not None:
        return say_figure(figure, words, label)
    return Spoken(label, Wording(label, (Part(str(value), quoted=True),), nothing=value == 0))


def _list(code: str, label: str, texts: list[str]) -> Spoken:
    return say_listing(Listing(code, label, tuple(Item(text, 1, None) for text in texts)))
