"""A project folder → blank returns, one per unit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError
from youthreport.frozen import read_frozen
from youthreport.pipeline.inputs import Narrate, spare_inputs
from youthreport.project import load_project


@dataclass(frozen=True, slots=True)
class HandedOut:
    """How many blank returns lie in `folder`, and which filled ones were moved aside for them."""

    folder: Path
    count: int
    moved: tuple[Path, ...]


def forms(folder: Path, *, units: tuple[str, ...], output: Path | None, narrate: Narrate) -> HandedOut:
    """One blank return per valid unit of the roster (or per named unit).

    ConfigurationError when a named unit is not on the roster.
    """
    from youthreport.forms import file_name, known_of, write_return
    from youthreport.intake import read_roster
    from youthreport.runs import write_all

    project = load_project(folder)
    catalogue = load_catalogue()
    roster = read_roster(project.roster, project.roster.name)
    chosen = roster.valid_at(project.period.end)
    if unknown := sorted(set(units) - {unit.code for unit in chosen}):
        raise ConfigurationError(
            f"名册中没有单位编码“{'、'.join(unknown)}”",
            place=project.roster.name,
            remedy="请核对 --unit 后的单位编码。",
        )
    chosen = tuple(unit for unit in chosen if not units or unit.code in units)
    last_year = read_frozen(project.frozen_file(project.period.same_half_last_year))
    latest = read_frozen(project.frozen_file(project.period.last_half))
    narrate(f"正在制作 {len(chosen)} 份空白报表……")
    files = {
        f"{file_name(unit)}.xlsx": write_return(
            unit, catalogue, project.period, known_of(unit, roster, last_year, latest)
        )
        for unit in chosen
    }
    target = spare_inputs(project, output or project.folder / "forms")
    return HandedOut(target, len(files), write_all(target, files).edited)
