"""The plans of all filings → deadlines that cannot be read or met (X38), and parties that nobody knows (X39)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from youthreport.deadlines import due, outside
from youthreport.fullnames import full_forms, names_of, own_names
from youthreport.listing import counting, normalised, pieces, text_of
from youthreport.model import (
    BELOW,
    DEADLINE,
    UNIT,
    Filing,
    FilingStatus,
    Finding,
    ListColumn,
    ListRow,
    ListSheet,
    Period,
    Severity,
)
from youthreport.quoting import quoted
from youthreport.validation.ground import Around, noted
from youthreport.validation.words import title_of

Told = Callable[[ListRow, ListSheet, ListColumn, str], Finding | None]
_SHORTEST = 4  # a shorter text may begin the name of any unit
_AND = re.compile("[和与及]")


def timely(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """X38: a finding for each deadline that names no day, or one that the plan of the coming half-year cannot hold.

    What the district drops in 选用 is not asked about.
    """
    plan = around.period.next_half
    return _each(
        filings, around, DEADLINE, lambda row, sheet, column, text: _late(row, sheet, column, text, plan)
    )


def answerable(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """X39: a finding for each party that is neither on the roster nor the league committee or a department of it.

    Without a roster nothing is known of units; those below a return that adds up others are on another roster.
    """
    if not around.roster.units:
        return filings
    names = _names(around)
    return _each(
        filings, around, UNIT, lambda row, sheet, column, text: _strange(row, sheet, column, text, names)
    )


def _each(filings: tuple[Filing, ...], around: Around, holds: str, told: Told) -> tuple[Filing, ...]:
    dropped = {normalised(choice.text) for choice in around.district.choices if choice.adopted is False}
    return tuple(
        noted(filing, _of(filing, around, holds, told, dropped))
        if filing.status is FilingStatus.ACCEPTED
        else filing
        for filing in filings
    )


def _of(filing: Filing, around: Around, holds: str, told: Told, dropped: set[str]) -> Iterator[Finding]:
    for sheet in around.catalogue.sheets:
        for column in (c for c in sheet.columns if c.holds == holds):
            for row in counting(filing.tables.get(sheet.name)):
                text = text_of(row.values.get(column.name)).strip()
                names = {normalised(text_of(row.values.get(key))) for key in sheet.key}
                if text and not names & dropped and (finding := told(row, sheet, column, text)):
                    yield finding


def _late(row: ListRow, sheet: ListSheet, column: ListColumn, text: str, plan: Period) -> Finding | None:
    if due(text, plan) is None:
        wrong = "看不出到哪一天"
    elif outside(text, plan):
        wrong = f"不在{plan}的计划期内"
    else:
        return None
    return _finding(
        "X38",
        row,
        sheet,
        column,
        f"{wrong}，应写明计划期内的月份。",
        "请写明计划期内的月份，如9月底前、年底前；确属跨期的，请写明年份。已经完成的，请删去这一项。",
    )


def _names(around: Around) -> frozenset[str]:
    """Everything that a unit of the roster, or the district itself, is called."""
    own = (form for name in own_names(around.district.texts) for form in full_forms(name))
    names = {name for unit in around.roster.units for name in names_of(unit)} | {*map(normalised, own)}
    return frozenset(filter(None, names))


def _strange(
    row: ListRow, sheet: ListSheet, column: ListColumn, text: str, names: frozenset[str]
) -> Finding | None:
    if text_of(row.values.get(BELOW.name)):
        return None
    parties = [part.strip() for part in pieces(text) if not _is_known(part, column, names)]
    parties = [part for part in parties if not all(_is_known(p, column, names) for p in _AND.split(part))]
    if not parties:
        return None
    said = "" if parties == [text] else f"其中{quoted(parties[0])}"
    return _finding(
        "X39",
        row,
        sheet,
        column,
        f"{said}不是名册中的单位，也不是团区委或其部门，应写单位名称。",
        "请写名册中的单位、团区委或其部门，几家用顿号分开；确由名册外的单位负责的，请在区本级表《核实说明》写明。",
    )


def _is_known(party: str, column: ListColumn, names: frozenset[str]) -> bool:
    """Whether the text begins with a known name (a department of that unit), or is the beginning of one."""
    plain = normalised(party)
    return any(plain.startswith(word) for word in (*names, *map(normalised, column.known))) or (
        len(plain) >= _SHORTEST and any(name.startswith(plain) for name in names)
    )


def _finding(
    rule: str, row: ListRow, sheet: ListSheet, column: ListColumn, wrong: str, remedy: str
) -> Finding:
    raw = row.raws.get(column.name, "")
    title = next((row.raws[name] for name in reversed(sheet.key) if row.raws.get(name)), title_of(row, sheet))
    message = f"第{row.number}行“{' '.join(title.split())}”的“{column.name}”为{quoted(raw)}，{wrong}"
    cell = row.cells.get(column.name, row.cell)
    return Finding(rule, Severity.WARNING, cell, message, remedy, raw=raw)
