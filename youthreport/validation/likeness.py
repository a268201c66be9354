"""Activities of several units whose titles are nearly the same → a question each, never a merge (X28)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from youthreport.listing import normalised
from youthreport.model import District, Finding, ListSheet, Severity
from youthreport.validation.shared import Spot, apart

HOST = "主办单位"
RULE = "X28"
# Every unit has such a place of its own; it does not tell two activities to be one.
ANYWHERE = frozenset(
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


@dataclass(frozen=True, slots=True)
class _Titled:
    """A row with what its title is compared by; `named` when the title holds the unit's own name."""

    spot: Spot
    pairs: frozenset[str]
    place: str
    named: bool


def likeness(one: str, other: str) -> float:
    """The share of common pairs of characters (Jaccard), 0 when the texts count differently (第1期, 第2期)."""
    if _NUMERALS.findall(one) != _NUMERALS.findall(other):
        return 0.0
    return _overlap(_pairs(one), _pairs(other))


def look_alikes(given: Iterable[Spot], sheet: ListSheet, district: District | None) -> Iterator[Finding]:
    """One doubt for each row that looks like an earlier unit's: the same day, no other place, nearly the same name."""
    title = sheet.key[0]
    # Blocks that cannot meet are never compared: another day, other numbers in the title.
    blocks: dict[object, list[_Titled]] = defaultdict(list)
    for spot in sorted(given, key=lambda spot: spot.order):
        day = spot.row.values.get(sheet.date_column)
        if day is not None and spot.text(title):
            bare, row = _titled(spot, sheet)
            blocks[day, tuple(_NUMERALS.findall(bare))].append(row)
    for block in blocks.values():
        places: dict[str, list[_Titled]] = defaultdict(list)
        for row in block:
            there = (
                [*places[row.place], *places[""]]
                if row.place
                else [r for all_ in places.values() for r in all_]
            )
            twin = next((other for other in there if _alike(row, other)), None)
            if twin is not None and not apart([row.spot, twin.spot], RULE, title, district):
                yield _doubt(row.spot, twin.spot, title)
            places[row.place].append(row)


def _titled(spot: Spot, sheet: ListSheet) -> tuple[str, _Titled]:
    """The title without the unit's own name (甲街道读书会 is not 乙街道读书会), and the row to compare."""
    title = spot.text(sheet.key[0])
    own = max((name for name in spot.called if len(name) > 1 and name in title), key=len, default="")
    bare = (title.replace(own, "") if own else title) or title
    place = "".join(spot.text(column) for column in sheet.key[1:] if column != sheet.date_column)
    return bare, _Titled(spot, _pairs(bare), place, bool(own))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _alike(one: _Titled, other: _Titled) -> bool:
    if one.spot.filing == other.spot.filing or (one.named and other.named):
        return False
    short, long = sorted((len(one.pairs), len(other.pairs)))
    if short < _NEAR * long or _overlap(one.pairs, other.pairs) < _NEAR:
        return False
    # Each names itself as the host, at a place that everybody has: two activities.
    own = all(row.spot.text(HOST) in row.spot.called for row in (one, other))
    return not (own and (one.place in ANYWHERE or not one.place))


def _doubt(spot: Spot, twin: Spot, column: str) -> Finding:
    title, other = spot.title(column), twin.title(column)
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
