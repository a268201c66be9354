"""The numbers of a filing → compulsory ones missing, broken relations, typed totals against lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from youthreport.expression import codes_in, evaluate
from youthreport.listing import answered, default_of, list_value, unit_value
from youthreport.model import (
    Catalogue,
    Cell,
    Entry,
    Filing,
    Finding,
    Indicator,
    Number,
    Relation,
    Severity,
)

DISTRICT_TYPE = "区级"
_HOLDS = {"≤": lambda a, b: a <= b, "≥": lambda a, b: a >= b, "=": lambda a, b: a == b}
_SAYS = {"≤": "不大于", "≥": "不小于", "=": "等于"}


def check_numbers(filing: Filing, catalogue: Catalogue) -> Filing:
    """The filing with broken cells blocked (value None) and findings for X02, X16 and all relations."""
    if filing.unit is None:
        return filing
    indicators = catalogue.indicators_of(filing.unit.type)
    entries = {entry.code: entry for entry in filing.entries}
    values = {i.code: _compared(i, filing, catalogue, entries) for i in indicators}
    broken = [f for r in catalogue.relations if (f := _relation(r, values, filing, catalogue, entries))]
    missing = _compulsory(filing, catalogue, indicators, values, entries)
    typed = [f for i in indicators if (f := _typed_total(i, filing, catalogue, entries))]
    blocks = {f.code for f in broken if f.severity is Severity.ERROR}
    kept = tuple(replace(e, value=None) if e.code in blocks else e for e in filing.entries)
    return replace(filing, entries=kept, findings=(*filing.findings, *missing, *broken, *typed))


def _compared(
    indicator: Indicator, filing: Filing, catalogue: Catalogue, entries: Mapping[str, Entry]
) -> Number | None:
    # A typed total of a derived indicator is what the relation exists to check.
    if indicator.expression and indicator.code in entries and entries[indicator.code].value is not None:
        return entries[indicator.code].value
    return unit_value(indicator, filing, catalogue)


def _relation(
    relation: Relation,
    values: Mapping[str, Number | None],
    filing: Filing,
    catalogue: Catalogue,
    entries: Mapping[str, Entry],
) -> Finding | None:
    left, right = evaluate(relation.left, values.get), evaluate(relation.right, values.get)
    if left is None or right is None or _HOLDS[relation.operator](left, right):
        return None
    code = relation.blocks or (codes_in(relation.left) or ("",))[0]
    message = f"{relation.message}前者为{left}，后者为{right}，前者应{_SAYS[relation.operator]}后者。"
    if relation.severity is Severity.ERROR:
        message += f"“{_name(code, catalogue)}”暂不计入。"
    return Finding(
        relation.rule,
        relation.severity,
        _place(code, filing, catalogue, entries),
        message,
        relation.remedy,
        code=code or None,
        raw=entries[code].raw if code in entries else str(values.get(code) or ""),
        value=None if relation.severity is Severity.ERROR else values.get(code),
    )


def _compulsory(
    filing: Filing,
    catalogue: Catalogue,
    indicators: tuple[Indicator, ...],
    values: Mapping[str, Number | None],
    entries: Mapping[str, Entry],
) -> list[Finding]:
    assert filing.unit is not None
    # A filled cell that does not count has its own finding already.
    said = {f.code for f in filing.findings if f.code and f.severity is Severity.ERROR}
    said |= {code for code, entry in entries.items() if entry.raw.strip() and entry.value is None}
    lacking = [
        i
        for i in indicators
        if filing.unit.type in i.compulsory and values[i.code] is None and i.code not in said
    ]
    # The district's workbook has no ticks; a typed total stands in for a list with a warning of its own.
    own = filing.unit.type == DISTRICT_TYPE
    typed = {i.list_source.sheet for i in indicators if i.list_source and values[i.code] is not None}
    sheets = [s.name for s in catalogue.sheets_of(filing.unit.type) if s.compulsory and not own]
    sheets += [i.list_source.sheet for i in lacking if i.list_source]
    silent = [n for n in dict.fromkeys(sheets) if n not in typed and not answered(filing.tables.get(n))]
    found = [_silent_list(name, filing) for name in silent]
    for indicator in lacking:
        if indicator.list_source is None or indicator.list_source.sheet not in silent:
            found.append(_blank(indicator, _place(indicator.code, filing, catalogue, entries)))
    return found


def _blank(indicator: Indicator, cell: Cell) -> Finding:
    return Finding(
        "X02",
        Severity.ERROR,
        cell,
        f"必报指标“{indicator.name}”没有填写，按缺报处理，不按0计。",
        f"请填写{indicator.name}（单位：{indicator.measure}）；没有发生的请填0。",
        code=indicator.code,
    )


def _silent_list(sheet: str, filing: Filing) -> Finding:
    table = filing.tables.get(sheet)
    cell = table.cell if table is not None and table.cell.file else Cell(filing.file, sheet)
    return Finding(
        "X02",
        Severity.ERROR,
        cell,
        f"必报清单《{sheet}》没有可用的记录，封面也没有勾选“本期无此项”，按缺报处理。",
        f"请逐行填写《{sheet}》；本期确实没有的，请在封面勾选“本期无此项：{sheet}”。",
    )


def _typed_total(
    indicator: Indicator, filing: Filing, catalogue: Catalogue, entries: Mapping[str, Entry]
) -> Finding | None:
    source, entry = indicator.list_source, entries.get(indicator.code)
    if source is None or entry is None or entry.value is None:
        return None
    total = list_value(source, filing.tables.get(source.sheet), default_of(catalogue, source))
    if total == entry.value:
        return None
    if total is None:
        message = f"《{source.sheet}》没有可用的记录，“{indicator.name}”暂按手填的{entry.value}计入。"
        remedy = f"请补填《{source.sheet}》；确实无法补填的，请在差异说明中写明原因。"
    else:
        message = f"“{indicator.name}”手填{entry.value}，按《{source.sheet}》计算为{total}，以清单为准。"
        remedy = f"请核对《{source.sheet}》是否漏登、多登，并在差异说明中写明原因。"
    value = entry.value if total is None else total
    return Finding("X16", Severity.WARNING, entry.cell, message, remedy, indicator.code, entry.raw, value)


def _place(code: str, filing: Filing, catalogue: Catalogue, entries: Mapping[str, Entry]) -> Cell:
    if code in entries:
        return entries[code].cell
    source = next((i.list_source for i in catalogue.indicators if i.code == code), None)
    return Cell(filing.file, source.sheet if source else "指标表")


def _name(code: str, catalogue: Catalogue) -> str:
    return next((i.name for i in catalogue.indicators if i.code == code), code)
