"""A paper that people edited → how it agrees with the data, or the same paper with the new data in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport.errors import ConfigurationError, TemplateError
from youthreport.heading import default_stamp, title_of
from youthreport.model import Period
from youthreport.pipeline import building, kept
from youthreport.pipeline.inputs import Narrate
from youthreport.pipeline.reviewing import noted
from youthreport.places import project_above, project_here
from youthreport.project import Project, load_project
from youthreport.results import spare

if TYPE_CHECKING:
    from youthreport.model import Claim
    from youthreport.revision import ClaimChange, Comparison, Job, Origin, Refreshed


@dataclass(frozen=True, slots=True)
class Verified:
    """How a paper agrees with the data of `build_id`, and which claims changed their verdict since its build."""

    comparison: Comparison
    claims: tuple[ClaimChange, ...]
    build_id: str


@dataclass(frozen=True, slots=True)
class Updated:
    """What `refresh` did, where the paper lies, and which files of that name it moved aside."""

    refreshed: Refreshed
    claims: tuple[ClaimChange, ...]
    output: Path
    moved: tuple[Path, ...] = ()


def verify(document: Path, folder: Path | None, manifest: Path | None, narrate: Narrate) -> Verified:
    """Compare the paper with the returns, read anew, or with the build that a manifest names.

    ConfigurationError (2) for a file that is no paper of ours; NoInputError (4) without returns.
    """
    from youthreport.revision import Refusal
    from youthreport.revision import verify as compare

    content, origin = _paper(document)
    project = load_project(folder or _home(document, *([manifest] if manifest else [])))
    before = kept.builds_before(origin.builds, document, project)
    _refuse_period(origin, before, document, project.period.code)
    if manifest is not None:
        now = kept.named_build(manifest, project)
        _refuse_period(origin, before, document, now.period, "清单")
        claims: tuple[Claim, ...] = _claims_of(now)
    else:
        paper = building.make(project, default_stamp(project), narrate)
        now = _as_build(paper)
        claims = paper.vocabulary.claims
    narrate("正在核对文稿……")
    compared = compare(_job(content, before, now, claims))
    if isinstance(compared, Refusal):
        raise ConfigurationError(compared.message, place=document.name, remedy=compared.remedy)
    return Verified(compared, _flipped(before, claims, project), now.build_id)


def refresh(
    document: Path, output: Path, folder: Path | None, stamp: datetime | None, narrate: Narrate
) -> Updated:
    """The paper with the new data in it, in another file; the given one is never written to.

    Errors as for `verify`; also ConfigurationError for an unsuitable `output`, OutputError (73), LockedError (75).
    """
    from youthreport.revision import Refusal
    from youthreport.revision import refresh as write
    from youthreport.runs import lock, write_all

    content, origin = _paper(document)
    project = load_project(folder or _home(document))
    _refuse_output(document, output)
    before = kept.builds_before(origin.builds, document, project)
    _refuse_period(origin, before, document, project.period.code)
    moment = stamp or default_stamp(project)
    with lock(project.state):
        paper = building.make(project, moment, narrate)
        narrate("正在更新文稿……")
        notes = noted(paper.document, paper.rollup, paper.inputs, paper.findings)
        job = _job(content, before, _as_build(paper), paper.vocabulary.claims)
        job = replace(job, period=project.period.code, stamp=moment, notes=notes)
        refreshed = write(job)
        if isinstance(refreshed, Refusal):
            raise ConfigurationError(refreshed.message, place=document.name, remedy=refreshed.remedy)
        if refreshed.content != content:
            # The next refresh must know what this one wrote.
            files = building.files_of(paper, project.output)
            kept.remember(project, paper.origin.build_id, files, title_of(project))
        done = write_all(output.parent, {output.name: refreshed.content})
    return Updated(refreshed, _flipped(before, paper.vocabulary.claims, project), output, done.edited)


def disagreements(document: Path, paper: building.Paper) -> tuple[str, ...]:
    """One sentence for each figure that the edited paper prints otherwise than the data just read have it.

    What people cut out or wrote themselves is theirs. ConfigurationError when the file is no paper of ours.
    """
    from youthreport.revision import Refusal, State
    from youthreport.revision import verify as compare

    content, origin = _paper(document)
    project = paper.inputs.project
    before = kept.builds_before(origin.builds, document, project)
    _refuse_period(origin, before, document, project.period.code)
    compared = compare(_job(content, before, _as_build(paper), paper.vocabulary.claims))
    if isinstance(compared, Refusal):
        raise ConfigurationError(compared.message, place=document.name, remedy=compared.remedy)
    return tuple(
        f"{figure.label}：文中为“{figure.renaming.paper}”"
        if figure.renaming and figure.renaming.other
        else f"{figure.label}：文中为{figure.paper}，现为{figure.now or '没有这个数'}"
        for figure in compared.of(State.EDITED, State.RELABELLED, State.OUTDATED)
        if figure.label  # quoted words have none
    )


def _refuse_period(
    origin: Origin, before: tuple[kept.Build, ...], document: Path, period: str, whose: str = "项目"
) -> None:
    """ConfigurationError when the paper is of another period than the data: its numbers would be exchanged.

    The paper itself says its period; of one that is older than that its builds do, while they are kept.
    """
    told = (origin.period, *(build.period for build in before))
    other = next((code for code in told if code and code != period), "")
    if other and period:
        raise ConfigurationError(
            f"这份文稿是{Period(other)}的，{whose}是{Period(period)}的，两个报告期的数不能互相核对、更新",
            place=document.name,
            remedy="请用 --project 写明这份文稿所属报告期的项目文件夹。",
        )


def _paper(document: Path) -> tuple[bytes, Origin]:
    """The file's bytes and where it comes from; ConfigurationError when it is no paper of ours."""
    from youthreport.revision import MAX_BYTES, Refusal, origin_of

    try:
        with document.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
    except OSError as problem:
        raise ConfigurationError(
            f"文件无法读取（{problem.strerror or problem}）",
            place=document.name,
            remedy="请核对文件是否存在、是否允许读取；正在 Word 或 WPS 中打开的，请先关闭。",
        ) from problem
    origin = origin_of(content)
    if isinstance(origin, Refusal):
        raise ConfigurationError(origin.message, place=document.name, remedy=origin.remedy)
    return content, origin


def _home(*files: Path) -> Path:
    """The project that the first of these files that lies in one lies in; else that of the current folder."""
    homes = (project_above(file.resolve().parent) for file in files)
    return next((home for home in homes if home), None) or project_here()


def _job(
    content: bytes,
    before: tuple[kept.Build, ...],
    now: kept.Build,
    claims: tuple[Claim, ...],
) -> Job:
    """`labels` of the builds name what the catalogue cannot know; what one build calls a code no other calls it."""
    from youthreport.catalogue import load_catalogue
    from youthreport.narrative.numerals import chinese
    from youthreport.revision import Job, Proofs, exacts, labels_of

    catalogue = load_catalogue()
    labels = {code: label for build in (*before, now) for code, label in build.labels.items()}
    return Job(
        content,
        tuple(build.paper for build in before),
        now.paper,
        labels | labels_of(catalogue),
        tuple(catalogue.measures),
        now.build_id,
        exact=exacts(now.values, chinese),
        proofs=Proofs(catalogue.asserting, catalogue.claims, {c.name: (c.holds, c.because) for c in claims}),
    )


def _as_build(paper: building.Paper) -> kept.Build:
    """What was made just now, as if it had been published."""
    figures = paper.rollup.figures
    return kept.Build(
        paper.origin.build_id,
        paper.document.content,
        values={code: (figure.value, figure.measure) for code, figure in figures.items()},
        labels={code: figure.label for code, figure in figures.items()},
    )


def _flipped(
    before: tuple[kept.Build, ...], claims: tuple[Claim, ...], project: Project
) -> tuple[ClaimChange, ...]:
    from youthreport.document.asked import claims_asked
    from youthreport.revision import ClaimChange

    held = before[0].claims if before else {}
    try:
        asked = claims_asked(project.templates)
    except (TemplateError, OSError):  # a named build is compared without them
        asked = frozenset(held)
    return tuple(
        ClaimChange(claim.name, held[claim.name], claim.holds, claim.because, claim.name in asked)
        for claim in claims
        if claim.name in held and held[claim.name] != claim.holds
    )


def _claims_of(build: kept.Build) -> tuple[Claim, ...]:
    from youthreport.model import Claim

    return tuple(Claim(name, holds, "") for name, holds in build.claims.items())


def _refuse_output(document: Path, output: Path) -> None:
    if output.exists() and output.samefile(document):
        raise ConfigurationError(
            "更新后的文件不能与原文件同名", place="--output", remedy="请另写一个文件名，原文件不会被改动。"
        )
    if output.is_dir() or output.suffix.lower() != ".docx":
        raise ConfigurationError(
            f"“{output}”不是 .docx 文件名", place="--output", remedy="请写出文件名，如：-o 更新稿.docx"
        )
    spare(output)
