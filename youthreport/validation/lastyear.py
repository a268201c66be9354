"""A filing and its unit's past → changed bases, leaps and falls that want a reason (X10, X11, X32, X34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from youthreport.listing import list_value
from youthreport.model import Cell, Entry, Filing, Finding, Indicator, Number, Severity
from youthreport.quoting import quoted
from youthreport.validation.ground import DISTRICT_TYPE, Around, Ground, noted
from youthreport.validation.relations import Values, place_of
from youthreport.validation.scale import TEN_THOUSAND, by_ten_thousand, far_apart, multiple
from youthreport.validation.words import as_written, named, plain

LAST_YEAR = "上年同期数"
CUMULATIVE = "累计数"
# Statistics of the league ask for the reason of every fall of these against last year.
NEVER_FALLING = ("members",)
_EXPLAIN = "请核对该数；确属实际情况的，请在“差异说明”中写明原因。"


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator now and before, and in which words the earlier value is known."""

    indicator: Indicator
    now: Number
    before: Number
    known_as: str
    cell: Cell
    raw: str

    def finding(self, rule: str, message: str, remedy: str = _EXPLAIN) -> Finding:
        """A doubt about the value now."""
        return Finding(
            rule, Severity.WARNING, self.cell, message, remedy, self.indicator.code, self.raw, self.now
        )

    @property
    def fell(self) -> bool:
        """Whether it is less now."""
        return self.now < self.before

    @property
    def sentence(self) -> str:
        """Both numbers with their names."""
        measure = self.indicator.measure
        return (
            f"{named(self.indicator)}本期为{plain(self.now)}{measure}{as_written(self.raw, self.now)}，"
            f"{self.known_as}为{plain(self.before)}{measure}"
        )


def same_base(filing: Filing, ground: Ground, _values: Values) -> Iterator[Finding]:
    """X32: a finding for each typed 上年同期数 that is not the closed value; the closed value is used."""
    known = {indicator.code: indicator for indicator in ground.catalogue.indicators}
    for entry in filing.entries:
        closed = ground.past.last_year.get(entry.code)
        if closed is not None and entry.last_year is not None and entry.last_year != closed:
            yield _changed_base(entry, known[entry.code], closed, LAST_YEAR)


def same_finals(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """X32: the filings, the district's with a finding for each 上期定稿值 that is not the closed figure."""
    closed = around.closed(around.period.same_half_last_year)
    known = {indicator.code: indicator for indicator in around.catalogue.indicators}
    finals = around.district.final_values if closed else {}
    found = [
        _changed_base(entry, known[code], closed.figures[code], "上年同期定稿值")
        for code, entry in finals.items()
        if closed
        and code in known
        and code in closed.figures
        and code not in closed.incomplete
        and entry.value != closed.figures[code]
    ]
    return tuple(noted(f, found) if f.unit and f.unit.type == DISTRICT_TYPE else f for f in filings)


def leaps(filing: Filing, ground: Ground, values: Values) -> Iterator[Finding]:
    """X10: a finding for each value more than five times the unit's own last year, or less than a fifth."""
    for pair in pairs(filing, ground, values):
        if far_apart(pair.now, pair.before, pair.indicator.measure):
            times = multiple(pair.now, pair.before)
            message = f"{pair.sentence}{'，' + times if times else ''}，一般应在五分之一至五倍之间。"
            if by_ten_thousand(pair.now, pair.before):
                message += TEN_THOUSAND
            yield pair.finding("X10", message)


def falling_members(filing: Filing, ground: Ground, values: Values) -> Iterator[Finding]:
    """X11: a finding when the unit has fewer members than last year, unless that is a leap told already."""
    for pair in pairs(filing, ground, values):
        if pair.indicator.code in NEVER_FALLING and pair.fell and not _leapt(filing, pair):
            yield pair.finding(
                "X11",
                f"{pair.sentence}，减少了{plain(pair.before - pair.now)}{pair.indicator.measure}，减少的应写明原因。",
                "请核对是否漏报支部；确有减少的，请在“差异说明”中写明去向（如毕业转出、超龄离团）。",
            )


def shrinking_totals(filing: Filing, ground: Ground, values: Values) -> Iterator[Finding]:
    """X34: a finding for each 累计数 below that of the last closed period; such a figure only grows.

    Records that are still listed and only changed their state (a project that ended) are not lost.
    """
    for pair in pairs(filing, ground, values, latest=True):
        grows = pair.indicator.basis == CUMULATIVE and not _still_listed(filing, pair)
        if grows and pair.fell and not _leapt(filing, pair):
            yield pair.finding(
                "X34",
                f"{pair.sentence}，减少了{plain(pair.before - pair.now)}{pair.indicator.measure}，累计数应只增不减。",
                "请核对累计数；因撤并、项目结束等原因减少的，请在“差异说明”中写明原因。",
            )


def _still_listed(filing: Filing, pair: Pair) -> bool:
    source = pair.indicator.list_source
    everything = list_value(replace(source, where=()), filing.tables.get(source.sheet)) if source else None
    return everything is not None and everything >= pair.before


def _leapt(filing: Filing, pair: Pair) -> bool:
    return any(f.rule == "X10" and f.code == pair.indicator.code for f in filing.findings)


def pairs(filing: Filing, ground: Ground, values: Values, *, latest: bool = False) -> Iterator[Pair]:
    """Each indicator with a value now and last year: the closed value, else what the unit typed as last year's.

    With `latest` the last half-year, where it was closed, goes before the same half of last year.
    """
    entries = {entry.code: entry for entry in filing.entries}
    for indicator in ground.catalogue.indicators:
        now, entry = values.get(indicator.code), entries.get(indicator.code)
        before, known_as = _before(indicator.code, entry, ground, latest=latest)
        if now is not None and before is not None:
            cell = place_of(indicator.code, filing, ground.catalogue)
            yield Pair(indicator, now, before, known_as, cell, (entry.raw if entry else "") or plain(now))


def _before(code: str, entry: Entry | None, ground: Ground, *, latest: bool) -> tuple[Number | None, str]:
    past = ground.past
    if latest and code in past.last_half:
        return past.last_half[code], f"{ground.period.last_half}定稿数"
    if code in past.last_year:
        return past.last_year[code], "上年同期定稿数"
    return (entry.last_year if entry else None), "所填上年同期数"


def _changed_base(entry: Entry, indicator: Indicator, closed: Number, column: str) -> Finding:
    typed = entry.beside.get(column)
    raw = typed.text if typed else plain(entry.last_year) if entry.last_year is not None else entry.raw
    return Finding(
        "X32",
        Severity.WARNING,
        typed.cell if typed else entry.cell,
        f"{named(indicator)}的“{column}”填{quoted(raw)}，上年定稿数为{plain(closed)}，应与定稿一致，同比按定稿数计算。",
        "请按定稿数填写上年同期数；定稿数有误的，请与团区委联系，并在“差异说明”中写明。",
        code=entry.code,
        raw=raw,
        value=closed,
    )
