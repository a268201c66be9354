"""Honours in the lists of several units and in the district's own → each once, claims checked (X31)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from youthreport.listing import counting, normalised, text_of
from youthreport.model import Catalogue, District, Finding, ListTable, Severity
from youthreport.validation.shared import (
    Filings,
    Findings,
    Spot,
    apart,
    counted_apart,
    in_order,
    once,
    spots,
)

SHEET, OWN_LIST = "荣誉表彰", "评选表彰"
NAME, AWARD, KIND, LEVEL, DAY, UNIT = "姓名或集体名", "奖项全称", "奖项类别", "级别", "日期", "所在单位"
RULE = "X31"


def one_claim(filings: Filings, catalogue: Catalogue, district: District | None) -> tuple[Filings, Findings]:
    """The filings with an honour that several units claim counted once, and doubts on claims that the list lacks.

    The same honour: the same name, award, level and year. It stays with the unit that any of the rows gives
    as 所在单位, else with the first in code order.
    """
    sheet = next((sheet for sheet in catalogue.sheets if sheet.name == SHEET), None)
    if sheet is None:
        return filings, ()
    found: list[Finding] = []
    groups: dict[tuple[str, ...], list[Spot]] = defaultdict(list)
    for spot in spots(filings, sheet, district):
        groups[_key(spot)].append(spot)
    for key, group in groups.items():
        if all(key) and len({spot.filing for spot in group}) > 1:
            free = apart(group, RULE, NAME, district)
            found += [counted_apart(spot, group, RULE, NAME) for spot in free]
            rest = sorted((spot for spot in group if spot not in free), key=lambda spot: spot.order)
            if len({spot.filing for spot in rest}) > 1:
                keeper = _holder(rest)
                filings, gone = once(filings, rest, keeper, sheet)
                found += [_claimed_twice(spot, keeper) for spot in gone]
    found += _off_list(spots(filings, sheet, district), district)
    return filings, in_order(found)


def _key(spot: Spot) -> tuple[str, ...]:
    day = spot.row.values.get(DAY)
    year = str(day.year) if isinstance(day, date) else ""
    return spot.text(NAME), spot.text(AWARD), spot.text(LEVEL), year


def _holder(group: list[Spot]) -> Spot:
    where = {spot.text(UNIT) for spot in group} - {""}
    return next((spot for spot in group if spot.called & where), group[0])


def _claimed_twice(spot: Spot, keeper: Spot) -> Finding:
    title = spot.title(NAME)
    return Finding(
        RULE,
        Severity.WARNING,
        spot.row.cell,
        f"“{title}”的“{spot.title(AWARD)}”{keeper.name}也已申报（姓名或集体名、奖项、级别、年度相同），"
        f"只计一次，计在{keeper.name}，本行未计入。",
        f"请与对方核实应由哪家申报；确为两项的，请在区本级表《核实说明》填{spot.code}、{RULE}，说明以“分别计”开头。",
        raw=title,
    )


def _off_list(given: Iterator[Spot], district: District | None) -> Iterator[Finding]:
    """Claims of an honour that the district awards to people who are not on its list; without a list none."""
    awarded = _awarded(district.filing.tables.get(OWN_LIST) if district else None)
    for spot in given:
        if spot.text(LEVEL) != "区" or (district and spot.file == district.filing.file):
            continue
        award = _award(spot, awarded)
        if award and spot.text(NAME) not in awarded[award]:
            title = spot.title(NAME)
            yield Finding(
                RULE,
                Severity.WARNING,
                spot.row.cell,
                f"区级荣誉“{spot.title(AWARD)}”：“{title}”不在区本级表《{OWN_LIST}》的“{award}”名单中，以发文名单为准。",
                "请对照表彰文件核对姓名、奖项和级别；发文名单有遗漏的，请团区委补登。",
                raw=title,
            )


def _awarded(table: ListTable | None) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in counting(table):
        found[text_of(row.values.get("奖项"))].add(normalised(text_of(row.values.get(NAME))))
    return {award: names for award, names in found.items() if award}


def _award(spot: Spot, awarded: dict[str, set[str]]) -> str:
    """The district's award that the row means: by its kind, else the longest that its full name holds; "" for none."""
    kind = text_of(spot.row.values.get(KIND))
    if kind in awarded:
        return kind
    held = [award for award in awarded if normalised(award) in spot.text(AWARD)]
    return max(held, key=len, default="")
