"""A project folder → its inputs, judged: the part of the spine that every command shares."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError, NoInputError
from youthreport.frozen import read_frozen
from youthreport.model import Catalogue, District, Filing, Finding, Frozen, Roster, Severity
from youthreport.project import Project, return_files

Narrate = Callable[[str], None]
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read from the project folder; after `judge`, with what does not count taken out.

    `frozen` is the same half of last year, None if it was not closed here; `earlier` are all closed periods that
    the checks compare with, that one among them.
    """

    project: Project
    catalogue: Catalogue
    roster: Roster
    district: District
    filings: tuple[Filing, ...]
    frozen: Frozen | None
    earlier: tuple[Frozen, ...] = ()


def read(project: Project, narrate: Narrate) -> Inputs:
    """Everything in the project folder; NoInputError when `returns/` holds no file."""
    from youthreport.intake import read_district, read_filing, read_roster

    catalogue = load_catalogue()
    period = project.period
    roster = read_roster(project.roster, project.roster.name)
    district = read_district(project.district, project.district.name, catalogue, period)
    files = return_files(project)
    if not files:
        raise NoInputError(
            "报送文件夹中没有可读取的报表",
            place=str(project.returns),
            remedy="请把各单位报来的表格放入 returns 文件夹后再运行。",
        )
    narrate(f"正在读取 {len(files)} 份报表……")
    filings = tuple(read_filing(path, project.relative(path), roster, catalogue, period) for path in files)
    frozen = read_frozen(project.frozen_file(period.same_half_last_year))
    last_half = read_frozen(project.frozen_file(period.last_half))
    earlier = tuple(closed for closed in (frozen, last_half) if closed is not None)
    return Inputs(project, catalogue, roster, district, filings, frozen, earlier)


def judge(inputs: Inputs) -> tuple[Inputs, tuple[Finding, ...]]:
    """The inputs with statuses set and what does not count taken out, and all findings, worst first."""
    from youthreport.validation import judge_all

    judged = judge_all(
        inputs.filings,
        inputs.district,
        inputs.roster,
        inputs.catalogue,
        inputs.project.period,
        inputs.earlier,
    )
    found = [*judged.district.filing.findings, *judged.findings]
    for filing in judged.filings:
        found.extend(filing.findings)
    findings = sorted(dict.fromkeys(found), key=lambda f: (_RANK[f.severity], str(f.cell), f.rule))
    return replace(inputs, filings=judged.filings, district=judged.district), tuple(findings)


def spare_inputs(project: Project, target: Path) -> Path:
    """The target itself; ConfigurationError when writing there would mix outputs with what was sent in."""
    for folder in (project.returns, project.previous):
        if target.resolve().is_relative_to(folder.resolve()):
            raise ConfigurationError(
                f"不能把成果写入 {folder.name} 文件夹", place=str(target), remedy="请用 -o 指定别的文件夹。"
            )
    return target
