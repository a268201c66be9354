"""An assessment → the text of `validate`: a table of at most 100 columns, errors first, one verdict line last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from youthreport.model import Assessment, Filing, Finding, Severity
from youthreport.outputs.columns import pad, printable, width, wrap
from youthreport.outputs.grouping import SEVERITIES, STATUSES, Group, counts, groups
from youthreport.outputs.tally import tally

WIDTH = 100
Paint = Callable[[str, Severity], str]
_SEVERITY, _RULE, _PLACE, _GAP = 4, 4, 20, 2
_TEXT = WIDTH - _SEVERITY - _RULE - _PLACE - 3 * _GAP
_PLACES_SHOWN = 6


def validation_text(
    assessment: Assessment, paint: Paint = lambda text, _: text, *, full: bool = False
) -> str:
    """The whole text with a final line break; `paint` colours the word of a severity.

    Notices of one rule in one file stand together in one row, unless `full`.
    """
    told = groups(assessment)
    lines: list[str] = []
    for group in told:
        if group.findings:
            lines += [*_heading(group), *_rows(group, paint, full), ""]
    clean = sum(not group.findings for group in told)
    if clean:
        lines += [f"另有 {clean} 个单位的报表没有问题。", ""]
    return "\n".join([*lines, verdict(assessment)]) + "\n"


def verdict(assessment: Assessment) -> str:
    """The closing line: how many findings, how many units, and whether anything must be done."""
    weights = counts(assessment.every)
    still = sum(finding.severity is Severity.WARNING for finding in assessment.open_findings)
    doubts = f"核实 {weights[Severity.WARNING]} 处"
    if weights[Severity.WARNING]:
        doubts += f"（未说明 {still} 处）" if still else "（均已说明）"
    found = f"错误 {weights[Severity.ERROR]} 处，{doubts}，提示 {weights[Severity.NOTICE]} 处"
    end = "请退回更正" if weights[Severity.ERROR] else "请核实说明" if still else "审核通过"
    return f"{_progress(assessment)}：{found}。{end}。"


def _progress(assessment: Assessment) -> str:
    count = tally(assessment.units)
    if not count.expected:
        return f"共审核 {len(assessment.filings)} 份报表"
    return f"应报 {count.expected}、实报 {count.counted}、退回 {count.returned}、缺报 {count.missing}"


def _heading(group: Group) -> Iterator[str]:
    code = f"（{group.key}）" if group.filings and group.filings[0].unit else ""
    yield from wrap(f"■ {group.name}{code}", WIDTH)
    for filing in group.filings:
        yield from ("  " + line for line in wrap(_file(filing), WIDTH - 2))


def _file(filing: Filing) -> str:
    return f"{filing.file}　{STATUSES[filing.status]}"


def _rows(group: Group, paint: Paint, full: bool) -> Iterator[str]:
    several = len(group.filings) > 1
    for bundle in _bundles(group.findings, full):
        first = bundle[0]
        said = [*wrap(_message(bundle), _TEXT), *wrap(f"怎么办：{first.remedy}", _TEXT)]
        where = wrap(_places(bundle, several), _PLACE)
        head = pad(SEVERITIES[first.severity], _SEVERITY)
        for number in range(max(len(said), len(where))):
            lead = (
                (paint(head, first.severity), pad(first.rule, _RULE)) if number == 0 else (" " * 4, " " * 4)
            )
            place = pad(where[number] if number < len(where) else "", _PLACE)
            text = said[number] if number < len(said) else ""
            yield (" " * _GAP).join((*lead, place, text)).rstrip()


def _bundles(findings: Iterable[Finding], full: bool) -> Iterator[tuple[Finding, ...]]:
    """The findings one by one, but the notices of one rule and file together, at the place of the first."""
    for severity, some in groupby(findings, key=lambda finding: finding.severity):
        if full or severity is not Severity.NOTICE:
            yield from ((finding,) for finding in some)
            continue
        alike: dict[tuple[str, str], list[Finding]] = {}
        for finding in some:
            alike.setdefault((finding.rule, finding.cell.file), []).append(finding)
        yield from (tuple(bundle) for bundle in alike.values())


def _message(bundle: tuple[Finding, ...]) -> str:
    first = bundle[0].message
    return first if len(bundle) == 1 else f"同类提示 {len(bundle)} 处，如：{first}"


def _places(bundle: tuple[Finding, ...], several: bool) -> str:
    first = bundle[0].cell
    refs = [finding.cell.ref for finding in bundle if finding.cell.sheet == first.sheet]
    if len(bundle) > _PLACES_SHOWN or any(finding.cell.sheet != first.sheet for finding in bundle):
        told = f"{refs[0]} 等" if refs[0] else "等"
    else:
        told = "、".join(ref for ref in refs if ref)
    sheet = printable(first.sheet)
    place = " ".join(part for part in (sheet, told) if part) or "整份文件"
    return f"{first.file.rpartition('/')[2]} {place}" if several else place


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, limit: int = WIDTH) -> list[str]:
    """Left-aligned columns as wide as their content; the last one is wrapped so that a line fits in `limit`."""
    body = [header, *(tuple(printable(cell) for cell in row) for row in rows)]
    widths = [max(width(row[i]) for row in body) for i in range(len(header) - 1)]
    indent = sum(widths) + _GAP * len(widths)
    lines = []
    for row in body:
        lead = "".join(pad(cell, columns + _GAP) for cell, columns in zip(row[:-1], widths, strict=True))
        last = wrap(row[-1], max(20, limit - indent))
        lines += [(lead + last[0]).rstrip(), *(" " * indent + more for more in last[1:])]
    return lines
