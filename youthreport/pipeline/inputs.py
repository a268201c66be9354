"""A project folder → its inputs, judged: the part of the spine that every command shares."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport.arrivals import Notice
from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError, NoInputError
from youthreport.frozen import read_frozen
from youthreport.model import Assessment, Catalogue, District, Filing, Finding, Frozen, Roster, Severity
from youthreport.pipeline.arriving import read_settled
from youthreport.project import Project, return_files, return_notices

if TYPE_CHECKING:
    from youthreport.validation import Judgement

Narrate = Callable[[str], None]
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read from the project folder; after `judge`, with what does not count taken out.

    `frozen` is the same half of last year, None if it was not closed here; `earlier` are all closed periods that
    the checks compare with, that one among them. `left` are files that were not read, or not as they may soon be.
    """

    project: Project
    catalogue: Catalogue
    roster: Roster
    district: District
    filings: tuple[Filing, ...]
    frozen: Frozen | None
    earlier: tuple[Frozen, ...] = ()
    left: tuple[Notice, ...] = ()


def read(project: Project, narrate: Narrate, files: Sequence[Path] | None = None) -> Inputs:
    """Everything in the project folder, of the returns only `files` when they are named.

    NoInputError when `returns/` holds no file.
    """
    from youthreport.intake import read_district, read_filing, read_roster

    catalogue = load_catalogue()
    period = project.period
    roster = read_roster(project.roster, project.roster.name)
    district = read_district(project.district, project.district.name, catalogue, period, roster)
    chosen = _returns(project) if files is None else files
    narrate(f"正在读取 {len(chosen)} 份报表……")
    filings, left = read_settled(
        chosen,
        lambda path: read_filing(path, project.relative(path), roster, catalogue, period),
        project.relative,
    )
    left = (*left, *(return_notices(project) if files is None else ()))
    for notice in left:
        narrate(str(notice))
    frozen = read_frozen(project.frozen_file(period.same_half_last_year))
    last_half = read_frozen(project.frozen_file(period.last_half))
    earlier = tuple(closed for closed in (frozen, last_half) if closed is not None)
    return Inputs(project, catalogue, roster, district, filings, frozen, earlier, left)


def _returns(project: Project) -> Sequence[Path]:
    if files := return_files(project):
        return files
    raise NoInputError(
        "报送文件夹中没有可读取的报表",
        place=str(project.returns),
        remedy="请把各单位报来的表格放入 returns 文件夹后再运行。",
    )


def judge(inputs: Inputs) -> tuple[Inputs, Assessment]:
    """The inputs with statuses set and what does not count taken out, and what the judgement came to."""
    from youthreport.validation import assess

    judged = judgement_of(inputs)
    project = inputs.project
    assessment = assess(judged, inputs.roster, project.period, project.deadline)
    return replace(inputs, filings=judged.filings, district=judged.district), assessment


def worst_first(assessment: Assessment) -> tuple[Finding, ...]:
    """All findings, the worst first, by place."""
    return tuple(sorted(assessment.every, key=lambda f: (_RANK[f.severity], str(f.cell), f.rule)))


def judgement_of(inputs: Inputs) -> Judgement:
    """The judged filings, the judged district and the findings across files."""
    from youthreport.validation import judge_all

    return judge_all(
        inputs.filings,
        inputs.district,
        inputs.roster,
        inputs.catalogue,
        inputs.project.period,
        inputs.earlier,
    )


def spare_inputs(project: Project, target: Path) -> Path:
    """The target itself; ConfigurationError when writing there would mix outputs with what was sent in."""
    for folder in (project.returns, project.previous):
        if target.resolve().is_relative_to(folder.resolve()):
            raise ConfigurationError(
                f"不能把成果写入 {folder.name} 文件夹", place=str(target), remedy="请用 -o 指定别的文件夹。"
            )
    return target


def overview_title(project: Project) -> str:
    """The heading of 审核情况.html."""
    return f"{project.short}{project.period}报表审核情况"


def way_back(target: Path, project: Path) -> str:
    """The relative way from the output folder to the project; "" when they lie on different drives."""
    try:
        return Path(os.path.relpath(project.resolve(), target.resolve())).as_posix() + "/"
    except ValueError:
        return ""
