"""The 指标表 (or 区级指标) of a file → entries with their findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from youthreport.intake.cells import CellReader
from youthreport.intake.normalising import read_number, read_text
from youthreport.intake.readings import shown
from youthreport.intake.recognising import Found, Header, Layout, bare, fold
from youthreport.model import Catalogue, Cell, Entry, Finding, Indicator, Number, Severity

COMPUTED = ("list", "derived")
_HEADERS = (
    Header("指标代码", ("代码", "指标编码")),
    Header("指标名称", ("指标", "名称"), required=True),
    Header("计量单位", ("单位",)),
    Header("期间口径", ("口径",)),
    Header("本期数", ("本期", "本期数值", "本期完成数", "数值"), required=True),
    Header("上年同期数", ("上年同期", "去年同期数", "去年同期")),
    Header("差异说明", ("说明", "情况说明")),
    Header("备注"),
)


def indicator_layout(name: str) -> Layout:
    """The layout of an indicator sheet of that name."""
    return Layout(name, _HEADERS, ("指标", "指标数据表") if name == "指标表" else ("区本级指标",))


@dataclass(frozen=True, slots=True)
class _Context:
    file: str
    found: Found
    catalogue: Catalogue
    allowed: frozenset[str]
    own_form: bool


def read_entries(
    file: str, found: Found, catalogue: Catalogue, unit_type: str, *, own_form: bool
) -> tuple[tuple[Entry, ...], list[Finding]]:
    """Entries in sheet order; `own_form` tells that formulas of computed rows are ours and to be ignored."""
    allowed = frozenset(i.code for i in catalogue.indicators_of(unit_type))
    context = _Context(file, found, catalogue, allowed, own_form)
    by_code = {i.code: i for i in catalogue.indicators}
    by_name = {key: i for i in catalogue.indicators for key in (fold(i.name), fold(i.label))}
    entries: dict[str, Entry] = {}
    seen: set[str] = set()
    findings: list[Finding] = []
    for row in range(found.row + 1, found.sheet.last_row + 1):
        indicator = _indicator(context, row, by_code, by_name, findings)
        if indicator is None:
            continue
        entry = _read_row(context, row, indicator, findings)
        if entry is not None:
            _add(entries, entry, findings)
        seen.add(indicator.code)
    _note_missing(context, unit_type, seen, findings)
    return tuple(entries.values()), findings


def _indicator(
    context: _Context,
    row: int,
    by_code: Mapping[str, Indicator],
    by_name: Mapping[str, Indicator],
    findings: list[Finding],
) -> Indicator | None:
    found = context.found
    code, name = (shown(found.value(row, key)).strip() for key in ("指标代码", "指标名称"))
    if not code and not name:
        return None
    coded, named = by_code.get(code.lower()), by_name.get(fold(name)) or by_name.get(bare(name))
    cell = found.cell(context.file, row, "指标代码" if code else "指标名称")
    if coded and named and coded is not named and bare(coded.name) != bare(name):
        findings.append(
            Finding(
                "M29",
                Severity.WARNING,
                cell,
                f"代码“{code}”与名称“{name}”不是同一指标，按名称处理",
                "请核对后改正指标代码。",
                code=named.code,
                raw=code,
            )
        )
        coded = named
    indicator = coded or named
    if indicator is None:
        if found.value(row, "本期数") is not None:
            findings.append(
                Finding(
                    "M29",
                    Severity.WARNING,
                    cell,
                    f"“{name or code}”不在指标清单，未计入",
                    "请不要增加指标行；其他情况请写在备注中。",
                    raw=name or code,
                )
            )
        return None
    if indicator.code not in context.allowed:
        if found.value(row, "本期数") is not None:
            findings.append(
                Finding(
                    "M29",
                    Severity.WARNING,
                    cell,
                    f"“{indicator.name}”不由本类单位填报，未计入",
                    "请删除该行。",
                    code=indicator.code,
                    raw=shown(found.value(row, "本期数")),
                )
            )
        return None
    return indicator


def _read_row(context: _Context, row: int, indicator: Indicator, findings: list[Finding]) -> Entry | None:
    found, cells = context.found, CellReader(context.file, context.found)
    computed = indicator.source in COMPUTED
    place = (row, found.columns["本期数"])
    formula = place in found.sheet.formulas
    if computed and (context.own_form if formula else found.sheet.cells.get(place) is None):
        return _only_explained(cells, row, indicator)
    number = partial(
        read_number,
        measure=indicator.measure,
        measures=context.catalogue.measures,
        fraction=indicator.fraction,
    )
    reading, cell, notes = cells.read(row, "本期数", number, indicator.code, numeric=True)
    findings.extend(notes)
    last_year, _, notes = cells.read(row, "上年同期数", number, indicator.code, numeric=True)
    findings.extend(_soften(notes))
    explanation, _, _ = cells.read(row, "差异说明", read_text)
    return Entry(
        indicator.code,
        _number(reading.value),
        reading.raw,
        cell,
        reading.estimate,
        str(explanation.value or ""),
        _number(last_year.value),
    )


def _only_explained(cells: CellReader, row: int, indicator: Indicator) -> Entry | None:
    """What was written beside a total that the lists yield: no value, but it may explain a doubt."""
    explanation, _, _ = cells.read(row, "差异说明", read_text)
    text = str(explanation.value or "")
    cell = cells.found.cell(cells.file, row, "本期数")
    return Entry(indicator.code, None, "", cell, explanation=text) if text else None


def _number(value: object) -> Number | None:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _soften(notes: tuple[Finding, ...]) -> list[Finding]:
    """Findings on last year's column: nothing of this period is blocked by them."""
    return [replace(n, severity=Severity.WARNING) if n.severity is Severity.ERROR else n for n in notes]


def _add(entries: dict[str, Entry], entry: Entry, findings: list[Finding]) -> None:
    first = entries.setdefault(entry.code, entry)
    if first is entry:
        return
    if first.value is None and not first.raw:
        entries[entry.code] = entry
    elif entry.raw and first.value != entry.value:
        entries[entry.code] = replace(first, value=None)
        findings.append(
            Finding(
                "M29",
                Severity.ERROR,
                entry.cell,
                f"同一指标填了两行（另一行在{first.cell.ref}），数值不同，均未计入",
                "请只保留正确的一行。",
                code=entry.code,
                raw=entry.raw,
            )
        )


def _note_missing(context: _Context, unit_type: str, seen: set[str], findings: list[Finding]) -> None:
    for indicator in context.catalogue.indicators_of(unit_type):
        if (
            indicator.code not in seen
            and unit_type in indicator.compulsory
            and indicator.source not in COMPUTED
        ):
            findings.append(
                Finding(
                    "M29",
                    Severity.ERROR,
                    Cell(context.file, context.found.sheet.name),
                    f"缺少必报指标“{indicator.name}”的行",
                    "请使用原表样，补上该行并填数。",
                    code=indicator.code,
                )
            )
