"""Activities that several units registered → counted once at the host, near misses asked about (X28)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from youthreport.model import Catalogue, District, Finding, ListSheet, Severity
from youthreport.validation.likeness import ANYWHERE, HOST, RULE, look_alikes
from youthreport.validation.lists import record_key
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

HELPER, LEVEL = "是否协办", "主办层级"
DISTRICT = "区级"


def one_host(filings: Filings, catalogue: Catalogue, district: District | None) -> tuple[Filings, Findings]:
    """The filings with joint activities counted at their host only.

    Joint are rows with the same name, date and place; where the place is everybody's (线上) or blank, a named
    host must join them. Nothing is ever merged for being alike: that is a doubt, and both count.
    """
    found: list[Finding] = []
    for sheet in catalogue.sheets:
        if any(column.name == HOST for column in sheet.columns) and sheet.key and sheet.date_column:
            for group in _groups(spots(filings, sheet, district), sheet):
                filings, more = _hosted(filings, group, sheet, district)
                found += more
            found += look_alikes(spots(filings, sheet, district), sheet, district)
    return filings, in_order(found)


def _groups(given: Iterable[Spot], sheet: ListSheet) -> Iterator[list[Spot]]:
    by_key: dict[tuple[str, ...], list[Spot]] = defaultdict(list)
    for spot in given:
        key = record_key(spot.row, sheet)
        if key and spot.row.values.get(sheet.date_column) is not None:
            by_key[key].append(spot)
    for key, group in by_key.items():
        if len({spot.filing for spot in group}) > 1 and (_somewhere(key) or _joined(group)):
            yield sorted(group, key=lambda spot: spot.order)


def _somewhere(key: tuple[str, ...]) -> bool:
    return all(key) and not ANYWHERE & set(key)


def _joined(group: list[Spot]) -> bool:
    """Whether the rows themselves say that they belong together: one host for all, a helper, another's name."""
    hosts = {spot.text(HOST) for spot in group}
    if len(hosts) == 1 and hosts != {""}:
        return True
    others = [(spot, other) for spot in group for other in group if other.filing != spot.filing]
    return any(
        spot.row.values.get(HELPER) is True or spot.text(HOST) in other.called for spot, other in others
    )


def _hosted(
    filings: Filings, group: list[Spot], sheet: ListSheet, district: District | None
) -> tuple[Filings, list[Finding]]:
    title = sheet.key[0]
    free = apart(group, RULE, title, district)
    found = [counted_apart(spot, group, RULE, title) for spot in free]
    rest = [spot for spot in group if spot not in free]
    if len({spot.filing for spot in rest}) < 2:
        return filings, found
    keeper = _host(rest)
    filings, gone = once(filings, rest, keeper, sheet)
    return filings, found + [_merged(spot, keeper, sheet) for spot in gone]


def _host(group: list[Spot]) -> Spot:
    """The unit that keeps the activity: the named host, else the first in code order that does not merely help."""
    hosts = {spot.text(HOST) for spot in group} - {""}
    of_district = any(spot.text(LEVEL) == "区" for spot in group)
    among = sorted(group, key=lambda spot: (spot.row.values.get(HELPER) is True, spot.order))
    for spot in among:
        if spot.called & hosts or (of_district and spot.code == DISTRICT):
            return spot
    return among[0]


def _merged(spot: Spot, keeper: Spot, sheet: ListSheet) -> Finding:
    title = spot.title(sheet.key[0])
    return Finding(
        RULE,
        Severity.WARNING,
        spot.row.cell,
        f"“{title}”{keeper.name}也已登记（{'、'.join(sheet.key)}相同），按一项活动计在{keeper.name}，本行未计入。",
        f"请与对方核实主办单位；确为两项的，请在区本级表《核实说明》填{spot.code}、{RULE}，说明以“分别计”开头。",
        raw=title,
    )
