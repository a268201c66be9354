"""A project folder → the finished paper: the spine of `build`, every stage in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport import __version__
from youthreport.arrivals import Notice
from youthreport.completeness import blank_texts, gaps_of
from youthreport.errors import FinalRefusedError
from youthreport.fingerprint import input_hashes, template_hash
from youthreport.frozen import is_frozen
from youthreport.heading import REVIEWED, default_stamp, frame_of, title_of
from youthreport.model import Assessment, Document, Finding, Rollup, Vocabulary
from youthreport.pipeline.inputs import (
    Inputs,
    Narrate,
    judge,
    overview_title,
    read,
    spare_inputs,
    way_back,
    worst_first,
)
from youthreport.pipeline.proofing import explained, proofread
from youthreport.pipeline.unchanged import mark_of
from youthreport.pipeline.unchanged import remember as note_build
from youthreport.project import Project, load_project

if TYPE_CHECKING:
    from youthreport.outputs import Origin
    from youthreport.preview import NoPreview, Preview


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that a build made and that is about to be published."""

    inputs: Inputs
    assessment: Assessment
    findings: tuple[Finding, ...]
    rollup: Rollup
    vocabulary: Vocabulary
    document: Document
    gaps: tuple[str, ...]
    origin: Origin

    @property
    def waiting(self) -> tuple[Notice, ...]:
        """Files of returns/ whose content may be missing from this paper; the next run looks again."""
        return tuple(notice for notice in self.inputs.left if notice.waits)


@dataclass(frozen=True, slots=True)
class Built:
    """What `build` published and where, and which papers of other hands it moved aside.

    `preview` is None when no PDF was asked for.
    """

    paper: Paper
    document: Path
    moved: tuple[Path, ...]
    preview: Preview | NoPreview | None = None

    @property
    def complete(self) -> bool:
        """True when every expected unit counted and no compulsory figure is open."""
        return not self.paper.gaps


@dataclass(frozen=True, slots=True)
class Closed:
    """The period is closed: nothing was built. `file` holds its closed record."""

    file: Path


def build(
    folder: Path,
    *,
    output: Path | None,
    final: bool,
    stamp: datetime | None,
    narrate: Narrate,
    pdf: bool | None = None,
) -> Built | Closed:
    """The whole job: read, judge, add up, tell, write, publish; nothing at all once the period is closed.

    `pdf` None: as youthreport.toml says.
    Errors: ConfigurationError (2), NoInputError (4), FinalRefusedError (1), OutputError (73), LockedError (75).
    """
    from youthreport.runs import lock, tidy

    project = load_project(folder)
    if is_frozen(project):
        return Closed(project.frozen_file(project.period))
    moment, printed = stamp or default_stamp(project), project.pdf if pdf is None else pdf
    target = spare_inputs(project, output or project.output)
    with lock(project.state):
        tidy(target)
        mark = mark_of(project, final=final, stamp=stamp, pdf=pdf)
        paper = make(project, moment, narrate, final=final)
        if final:
            refuse_unless_final(paper)
        built = publish(paper, output, final, show(paper, narrate) if printed else None)
        # A return that was left or a PDF that failed is a reason to try again, though no input changes.
        if not paper.waiting and printed == hasattr(built.preview, "pdf"):
            note_build(project, target, mark, built.document, built.complete)
        return built


def make(project: Project, moment: datetime, narrate: Narrate, *, final: bool = False) -> Paper:
    """The paper and all that stands behind it, nothing published yet."""
    inputs, assessment = judge(read(project, narrate))
    origin = origin_of(inputs, moment, final)
    narrate("正在汇总……")
    rollup = total(inputs)
    vocabulary = tell(inputs, rollup)
    narrate("正在成文……")
    document = compose(inputs, vocabulary, moment, origin.build_id)
    gaps = (
        *gaps_of(inputs.catalogue, inputs.filings, rollup, document),
        *blank_texts(inputs.catalogue, inputs.district, document),
    )
    findings = (*worst_first(assessment), *vocabulary.findings, *document.findings)
    findings = (*findings, *proofread(inputs, document, findings))
    return Paper(inputs, assessment, findings, rollup, vocabulary, document, gaps, origin)


def origin_of(inputs: Inputs, stamp: datetime, final: bool) -> Origin:
    """What shapes the output of this build."""
    from youthreport.outputs import Origin

    project = inputs.project
    return Origin(
        inputs=input_hashes(project, inputs.filings),
        program=__version__,
        catalogue=inputs.catalogue.version,
        templates=template_hash(project.templates),
        options={"final": final, "date": stamp.date().isoformat()},
        stamp=stamp,
    )


def total(inputs: Inputs) -> Rollup:
    """All figures and listings of the period."""
    from youthreport.rollup import total as total_filings

    return total_filings(
        inputs.filings,
        inputs.district,
        inputs.roster,
        inputs.catalogue,
        inputs.project.period,
        inputs.frozen,
        inputs.project.policy,
    )


def tell(inputs: Inputs, rollup: Rollup) -> Vocabulary:
    """Everything that a section may say."""
    from youthreport.narrative import tell as tell_rollup

    return tell_rollup(
        rollup, inputs.district, inputs.catalogue, inputs.project.period, inputs.project.policy
    )


def compose(inputs: Inputs, vocabulary: Vocabulary, stamp: datetime, build_id: str) -> Document:
    """The paper itself, which carries the build id."""
    from youthreport.document import write

    project = inputs.project
    frame = frame_of(project, inputs.district, vocabulary)
    return write(
        vocabulary,
        project.templates,
        frame,
        stamp=stamp,
        build_id=build_id,
        period=project.period.code,
    )


def refuse_unless_final(paper: Paper) -> None:
    """FinalRefusedError when something is open that a final paper may not leave open."""
    from youthreport.validation import unexplained

    district = paper.inputs.district
    left = unexplained(paper.findings, paper.inputs.filings, district)
    left = tuple(finding for finding in left if not explained(finding, district))
    if paper.gaps or left or paper.waiting:
        lines = [
            *map(str, paper.waiting),
            *paper.gaps,
            *(f"{finding.cell} {finding.message}" for finding in left),
        ]
        raise FinalRefusedError(
            "\n".join(
                [
                    f"定稿条件不满足：缺口 {len(paper.gaps) + len(paper.waiting)} 处，错误和未说明的疑点 {len(left)} 处。",
                    *(f"· {line}" for line in lines[:10]),
                ]
            ),
            remedy="请先补报、更正，或在报表的差异说明、区本级表的核实说明中写明原因，再定稿；"
            "需要先看稿时去掉 --final。",
        )


def show(paper: Paper, narrate: Narrate) -> Preview | NoPreview:
    """The paper as PDF, or why there is none."""
    from youthreport.preview import preview

    narrate("正在生成 PDF……")
    return preview(paper.document.content)


def publish(
    paper: Paper,
    output: Path | None,
    final: bool,
    preview: Preview | NoPreview | None = None,
) -> Built:
    """The outputs written all together, and what happened. After a final build, drafts go to draft/.

    The PDF is listed in the manifest like everything else, so that one edited by hand is kept and an outdated
    one removed; its bytes repeat on one computer only, as they hold that computer's fonts.
    """
    from youthreport.pipeline.kept import remember
    from youthreport.runs import publish as publish_files
    from youthreport.runs import read_manifest

    project = paper.inputs.project
    target = spare_inputs(project, output or project.output)
    if not final and _is_final(read_manifest(target)):
        target = target / "draft"
    files = files_of(paper, target, preview)
    done = publish_files(target, files, project.state)
    remember(project, paper.origin.build_id, files, title_of(project))
    return Built(paper, target / f"{title_of(project)}.docx", done.edited, preview)


def files_of(paper: Paper, target: Path, preview: Preview | NoPreview | None = None) -> dict[str, bytes]:
    """What a build publishes, by name; links in the ledger lead from `target` to the returns."""
    from youthreport.outputs import manifest_json
    from youthreport.pipeline.reviewing import review

    project = paper.inputs.project
    title = title_of(project)
    files = {
        f"{title}.docx": paper.document.content,
        f"{title}{REVIEWED}.docx": review(
            paper.document, paper.rollup, paper.inputs, paper.findings, paper.origin.stamp
        ),
        **_beside(paper, way_back(target, project.folder)),
    }
    if pdf := getattr(preview, "pdf", None):
        files[f"{title}.pdf"] = pdf
    return files | {"manifest.json": manifest_json(files, paper.origin)}


def _beside(paper: Paper, base: str) -> dict[str, bytes]:
    """What stands behind the paper, by file name; `base` is the way from there to the project folder."""
    from youthreport.outputs import figures_json
    from youthreport.outputs.page import overview_html

    inputs, claims, printed = paper.inputs, paper.vocabulary.claims, paper.document.printed
    project, figures = inputs.project, tuple(paper.rollup.figures.values())
    return {
        "数据台账.xlsx": ledger(paper, base),
        "审核情况.html": overview_html(
            paper.assessment, overview_title(project), figures, base, inputs.catalogue.rules
        ),
        "figures.json": figures_json(paper.rollup, printed, claims, project.period),
    }


def ledger(paper: Paper, base: str) -> bytes:
    """数据台账.xlsx of the paper; `base` leads from its folder to the project's."""
    from youthreport.outputs import write_ledger
    from youthreport.validation import explanations

    inputs = paper.inputs
    return write_ledger(
        paper.rollup,
        inputs.filings,
        paper.findings,
        paper.vocabulary.claims,
        paper.document.printed,
        base=base,
        explanations=explanations(paper.findings, inputs.filings, inputs.district),
        catalogue=inputs.catalogue,
        district=inputs.district,
    )


def _is_final(manifest: Mapping[str, object] | None) -> bool:
    options = manifest.get("options") if manifest else None
    return isinstance(options, Mapping) and options.get("final") is True
