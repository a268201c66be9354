"""figures.json (or a closed period) with its manifest → one build as it can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from youthreport.frozen import FROZEN_SCHEMA
from youthreport.model import Catalogue, Number
from youthreport.outputs.comparing.closed import closed_figures, parts_of, units_of
from youthreport.outputs.comparing.fields import entries, mapping, mappings, number_or_text, text, whole
from youthreport.outputs.comparing.records import (
    ADDED_UP,
    CellTold,
    FigureTold,
    Shares,
    Snapshot,
    Value,
    adds_up,
)
from youthreport.outputs.figures import SCHEMA


def snapshot(
    name: str,
    data: Mapping[str, object],
    manifest: Mapping[str, object] | None,
    catalogue: Catalogue,
    names: Mapping[str, str],
) -> Snapshot:
    """The build in that parsed JSON. ValueError, TypeError, KeyError or AttributeError when it is none.

    A closed period keeps codes alone: the catalogue says what its figures are called, and `names` its units where
    it has no list of them.
    """
    schema = data["schema"]
    if schema not in (SCHEMA, FROZEN_SCHEMA):
        raise ValueError(f"格式 {schema} 不能比较")
    closed = schema == FROZEN_SCHEMA
    claims = {
        text(c["name"]): (bool(c["holds"]), text(c["because"])) for c in mappings(data.get("claims", []))
    }
    if closed:
        figures = list(closed_figures(data, catalogue, names))
        received, expected = units_of(data)
    else:
        parts = parts_of(catalogue)
        figures = [_figure(entry, parts) for entry in mappings(data["figures"])]
        received, expected = (_counted(figures, code) for code in ("units_received", "units_expected"))
    listed = data.get("inputs") if closed else (manifest or {}).get("inputs")
    inputs = {text(e["file"]): text(e["sha256"]) for e in mappings(listed)} if listed is not None else None
    document = data.get("document") or {}
    source = mapping(document) if closed else manifest or {}
    return Snapshot(
        name,
        text(data["period"]),
        text(source.get("build_id", "")),
        {figure.code: figure for figure in figures},
        claims if not closed or "claims" in data else None,
        inputs,
        received,
        expected,
        closed,
        not closed or "roster" in data,
    )


def _counted(figures: Iterable[FigureTold], code: str) -> tuple[str, ...] | None:
    """The units behind a count of units."""
    found = next((figure for figure in figures if figure.code == code), None)
    return tuple(cell.unit for cell in found.cells or ()) if found else None


def _figure(entry: Mapping[str, object], parts: Mapping[str, tuple[str, ...]]) -> FigureTold:
    cells = tuple(_cell(cell) for cell in mappings(entry["sources"]))
    code = text(entry["code"])
    value, how = number_or_text(entry["value"]), text(entry["aggregation"])
    return FigureTold(
        code,
        text(entry["label"]),
        value,
        text(entry["measure"]),
        how,
        whole(entry["reported"]),
        whole(entry["expected"]),
        tuple(text(words) for words in entries(entry["printed"])),
        cells,
        _shares(cells, value) if how in ADDED_UP else None,
        parts.get(code, ()),
    )


def _shares(cells: Iterable[CellTold], value: Value) -> Shares | None:
    """What the cells of each unit give together; None where the cells do not make the figure."""
    values: dict[str, Number] = {}
    files: dict[str, str] = {}
    for cell in cells:
        if isinstance(cell.value, Number):
            values[cell.unit] = values.get(cell.unit, 0) + cell.value
            files.setdefault(cell.unit, cell.file)
    shares = Shares(values, files, True)
    nobody = value is None and not values
    return shares if nobody or adds_up(shares, value) else None


def _cell(cell: Mapping[str, object]) -> CellTold:
    return CellTold(
        unit=text(cell["unit"]),
        file=text(cell["file"]),
        sheet=text(cell["sheet"]),
        cell=text(cell["cell"]),
        raw=text(cell["raw"]),
        value=number_or_text(cell["value"]),
        note=text(cell.get("note", "")),
    )
