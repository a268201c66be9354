"""What changed between two builds → JSON, and a workbook that can be filtered."""

from __future__ import annotations

from collections.abc import Iterator

from youthreport.model import Number
from youthreport.outputs.comparing.changes import CellChange, Comparison, FigureChange
from youthreport.outputs.comparing.records import CellTold, FigureTold, Snapshot
from youthreport.outputs.comparing.sharing import UnitChange
from youthreport.outputs.comparing.text import CELLS, FILES, UNSHARED, VERDICTS, not_kept
from youthreport.outputs.jsontext import to_bytes
from youthreport.outputs.sheet import Column, Row, Value, workbook

SCHEMA = "youthreport/diff/1"

_FIGURES = (
    Column("指标代码"), Column("指标名称"), Column("计量单位"), Column("原数"), Column("现数"), Column("增减"),
    Column("文中原写法"), Column("文中现写法"), Column("原实报/应报"), Column("现实报/应报"), Column("变化的单元格数"),
)  # fmt: skip
_CELLS = (
    Column("指标代码"), Column("指标名称"), Column("变化"), Column("单位", 40), Column("文件", 40), Column("工作表"),
    Column("单元格"), Column("原填报"), Column("现填报"), Column("原计入值"), Column("现计入值"), Column("原说明", 40, wrap=True),
    Column("现说明", 40, wrap=True),
)  # fmt: skip
_FILES = (Column("变化"), Column("文件", 60), Column("原文件名", 60))
_CLAIMS = (Column("断言", 40), Column("原来"), Column("现在"), Column("依据", 90, wrap=True))
_NOTE = (Column("说明", 90, wrap=True),)
_UNITS = (Column("变化"), Column("单位", 60))


def comparison_json(found: Comparison) -> bytes:
    """Everything that differs; `equal` says that nothing does. Values of null are missing, not zero.

    `note` says what a closed period does not keep ("" for builds): its `printed`, `reported`, `cells` are null, and
    `units` holds the units whose number differs, with `rest`, what they leave of the difference.
    """
    return to_bytes(
        {
            "schema": SCHEMA,
            "equal": found.equal,
            "old": _side(found.old),
            "new": _side(found.new),
            "note": not_kept(found),
            "figures": [_figure(change) for change in found.figures],
            "claims": [
                {"name": c.name, "old": c.before, "new": c.after, "because": c.because} for c in found.claims
            ],
            "files": None
            if found.files is None
            else [{"change": c.kind, "file": c.file, "was": c.was} for c in found.files],
            "units": {
                "received": list(found.came),
                "no_longer_received": list(found.went),
                "expected": list(found.joined),
                "no_longer_expected": list(found.left),
            },
        }
    )


def comparison_xlsx(found: Comparison) -> bytes:
    """The same as a workbook: 数据变化, 来源变化, 文件变化, 断言变化, 单位变化; 说明 where a side is a closed period."""
    sheets = (
        # Figures whose value is the same come last: somebody who opens the file looks for the others.
        ("数据变化", _FIGURES, map(_figure_row, sorted(found.figures, key=lambda f: f.same_value))),
        ("来源变化", _CELLS, _cell_rows(found)),
        ("文件变化", _FILES, ((FILES[c.kind], c.file, c.was) for c in found.files or ())),
        (
            "断言变化",
            _CLAIMS,
            ((c.name, VERDICTS[c.before], VERDICTS[c.after], c.because) for c in found.claims),
        ),
        ("单位变化", _UNITS, _unit_rows(found)),
    )
    note = not_kept(found)
    return workbook("数据变化", (*sheets, ("说明", _NOTE, [(note,)])) if note else sheets)


def _side(side: Snapshot) -> dict[str, str]:
    return {"name": side.name, "period": side.period, "build_id": side.build_id}


def _figure(change: FigureChange) -> dict[str, object]:
    told = change.told
    return {
        "code": told.code,
        "label": told.label,
        "measure": told.measure,
        "old": _told(change.before),
        "new": _told(change.after),
        "delta": change.delta,
        "cells": None if change.cells is None else [_cell(cell) for cell in change.cells],
        "units": None if change.units is None else [_unit(unit) for unit in change.units],
        "rest": change.rest,
    }


def _told(side: FigureTold | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {
        "value": side.value,
        "printed": None if side.printed is None else list(side.printed),
        "reported": side.reported,
        "expected": side.expected,
    }


def _cell(change: CellChange) -> dict[str, object]:
    return {"change": change.kind, "old": _cell_told(change.before), "new": _cell_told(change.after)}


def _unit(change: UnitChange) -> dict[str, object]:
    return {
        "change": change.kind,
        "code": change.code,
        "label": change.label,
        "unit": change.unit,
        "old": change.before,
        "new": change.after,
        "delta": change.delta,
        "file": change.file,
    }


def _cell_told(cell: CellTold | None) -> dict[str, object] | None:
    if cell is None:
        return None
    return {name: getattr(cell, name) for name in ("unit", "file", "sheet", "cell", "raw", "value", "note")}


def _figure_row(change: FigureChange) -> Row:
    told = change.told
    sides = (change.before, change.after)
    values = (_value(side.value if side else None) for side in sides)
    printed = ("、".join(side.printed or ()) if side else "" for side in sides)
    covered = (
        f"{side.reported}/{side.expected}" if side and side.reported is not None else "" for side in sides
    )
    count = len(change.cells) if change.cells is not None else None
    return (told.code, told.label, told.measure, *values, change.delta, *printed, *covered, count)


def _cell_rows(found: Comparison) -> Iterator[Row]:
    for figure in found.figures:
        for change in figure.cells or ():
            told, sides = change.told, (change.before, change.after)
            yield (
                figure.told.code,
                figure.told.label,
                CELLS[change.kind],
                told.unit,
                told.file,
                told.sheet,
                told.cell,
                *(side.raw if side else "" for side in sides),
                *(_value(side.value if side else None) for side in sides),
                *(side.note if side else "" for side in sides),
            )
        yield from _shares_of(figure)


def _shares_of(figure: FigureChange) -> Iterator[Row]:
    """The units behind a change where the cells are not known; parts of a rate are named as such."""
    code, label = figure.told.code, figure.told.label
    for unit in figure.units or ():
        part = f"{unit.label}（{unit.code}）" if unit.code != code else ""
        given = (unit.before, unit.after)
        yield (code, label, CELLS[unit.kind], unit.unit, unit.file, "", "", "", "", *given, part, part)
    if figure.rest:
        yield (code, label, "", "", "", "", "", "", "", None, figure.rest, "", UNSHARED)


def _unit_rows(found: Comparison) -> Iterator[Row]:
    told = (
        ("新报送", found.came),
        ("不再计入", found.went),
        ("新列入应报", found.joined),
        ("不再应报", found.left),
    )
    for word, units in told:
        for unit in units:
            yield (word, unit)


def _value(value: Number | str | None) -> Value:
    return value
