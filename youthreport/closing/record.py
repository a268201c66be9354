"""Everything that a period came to → the plain values of its closed record (previous/2026S1.json)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from youthreport.closing.stock import stock_of
from youthreport.duty import filed
from youthreport.frozen import FROZEN_SCHEMA
from youthreport.listing import unit_values
from youthreport.model import (
    Catalogue,
    Claim,
    District,
    Filing,
    Frozen,
    Indicator,
    Number,
    Period,
    Rollup,
)
from youthreport.numbers import shown

DISTRICT_TYPE = "区级"


@dataclass(frozen=True, slots=True)
class PaperMade:
    """The published paper: its name, the SHA-256 that it was published with and has now, and its build id."""

    file: str
    published: str
    now: str
    build_id: str


def frozen_record(
    *,
    period: Period,
    catalogue: Catalogue,
    rollup: Rollup,
    claims: Iterable[Claim],
    filings: Sequence[Filing],
    district: District,
    inputs: Mapping[str, str],
    paper: PaperMade | None,
    program: str,
    forced: str = "",
    still_open: Sequence[str] = (),
) -> dict[str, object]:
    """The record, ready for JSON. Of the units only what counts goes in; a figure that nobody reported stays out.

    `incomplete` are figures that lacked units or held estimates: they are kept, but nothing is compared with them.
    `forced` is the reason for closing in spite of what was `still_open`.
    """
    by_unit = filed(filings)
    known = {code: f for code, f in sorted(rollup.figures.items()) if f.value is not None}
    units = {code: _values(filing, catalogue) for code, filing in sorted(by_unit.items())}
    units[DISTRICT_TYPE] = _values(district.filing, catalogue)
    lists = {code: stock_of(filing, catalogue) for code, filing in sorted(by_unit.items())}
    return {
        "schema": FROZEN_SCHEMA,
        "period": period.code,
        "program": program,
        "catalogue": catalogue.version,
        "forced": {"reason": forced, "open": list(still_open)} if forced else None,
        "document": _document(paper),
        "figures": {code: figure.value for code, figure in known.items()},
        "incomplete": [code for code, f in known.items() if not f.complete or f.estimated],
        "claims": [{"name": c.name, "holds": c.holds, "because": c.because} for c in claims],
        "roster": _roster(rollup, by_unit),
        "inputs": [{"file": name, "sha256": digest} for name, digest in sorted(inputs.items())],
        "units": {code: values for code, values in units.items() if values},
        "lists": {code: kept for code, kept in lists.items() if kept},
    }


def changes(frozen: Frozen, record: Frozen, labels: Mapping[str, str]) -> tuple[str, ...]:
    """What is not as it was closed, one sentence each; empty when all figures, units and lists are the same."""
    found = [
        f"{labels.get(code, code)}：冻结时为{shown(frozen.figures.get(code))}，现为{shown(record.figures.get(code))}"
        for code in sorted({*frozen.figures, *record.figures})
        if not _same(frozen.figures.get(code), record.figures.get(code))
    ]
    for code in sorted({*frozen.units, *record.units}):
        before, now = frozen.units.get(code, {}), record.units.get(code, {})
        differing = [c for c in {*before, *now} if not _same(before.get(c), now.get(c))]
        if differing:
            found.append(f"单位{code}：{len(differing)}项指标与冻结时不同")
        elif frozen.lists.get(code, {}) != record.lists.get(code, {}):
            found.append(f"单位{code}：存量名单与冻结时不同")
    return tuple(found)


def _values(filing: Filing, catalogue: Catalogue) -> dict[str, Number]:
    unit = filing.unit
    indicators = _held(unit.type, catalogue) if unit else ()
    values = unit_values(indicators, filing, catalogue)
    # A system whose members report has set its own rows aside: that is no zero of its own.
    silent = unit is not None and unit.is_system and unit.children_report
    return {code: value for code, value in values.items() if value is not None and (value or not silent)}


def _held(unit_type: str, catalogue: Catalogue) -> tuple[Indicator, ...]:
    """What a filing of that type may give: the district has rows of its own in lists whose totals units report."""
    own = {
        sheet.name for sheet in catalogue.sheets if unit_type == DISTRICT_TYPE and unit_type in sheet.types
    }
    return tuple(
        i
        for i in catalogue.indicators
        if unit_type in i.reporters or (i.list_source is not None and i.list_source.sheet in own)
    )


def _document(paper: PaperMade | None) -> dict[str, str] | None:
    if paper is None:
        return None
    return {
        "file": paper.file,
        "sha256": paper.now,
        "published_sha256": paper.published,
        "build_id": paper.build_id,
    }


def _roster(rollup: Rollup, by_unit: Mapping[str, Filing]) -> list[dict[str, str]]:
    """Who had to report and what became of it, in roster order; the excused last, with the reason."""
    told = [
        {
            "code": unit.code,
            "name": unit.name,
            "type": unit.type,
            "state": "received" if unit.code in by_unit else "missing",
            "file": by_unit[unit.code].file if unit.code in by_unit else "",
            "sha256": by_unit[unit.code].sha256 if unit.code in by_unit else "",
        }
        for unit in rollup.expected
    ]
    return told + [
        {"code": unit.code, "name": unit.name, "type": unit.type, "state": "excused", "reason": reason}
        for unit, reason in rollup.excused
    ]


def _same(before: Number | None, now: Number | None) -> bool:
    if before is None or now is None:
        return before is now
    return float(before) == float(now)
