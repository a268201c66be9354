"""A return and what its form brought along → 空报: sent back whole, because nothing of this period stands in it (X02)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from youthreport.frozen import carried_over
from youthreport.listing import normalised, text_of
from youthreport.model import Cell, Filing, FilingStatus, Finding, ListRow, ListSheet, ListTable, Severity
from youthreport.validation.ground import Around, Ground, noted
from youthreport.validation.shared import Filings

_COVER = "封面"
_REMEDY = (
    "请填写后重报：没有发生的填0，清单本期没有的在封面勾选“本期无此项”。"
    "经同意不报的，由团区委在区本级表《免报说明》写明理由。"
)


def unfilled_returned(filings: Filings, around: Around) -> Filings:
    """The filings, those that say nothing of this period rejected with one finding each.

    Nothing is said by blank figures and by the records that the form brought along from the last period; a tick, a
    figure that does not count or a changed record says something. Before one return of several is chosen, so that
    a blank form does not stand against the filled one. Of excused units nothing is asked.
    """
    ground, excused = around.grounds(), around.district.excused
    return tuple(
        _returned(filing)
        if filing.status is FilingStatus.ACCEPTED
        and filing.unit is not None
        and filing.unit.code not in excused
        and not _says_something(filing, ground(filing.unit))
        else filing
        for filing in filings
    )


def is_unfilled(filing: Filing) -> bool:
    """Whether the filing was sent back because it says nothing."""
    return any(tells_unfilled(finding) for finding in filing.findings)


def tells_unfilled(finding: Finding) -> bool:
    """Whether this finding says that a whole return is blank; X02 of a cell or a list names its sheet."""
    return finding.rule == "X02" and not finding.cell.sheet


def _returned(filing: Filing) -> Filing:
    kept = "".join(f"《{name}》" for name, table in filing.tables.items() if table.rows)
    lists = f"{kept}只有上期带来的记录" if kept else "清单没有记录"
    seen, why = "没有填写本期的任何内容", f"指标都空着，{lists}，封面也没有勾选“本期无此项”。"
    if faults := sum(f.severity is not Severity.NOTICE and f.cell.sheet != _COVER for f in filing.findings):
        seen, why = "没有读到本期的任何内容", f"另有{faults}处问题，见本表其他各条。"
    told = f"本表{seen}，按空报处理，整表未计入。{why}"
    finding = Finding("X02", Severity.ERROR, Cell(filing.file), told, _REMEDY)
    return replace(noted(filing, [finding]), status=FilingStatus.REJECTED)


def _says_something(filing: Filing, ground: Ground) -> bool:
    figures = any(entry.raw.strip() or entry.value is not None for entry in filing.entries)
    sheets = {sheet.name: sheet for sheet in ground.catalogue.sheets}
    return figures or any(
        table.ticked or _written(table, sheets.get(name), ground) for name, table in filing.tables.items()
    )


def _written(table: ListTable, sheet: ListSheet | None, ground: Ground) -> bool:
    """Whether a record stands there that the form did not bring along just so."""
    if sheet is None or not sheet.stock:
        return bool(table.rows)
    brought = carried_over(sheet, ground.past.stock.get(sheet.name, ()))
    return any(not any(_same(row, old) for old in brought) for row in table.rows)


def _same(row: ListRow, old: Mapping[str, str]) -> bool:
    return all(normalised(_text(row, column)) == normalised(text) for column, text in old.items())


def _text(row: ListRow, column: str) -> str:
    value = row.values.get(column)
    return row.raws.get(column, "") if value is None else text_of(value)
