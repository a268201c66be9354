"""A project folder → the finished paper: the spine of `build`, every stage in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport import __version__
from youthreport.completeness import gaps_of
from youthreport.errors import FinalRefusedError
from youthreport.fingerprint import input_hashes, template_hash
from youthreport.frozen import is_frozen
from youthreport.heading import default_stamp, frame_of, title_of
from youthreport.model import Document, Finding, Rollup, Vocabulary
from youthreport.pipeline.inputs import Inputs, Narrate, judge, read, spare_inputs, way_back
from youthreport.project import Project, load_project

if TYPE_CHECKING:
    from youthreport.preview import NoPreview, Preview


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that a build made and that is about to be published."""

    inputs: Inputs
    findings: tuple[Finding, ...]
    rollup: Rollup
    vocabulary: Vocabulary
    document: Document
    gaps: tuple[str, ...]


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
    pdf: bool = False,
) -> Built | Closed:
    """The whole job: read, judge, add up, tell, write, publish; nothing at all once the period is closed.

    Errors: ConfigurationError (2), NoInputError (4), FinalRefusedError (1), OutputError (73), LockedError (75).
    """
    from youthreport.runs import lock

    project = load_project(folder)
    if is_frozen(project):
        return Closed(project.frozen_file(project.period))
    moment = stamp or default_stamp(project)
    with lock(project.state):
        paper = make(project, moment, narrate)
        if final:
            refuse_unless_final(paper)
        return publish(paper, output, moment, final, show(paper, narrate) if pdf else None)


def make(project: Project, moment: datetime, narrate: Narrate) -> Paper:
    """The paper and all that stands behind it, nothing published yet."""
    inputs, findings = judge(read(project, narrate))
    narrate("正在汇总……")
    rollup = total(inputs)
    vocabulary = tell(inputs, rollup)
    narrate("正在成文……")
    document = compose(inputs, vocabulary, moment)
    gaps = gaps_of(inputs.catalogue, inputs.filings, rollup, document)
    return Paper(inputs, (*findings, *document.findings), rollup, vocabulary, document, gaps)


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


def compose(inputs: Inputs, vocabulary: Vocabulary, stamp: datetime) -> Document:
    """The paper itself."""
    from youthreport.document import write

    project = inputs.project
    return write(vocabulary, project.templates, frame_of(project, inputs.district), stamp=stamp)


def refuse_unless_final(paper: Paper) -> None:
    """FinalRefusedError when something is open that a final paper may not leave open."""
    from youthreport.validation import unexplained

    left = unexplained(paper.findings, paper.inputs.filings, paper.inputs.district)
    if paper.gaps or left:
        lines = [*paper.gaps, *(f"{finding.cell} {finding.message}" for finding in left)]
        raise FinalRefusedError(
            "\n".join(
                [
                    f"定稿条件不满足：缺口 {len(paper.gaps)} 处，错误和未说明的疑点 {len(left)} 处。",
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
    stamp: datetime,
    final: bool,
    preview: Preview | NoPreview | None = None,
) -> Built:
    """The outputs written all together, and what happened. After a final build, drafts go to draft/.

    The PDF is listed in the manifest like everything else, so that one edited by hand is kept and an outdated
    one removed; its bytes repeat on one computer only, as they hold that computer's fonts.
    """
    from youthreport.outputs import figures_json, manifest_json
    from youthreport.runs import publish as publish_files
    from youthreport.runs import read_manifest

    inputs = paper.inputs
    project, claims, printed = inputs.project, paper.vocabulary.claims, paper.document.printed
    target = spare_inputs(project, output or project.output)
    if not final and _is_final(read_manifest(target)):
        target = target / "draft"
    name = f"{title_of(project)}.docx"
    files = {
        name: paper.document.content,
        "数据台账.xlsx": ledger(paper, way_back(target, project.folder)),
        "figures.json": figures_json(paper.rollup, printed, claims, project.period),
    }
    if pdf := getattr(preview, "pdf", None):
        files[f"{title_of(project)}.pdf"] = pdf
    files["manifest.json"] = manifest_json(
        files=files,
        inputs=input_hashes(project, inputs.filings),
        program=__version__,
        catalogue=inputs.catalogue.version,
        templates=template_hash(project.templates),
        options={"final": final, "date": stamp.date().isoformat()},
        stamp=stamp,
    )
    done = publish_files(target, files, project.state)
    return Built(paper, target / name, done.edited, preview)


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
