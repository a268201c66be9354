"""The last period's roster, district workbook and closed figures → what the next period begins with."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from youthreport import phrases
from youthreport.closing.stock import Rows, row_as_text
from youthreport.frozen import successor
from youthreport.listing import counting, matches
from youthreport.model import (
    Carried,
    CarriedText,
    Catalogue,
    ComputedFigure,
    District,
    Frozen,
    Indicator,
    ListRow,
    ListSource,
    Number,
    OrgUnit,
    Period,
    Roster,
    TextElement,
    TextValue,
)
from youthreport.years import covers, mentioned

DISTRICT_TYPE = "区级"
# What holds beyond the period in which it was said, and what holds as long as the year.
_LASTING, _OF_THE_YEAR = frozenset({"累计数", "静态"}), frozenset({"年度数"})
_YEAR_BEFORE = "上年同期末"
_SUFFIX = "_ly"


def carried_roster(roster: Roster) -> tuple[OrgUnit, ...]:
    """The same units with their dates; who was merged into a unit that was merged itself now names the last one."""
    return tuple(
        replace(unit, merged_into=successor(unit.code, roster)) if unit.merged_into else unit
        for unit in roster.units
    )


def carried_district(
    district: District, catalogue: Catalogue, before: Period, period: Period, last_year: Frozen | None
) -> Carried:
    """What the district's workbook begins with; `last_year` is the closed same half of the year before `period`.

    Texts of the last period alone, and what belongs to its days (收表登记, 核实说明, 免报说明), begin blank. The rows of
    历年评选 come along as they are: a row for the new year would claim that the event has been held.
    """
    same_year = before.year == period.year
    lasting = _LASTING | (_OF_THE_YEAR if same_year else frozenset())
    own = catalogue.indicators_of(DISTRICT_TYPE)
    ago = dict(last_year.figures if last_year else {}) | dict(
        last_year.units.get(DISTRICT_TYPE, {}) if last_year else {}
    )
    return Carried(
        {
            e.code: _text(e, t, period)
            for e in catalogue.texts
            if (t := district.texts.get(e.code)) is not None
        },
        _values(district, own, lasting) | _of_last_year(own, ago),
        {i.code: ago[i.code] for i in own if i.code in ago and i.last_year},
        _rows(district, catalogue, lasting),
    )


def _text(element: TextElement, given: TextValue, period: Period) -> CarriedText:
    if element.anew:
        return CarriedText(review=f"只适用于上期，请填写本期内容。上期为：{given.text}")
    doubts = []
    if given.years and covers(given.years, period.year) is not True:
        doubts.append(f"有效年度“{given.years}”不含{period.year}年")
    years = mentioned(unicodedata.normalize("NFKC", given.text))
    if years and not any(first <= period.year <= last for first, last in years):
        doubts.append(f"文中的年份不含{period.year}年")
    if not element.any_day:
        doubts += [f"“{phrase.text}”{phrase.why}" for phrase in phrases.days_outside(given.text, period)]
    review = f"{'；'.join(dict.fromkeys(doubts))}，请核对后修改，或清空。" if doubts else ""
    return CarriedText(given.text, given.years, review)


def _values(district: District, own: tuple[Indicator, ...], lasting: frozenset[str]) -> dict[str, Number]:
    kept = {i.code for i in own if i.basis in lasting and i.source in ("typed", "system")}
    return {e.code: e.value for e in district.filing.entries if e.code in kept and e.value is not None}


def _of_last_year(own: tuple[Indicator, ...], ago: Mapping[str, Number]) -> dict[str, Number]:
    """The figures that ask for another one's value a year before (…_ly), from the closed period."""
    asked = {i.code: i.code.removesuffix(_SUFFIX) for i in own if i.basis == _YEAR_BEFORE}
    return {code: ago[base] for code, base in asked.items() if base != code and base in ago}


def _rows(district: District, catalogue: Catalogue, lasting: frozenset[str]) -> dict[str, Rows]:
    kept: dict[str, Rows] = {}
    for sheet in catalogue.sheets_of(DISTRICT_TYPE):
        counted = _countings(sheet.name, catalogue)
        rows = [
            row for row in counting(district.filing.tables.get(sheet.name)) if _lasts(row, counted, lasting)
        ]
        if rows:
            kept[sheet.name] = tuple(row_as_text(row) for row in rows)
    return kept


def _countings(sheet: str, catalogue: Catalogue) -> tuple[tuple[ListSource, str], ...]:
    """How the sheet's rows are counted, each with the basis of what it yields."""
    entries: tuple[Indicator | ComputedFigure, ...] = (*catalogue.indicators, *catalogue.computed)
    return tuple(
        (e.list_source, e.basis)
        for e in entries
        if e.list_source is not None and e.list_source.sheet == sheet
    )


def _lasts(row: ListRow, counted: tuple[tuple[ListSource, str], ...], lasting: frozenset[str]) -> bool:
    """Whether everything that counts the row reaches beyond the period, and something does."""
    bases = {basis for source, basis in counted if matches(row, source.where)}
    return bool(bases) and bases <= lasting
