"""All filings → values far from those of like units, where the unit has no past to compare with (X10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from statistics import median

from youthreport.model import Filing, FilingStatus, Finding, Indicator, Number, Severity
from youthreport.validation.ground import Around, Ground, noted
from youthreport.validation.lastyear import pairs
from youthreport.validation.relations import compared, place_of
from youthreport.validation.scale import PEERS, SCALELESS, far_apart, outlying
from youthreport.validation.words import as_written, named, plain, rounded

SIZE = "members"  # what makes a large unit comparable with a small one


def unlike_peers(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """X10: the filings with a finding for each value that lies far outside those of the units of its type.

    Values are compared per member too, so that size alone is no doubt. A unit's own last year, where it is known,
    goes before its peers: what was so last year is how this unit is.
    """
    ground = around.grounds()
    groups: dict[str, list[int]] = defaultdict(list)
    for number, filing in enumerate(filings):
        unit = filing.unit
        if filing.status is FilingStatus.ACCEPTED and unit is not None and not unit.is_system:
            groups[unit.type].append(number)
    judged = list(filings)
    for numbers in groups.values():
        if len(numbers) >= PEERS:
            group = {n: filings[n] for n in numbers}
            for number, found in _doubts(group, {n: ground(f.unit) for n, f in group.items()}).items():
                judged[number] = noted(judged[number], found)
    return tuple(judged)


def _doubts(group: Mapping[int, Filing], grounds: Mapping[int, Ground]) -> dict[int, list[Finding]]:
    catalogue = next(iter(grounds.values())).catalogue
    values = {n: compared(filing, catalogue) for n, filing in group.items()}
    own = {n: {p.indicator.code for p in pairs(group[n], grounds[n], values[n]) if p.before} for n in group}
    told = {n: {f.code for f in group[n].findings} for n in group}
    found: dict[int, list[Finding]] = defaultdict(list)
    for indicator in catalogue.indicators:
        if indicator.measure in SCALELESS:
            continue
        given = {n: v for n in group if (v := values[n].get(indicator.code))}
        for n, usual in _outliers(indicator, given, values).items():
            if indicator.code not in own[n] | told[n]:
                found[n].append(_doubt(indicator, group[n], given[n], usual, len(given), grounds[n]))
    return found


def _outliers(
    indicator: Indicator, given: Mapping[int, Number], values: Mapping[int, Mapping[str, Number | None]]
) -> dict[int, Decimal]:
    """Of the values given, those that lie far outside, each with what would be usual for a unit of that size.

    Far outside both as they are and per member: what does not grow with the members is no doubt in a unit that has
    few, and what does is none in a unit that has many.
    """
    if len(given) < PEERS:
        return {}
    sizes = {n: Decimal(values[n].get(SIZE) or 0) for n in given}
    found = _far_outside(indicator.measure, given, dict.fromkeys(given, Decimal(1)))
    if indicator.code != SIZE and all(sizes.values()):
        scaled = _far_outside(indicator.measure, given, sizes)
        found = {n: usual for n, usual in scaled.items() if n in found}
    return found


def _far_outside(
    measure: str, given: Mapping[int, Number], sizes: Mapping[int, Decimal]
) -> dict[int, Decimal]:
    rates = {n: Decimal(value) / sizes[n] for n, value in given.items()}
    usual = {n: Decimal(median(rates.values())) * sizes[n] for n in given}
    everyone = [float(rate) for rate in rates.values()]
    return {
        n: usual[n]
        for n in given
        if far_apart(given[n], usual[n], measure) and outlying(float(rates[n]), everyone)
    }


def _doubt(
    indicator: Indicator, filing: Filing, value: Number, usual: Decimal, many: int, ground: Ground
) -> Finding:
    unit = filing.unit
    kind = unit.type if unit else ""
    entry = next((e for e in filing.entries if e.code == indicator.code), None)
    raw = (entry.raw if entry else "") or plain(value)
    return Finding(
        "X10",
        Severity.WARNING,
        place_of(indicator.code, filing, ground.catalogue),
        f"{named(indicator)}本期为{plain(value)}{indicator.measure}{as_written(raw, value)}，{many}个{kind}类单位中，"
        f"同样规模的一般为{rounded(usual)}{indicator.measure}左右，应在五分之一至五倍之间。",
        "请核对是否多写、少写了位数或填错了行；确属实际情况的，请在“差异说明”中写明原因。",
        code=indicator.code,
        raw=raw,
        value=value,
    )
