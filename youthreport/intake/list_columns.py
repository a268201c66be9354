"""A column of a list sheet → the function that normalises its cells, and the units that its header may state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from youthreport.intake.dates import read_date
from youthreport.intake.normalising import read_choice, read_flag, read_text
from youthreport.intake.numbers import read_number, says_nothing
from youthreport.intake.readings import Reading, notice, shown
from youthreport.model import Catalogue, ListColumn, Period
from youthreport.quoting import quoted

NUMERIC = ("count", "money")


def _measure(column: ListColumn) -> str:
    return column.measure or ("元" if column.kind == "money" else "")


def header_units(column: ListColumn, measures: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The units that a header may state: 人 in a cell of 人次 is let pass, over the whole column it is a doubt."""
    measure = _measure(column)
    if column.kind not in NUMERIC or not measure:
        return ()
    other = {"人次": "人", "人": "人次", "名": "人次"}.get(measure)
    return tuple(dict.fromkeys((measure, *(m for m in measures.get(measure, ()) if m != other))))


def column_reader(
    column: ListColumn, catalogue: Catalogue, period: Period, *, date1904: bool = False
) -> Callable[[object], Reading]:
    """The function that normalises a cell of that column."""
    read = _plain_reader(column, catalogue, period, date1904=date1904)
    if column.required:
        return read
    worded = column.kind not in (*NUMERIC, "date", "flag")
    return lambda value: _nothing(value) or _optional(read(value)) if worded else _optional(read(value))


def _plain_reader(
    column: ListColumn, catalogue: Catalogue, period: Period, *, date1904: bool
) -> Callable[[object], Reading]:
    match column.kind:
        case "count" | "money":
            fraction = column.kind == "money"
            return lambda value: read_number(value, _measure(column), catalogue.measures, fraction=fraction)
        case "date":
            return lambda value: read_date(value, period, date1904=date1904)
        case "flag":
            return read_flag
        case "choice":
            return lambda value: read_choice(value, column.choices)
        case _:
            return read_text


def _nothing(value: object) -> Reading | None:
    """A blank for 无 or a dash where nothing need be written: it is neither a name nor a choice."""
    raw = shown(value)
    if not says_nothing(raw):
        return None
    return Reading(None, raw, notes=(notice("M06", f"填{quoted(raw)}，按没有填处理", "没有的请留空。"),))


def _optional(reading: Reading) -> Reading:
    """A dash where nothing need be written is a blank, and only noted."""
    notes = tuple(
        notice("M06", note.message, note.remedy) if note.rule == "M06" else note for note in reading.notes
    )
    return replace(reading, notes=notes)
