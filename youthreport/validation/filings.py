"""Several files → one filing per unit (X26)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from youthreport.model import Cell, Filing, FilingStatus, Finding, Period, Roster, Severity


def accept(filings: tuple[Filing, ...], roster: Roster, period: Period) -> tuple[Filing, ...]:
    """The filings in the same order; for each unit at most one stays accepted.

    An empty roster (files judged outside a project) rules nobody out.
    """
    valid = {unit.code for unit in roster.valid_at(period.end)}
    known = [_placed(filing, valid, period) for filing in filings] if roster.units else list(filings)
    by_unit: dict[str, list[int]] = defaultdict(list)
    for index, filing in enumerate(known):
        if filing.unit is not None and filing.status is FilingStatus.ACCEPTED:
            by_unit[filing.unit.code].append(index)
    for indexes in by_unit.values():
        for index, filing in zip(indexes, _chosen([known[i] for i in indexes]), strict=True):
            known[index] = filing
    return tuple(known)


def content(filing: Filing) -> tuple[object, ...]:
    """What the filing says, without where it stands: equal for two copies of one return."""
    entries = sorted((e.code, str(e.value), e.estimate, e.explanation) for e in filing.entries)
    tables = sorted(
        (name, table.ticked, sorted(sorted((k, str(v)) for k, v in row.values.items()) for row in table.rows))
        for name, table in filing.tables.items()
        if table.ticked or table.rows
    )
    return (entries, tables)


def _placed(filing: Filing, valid: set[str], period: Period) -> Filing:
    if filing.status is not FilingStatus.ACCEPTED:
        return filing
    if filing.unit is None:
        return _rejected(
            filing,
            "本表的单位不在应报单位名册，整表未计入。",
            "请核对封面的单位编码和单位全称；确属应报单位的，请先在名册中登记。",
        )
    if filing.unit.code not in valid:
        return _rejected(
            filing,
            f"{filing.unit.name}在{period}期末不是有效的应报单位（已撤并或不在有效期），整表未计入。",
            "请由并入后的单位一并填报，或在名册中更正有效期、并入单位编码。",
        )
    if filing.period and filing.period != period.code:
        return _rejected(
            filing,
            f"封面的报告期为“{filing.period}”，本次汇总为“{period.code}”，整表未计入。",
            "请改用本期报送表填报，或更正封面的报告期后重报。",
        )
    return filing


def _chosen(group: list[Filing]) -> list[Filing]:
    if len(group) == 1:
        return group
    highest = max(filing.revision for filing in group)
    current = [filing for filing in group if filing.revision == highest]
    best = min(current, key=lambda filing: filing.file)
    if any(content(filing) != content(best) for filing in current):
        return [_contested(f, current) if f.revision == highest else _superseded(f, best) for f in group]
    return [filing if filing is best else _superseded(filing, best) for filing in group]


def _contested(filing: Filing, current: list[Filing]) -> Filing:
    others = "、".join(sorted(other.file for other in current if other is not filing))
    name = filing.unit.name if filing.unit else ""
    return _rejected(
        filing,
        f"{name}同为第{filing.revision}版的报表内容不一致（另见{others}），都未计入。",
        "请确认以哪一份为准，把该份的版次加1后重报，或移走另一份。",
    )


def _superseded(filing: Filing, best: Filing) -> Filing:
    same = filing.revision == best.revision
    reason = "与其内容相同" if same else f"其版次{best.revision}更高"
    finding = Finding(
        "X26",
        Severity.NOTICE,
        Cell(filing.file),
        f"本单位另有报表{best.file}，{reason}，以该份为准，本表不重复计入。",
        "无需处理；如应以本表为准，请提高本表版次后重报。",
        raw=str(filing.revision),
    )
    return replace(filing, status=FilingStatus.SUPERSEDED, findings=(*filing.findings, finding))


def _rejected(filing: Filing, message: str, remedy: str) -> Filing:
    known = any(f.rule == "X26" and f.severity is Severity.ERROR for f in filing.findings)
    finding = Finding("X26", Severity.ERROR, Cell(filing.file), message, remedy)
    # Intake may have said already, with the very cell, that the unit is unknown.
    findings = filing.findings if known else (*filing.findings, finding)
    return replace(filing, status=FilingStatus.REJECTED, findings=findings)
