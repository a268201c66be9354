"""A project folder → this level's own return for the level above: the spine of `rollup`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from youthreport.catalogue import load_catalogue
from youthreport.completeness import gaps_of
from youthreport.errors import ConfigurationError
from youthreport.model import Assessment, Catalogue, Document, OrgUnit, Period, Severity
from youthreport.pipeline.building import total
from youthreport.pipeline.inputs import Narrate, judge, read, spare_inputs
from youthreport.project import Project, load_project
from youthreport.results import save, spare


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The return that was written, what this level lacks, and what the checks say of it.

    `submitted` is the day on its cover, None where that is left to the clerk.
    """

    file: Path
    unit: OrgUnit
    gaps: tuple[str, ...]
    assessment: Assessment
    submitted: date | None

    @property
    def refused(self) -> bool:
        """Whether the level above would find errors in it."""
        return any(finding.severity is Severity.ERROR for finding in self.assessment.every)


def rollup(
    folder: Path,
    output: Path,
    narrate: Narrate,
    *,
    code: str = "",
    revision: int = 1,
    submitted: date | None = None,
) -> RolledUp:
    """Add up this level and write its return, then judge that return as the level above will.

    `code` is this organisation's code in the roster of the level above, by default [organisation] code.
    Errors: ConfigurationError (2) without a code, NoInputError (4), OutputError (73).
    """
    from youthreport.closing import upward_return
    from youthreport.forms import Known, write_return

    project = load_project(folder)
    catalogue, period = load_catalogue(), project.period
    unit = _unit(project, code, catalogue)
    _writable(output, project)
    inputs, _ = judge(read(project, narrate))
    narrate("正在汇总……")
    figures = total(inputs)
    cover: Mapping[str, str | int | date] = {"版次": revision} | (
        {"报送日期": submitted} if submitted else {}
    )
    everyone = (*inputs.filings, inputs.district.filing)
    filled = upward_return(figures, everyone, catalogue, unit.type, cover)
    before = {c: f.previous for c, f in figures.figures.items() if f.previous is not None}
    content = write_return(unit, catalogue, period, Known(before), filled)
    save(output, content, handing_in=True)
    narrate("正在审核汇总表……")
    gaps = gaps_of(catalogue, inputs.filings, figures, Document(b"", ()))
    return RolledUp(output, unit, gaps, _judged(output, catalogue, period), submitted)


def _writable(output: Path, project: Project) -> None:
    if output.suffix.lower() != ".xlsx":
        raise ConfigurationError(
            f"“{output}”不是 .xlsx 文件名", place="--output", remedy="请写出文件名，如：-o 汇总表.xlsx"
        )
    spare_inputs(project, output.parent)
    spare(output, handing_in=True)


def _unit(project: Project, code: str, catalogue: Catalogue) -> OrgUnit:
    chosen = code or project.code
    if not chosen:
        raise ConfigurationError(
            "不知道本单位在上级名册中的编码",
            place="youthreport.toml",
            remedy='请在 [organisation] 小节下写一行 code = "…"，或用 --unit 写明。',
        )
    return OrgUnit(chosen, project.name, catalogue.aggregates[0])


def _judged(file: Path, catalogue: Catalogue, period: Period) -> Assessment:
    """The return read back from the disk and judged by every check that needs no roster."""
    from youthreport.intake import read_filing
    from youthreport.validation import assess, judge_all

    filing = read_filing(file, file.name, None, catalogue, period)
    return assess(judge_all((filing,), None, None, catalogue, period), None, period, None)
