"""The 指标表 (or 区级指标) of a file → entries with their findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from youthreport.intake.cells import CellReader
from youthreport.intake.concealed import hidden_rows
from youthreport.intake.exactness import exact_codes
from youthreport.intake.indicator_rows import IndicatorRows
from youthreport.intake.normalising import read_flag, read_text
from youthreport.intake.numbers import read_number
from youthreport.intake.ours import OwnFormulas
from youthreport.intake.readings import Reading, error, finding, notice, shown, warning
from youthreport.intake.recognising import Found, Header, Layout
from youthreport.model import Below, Catalogue, Cell, Entry, Finding, Indicator, Number, Severity, TextValue
from youthreport.quoting import quoted

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


@dataclass(slots=True)
class _Sheet:
    """One indicator sheet while it is read."""

    file: str
    found: Found
    catalogue: Catalogue
    unit_type: str
    own: OwnFormulas
    exact: frozenset[str]
    cells: CellReader
    entries: dict[str, Entry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)


def read_entries(
    file: str, found: Found, catalogue: Catalogue, unit_type: str, own: OwnFormulas
) -> tuple[tuple[Entry, ...], list[Finding]]:
    """Entries in sheet order; formulas of computed rows that are the form's own are left alone."""
    sheet = _Sheet(file, found, catalogue, unit_type, own, exact_codes(catalogue), CellReader(file, found))
    rows = IndicatorRows(file, found, catalogue, unit_type)
    seen: set[str] = set()
    for row in range(found.row + 1, found.sheet.last_row + 1):
        indicator, notes = rows.indicator(row)
        sheet.findings += notes
        if indicator is None:
            continue
        entry = _read_row(sheet, row, indicator)
        if entry is not None:
            _add(sheet, entry)
        seen.add(indicator.code)
    _note_missing(sheet, seen)
    sheet.findings += hidden_rows(found, file, sheet.counted)
    return tuple(sheet.entries.values()), sheet.findings


def _read_row(sheet: _Sheet, row: int, indicator: Indicator) -> Entry | None:
    reading, cell, notes = _this_period(sheet, row, indicator)
    last_year, more = _last_year(sheet, row, indicator)
    beside = _beside(sheet, row)
    explanation = beside["差异说明"].text if "差异说明" in beside else ""
    below, about_below = _below(sheet, row, indicator)
    # Of a computed row that holds nothing but our own formula, what the unit wrote beside it still counts.
    if indicator.source in COMPUTED and not (reading.raw or notes or last_year.raw or explanation or below):
        return None
    sheet.findings += [*notes, *more, *about_below]
    sheet.counted += [row] if reading.value is not None else []
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


def _this_period(sheet: _Sheet, row: int, indicator: Indicator) -> tuple[Reading, Cell, tuple[Finding, ...]]:
    """The figure of this period; nothing where the form's own formula stands."""
    if indicator.source in COMPUTED and _left_alone(sheet, row, indicator):
        return Reading(None), sheet.found.cell(sheet.file, row, "本期数"), ()
    number = _reader(sheet, indicator)
    return sheet.cells.read(
        row, "本期数", lambda value: _weighed(sheet, indicator, number(value)), indicator.code, numeric=True
    )


def _last_year(sheet: _Sheet, row: int, indicator: Indicator) -> tuple[Reading, list[Finding]]:
    """The unit's own figure of last year, with what is wrong with it."""
    number = _reader(sheet, indicator)
    reading, _, notes = sheet.cells.read(
        row, "上年同期数", lambda value: _of_last_year(number(value)), indicator.code, numeric=True
    )
    return reading, _softened(notes)


def _below(sheet: _Sheet, row: int, indicator: Indicator) -> tuple[Below | None, list[Finding]]:
    """What the row of a return that adds up others says of the units below; None when it says nothing."""
    if "是否完整" not in sheet.found.columns:
        return None, []
    said: dict[str, int | None] = {}
    findings: list[Finding] = []
    for header in _BELOW[:2]:
        reading, _, notes = sheet.cells.read(row, header.name, read_number, numeric=True)
        findings += _softened(notes)
        said[header.name] = reading.value if isinstance(reading.value, int) else None
    whole, _, _ = sheet.cells.read(row, "是否完整", read_flag)
    parts, void = _outside_lists(sheet, row, indicator)
    if not (any(v is not None for v in said.values()) or whole.raw or any(parts.values()) or void):
        return None, findings
    below = Below(
        sheet.found.cell(sheet.file, row, "清单外数"),
        said["应报单位数"],
        said["实报单位数"],
        whole.value is not False,
        parts.get("清单外数", 0),
        parts.get("不成对数", 0),
        void,
    )
    return below, findings


def _outside_lists(sheet: _Sheet, row: int, indicator: Indicator) -> tuple[dict[str, Number], bool]:
    """What the lists do not show, by column, and whether the row says that it must not be counted at all."""
    number, parts, void = _reader(sheet, indicator), {}, False
    for name in ("清单外数", "不成对数"):
        value = sheet.found.value(row, name)
        if shown(value).strip() == VOID:
            void = True
        else:
            parts[name] = _signed(value, number)
    return parts, void


def _signed(value: object, number: Callable[[object], Reading]) -> Number:
    """The number, which may be negative here; 0 for a blank and for what is no number."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        return -(_number(number(-value).value) or 0)
    return _number(number(value).value) or 0


def _beside(sheet: _Sheet, row: int) -> dict[str, TextValue]:
    """What a person wrote into the other columns of the row, by column name."""
    texts = {}
    for name in _BESIDE:
        reading, cell, _ = sheet.cells.read(row, name, read_text)
        if reading.value:
            texts[name] = TextValue(str(reading.value), cell)
    return texts


def _left_alone(sheet: _Sheet, row: int, indicator: Indicator) -> bool:
    """Whether the computed row holds nothing, or the formula that the form put there."""
    place = (row, sheet.found.columns["本期数"])
    formula = sheet.found.sheet.formulas.get(place)
    if formula is None:
        return sheet.found.sheet.cells.get(place) is None
    return sheet.own.wrote(indicator, formula)


def _reader(sheet: _Sheet, indicator: Indicator) -> Callable[[object], Reading]:
    measures = sheet.catalogue.measures
    return lambda value: read_number(value, indicator.measure, measures, fraction=indicator.fraction)


def _weighed(sheet: _Sheet, indicator: Indicator, reading: Reading) -> Reading:
    """The reading with what depends on the indicator: a dash where a value is due, an estimate where none will do."""
    notes = reading.notes
    if any(note.rule == "M06" for note in notes):
        due = sheet.unit_type in indicator.compulsory
        weigh = error if due else notice
        dash = notes[0]
        told = f"{dash.message.rstrip('。')}；“{indicator.name}”是必报指标" if due else dash.message
        remedy = f"请填写“{indicator.name}”的数；本期没有的请填0。" if due else dash.remedy
        return replace(reading, notes=(weigh("M06", told, remedy),))
    if reading.estimate and indicator.code in sheet.exact:
        told = f"{quoted(reading.raw)}不是精确数，“{indicator.name}”要用来算率或作总数，不接受约数"
        # How the number was read on the way to the refusal is not worth saying, and “按100处理” would be untrue.
        return Reading(None, reading.raw, False, (error("M04", told, "请核实后改填精确数。"),))
    return reading


def _of_last_year(reading: Reading) -> Reading:
    """A doubtful figure of last year is not taken over, and blocks nothing of this period."""
    reason = next((n for n in reading.notes if n.severity is not Severity.NOTICE), None)
    if reason is None:
        return reading
    if reason.rule == "M06":
        told = f"上年同期数填{quoted(reading.raw)}，按没有填处理"
        return Reading(None, reading.raw, notes=(notice("M06", told, "没有上年数的请留空。"),))
    told = f"上年同期数{quoted(reading.raw)}没有采用：{reason.message}"
    return Reading(
        None, reading.raw, notes=(warning("M00", told, "请按上年定稿值填写一个数字，没有的请留空。"),)
    )


def _softened(notes: tuple[Finding, ...]) -> list[Finding]:
    """What the cell of last year has against itself beside its content: a formula without a result."""
    return [replace(n, severity=Severity.WARNING) if n.severity is Severity.ERROR else n for n in notes]


def _number(value: object) -> Number | None:
    return value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _add(sheet: _Sheet, entry: Entry) -> None:
    first = sheet.entries.setdefault(entry.code, entry)
    if first is entry:
        return
    if first.value is None and not first.raw:
        sheet.entries[entry.code] = entry
    elif entry.raw and first.value != entry.value:
        sheet.entries[entry.code] = replace(first, value=None)
        sheet.findings.append(
            finding(
                "M29",
                Severity.ERROR,
                entry.cell,
                f"同一指标填了两行（{first.cell.ref}填{quoted(first.raw)}，本格填{quoted(entry.raw)}），均未计入",
                "请只保留正确的一行。",
                code=entry.code,
                raw=entry.raw,
            )
        )


def _note_missing(sheet: _Sheet, seen: set[str]) -> None:
    for indicator in sheet.catalogue.indicators_of(sheet.unit_type):
        due = sheet.unit_type in indicator.compulsory and indicator.source not in COMPUTED
        if due and indicator.code not in seen:
            sheet.findings.append(
                finding(
                    "M29",
                    Severity.ERROR,
                    Cell(sheet.file, sheet.found.sheet.name),
                    f"缺少必报指标“{indicator.name}”的行",
                    "请使用原表样，补上该行并填数。",
                    code=indicator.code,
                )
            )
