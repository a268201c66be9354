"""A formula in a return → whether it is the one that our own form put there.

Spreadsheet programs rewrite a formula as they save it: quotes, brackets, separators, and every address when
rows, columns or sheets move. So both sides are brought to one spelling, in which an address is the name of what
stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from youthreport import totals
from youthreport.addresses import column_number
from youthreport.intake.cover import Cover
from youthreport.intake.recognising import Found
from youthreport.intake.sheets import Formula
from youthreport.model import Catalogue, Indicator, ListSheet

_REFERENCE = re.compile(
    r"(?<![\w.])(?:'((?:[^']|'')+)'!|([^\W\d][\w.]*)!)?"
    r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?(?![\w(])"
)
_NOISE = re.compile(r"\s+|[()$@]|_xlfn\.")
_POINT_ZERO = re.compile(r"(?<=\d)\.0(?!\d)")
_LONGEST = 8_192


@dataclass(frozen=True, slots=True)
class _Reference:
    """An address in a formula: sheet ("" = its own), first column, last column, row."""

    sheet: str
    first: int
    last: int
    row: int


class OwnFormulas:
    """What the form would have written into the computed rows of one return."""

    def __init__(
        self,
        catalogue: Catalogue,
        unit_type: str,
        cover: Cover,
        indicators: Found,
        found: Mapping[str, Found],
    ) -> None:
        self._catalogue = catalogue
        self._unit_type = unit_type
        self._version = cover.form_version
        lists = {f.sheet.name: f for f in found.values() if f is not indicators}
        self._names = _Names(indicators, lists, cover)
        self._ticks = {name: _symbol("封面", name) for name in cover.tick_places.values()}

    def wrote(self, indicator: Indicator, formula: Formula) -> bool:
        """Whether the formula is the form's own for that row, moved as it may be."""
        if formula.external or len(formula.text) > _LONGEST:
            return False
        if self._version and (
            self._version != self._catalogue.version or "#REF!" in formula.text or formula.text == "="
        ):
            # Another version's formula, one that lost its column, or one whose text the file does not tell:
            # it stands where the form puts one, and nothing of it is used.
            return True
        return self._as_named(indicator, formula.text) or self._to_the_letter(indicator, formula.text)

    def _as_named(self, indicator: Indicator, text: str) -> bool:
        """Whether the formula takes the cells that the form's would take in this workbook as it is now."""
        lists = self._catalogue.sheets_of(self._unit_type)
        cells = {i.code: _symbol(i.code) for i in self._catalogue.indicators_of(self._unit_type)}
        wanted = totals.formula_of(indicator, lists, self._ticks, cells, _column_symbol)
        return bool(wanted) and self._names.spelt(text) == self._names.spelt(wanted)

    def _to_the_letter(self, indicator: Indicator, text: str) -> bool:
        """Whether a list's formula is as it was handed out, although what it points at moved or went."""
        lists = self._catalogue.sheets_of(self._unit_type)
        ticks = {sheet.name: "封面!B1" for sheet in lists}
        wanted = totals.formula_of(indicator, lists, ticks, {})
        return bool(wanted) and _unplaced(text) == _unplaced(wanted)


class _Names:
    """Addresses of one workbook → the names of what stands there."""

    def __init__(self, indicators: Found, lists: Mapping[str, Found], cover: Cover) -> None:
        self._indicators = indicators
        self._lists = lists
        self._cover = cover

    def spelt(self, formula: str) -> str:
        """The formula in the one spelling."""
        return "".join(p if isinstance(p, str) else self._name(p) for p in _pieces(formula))

    def _name(self, ref: _Reference) -> str:
        sheet = ref.sheet or self._indicators.sheet.name
        if sheet == self._indicators.sheet.name:
            code = self._indicators.value(ref.row, "指标代码")
            there = ref.first == ref.last == self._indicators.columns.get("本期数")
            return _symbol(str(code).strip()) if there and code else "?"
        if sheet == self._cover.place.sheet:
            tick = self._cover.tick_places.get((ref.row, ref.first))
            return _symbol("封面", tick) if tick else "?"
        found = self._lists.get(sheet)
        if found is None or ref.first != ref.last:
            return "?"
        name = next((n for n, column in found.columns.items() if column == ref.first), "?")
        return _symbol(found.layout.name, name)


def _unplaced(formula: str) -> str:
    """The formula with addresses by sheet and columns as they are written, rows left out."""
    return "".join(
        p if isinstance(p, str) else _symbol(p.sheet, str(p.first), str(p.last)) for p in _pieces(formula)
    )


def _symbol(*names: str) -> str:
    return "{" + "|".join(names) + "}"


def _column_symbol(sheet: ListSheet, name: str) -> str:
    return _symbol(sheet.name, name)


@lru_cache(maxsize=1024)
def _pieces(formula: str) -> Sequence[str | _Reference]:
    """The formula cut into text and addresses; brackets and blanks say nothing and are left out."""
    pieces: list[str | _Reference] = []
    for number, part in enumerate(formula.removeprefix("=").split('"')):
        if number % 2:
            pieces.append(f'"{part}"')
            continue
        last = 0
        for found in _REFERENCE.finditer(part):
            pieces += [_tidied(part[last : found.start()]), _reference(found)]
            last = found.end()
        pieces.append(_tidied(part[last:]))
    return tuple(pieces)


def _tidied(text: str) -> str:
    return _POINT_ZERO.sub("", _NOISE.sub("", text))


def _reference(found: re.Match[str]) -> _Reference:
    quoted, plain, first, row, last, _ = found.groups()
    sheet = (quoted or "").replace("''", "'") or plain or ""
    return _Reference(sheet, column_number(first), column_number(last or first), int(row))
