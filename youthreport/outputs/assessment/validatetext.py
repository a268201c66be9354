"""An assessment → the text of `validate`: a table of at most 100 columns, errors first, one verdict line last."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby

from youthreport.columns import laid, wrap
from youthreport.model import Assessment, Filing, Finding, Severity
from youthreport.outputs.assessment.grouping import SEVERITIES, STATUSES, Group, counts, groups
from youthreport.outputs.assessment.tally import returned, tally

WIDTH = 100
Paint = Callable[[str, Severity], str]
_COLUMNS = (4, 4, 20, 66)  # severity, rule, place, what and what to do; with three gaps they make WIDTH
_PLACES_SHOWN = 6


def validation_text(
    assessment: Assessment, paint: Paint = lambda text, _: text, *, full: bool = False
) -> str:
    """The whole text with a final line break; `paint` colours the word of a severity.

    Notices of one rule in one sheet stand together in one row, unless `full`.
    """
    told = groups(assessment)
    standing = frozenset(assessment.open_findings)
    blocks = [[*_heading(group), *_rows(group, standing, paint, full)] for group in told if group.findings]
    if clean := sum(not group.findings for group in told):
        blocks.append([f"{'另有 ' if blocks else ''}{clean} 个单位的报表没有问题。"])
    return "\n\n".join("\n".join(block) for block in [*blocks, [verdict(assessment)]]) + "\n"


def verdict(assessment: Assessment) -> str:
    """The closing line: who reported, how many findings there are, and what must be done."""
    weights = counts(assessment.current)
    errors, doubts, notices = (weights[severity] for severity in SEVERITIES)
    still = counts(assessment.open_findings)[Severity.WARNING]
    told = f"（未说明 {still}）" if still else "（均已说明）" if doubts else ""
    end = "请更正错误" if errors else "请核实说明" if still else "审核通过"
    return f"{_progress(assessment)}；错误 {errors}、核实 {doubts}{told}、提示 {notices}：{end}。"


def _progress(assessment: Assessment) -> str:
    count = tally(assessment.units)
    if not count.expected:
        return f"审核 {len(assessment.filings)} 份"
    told = [
        ("应报", count.expected),
        ("实报", count.counted),
        ("退回", returned(count)),
        ("缺报", count.missing),
    ]
    return "、".join(f"{word} {number}" for word, number in told)


def _heading(group: Group) -> Iterator[str]:
    yield from wrap(f"■ {group.name}{f'（{group.code}）' if group.code else ''}", WIDTH)
    for line in (line for filing in group.filings for line in wrap(_file(filing), WIDTH - 2)):
        yield f"  {line}"


def _file(filing: Filing) -> str:
    return f"{STATUSES[filing.status]}：{filing.file}"


def _rows(group: Group, standing: Collection[Finding], paint: Paint, full: bool) -> Iterator[str]:
    several = len(group.filings) > 1
    for bundle in _bundles(group.findings, full):
        first = bundle[0]
        word = SEVERITIES[first.severity]
        place = _places(bundle, several) or ("整份文件" if group.filings else "")
        cells = [wrap(text, size) for text, size in zip((word, first.rule, place), _COLUMNS, strict=False)]
        head, *more = laid([*cells, _said(bundle, standing)], _COLUMNS)
        # Painted after laying out: colour codes have no width on the screen.
        yield paint(word, first.severity) + head.removeprefix(word)
        yield from more


def _bundles(findings: Iterable[Finding], full: bool) -> Iterator[tuple[Finding, ...]]:
    """The findings one by one, but the notices of one rule and sheet together, at the place of the first."""
    for severity, some in groupby(findings, key=lambda finding: finding.severity):
        alike: dict[object, list[Finding]] = {}
        for finding in some:
            own = full or severity is not Severity.NOTICE
            place = (finding.rule, finding.cell.file, finding.cell.sheet)
            alike.setdefault(finding if own else place, []).append(finding)
        yield from map(tuple, alike.values())


def _said(bundle: tuple[Finding, ...], standing: Collection[Finding]) -> list[str]:
    first = bundle[0]
    if first.severity is Severity.WARNING and first not in standing:
        return wrap(f"（已说明）{first.message}", _COLUMNS[-1])
    count = f"同类 {len(bundle)} 处，如：" if len(bundle) > 1 else ""
    return [*wrap(count + first.message, _COLUMNS[-1]), *wrap(f"怎么办：{first.remedy}", _COLUMNS[-1])]


def _places(bundle: tuple[Finding, ...], several: bool) -> str:
    cell = bundle[0].cell
    refs = list(dict.fromkeys(finding.cell.ref for finding in bundle if finding.cell.ref))
    told = "、".join(refs[:_PLACES_SHOWN]) + ("等" if len(refs) > _PLACES_SHOWN else "")
    place = " ".join(part for part in (cell.sheet, told) if part)
    return f"{cell.file.rpartition('/')[2]} {place}".rstrip() if several else place
