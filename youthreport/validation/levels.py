"""A system and its members → each thing counted at one level only (X29)."""

from __future__ import annotations

from dataclasses import replace

from youthreport import duty
from youthreport.listing import ELSEWHERE, answered, unit_value
from youthreport.model import Catalogue, Cell, Entry, Filing, FilingStatus, Finding, OrgUnit, Roster, Severity
from youthreport.validation.shared import Filings, Findings


def one_level(filings: Filings, roster: Roster, catalogue: Catalogue) -> tuple[Filings, Findings]:
    """The filings with a system and its members never both counted for the same thing."""
    judged, found = list(filings), []
    by_unit = duty.filed(filings)
    for index, filing in enumerate(filings):
        unit = filing.unit
        if unit is None or filing.status is not FilingStatus.ACCEPTED:
            continue
        system = duty.covered_by(unit, roster, by_unit)
        if system is not None:
            judged[index] = replace(filing, status=FilingStatus.REJECTED)
            found.append(_spoken_for(filing, unit, system))
        elif unit.is_system and unit.children_report:
            below = [by_unit[u.code] for u in duty.children(unit, roster) if u.code in by_unit]
            judged[index], more = _without(filing, below, catalogue)
            found += more
    return tuple(judged), tuple(found)


def _spoken_for(filing: Filing, unit: OrgUnit, system: OrgUnit) -> Finding:
    return Finding(
        "X29",
        Severity.ERROR,
        Cell(filing.file),
        f"{unit.name}的数据已由{system.name}统一填报（名册“是否有下级另报”为否），两边都报会重复，本表不计入。",
        f"请把本表移出 returns 文件夹；如应由下级分别填报，请把名册中{system.name}的“是否有下级另报”改为是。",
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
            entries.append(replace(entry, value=None, excluded=ELSEWHERE))
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
