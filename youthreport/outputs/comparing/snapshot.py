"""figures.json (or a closed period) with its manifest → one build as it can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from youthreport.frozen import FROZEN_SCHEMA
from youthreport.model import Number
from youthreport.outputs.figures import SCHEMA

Value = Number | str | None


@dataclass(frozen=True, slots=True)
class CellTold:
    """A cell behind a figure, as figures.json tells it."""

    unit: str
    file: str
    sheet: str
    cell: str
    raw: str
    value: Value
    note: str = ""


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure as a build told it; `cells` None: that build does not say where it came from."""

    code: str
    label: str
    value: Value
    measure: str
    reported: int | None
    expected: int | None
    printed: tuple[str, ...]
    cells: tuple[CellTold, ...] | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One build. `inputs` are SHA-256 by file, None where there is no manifest."""

    name: str
    period: str
    build_id: str
    figures: Mapping[str, FigureTold]
    claims: Mapping[str, tuple[bool, str]]
    inputs: Mapping[str, str] | None


def snapshot(name: str, data: Mapping[str, object], manifest: Mapping[str, object] | None) -> Snapshot:
    """The build in that parsed JSON. ValueError, TypeError, KeyError or AttributeError when it is none."""
    schema = data["schema"]
    if schema not in (SCHEMA, FROZEN_SCHEMA):
        raise ValueError(f"格式 {schema} 不能比较")
    closed = schema == FROZEN_SCHEMA
    claims = {_str(c["name"]): (bool(c["holds"]), _str(c["because"])) for c in _dicts(data.get("claims", []))}
    figures = _closed(data["figures"]) if closed else [_figure(entry) for entry in _dicts(data["figures"])]
    listed = data.get("inputs") if closed else (manifest or {}).get("inputs")
    inputs = {_str(e["file"]): _str(e["sha256"]) for e in _dicts(listed)} if listed is not None else None
    document = data.get("document")
    source = document if closed and isinstance(document, dict) else manifest or {}
    return Snapshot(
        name,
        _str(data["period"]),
        _str(source.get("build_id", "")),
        {figure.code: figure for figure in figures},
        claims,
        inputs,
    )


def _closed(figures: object) -> list[FigureTold]:
    if not isinstance(figures, dict):
        raise TypeError("figures 不是对照表")
    return [FigureTold(code, code, _value(v), "", None, None, (), None) for code, v in figures.items()]


def _figure(entry: Mapping[str, object]) -> FigureTold:
    return FigureTold(
        _str(entry["code"]),
        _str(entry["label"]),
        _value(entry["value"]),
        _str(entry["measure"]),
        _int(entry["reported"]),
        _int(entry["expected"]),
        tuple(_str(text) for text in _list(entry["printed"])),
        tuple(_cell(cell) for cell in _dicts(entry["sources"])),
    )


def _cell(cell: Mapping[str, object]) -> CellTold:
    return CellTold(
        unit=_str(cell["unit"]),
        file=_str(cell["file"]),
        sheet=_str(cell["sheet"]),
        cell=_str(cell["cell"]),
        raw=_str(cell["raw"]),
        value=_value(cell["value"]),
        note=_str(cell.get("note", "")),
    )


def _dicts(value: object) -> list[Mapping[str, object]]:
    entries = _list(value)
    if not all(isinstance(entry, dict) for entry in entries):
        raise TypeError("应为对照表的列表")
    return [entry for entry in entries if isinstance(entry, dict)]


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("应为列表")
    return value


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value} 不是文字")
    return value


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{value} 不是整数")
    return value


def _value(value: object) -> Value:
    if value is None or (isinstance(value, Number | str) and not isinstance(value, bool)):
        return value
    raise TypeError(f"{value} 不是数")
