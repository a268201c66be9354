"""Activities that several units registered → counted once at the host, near misses asked about (X28)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from youthreport.listing import normalised
from youthreport.model import Catalogue, District, Finding, ListSheet, Severity
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

HOST, HELPER, LEVEL = "主办单位", "是否协办", "主办层级"
RULE = "X28"
DISTRICT = "区级"
# Every unit has such a place of its own; it does not tell two activities to be one.
_ANYWHERE = frozenset(
    [
        "线上",
        "网上",
        "网络",
        "线上线下",
        "腾讯会议",
        "钉钉",
        "微信群",
        "会议室",
        "本单位",
        "单位",
        "本校",
        "学校",
        "校内",
        "校园",
        "机关",
        "办公室",
        "活动室",
        "教室",
        "操场",
        "礼堂",
        "报告厅",
        "社区",
        "园区",
        "厂区",
        "车间",
        "团支部",
        "支部",
        "本地",
        "各地",
        "各单位",
        "各学校",
        "各社区",
        "辖区",
        "全区",
    ]
)
_NEAR = 0.6  # share of common pairs of characters from which two titles are taken for one re-typed
_NUMERALS = re.compile(r"\d+|[一二三四五六七八九十]+")


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
            found += _near(spots(filings, sheet, district), sheet, district)
    return filings, in_order(found)


def likeness(one: str, other: str) -> float:
    """The share of common pairs of characters (Jaccard), 0 when the texts count differently (第1期, 第2期)."""
    if _NUMERALS.findall(one) != _NUMERALS.findall(other):
        return 0.0
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} or {text} for text in (one, other)]
    return len(pairs[0] & pairs[1]) / len(pairs[0] | pairs[1])


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
    return all(key) and not _ANYWHERE & set(key)


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


def _near(given: Iterable[Spot], sheet: ListSheet, district: District | None) -> Iterator[Finding]:
    """One doubt for each row that looks like an earlier unit's: the same day, no other place, nearly the same name."""
    by_day: dict[object, list[Spot]] = defaultdict(list)
    for spot in sorted(given, key=lambda spot: spot.order):
        day = spot.row.values.get(sheet.date_column)
        if day is not None and spot.text(sheet.key[0]):
            by_day[day].append(spot)
    for row in by_day.values():
        places: dict[str, list[Spot]] = defaultdict(list)
        for spot in row:
            where = _place(spot, sheet)
            there = [*places[where], *places[""]] if where else [s for all_ in places.values() for s in all_]
            twin = next((other for other in there if _alike(spot, other, sheet)), None)
            if twin is not None and not apart([spot, twin], RULE, sheet.key[0], district):
                yield _doubt(spot, twin, sheet)
            places[where].append(spot)


def _place(spot: Spot, sheet: ListSheet) -> str:
    return "".join(spot.text(column) for column in sheet.key[1:] if column != sheet.date_column)


def _alike(spot: Spot, other: Spot, sheet: ListSheet) -> bool:
    if spot.filing == other.filing or likeness(spot.text(sheet.key[0]), other.text(sheet.key[0])) < _NEAR:
        return False
    # Each names itself as the host, at a place that everybody has: two activities.
    own = all(one.text(HOST) in one.called for one in (spot, other))
    return not (own and (_place(spot, sheet) in _ANYWHERE or not _place(spot, sheet)))


def _doubt(spot: Spot, twin: Spot, sheet: ListSheet) -> Finding:
    title, other = spot.title(sheet.key[0]), twin.title(sheet.key[0])
    alike = "名称也相同" if normalised(title) == normalised(other) else "名称相近"
    return Finding(
        RULE,
        Severity.WARNING,
        spot.row.cell,
        f"“{title}”与{twin.name}的“{other}”日期相同、地点没有区别，{alike}，疑为同一项活动；目前分别计入。",
        f"同一项的，请把名称、地点写成一致并写明主办单位；不是同一项的，请在区本级表《核实说明》填{spot.code}、{RULE}，"
        "说明以“分别计”开头。",
        raw=title,
    )
