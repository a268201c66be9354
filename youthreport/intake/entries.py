"""The 指标表 (or 区级指标) of a file → entries with their findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from youthreport.intake.cells import CellReader
from youthreport.intake.normalising import read_flag, read_number, read_text
from youthreport.intake.readings import Reading, shown
from youthreport.intake.recognising import Found, Header, Layout, bare, fold
from youthreport.model import Below, Catalogue, Cell, Entry, Finding, Indicator, Number, Severity, TextValue

COMPUTED = ("list", "derived")
_BESIDE = ("上年同期数", "差异说明", "备注")
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
_BELOW = (
    Header("应报单位数"),
    Header("实报单位数"),
    Header("是否完整"),
    Header("清单外数"),
    Header("不成对数"),
)
VOID = "不计"


def indicator_layout(name: str, *, adds_up: bool = False) -> Layout:
    """The layout of an indicator sheet of that name; `adds_up` for returns that add up those of other units."""
    headers = (*_HEADERS, *_BELOW) if adds_up else _HEADERS
    return Layout(name, headers, ("指标", "指标数据表") if name == "指标表" else ("区本级指标",))


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
    # Our own formulas are recomputed; what the unit wrote beside them still counts.
    ours = computed and context.own_form and place in found.sheet.formulas
    number = partial(
        read_number,
        measure=indicator.measure,
        measures=context.catalogue.measures,
        fraction=indicator.fraction,
    )
    reading, cell, notes = cells.read(row, "本期数", number, indicator.code, numeric=True)
    if ours:
        reading, notes = Reading(None), ()
    findings.extend(notes)
    last_year, _, notes = cells.read(row, "上年同期数", number, indicator.code, numeric=True)
    findings.extend(_soften(notes))
    beside = _beside(context, row)
    explanation = beside["差异说明"].text if "差异说明" in beside else ""
    below = _below(context, row, number, findings) if "是否完整" in found.columns else None
    if computed and not (reading.raw or last_year.raw or explanation or below):
        return None
    return Entry(
        indicator.code,
        _number(reading.value),
        reading.raw,
        cell,
        reading.estimate,
        explanation,
        _number(last_year.value),
        beside,
        below,
    )


def _below(
    context: _Context, row: int, number: Callable[[object], Reading], findings: list[Finding]
) -> Below | None:
    """What the row says of the units below; None when it says nothing."""
    cells, said = CellReader(context.file, context.found), {}
    for header in _BELOW[:2]:
        reading, _, notes = cells.read(row, header.name, read_number, numeric=True)
        findings.extend(_soften(notes))
        said[header.name] = reading.value if isinstance(reading.value, int) else None
    whole, _, _ = cells.read(row, "是否完整", read_flag)
    parts: dict[str, Number] = {}
    void = False
    for name in ("清单外数", "不成对数"):
        if shown(context.found.value(row, name)).strip() == VOID:
            void = True
            continue
        parts[name] = _signed(context.found.value(row, name), number)
    if not (any(v is not None for v in said.values()) or whole.raw or any(parts.values()) or void):
        return None
    place = context.found.cell(context.file, row, "清单外数")
    return Below(
        place,
        said["应报单位数"],
        said["实报单位数"],
        whole.value is not False,
        parts.get("清单外数", 0),
        parts.get("不成对数", 0),
        void,
    )


def _signed(value: object, number: Callable[[object], Reading]) -> Number:
    """The number, which may be negative here; 0 for a blank and for what is no number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return -(_number(number(-value).value) or 0)
    return _number(number(value).value) or 0


def _beside(context: _Context, row: int) -> dict[str, TextValue]:
    """What a person wrote into the other columns of the row, by column name."""
    cells, texts = CellReader(context.file, context.found), {}
    for name in _BESIDE:
        reading, cell, _ = cells.read(row, name, read_text)
        if reading.value:
            texts[name] = TextValue(str(reading.value), cell)
    return texts


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
