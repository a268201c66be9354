"""Returns → their assessment: the spine of `validate` and `status`, every stage in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from youthreport.arrivals import readable
from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError
from youthreport.model import Assessment, Catalogue, Figure, Filing, FilingStatus, Period, Severity
from youthreport.pipeline.inputs import (
    Inputs,
    Narrate,
    judge,
    judgement_of,
    overview_title,
    read,
    spare_inputs,
    way_back,
)
from youthreport.pipeline.targets import targets_of
from youthreport.project import Project, load_project, return_files

# Of files that name no period nothing is judged; this one stands in where a period has to be named.
_ANY_PERIOD = Period("2000S1")


@dataclass(frozen=True, slots=True)
class Judged:
    """A batch of returns after judging.

    `project` is None when the files lie outside of any; `inputs` is None unless all returns of a project were
    judged. `paths` says where each file lies, by the name that findings give it.
    """

    assessment: Assessment
    catalogue: Catalogue
    project: Project | None
    inputs: Inputs | None
    paths: Mapping[str, Path]

    def fails(self, weight: Severity) -> bool:
        """Whether something stands open that weighs at least as much (exit code 1)."""
        weights = list(Severity)
        return any(weights.index(f.severity) <= weights.index(weight) for f in self.assessment.open_findings)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a judgement is to be told: text, json, html or junit; `paint` colours a word for a terminal.

    `output` is the file that it goes to, None for stdout. `full` lists notices one by one.
    """

    how: str
    output: Path | None
    paint: Callable[[str, object], str]
    fail_on: Severity = Severity.ERROR
    full: bool = False


def validate(paths: Sequence[Path], narrate: Narrate) -> Judged:
    """The named files, or all returns of the project (by default of the current folder), judged.

    Errors: ConfigurationError (2) for what is named wrongly or a broken project, NoInputError (4).
    """
    targets = targets_of(paths)
    if targets.project is None:
        return _outside(targets.files, narrate)
    if targets.files:
        return _some(targets.project, targets.files, narrate)
    return _all(targets.project, return_files(targets.project) or None, narrate)


def status(folder: Path, narrate: Narrate) -> Judged:
    """All returns of the project judged, to tell where each unit stands; that none came yet is no error here."""
    project = load_project(folder)
    return _all(project, return_files(project), narrate)


def _all(project: Project, files: Sequence[Path] | None, narrate: Narrate) -> Judged:
    inputs, assessment = judge(read(project, narrate, files))
    return Judged(assessment, inputs.catalogue, project, inputs, _named(project, files or ()))


def _some(project: Project, files: Sequence[Path], narrate: Narrate) -> Judged:
    """Single files judged against their project; nothing is said of units that were not asked about."""
    from youthreport.validation import assess

    inputs = read(project, narrate, files)
    assessment = assess(judgement_of(inputs), None, project.period, project.deadline)
    paths = _named(project, files)
    about = replace(
        assessment,
        district=None,
        findings=tuple(f for f in assessment.findings if f.cell.file in paths),
        open_findings=tuple(f for f in assessment.open_findings if f.cell.file in paths),
        explained=tuple((f, text) for f, text in assessment.explained if f.cell.file in paths),
    )
    return Judged(about, inputs.catalogue, project, None, paths)


def _outside(files: Sequence[Path], narrate: Narrate) -> Judged:
    """Files of no project: every check that needs no roster."""
    from youthreport.intake import read_filing
    from youthreport.validation import assess, judge_all

    catalogue = load_catalogue()
    narrate(f"正在读取 {len(files)} 份报表……")
    paths = {readable(path.as_posix()): path for path in files}
    filings = tuple(read_filing(path, name, None, catalogue, None) for name, path in paths.items())
    period = _common_period(filings)
    judgement = judge_all(filings, None, None, catalogue, period)
    return Judged(assess(judgement, None, period, None), catalogue, None, None, paths)


def _common_period(filings: Sequence[Filing]) -> Period:
    """The period that the covers name; ConfigurationError when they name several."""
    told = sorted({f.period for f in filings if f.period and f.status is not FilingStatus.UNREADABLE})
    if len(told) > 1:
        raise ConfigurationError(
            f"这些报表不是同一报告期的（{'、'.join(told)}）",
            place=filings[0].file,
            remedy="请按报告期分几次审核，或在项目文件夹中审核。",
        )
    return Period(told[0]) if told else _ANY_PERIOD


def _named(project: Project, files: Sequence[Path]) -> Mapping[str, Path]:
    return {project.relative(path): path for path in files}


def told(judged: Judged, telling: Telling) -> bytes:
    """The judgement of `validate` in the format that is asked for, as UTF-8."""
    from youthreport.outputs import assessment as formats

    match telling.how:
        case "json":
            return formats.validation_json(judged.assessment)
        case "junit":
            return formats.validation_junit(judged.assessment, telling.fail_on)
        case "html":
            from youthreport.outputs.page import overview_html

            return overview_html(
                judged.assessment,
                _title(judged),
                _figures(judged),
                _base(judged, telling),
                judged.catalogue.rules,
            )
        case _:
            return formats.validation_text(judged.assessment, telling.paint, full=telling.full).encode()


def told_status(judged: Judged, telling: Telling) -> bytes:
    """The judgement of `status` as text, json or html, as UTF-8."""
    from youthreport.outputs import assessment as formats

    match telling.how:
        case "json":
            return formats.status_json(judged.assessment)
        case "html":
            from youthreport.outputs.page import status_html

            return status_html(judged.assessment, _title(judged), _base(judged, telling))
        case _:
            return formats.status_text(judged.assessment, telling.paint).encode()


def feedback(judged: Judged, folder: Path, narrate: Narrate) -> tuple[Path, int]:
    """Annotated copies of the faulty returns and 催办.txt in that folder; where it is, and how many files lie there.

    Nothing is made when nothing has to go back; copies of an earlier batch that nobody touched are then removed.
    ConfigurationError when the folder is that of the returns.
    """
    from youthreport.intake.reading import read_sheets
    from youthreport.outputs.feedback import feedback_files

    target = spare_inputs(judged.project, folder) if judged.project else folder
    narrate("正在制作反馈稿……")
    files = feedback_files(
        judged.assessment,
        judged.catalogue,
        lambda name: judged.paths[name].read_bytes(),
        read_sheets,
        judged.project.deadline if judged.project else None,
    )
    if files or target.exists():
        _write_feedback(judged, target, files)
    return target, len(files)


def _write_feedback(judged: Judged, target: Path, files: Mapping[str, bytes]) -> None:
    """The whole batch replaces the last one; copies of single files only join what lies there."""
    from youthreport.runs import lock, publish, write_all

    if judged.inputs is None or judged.project is None:
        write_all(target, files)
        return
    with lock(judged.project.state):
        publish(target, files, judged.project.state)


def _base(judged: Judged, telling: Telling) -> str:
    """The way from the page's folder to the project's; "" on stdout, where nobody knows where the page will lie."""
    if judged.project is None or telling.output is None:
        return ""
    return way_back(telling.output.parent, judged.project.folder)


def _title(judged: Judged) -> str:
    return overview_title(judged.project) if judged.project else "报表审核情况"


def _figures(judged: Judged) -> Sequence[Figure] | None:
    """The district's figures for the bars; None outside a project and for single files."""
    if judged.inputs is None or not judged.inputs.filings:
        return None
    from youthreport.pipeline.building import total

    return tuple(total(judged.inputs).figures.values())
