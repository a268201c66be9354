"""Returns → their assessment: the spine of `validate` and `status`, every stage in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from youthreport.catalogue import load_catalogue
from youthreport.model import Assessment, Catalogue, Figure, Severity
from youthreport.pipeline.inputs import Inputs, Narrate, judge_inputs, read, read_files, spare_inputs
from youthreport.pipeline.targets import Targets, targets_of
from youthreport.project import Project

FORMATS = ("text", "json", "html", "junit")
_TITLE = "报表审核情况"


@dataclass(frozen=True, slots=True)
class Judged:
    """A batch of returns after judging. `project` is None when the files lie outside of any."""

    assessment: Assessment
    catalogue: Catalogue
    project: Project | None
    inputs: Inputs
    paths: Mapping[str, Path]

    def fails(self, weight: Severity) -> bool:
        """Whether something stands open that weighs at least as much (exit code 1)."""
        weights = list(Severity)
        return any(weights.index(f.severity) <= weights.index(weight) for f in self.assessment.open_findings)


def validate(paths: Sequence[Path], narrate: Narrate) -> Judged:
    """The named files, or all returns of the project (by default of the current folder), judged.

    Errors: ConfigurationError (2) for what is named wrongly or a broken project, NoInputError (4).
    """
    return _judged(targets_of(paths), narrate)


def status(folder: Path, narrate: Narrate) -> Judged:
    """All returns of the project judged, so that it can be told where each unit stands; an empty folder is no error."""
    return _judged(targets_of((folder,)), narrate, may_be_empty=True)


def _judged(targets: Targets, narrate: Narrate, *, may_be_empty: bool = False) -> Judged:
    from youthreport.validation import assess

    catalogue = load_catalogue()
    if targets.files:
        inputs, paths = read_files(targets.project, targets.files, catalogue, narrate)
    else:
        assert targets.project is not None
        inputs, paths = read(targets.project, narrate, may_be_empty=may_be_empty)
    whole = not targets.files
    judgement = judge_inputs(inputs)
    deadline = targets.project.deadline if targets.project else None
    assessment = assess(judgement, inputs.roster if whole else None, inputs.period, deadline)
    return Judged(assessment, catalogue, targets.project, inputs, paths)


def told(judged: Judged, how: str, fail_on: Severity, paint: Callable[[str, str], str], *, full: bool) -> bytes:
    """The judgement of `validate` in one of the FORMATS, as UTF-8. `paint` colours a word for the terminal."""
    from youthreport.outputs import assessment as formats

    match how:
        case "json":
            return formats.validation_json(judged.assessment)
        case "junit":
            return formats.validation_junit(judged.assessment, fail_on)
        case "html":
            from youthreport.outputs.page import overview_html

            return overview_html(judged.assessment, _title(judged), _figures(judged))
        case _:
            return formats.validation_text(judged.assessment, paint, full=full).encode()


def told_status(judged: Judged, how: str, paint: Callable[[str, str], str]) -> bytes:
    """The judgement of `status` as text, json or html."""
    from youthreport.outputs import assessment as formats

    match how:
        case "json":
            return formats.status_json(judged.assessment)
        case "html":
            from youthreport.outputs.page import status_html

            return status_html(judged.assessment, _title(judged))
        case _:
            return formats.status_text(judged.assessment, paint).encode()


def feedback(judged: Judged, folder: Path, narrate: Narrate) -> tuple[Path, int]:
    """Annotated copies of the faulty returns and 催办.txt in that folder; where it is, and how many files lie there.

    Nothing is made when nothing has to go back. ConfigurationError when the folder is that of the returns.
    """
    from youthreport.intake import read_sheets
    from youthreport.outputs.feedback import feedback_files
    from youthreport.runs import write_all

    target = spare_inputs(judged.project, folder) if judged.project else folder
    narrate("正在制作反馈稿……")
    files = feedback_files(
        judged.assessment,
        judged.catalogue,
        lambda name: judged.paths[name].read_bytes(),
        read_sheets,
        judged.project.deadline if judged.project else None,
    )
    if files:
        write_all(target, files)
    return target, len(files)


def _title(judged: Judged) -> str:
    return f"{judged.project.short}{judged.inputs.period}{_TITLE}" if judged.project else _TITLE


def _figures(judged: Judged) -> Sequence[Figure] | None:
    """The district's figures for the bars; None outside a project and for single files."""
    if judged.assessment.roster is None:
        return None
    from youthreport.pipeline.building import total

    return tuple(total(judged.inputs).figures.values())


def deadline_of(judged: Judged) -> date | None:
    """The day by which corrected returns are wanted; None when none is set."""
    return judged.project.deadline if judged.project else None
