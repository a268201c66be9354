"""The findings of an assessment → what the page shows of them, by unit, the worst unit first; no markup here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from youthreport.columns import printable
from youthreport.model import Assessment, Finding, Rule, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES, Group
from youthreport.outputs.page.files import FileLink, anchored, file_links, links


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding; `href` leads to its file, `raw` is set where the message does not quote it."""

    severity: str
    word: str
    rule: str
    place: str
    href: str
    message: str
    raw: str
    remedy: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The findings of one unit or of one file that belongs to none; notices stand apart."""

    anchor: str
    name: str
    code: str
    order: int
    files: tuple[FileLink, ...]
    serious: tuple[FindingRow, ...]
    notices: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule that occurs on the page, how often, and what the catalogue says of it."""

    id: str
    title: str
    why: str
    count: int


def sections(assessment: Assessment, base: str) -> tuple[Section, ...]:
    """The findings by unit, the worst unit first."""
    order = {status.unit.code: number for number, status in enumerate(assessment.units)}
    standing = frozenset(assessment.open_findings)
    return tuple(
        _section(group, anchor, order.get(group.key, len(order)), standing, base)
        for group, anchor in anchored(assessment)
        if group.findings
    )


def _section(group: Group, anchor: str, order: int, standing: Collection[Finding], base: str) -> Section:
    rows = [_row(finding, group, standing, base) for finding in group.findings]
    return Section(
        anchor,
        printable(group.name),
        printable(group.code),
        order,
        file_links(group, base),
        tuple(row for row in rows if row.severity != Severity.NOTICE),
        tuple(row for row in rows if row.severity == Severity.NOTICE),
    )


def _row(finding: Finding, group: Group, standing: Collection[Finding], base: str) -> FindingRow:
    message, raw, cell = printable(finding.message), printable(finding.raw), finding.cell
    file = printable(cell.file.rpartition("/")[2])
    place = printable(f"{cell.sheet} {cell.ref}") or ("整份文件" if group.filings else file)
    return FindingRow(
        finding.severity.value,
        SEVERITIES[finding.severity],
        finding.rule,
        f"{file} {place}" if len(group.filings) > 1 else place,
        links(base, cell.file),
        message,
        "" if raw in message else raw,
        printable(finding.remedy),
        finding.severity is Severity.WARNING and finding not in standing,
    )


def rules_used(told: tuple[Section, ...], rules: Collection[Rule]) -> tuple[RuleUse, ...]:
    """The rules that occur, by id, with the words of the catalogue where it knows them."""
    times: dict[str, int] = {}
    for section in told:
        for row in (*section.serious, *section.notices):
            times[row.rule] = times.get(row.rule, 0) + 1
    known = {rule.id: rule for rule in rules}
    return tuple(
        RuleUse(
            id_, known[id_].title if id_ in known else "", known[id_].why if id_ in known else "", times[id_]
        )
        for id_ in sorted(times)
    )
