"""One record in the lists of several units → counted at one of them, unless the clerk said that there are several.

The mechanics that joint activities (X28) and honours claimed twice (X31) have in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from youthreport.fullnames import names_of, own_names
from youthreport.listing import ELSEWHERE, normalised, pieces, text_of
from youthreport.model import District, Filing, FilingStatus, Finding, ListRow, ListSheet, Severity

APART = "分别计"
Filings = tuple[Filing, ...]
Findings = tuple[Finding, ...]
_QUOTED = re.compile(r"[“《\"]([^”》\"]+)[”》\"]")


@dataclass(frozen=True, slots=True)
class Spot:
    """One counting row of a unit: its filing's and its own number, and how the unit is called."""

    filing: int
    at: int
    row: ListRow
    file: str
    code: str
    name: str
    called: frozenset[str]

    @property
    def order(self) -> tuple[str, str, int]:
        """Sorts by unit code, then as in the sheet."""
        return self.code, self.file, self.at

    def text(self, column: str) -> str:
        """What the row says in that column, ready to compare."""
        return normalised(text_of(self.row.values.get(column)))

    def title(self, column: str) -> str:
        """What the row says in that column, as it was written."""
        return self.row.raws.get(column) or text_of(self.row.values.get(column))


def spots(filings: Filings, sheet: ListSheet, district: District | None) -> Iterator[Spot]:
    """The counting rows of that sheet in all accepted filings of known units."""
    for number, filing in enumerate(filings):
        table, unit = filing.tables.get(sheet.name), filing.unit
        if filing.status is not FilingStatus.ACCEPTED or unit is None or table is None:
            continue
        called = names_of(unit)
        if district is not None and filing.file == district.filing.file:
            called |= {normalised(name) for name in ("团区委", *own_names(district.texts))}
        for at, row in enumerate(table.rows):
            if not row.excluded:
                yield Spot(number, at, row, filing.file, unit.code, unit.name, called)


def apart(group: Iterable[Spot], rule: str, column: str, district: District | None) -> tuple[Spot, ...]:
    """The rows that 核实说明 wants counted by themselves: the unit, the rule, and a text that begins with 分别计.

    Where the text names records (in quotation marks, or one of the unit's own here), only those are meant.
    """
    return tuple(spot for spot in group if district and _is_apart(spot, rule, column, district))


def _is_apart(spot: Spot, rule: str, column: str, district: District) -> bool:
    given = district.explanations.get((spot.code, rule), "")
    orders = [line for line in re.split(r"[\n；;]", given) if normalised(line).startswith(APART)]
    for order in orders:
        named = [normalised(name) for text in _QUOTED.findall(order) for name in (text, *pieces(text))]
        if not named or spot.text(column) in named:
            return True
    return False


def once(
    filings: Filings, group: Iterable[Spot], keeper: Spot, sheet: ListSheet
) -> tuple[Filings, tuple[Spot, ...]]:
    """The filings with all rows of the group but the keeper's set aside, and those rows."""
    changed, gone = list(filings), []
    for spot in group:
        if spot.filing == keeper.filing:
            continue
        filing = changed[spot.filing]
        table = filing.tables[sheet.name]
        rows = list(table.rows)
        rows[spot.at] = replace(rows[spot.at], excluded=f"{ELSEWHERE}：{keeper.name}")
        tables = {**filing.tables, sheet.name: replace(table, rows=tuple(rows))}
        changed[spot.filing] = replace(filing, tables=tables)
        gone.append(spot)
    return tuple(changed), tuple(gone)


def counted_apart(spot: Spot, others: Iterable[Spot], rule: str, column: str) -> Finding:
    """The notice that a row counts although others hold the same, because 核实说明 says so."""
    names = "、".join(sorted({other.name for other in others if other.filing != spot.filing}))
    title = spot.title(column)
    return Finding(
        rule,
        Severity.NOTICE,
        spot.row.cell,
        f"“{title}”{names}也已登记，已按区本级表《核实说明》分别计入。",
        f"无需处理；如其实是同一项，请删去《核实说明》中{spot.name}的{rule}。",
        raw=title,
    )


def in_order(findings: Iterable[Finding]) -> Findings:
    """By place, whatever order the files came in."""
    return tuple(sorted(findings, key=lambda f: (f.cell.file, f.cell.sheet, f.cell.ref, f.message)))
