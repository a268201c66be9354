"""The indicators of a filing → those that contradict one another (relations.toml: X03–X08, X12–X15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from youthreport.expression import COMPARED, codes_in, evaluate
from youthreport.listing import ELSEWHERE, matches, unit_values
from youthreport.model import Catalogue, Cell, Entry, Filing, Finding, Indicator, Number, Relation, Severity
from youthreport.validation.ground import Ground, noted
from youthreport.validation.words import as_written, name_of, plain, side

Values = Mapping[str, Number | None]

INDICATOR_SHEET = "指标表"
HOLDS: Mapping[str, Callable[[Number, Number], bool]] = {
    "≤": lambda a, b: a <= b,
    "≥": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "⇒0": lambda a, b: a != 0 or b == 0,
}


@dataclass
class _Told:
    """What is known while the relations are gone through in their order.

    `values` lose what an error blocks, so that a blocked part accuses nothing further; `pairs` are the sets of
    codes that a broken relation has named: the same pair is not accused again under another rule.
    """

    filing: Filing
    catalogue: Catalogue
    entries: Mapping[str, Entry]
    values: dict[str, Number | None]
    pairs: set[frozenset[str]]


def related(filing: Filing, ground: Ground) -> Filing:
    """The filing with a finding for each broken relation, and the cells that errors block without a value."""
    entries = {entry.code: entry for entry in filing.entries}
    told = _Told(filing, ground.catalogue, entries, compared(filing, ground.catalogue), set())
    found = [f for relation in ground.catalogue.relations if (f := _broken(relation, told))]
    blocks = {f.code for f in found if f.severity is Severity.ERROR}
    kept = tuple(replace(e, value=None) if e.code in blocks else e for e in filing.entries)
    return noted(replace(filing, entries=kept), found)


def compared(filing: Filing, catalogue: Catalogue) -> dict[str, Number | None]:
    """What the unit says of every indicator that it reports, by code.

    None where it can accuse nobody: without a value, blocked, an estimate, told at another unit, or added up of
    fewer units than should have told it.
    """
    if filing.unit is None:
        return {}
    entries = {entry.code: entry for entry in filing.entries}
    indicators = catalogue.indicators_of(filing.unit.type)
    values = unit_values(indicators, filing, catalogue)
    for indicator in indicators:
        entry = entries.get(indicator.code)
        partial = entry is not None and entry.below is not None and not entry.below.complete
        if partial or _estimated(indicator, filing, entry) or _told_elsewhere(indicator, filing):
            values[indicator.code] = None
        elif indicator.expression and entry is not None and entry.value is not None:
            # A typed total of a derived indicator is what the relation exists to check.
            values[indicator.code] = entry.value
    return values


def place_of(code: str, filing: Filing, catalogue: Catalogue) -> Cell:
    """Where the value of that code is mended: the cell that was typed in, else its list sheet."""
    entry = next((e for e in filing.entries if e.code == code), None)
    source = next((i.list_source for i in catalogue.indicators if i.code == code), None)
    if entry is not None and (entry.raw.strip() or source is None):
        return entry.cell
    return Cell(filing.file, source.sheet if source else INDICATOR_SHEET)


def _told_elsewhere(indicator: Indicator, filing: Filing) -> bool:
    """True when every row of the list counts at another unit: the 0 that is left says nothing of this one."""
    table = filing.tables.get(indicator.list_source.sheet) if indicator.list_source else None
    rows = table.rows if table is not None else ()
    return bool(rows) and all(row.excluded.startswith(ELSEWHERE) for row in rows)


def _estimated(indicator: Indicator, filing: Filing, entry: Entry | None) -> bool:
    source = indicator.list_source
    table = filing.tables.get(source.sheet) if source else None
    if source is not None and table is not None:
        rows = (row for row in table.rows if source.column in row.estimates and not row.excluded)
        if any(matches(row, source.where) for row in rows):
            return True
    return entry is not None and entry.estimate


def _broken(relation: Relation, told: _Told) -> Finding | None:
    left, right = (_side(expression, relation, told) for expression in (relation.left, relation.right))
    if left is None or right is None or HOLDS[relation.operator](left, right):
        return None
    pair = frozenset((*codes_in(relation.left), *codes_in(relation.right)))
    if pair in told.pairs:
        return None
    told.pairs.add(pair)
    finding = _finding(relation, left, right, told)
    if relation.severity is Severity.ERROR:
        told.values[relation.blocks] = None
    return finding


def _side(expression: str, relation: Relation, told: _Told) -> Number | None:
    """The value of one side; None when DHIS2's missing-value strategy of the relation skips it."""
    codes = codes_in(expression)
    given = [code for code in codes if told.values.get(code) is not None]
    if relation.missing == "skip_any" and len(given) < len(codes):
        return None
    if relation.missing == "skip_all" and codes and not given:
        return None
    return evaluate(expression, lambda code: told.values.get(code) or 0)


def _finding(relation: Relation, left: Number, right: Number, told: _Told) -> Finding:
    error = relation.severity is Severity.ERROR
    value = told.values.get(relation.blocks)
    entry = told.entries.get(relation.blocks)
    typed = entry.raw if entry is not None else ""
    return Finding(
        relation.rule,
        relation.severity,
        place_of(relation.blocks, told.filing, told.catalogue),
        f"{_message(relation, left, right, told)}{as_written(typed, value)}",
        relation.remedy,
        code=relation.blocks,
        raw=typed or ("" if value is None else plain(value)),
        value=None if error else value,
    )


def _message(relation: Relation, left: Number, right: Number, told: _Told) -> str:
    catalogue, lookup = told.catalogue, told.values.get
    first = side(relation.left, left, lookup, catalogue)
    second = side(relation.right, right, lookup, catalogue) if codes_in(relation.right) else ""
    if relation.operator == "⇒0":
        wanted = "前者为0时后者也应为0"
    else:
        wanted = f"前者应{COMPARED[relation.operator]}{'后者' if second else plain(right)}"
    message = f"{relation.message}{'，'.join(part for part in (first, second, wanted) if part)}。"
    if relation.severity is Severity.ERROR:
        message += f"{name_of(relation.blocks, catalogue)}暂不计入。"
    return message
