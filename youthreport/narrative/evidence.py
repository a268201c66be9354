"""Rollup, district rows and the calendar → a verdict where comparing figures cannot give one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from youthreport.fullnames import names_of
from youthreport.listing import normalised
from youthreport.model import District, Figure, ListRow, OrgUnit, Period, Rollup, Severity, WordingRules
from youthreport.narrative.listing_words import follow
from youthreport.narrative.wording import plain
from youthreport.series import broken

Verdict = tuple[bool, str]
MONTHS_OVER = 1  # 一月一会 tolerates one issue more than there are months, but no month without
LISTED = 3  # so many items stand behind 先后 in a section


def all_reported(rollup: Rollup, district: District, period: Period, rules: WordingRules) -> Verdict:
    """全员报送: every unit of the roster reported and none is excused."""
    expected = len(rollup.expected) + len([u for u, _ in rollup.excused if u not in rollup.expected])
    reported = len(rollup.received)
    told = f"应报{expected}个单位、实报{reported}个、免报{len(rollup.excused)}个"
    count = rollup.figures.get("units_received")
    if count is not None and not count.complete:
        return False, f"{told}，其中有的单位下级未报齐"
    return reported >= expected > 0, told


def all_allotted(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, sheet: str
) -> Verdict:
    """全部分配: every unit reported, and nothing in the district's list of allotments is doubted."""
    reported, told = all_reported(rollup, district, period, rules)
    doubted = {
        finding.cell
        for finding in district.filing.findings
        if finding.cell.sheet == sheet and finding.severity is not Severity.NOTICE
    }
    if not doubted:
        return reported, told
    return False, f"{told}；《{sheet}》有{len(doubted)}处有误或待核"


def told_by(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, code: str, text: str
) -> Verdict:
    """Whether all that a figure counts was reported by the unit that the district's text names, or by units below it."""
    figure, given = rollup.figures.get(code), district.texts.get(text)
    units = _everyone(rollup)
    named = [unit for unit in units if given is not None and normalised(given.text) in names_of(unit)]
    if figure is None or not named:
        return False, "没有写明名册上的单位"
    counted, top = _counted(figure), named[0]
    if not counted:
        return False, f"{figure.label}没有单位报送"
    others = counted - {unit.name for unit in units if top.code in (unit.code, *_above(unit, units))}
    told = f"{figure.label}由{len(counted)}个单位报送"
    if others:
        return False, f"{told}，其中{len(others)}个不是{top.name}或其下级"
    return True, f"{told}，都是{top.name}或其下级"


def _everyone(rollup: Rollup) -> tuple[OrgUnit, ...]:
    """The units that had to report and those that were let off."""
    return (*rollup.expected, *(unit for unit, _ in rollup.excused))


def _counted(figure: Figure) -> set[str]:
    """The names of the units that gave more than nothing."""
    return {source.unit for source in figure.sources if source.value not in (None, 0, "")}


def _above(unit: OrgUnit, units: tuple[OrgUnit, ...]) -> tuple[str, ...]:
    """The codes of the units above it, the nearest first, each once."""
    parents, chain, code = {one.code: one.parent for one in units}, [unit.code], unit.parent
    while code in parents and code not in chain:
        chain.append(code)
        code = parents[code]
    return tuple(chain[1:])


def ordered(rollup: Rollup, district: District, period: Period, rules: WordingRules, code: str) -> Verdict:
    """先后: the items that are listed all have a day inside the period, at least two of them different ones."""
    listing = rollup.listings.get(code)
    items = listing.items[:LISTED] if listing is not None else ()
    days = {item.when for item in items if item.when is not None and item.when in period}
    return follow(items, period), f"所列{len(items)}项，期内有{len(days)}个不同日期"


def within(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, code: str, first: str, last: str
) -> Verdict:
    """Every item of the listing has a day between two days of the year (`04-20`)."""
    listing = rollup.listings.get(code)
    items = listing.items if listing is not None else ()
    start, end = (date.fromisoformat(f"{period.year}-{day}") for day in (first, last))
    inside = [item for item in items if item.when is not None and start <= item.when <= end]
    told = f"{len(items)}项中有{len(inside)}项在{start.month}月{start.day}日至{end.month}月{end.day}日之间"
    return len(inside) == len(items) > 0, told


def monthly(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, sheet: str, column: str
) -> Verdict:
    """一月一会: from the first issue to the end of the period no calendar month without, at most one issue over."""
    rows = _series(district, sheet)
    days = [day for row in rows if isinstance(day := row.values.get(column), date) and day <= period.end]
    if not days or max(days) not in period:
        return False, f"《{sheet}》期内没有记录"
    months = [day.year * 12 + day.month for day in days]
    span = range(min(months), period.end.year * 12 + period.end.month + 1)
    bare = [month for month in span if month not in months]
    holds = len(span) >= 2 and not bare and len(days) <= len(span) + MONTHS_OVER
    return holds, f"《{sheet}》{len(span)}个月举办{len(days)}期，其中{len(bare)}个月没有举办"


def held(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, sheet: str, day: str, number: str
) -> Verdict:
    """累计…期: one record at least is of this very period, and the series is on record from its first number on."""
    rows = _series(district, sheet)
    now = [row for row in rows if isinstance(when := row.values.get(day), date) and when in period]
    told = f"《{sheet}》登记{len(rows)}期，其中本期举办{len(now)}期"
    if broken(rows, number) is not None:
        return False, f"{told}，期次不是从第1期起逐期登记"
    return bool(now), told


def launched(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, sheet: str, day: str
) -> Verdict:
    """创新推出: the first record of the series is of this very period."""
    rows = _series(district, sheet)
    days = [when for row in rows if isinstance(when := row.values.get(day), date)]
    if not days:
        return False, f"《{sheet}》没有写明日期的记录"
    return min(days) in period, f"《{sheet}》最早的一期在{min(days).isoformat()}"


def not_falling(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, *codes: str
) -> Verdict:
    """定性结论: of the figures with a base, not more than half fell; where none has a base, nothing speaks against it."""
    figures = [f for f in rollup.figures.values() if f.code in codes]
    pairs = [
        (f.value, f.previous)
        for f in figures
        if f.complete and f.value is not None and f.previous is not None
    ]
    if not pairs:
        return True, "没有可与上年同期比较的指标，仅作定性表述"
    fallen = sum(1 for value, previous in pairs if value < previous)
    return fallen * 2 <= len(pairs), f"可比指标{len(pairs)}项中有{fallen}项低于上年同期"


def registered(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, code: str, text: str
) -> Verdict:
    """W-CLAIM: what the district's text names stands in the list, as a whole or within a longer name."""
    given = district.texts.get(text)
    name = normalised(given.text) if given is not None else ""
    listing = rollup.listings.get(code)
    items = listing.items if listing is not None else ()
    found = sum(1 for item in items if name and name in normalised(item.text))
    return found > 0, f"清单{len(items)}项中有{found}项是所写的项目"


def every_level(
    rollup: Rollup, district: District, period: Period, rules: WordingRules, code: str
) -> Verdict:
    """各级: of every type and on every level of the roster's tree a unit counted for more than nothing."""
    figure = rollup.figures.get(code)
    if figure is None:
        return False, "无人报送"
    counted, levels = _counted(figure), _levels(_everyone(rollup))
    bare = [level for level, names in levels.items() if not names & counted]
    told = f"{figure.label}：名册上{len(levels)}类层级，其中{len(levels) - len(bare)}类有数"
    return bool(levels) and not bare, told


def _levels(units: tuple[OrgUnit, ...]) -> dict[str, set[str]]:
    """The names of units by type, and by depth below the top of the roster."""
    levels: dict[str, set[str]] = {}
    for unit in units:
        for level in (unit.type, f"第{len(_above(unit, units)) + 1}层"):
            levels.setdefault(level, set()).add(unit.name)
    return levels


def qn_stable(rollup: Rollup, district: District, period: Period, rules: WordingRules) -> Verdict:
    """稳定: the best and the worst issue lie close enough; unknown without both."""
    worst, best = (rollup.figures.get(code) for code in ("qn_min_rate", "qn_max_rate"))
    if worst is None or best is None or worst.value is None or best.value is None:
        return False, "没有各期学习率，不能说稳定"
    spread = Decimal(best.value) - Decimal(worst.value)
    shown = plain(spread.quantize(Decimal("0.01")))
    return spread <= rules.steady, f"各期学习率最高与最低相差{shown}个百分点"


def _series(district: District, sheet: str) -> list[ListRow]:
    """The sheet's rows of its own kind, where it has a column for that."""
    return [row for row in _rows(district, sheet) if row.values.get("类别", sheet) == sheet]


def _rows(district: District, sheet: str) -> Iterator[ListRow]:
    table = district.filing.tables.get(sheet)
    return iter(row for row in table.rows if not row.excluded) if table is not None else iter(())


FUNCTIONS: Mapping[str, Callable[..., Verdict]] = {
    function.__name__: function
    for function in (
        all_reported,
        all_allotted,
        told_by,
        ordered,
        within,
        monthly,
        held,
        launched,
        not_falling,
        registered,
        every_level,
        qn_stable,
    )
}
