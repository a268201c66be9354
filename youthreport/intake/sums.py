"""A total row that the sender added to a list → warnings where it differs from the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from youthreport.intake.readings import finding, shown
from youthreport.intake.recognising import Found
from youthreport.intake.records import Readers
from youthreport.intake.rows import Row
from youthreport.model import Finding, ListColumn, ListRow, Severity
from youthreport.quoting import quoted


def check_total(
    file: str,
    found: Found,
    row: Row,
    columns: Iterable[ListColumn],
    records: Sequence[ListRow],
    readers: Readers,
) -> list[Finding]:
    """M32 for each sum in the row that is not that of the records.

    A column in which a record could not be read is not compared: that cell has its own finding.
    """
    findings = []
    for column in columns:
        if column.kind not in ("count", "money") or column.name not in found.columns:
            continue
        value = found.value(row.number, column.name)
        told = readers[column.name](value).value
        if not isinstance(told, int | Decimal) or isinstance(told, bool):
            continue
        total = _sum(records, column.name)
        if total is not None and total != told:
            findings.append(
                finding(
                    "M32",
                    Severity.WARNING,
                    found.cell(file, row.number, column.name),
                    f"“{row.text}”的“{column.name}”填{quoted(shown(value))}，按明细计算为{shown(total)}，采用明细",
                    "请核对明细是否漏登或重复。",
                    raw=shown(value),
                )
            )
    return findings


def _sum(records: Sequence[ListRow], name: str) -> Decimal | None:
    """The sum of the column; None when a cell of it could not be read."""
    total = Decimal(0)
    for record in records:
        value = record.values.get(name)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            total += value
        elif record.raws.get(name, "").strip():
            return None
    return total
