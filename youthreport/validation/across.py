"""Filings of all units → missing ones, joint activities counted once, one level only (X27–X29)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from youthreport import duty
from youthreport.listing import ELSEWHERE, answered, normalised, text_of, unit_value
from youthreport.model import (
    Catalogue,
    Cell,
    Entry,
    Filing,
    FilingStatus,
    Finding,
    ListRow,
    ListSheet,
    ListTable,
    OrgUnit,
    Roster,
    Severity,
)
from youthreport.validation.lists import record_key

HOST = "主办单位"
HELPER = "是否协办"
Filings = tuple[Filing, ...]
Findings = tuple[Finding, ...]


def missing_units(expected: Iterable[OrgUnit], filings: Filings) -> Findings:
    """One finding for each expected unit without an accepted filing."""
    there = duty.filed(filings)
    refused = {f.unit.code for f in filings if f.unit is not None}
    return tuple(
        Finding(
            "X27",
            Severity.WARNING,
            Cell("roster.xlsx"),
            f"{unit.name}（{unit.code}）" + ("的报表未被采用" if unit.code in refused else "尚未报送") + "。",
            "请催报或请该单位更正后重报；经批准不报的，请在区本级表《免报说明》写明理由。",
            raw=unit.name,
        )
        for unit in expected
        if unit.code not in there
    )


def one_host(filings: Filings, catalogue: Catalogue) -> tuple[Filings, Findings]:
    """The filings with joint activities counted at their host only (X28)."""
    found: list[Finding] = []
    judged = list(filings)
    for sheet in catalogue.sheets:
        if any(column.name == HOST for column in sheet.columns) and sheet.key and sheet.date_column:
            judged, more = _hosted(judged, sheet)
            found += more
    return tuple(judged), tuple(found)


def one_level(filings: Filings, roster: Roster, catalogue: Catalogue) -> tuple[Filings, Findings]:
    """The filings with a system and its members never both counted for the same thing (X29)."""
    judged, found = list(filings), []
    by_unit = duty.filed(filings)
    for index, filing in enumerate(filings):
        unit = filing.unit
        if unit is None or filing.status is not FilingStatus.ACCEPTED:
            continue
        system = duty.covered_by(unit, roster, by_unit)
        if system is not None:
            finding = _spoken_for(filing, unit, system)
            judged[index] = replace(filing, status=FilingStatus.REJECTED)
            found.append(finding)
        elif unit.is_system and unit.children_report:
            below = [by_unit[u.code] for u in duty.children(unit, roster) if u.code in by_unit]
            judged[index], more = _without(filing, below, catalogue)
            found += more
    return tuple(judged), tuple(found)


def _spoken_for(filing: Filing, unit: OrgUnit, system: OrgUnit) -> Finding:
    return Finding(
        "X29",
        Severity.WARNING,
        Cell(filing.file),
        f"{unit.name}的数据已由{system.name}统一填报（名册“是否有下级另报”为否），本表不重复计入。",
        f"如应由下级分别填报，请把名册中{system.name}的“是否有下级另报”改为是。",
        raw=unit.name,
    )


def _without(filing: Filing, below: list[Filing], catalogue: Catalogue) -> tuple[Filing, list[Finding]]:
    known = {i.code: i for i in catalogue.indicators}
    found: list[Finding] = []
    entries: list[Entry] = []
    for entry in filing.entries:
        below_too = entry.code in known and any(
            unit_value(known[entry.code], child, catalogue) is not None for child in below
        )
        if below_too and entry.value is not None:
            found.append(_counted_below(filing, entry.cell, known[entry.code].name, entry.code, entry.raw))
            entries.append(replace(entry, value=None))
        else:
            entries.append(entry)
    tables = dict(filing.tables)
    for name, table in filing.tables.items():
        if table.rows and any(answered(child.tables.get(name)) for child in below):
            rows = tuple(row if row.excluded else replace(row, excluded=ELSEWHERE) for row in table.rows)
            tables[name] = replace(table, rows=rows)
            found.append(_counted_below(filing, Cell(filing.file, name), f"《{name}》", None, ""))
    return replace(filing, entries=tuple(entries), tables=tables), found


def _counted_below(filing: Filing, cell: Cell, name: str, code: str | None, raw: str) -> Finding:
    unit = filing.unit.name if filing.unit else filing.file
    return Finding(
        "X29",
        # The roster has decided this already: there is nothing left to explain.
        Severity.NOTICE,
        cell,
        f"{unit}与其下级单位都填报了“{name.strip('《》')}”，名册注明下级另报，只计下级数，本处不计入。",
        "请本级删去已由下级填报的数据；如应由本级统一填报，请更正名册“是否有下级另报”。",
        code=code,
        raw=raw,
    )


def _hosted(filings: list[Filing], sheet: ListSheet) -> tuple[list[Filing], list[Finding]]:
    places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, filing in enumerate(filings):
        table = filing.tables.get(sheet.name)
        if filing.status is FilingStatus.ACCEPTED and filing.unit is not None and table is not None:
            for at, row in enumerate(table.rows):
                key = record_key(row, sheet)
                if key and not row.excluded and row.values.get(sheet.date_column) is not None:
                    places[key].append((number, at))
    found: list[Finding] = []
    for spots in places.values():
        if len(spots) > 1:
            keeper = _host(filings, sheet.name, spots)
            for number, at in spots:
                if number != keeper:
                    filings, finding = _set_aside(filings, sheet, number, at, keeper)
                    found.append(finding)
    return filings, sorted(found, key=lambda f: (f.cell.file, f.cell.sheet, f.cell.ref, f.message))


def _host(filings: list[Filing], sheet: str, spots: list[tuple[int, int]]) -> int:
    """The filing that keeps the activity: the named host, else the first in code order that does not merely help."""

    def code(number: int) -> str:
        unit = filings[number].unit
        return unit.code if unit else ""

    hosts = {normalised(text_of(filings[n].tables[sheet].rows[at].values.get(HOST))) for n, at in spots} - {
        ""
    }
    helping = {n for n, at in spots if filings[n].tables[sheet].rows[at].values.get(HELPER) is True}
    among = sorted({number for number, _ in spots}, key=lambda n: (n in helping, code(n)))
    for number in among:
        unit = filings[number].unit
        if unit is not None and {normalised(name) for name in (unit.name, unit.code, *unit.aliases)} & hosts:
            return number
    return among[0]


def _set_aside(
    filings: list[Filing], sheet: ListSheet, number: int, at: int, keeper: int
) -> tuple[list[Filing], Finding]:
    filing, unit = filings[number], filings[keeper].unit
    table: ListTable = filing.tables[sheet.name]
    row: ListRow = table.rows[at]
    name = unit.name if unit else filings[keeper].file
    rows = list(table.rows)
    rows[at] = replace(row, excluded=f"{ELSEWHERE}：{name}")
    tables = {**filing.tables, sheet.name: replace(table, rows=tuple(rows))}
    changed = list(filings)
    changed[number] = replace(filing, tables=tables)
    title = row.raws.get(sheet.key[0], text_of(row.values.get(sheet.key[0])))
    finding = Finding(
        "X28",
        Severity.WARNING,
        row.cell,
        f"“{title}”{name}也已登记（{'、'.join(sheet.key)}相同），按一项活动计在{name}，本行未计入。",
        "请与对方核实主办单位；如确为两项不同的活动，请写明名称、日期或地点的区别。",
        raw=title,
    )
    return changed, finding
