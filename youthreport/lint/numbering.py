"""Automatic numbering → the label that the word processor prints before each numbered paragraph."""

from __future__ import annotations

import re

from youthreport.lint.chinese import to_hanzi
from youthreport.lint.xml import Element, child, get, number, value, w

_PLACE = re.compile(r"%([1-9])")
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "taiwaneseCounting",
    }
)


class Numbering:
    """Counts the lists of one document; paragraphs must come in document order."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._seen: set[tuple[str, int]] = set()
        for definition in [] if root is None else root.iterchildren(w("abstractNum")):
            levels = {number(get(level, "ilvl")): level for level in definition.iterchildren(w("lvl"))}
            self._levels[get(definition, "abstractNumId") or ""] = levels
        for instance in [] if root is None else root.iterchildren(w("num")):
            self._read_instance(instance)

    def _read_instance(self, instance: Element) -> None:
        key = get(instance, "numId") or ""
        self._abstract[key] = value(instance, "abstractNumId") or ""
        for override in instance.iterchildren(w("lvlOverride")):
            start = child(override, "startOverride")
            if start is not None:
                self._starts[key, number(get(override, "ilvl"))] = number(get(start, "val"), 1)

    def label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of that list; "" for none, for bullets and unknown forms."""
        abstract = self._abstract.get(list_id)
        levels = self._levels.get(abstract or "")
        if abstract is None or not levels or level not in levels:
            return ""
        counters = self._counters.setdefault(abstract, {})
        self._count(list_id, level, levels[level], counters)
        text = value(levels[level], "lvlText") or ""
        if value(levels[level], "numFmt") in {"bullet", "none"}:
            return ""

        def written(found: re.Match[str]) -> str:
            """The number that stands for %1 to %9 in the form of its own level; 1 for a level that was not counted."""
            at = int(found[1]) - 1
            return _written(value(levels.get(at), "numFmt"), counters.get(at, 1))

        return _PLACE.sub(written, text)

    def _count(self, list_id: str, level: int, definition: Element, counters: dict[int, int]) -> None:
        start = number(value(definition, "start"), 1)
        fresh = (list_id, level) in self._starts and (list_id, level) not in self._seen
        if fresh:
            counters[level] = self._starts[list_id, level]
        else:
            counters[level] = counters[level] + 1 if level in counters else start
        self._seen.add((list_id, level))
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]


def _written(kind: str | None, count: int) -> str:
    if kind in _CHINESE and 0 < count < 100:
        return to_hanzi(count)
    return str(count) if kind in {None, "decimal", "decimalHalfWidth", "decimalFullWidth"} else "?"
