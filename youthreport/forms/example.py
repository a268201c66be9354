"""example.toml → a few invented units and their filled returns, so that a new project builds at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from youthreport.forms.filling import Answer, fill
from youthreport.forms.known import Known, file_name
from youthreport.forms.returns import write_return
from youthreport.model import Catalogue, OrgUnit, Period


@dataclass(frozen=True, slots=True)
class Example:
    """Invented units, their returns by file name, and the texts of the district that a paper needs."""

    units: tuple[OrgUnit, ...]
    returns: Mapping[str, bytes]
    texts: Mapping[str, str]


def example(catalogue: Catalogue, period: Period) -> Example:
    """The example for that period; same inputs, same bytes."""
    told = tomllib.loads((Path(__file__).parent / "example.toml").read_text(encoding="utf-8"))
    units, returns = [], {}
    for entry in told["unit"]:
        unit = OrgUnit(
            entry["code"], entry["name"], entry["type"], tuple(entry["aliases"]), domain=entry["domain"]
        )
        blank = write_return(unit, catalogue, period, Known())
        records = {name: [_answers(row, period) for row in rows] for name, rows in entry["records"].items()}
        returns[f"{file_name(unit)}.xlsx"] = fill(
            blank, _answers(told["cover"], period), entry["values"], records
        )
        units.append(unit)
    return Example(tuple(units), returns, told["texts"])


def _answers(told: Mapping[str, Any], period: Period) -> dict[str, Answer]:
    """The answers with days counted from the period's first and the year put in."""
    return {
        label: period.start + timedelta(days=answer)
        if label.endswith("日期")
        else answer.format(year=period.year)
        if isinstance(answer, str)
        else answer
        for label, answer in told.items()
    }
