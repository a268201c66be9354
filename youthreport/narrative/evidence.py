"""Rollup, district rows and the calendar → a verdict where comparing figures cannot give one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from youthreport.model import District, ListRow, Period, Rollup
from youthreport.narrative.wording import plain

Verdict = tuple[bool, str]
MONTHS_OFF = 1  # 一月一会 tolerates one month without or with a second meeting
STEADY_POINTS = 15
MIN_COMPARED = 3  # fewer figures with a base say nothing about a trend


def all_reported(rollup: Rollup, district: District, period: Period) -> Verdict:
    """全员报送: every unit of the roster reported and none is excused."""
    expected = len(rollup.expected) + len([u for u, _ in rollup.excused if u not in rollup.expected])
    reported = len(rollup.received)
    told = f"应报{expected}个单位、实报{reported}个、免报{len(rollup.excused)}个"
    count = rollup.figures.get("units_received")
    if count is not None and not count.complete:
        return False, f"{told}，其中有的单位下级未报齐"
    return reported >= expected > 0, told


def ordered(rollup: Rollup, district: District, period: Period, code: str) -> Verdict:
    """先后: the listing holds at least two items with different dates inside the period."""
    listing = rollup.listings.get(code)
    items = listing.items if listing is not None else ()
    days = {item.when for item in items if item.when is not None and item.when in period}
    return len(days) >= 2, f"期内有{len(days)}个不同日期"


def monthly(
    rollup: Rollup, district: District, period: Period, sheet: str = "品牌活动", column: str = "日期"
) -> Verdict:
    """一月一会: one row of the district's sheet per calendar month from the first to the last, give or take one."""
    rows = [row for row in _rows(district, sheet) if row.values.get("类别", sheet) == sheet]
    days = [day for row in rows if isinstance(day := row.values.get(column), date)]
    if len(days) < 2:
        return False, f"《{sheet}》有{len(days)}个日期，不足以说明频次"
    months = [day.year * 12 + day.month for day in days]
    span = range(min(months), max(months) + 1)
    off = sum(abs(months.count(month) - 1) for month in span)
    return off <= MONTHS_OFF, f"《{sheet}》{len(span)}个月举办{len(days)}期"


def mentioned(rollup: Rollup, district: District, period: Period, sheet: str, word: str) -> Verdict:
    """A row of the district's sheet, or an item of a listing taken from returns, holds the word."""
    for row in _rows(district, sheet):
        if any(word in str(value) for value in row.values.values()):
            return True, f"《{sheet}》第{row.number}行有“{word}”"
    for listing in rollup.listings.values():
        for item in listing.items:
            if word in item.text:
                return True, f"{listing.label}中有“{word}”"
    return False, f"《{sheet}》和各项清单中没有“{word}”"


def not_falling(rollup: Rollup, district: District, period: Period, *codes: str) -> Verdict:
    """定性结论: of the figures with a base, not more than half fell; too few with a base bar nothing."""
    figures = [f for f in rollup.figures.values() if not codes or f.code in codes]
    pairs = [
        (f.value, f.previous)
        for f in figures
        if f.complete and f.value is not None and f.previous is not None
    ]
    if len(pairs) < MIN_COMPARED:
        return True, f"可与上年同期比较的指标只有{len(pairs)}项，仅作定性表述"
    fallen = sum(1 for value, previous in pairs if value < previous)
    return fallen * 2 <= len(pairs), f"可比指标{len(pairs)}项中有{fallen}项低于上年同期"


def all_units(rollup: Rollup, district: District, period: Period, code: str) -> Verdict:
    """各级: of every type of expected unit at least one counted for more than nothing in the figure."""
    figure = rollup.figures.get(code)
    if figure is None:
        return False, "无人报送"
    counted = {source.unit for source in figure.sources if source.value not in (None, 0, "")}
    every = {unit.type for unit in rollup.expected}
    covered = {unit.type for unit in rollup.expected if unit.name in counted}
    return covered == every != set(), f"{figure.label}：应报单位{len(every)}类，其中{len(covered)}类有数"


def qn_stable(rollup: Rollup, district: District, period: Period) -> Verdict:
    """稳定: the best and the worst issue lie at most 15 points apart; unknown without qn_max_rate."""
    worst, best = (rollup.figures.get(code) for code in ("qn_min_rate", "qn_max_rate"))
    if worst is None or best is None or worst.value is None or best.value is None:
        return False, "没有各期最高参学率，不能说稳定"
    spread = Decimal(best.value) - Decimal(worst.value)
    return spread <= STEADY_POINTS, f"各期参学率最高与最低相差{plain(spread)}个百分点"


def _rows(district: District, sheet: str) -> Iterator[ListRow]:
    table = district.filing.tables.get(sheet)
    return iter(row for row in table.rows if not row.excluded) if table is not None else iter(())


FUNCTIONS: dict[str, Callable[..., Verdict]] = {
    "all_reported": all_reported,
    "ordered": ordered,
    "monthly": monthly,
    "mentioned": mentioned,
    "not_falling": not_falling,
    "qualitative": not_falling,
    "lunch_freq": monthly,
    "all_units": all_units,
    "study_cover": partial(all_units, code="theme_act_cnt"),
    "qn_stable": qn_stable,
}
