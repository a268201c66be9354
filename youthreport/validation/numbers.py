"""The typed numbers of a filing → impossible ones, compulsory ones missing, totals against lists (X01, X02, X16)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from youthreport.listing import answered, default_of, list_value, unit_values
from youthreport.model import (
    Cell,
    Entry,
    Filing,
    Finding,
    Indicator,
    ListColumn,
    ListRow,
    ListTable,
    Number,
    Severity,
)
from youthreport.quoting import quoted
from youthreport.validation.ground import DISTRICT_TYPE, Ground, noted, with_rows, without
from youthreport.validation.relations import place_of
from youthreport.validation.scale import TEN_THOUSAND, by_ten_thousand
from youthreport.validation.words import named, plain

_WHOLE = "请填写实际发生的整数；减少的情况请写在“差异说明”中，不要填负数。"


def whole_numbers(filing: Filing, ground: Ground) -> Filing:
    """X01: the filing without typed values that are negative or, where things are counted, not whole.

    Reading refuses such a text with its own words (M11, M21, M22) and leaves no value; this holds whatever else
    brings a value here.
    """
    known = {indicator.code: indicator for indicator in ground.catalogue.indicators}
    entries, found = [], []
    for entry in filing.entries:
        indicator = known.get(entry.code)
        fault = _impossible(entry.value, fraction=indicator is None or indicator.fraction)
        if fault and indicator:
            found.append(_not_whole(named(indicator), fault, entry.cell, entry.raw, entry.code))
        entries.append(replace(entry, value=None) if fault else entry)
    filing = noted(replace(filing, entries=tuple(entries)), found)
    for sheet in ground.catalogue.sheets:
        if sheet.name in filing.tables:
            filing = _whole_rows(filing, sheet.name, sheet.columns)
    return filing


def _whole_rows(filing: Filing, sheet: str, columns: tuple[ListColumn, ...]) -> Filing:
    numeric = {column.name: column.kind == "money" for column in columns if column.kind in ("count", "money")}
    positive = [column.name for column in columns if column.positive]
    rows, found = [], []
    for before in filing.tables[sheet].rows:
        row = before
        for column, fraction in numeric.items():
            fault = _impossible(row.values.get(column), fraction=fraction)
            if fault:
                raw = row.raws.get(column, "")
                found.append(_not_whole(f"“{column}”", fault, _place(row, column), raw, None))
                row = without(row, column)
        found += [_zero(row, column) for column in positive if row.values.get(column) == 0]
        rows.append(row)
    return noted(with_rows(filing, sheet, rows), found) if found else filing


def _zero(row: ListRow, column: str) -> Finding:
    """A number that says something only above 0: it counts, and is printed nowhere."""
    raw = row.raws.get(column, "0")
    message = f"“{column}”填{quoted(raw)}，应大于0；按0计，文稿和附件中不写这个数。"
    remedy = "请填写实际的数；没有量化目标的请留空，确实为0的请删去该行。"
    return Finding("X01", Severity.WARNING, _place(row, column), message, remedy, None, raw)


def _impossible(value: object, *, fraction: bool) -> str:
    """What is wrong with the number, "" when nothing is."""
    if isinstance(value, bool) or not isinstance(value, Number):
        return ""
    if value < 0:
        return "负数"
    return "小数" if not fraction and value != int(value) else ""


def _not_whole(name: str, fault: str, cell: Cell, raw: str, code: str | None) -> Finding:
    message = f"{name}填{quoted(raw)}，是{fault}，应为不小于0的整数，本格未计入。"
    return Finding("X01", Severity.ERROR, cell, message, _WHOLE, code, raw)


def compulsory(filing: Filing, ground: Ground) -> Filing:
    """X02: a finding for each compulsory indicator without a value and each compulsory list without an answer."""
    if filing.unit is None:
        return filing
    catalogue, unit_type = ground.catalogue, filing.unit.type
    indicators = catalogue.indicators_of(unit_type)
    values = unit_values(indicators, filing, catalogue)
    # A filled cell that does not count has its own finding already.
    said = {f.code for f in filing.findings if f.code and f.severity is Severity.ERROR}
    said |= {entry.code for entry in filing.entries if entry.raw.strip() and entry.value is None}
    lacking = [
        i for i in indicators if unit_type in i.compulsory and values[i.code] is None and i.code not in said
    ]
    # The district's workbook has no ticks; a typed total stands in for a list with a warning of its own. Rows that
    # are all set aside have a finding each, and reading has said (M28, M30) that a sheet is not there.
    answers = {name for name, table in filing.tables.items() if table.rows or not table.present}
    answers |= {i.list_source.sheet for i in indicators if i.list_source and values[i.code] is not None}
    own = unit_type == DISTRICT_TYPE
    if _unread(filing):
        lacking = [i for i in lacking if i.list_source]
    sheets = [s.name for s in catalogue.sheets_of(unit_type) if s.compulsory and not own]
    sheets += [i.list_source.sheet for i in lacking if i.list_source]
    silent = [n for n in dict.fromkeys(sheets) if n not in answers and not answered(filing.tables.get(n))]
    found = [_silent_list(name, filing) for name in silent]
    found += [
        _blank(indicator, place_of(indicator.code, filing, catalogue))
        for indicator in lacking
        if indicator.list_source is None or indicator.list_source.sheet not in {*silent, *answers}
    ]
    return noted(filing, found)


def _unread(filing: Filing) -> bool:
    """Whether the indicator sheet itself could not be read: its cells are not blank, and reading has said why."""
    return not filing.entries and any(
        f.rule in ("M28", "M30") and f.severity is Severity.ERROR for f in filing.findings
    )


def _blank(indicator: Indicator, cell: Cell) -> Finding:
    return Finding(
        "X02",
        Severity.ERROR,
        cell,
        f"必报指标{named(indicator)}没有填写，按缺报处理，不按0计。",
        f"请填写{named(indicator)}（单位：{indicator.measure}）；没有发生的请填0。",
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


def typed_against_lists(filing: Filing, ground: Ground) -> Filing:
    """X16: a finding for each typed total that its list does not yield; the list wins."""
    if filing.unit is None:
        return filing
    entries = {entry.code: entry for entry in filing.entries}
    indicators = ground.catalogue.indicators_of(filing.unit.type)
    return noted(filing, (f for i in indicators if (f := _typed_total(i, filing, ground, entries))))


def _typed_total(
    indicator: Indicator, filing: Filing, ground: Ground, entries: Mapping[str, Entry]
) -> Finding | None:
    source, entry = indicator.list_source, entries.get(indicator.code)
    if source is None or entry is None or entry.value is None:
        return None
    table, default = filing.tables.get(source.sheet), default_of(ground.catalogue, source)
    total = list_value(source, table, default)
    # Rows set aside have a finding each: they explain the whole difference, or the difference is another fault.
    if entry.value in (total, list_value(source, _untouched(table), default)):
        return None
    said = f"{named(indicator)}手填{quoted(entry.raw)}"
    if total is None:
        message = f"{said}，《{source.sheet}》没有可用的记录，暂按手填的{plain(entry.value)}计入。"
        remedy = f"请补填《{source.sheet}》；确实无法补填的，请在“差异说明”中写明原因。"
    else:
        message = f"{said}，按《{source.sheet}》逐行计算为{plain(total)}，以清单为准。"
        remedy = f"请核对《{source.sheet}》是否漏登、多登，并在“差异说明”中写明原因。"
        message += TEN_THOUSAND if by_ten_thousand(entry.value, total) else ""
    value = entry.value if total is None else total
    return Finding("X16", Severity.WARNING, entry.cell, message, remedy, indicator.code, entry.raw, value)


def _untouched(table: ListTable | None) -> ListTable | None:
    """The list as if every row counted."""
    if table is None:
        return None
    return replace(table, rows=_counting_all(table.rows))


def _counting_all(rows: Iterable[ListRow]) -> tuple[ListRow, ...]:
    return tuple(replace(row, excluded="") for row in rows)


def _place(row: ListRow, column: str) -> Cell:
    return row.cells.get(column, row.cell)
