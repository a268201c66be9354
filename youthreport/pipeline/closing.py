"""A project folder → its period closed (previous/2026S1.json), or opened again: the spine of `freeze`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport import __version__
from youthreport.errors import ConfigurationError, FinalRefusedError, OutputError
from youthreport.explaining import says_something
from youthreport.fingerprint import input_hashes, sha256
from youthreport.frozen import is_frozen, parse_frozen, read_frozen
from youthreport.heading import default_stamp, title_of
from youthreport.pipeline.building import Paper, make
from youthreport.pipeline.inputs import Narrate
from youthreport.pipeline.proofing import explained
from youthreport.pipeline.revising import disagreements
from youthreport.project import Project, load_project

if TYPE_CHECKING:
    from youthreport.closing import PaperMade

_UNDONE = "undone"
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Closing:
    """What `freeze` came to. `written` False: the period was closed already, with the same data.

    `overridden` is what was left open and closed over for the reason that was given; `paper` None: there is none yet.
    """

    file: Path
    written: bool
    units: int
    figures: int
    overridden: tuple[str, ...] = ()
    paper: str | None = None


def freeze(folder: Path, narrate: Narrate, reason: str = "") -> Closing:
    """Close the period; with a reason even though something is open, and the reason is recorded.

    Errors: FinalRefusedError (1) while something is open or when the data are no longer those that were closed,
    ConfigurationError (2) for a reason that says nothing, NoInputError (4), OutputError (73), LockedError (75).
    """
    from youthreport.outputs.jsontext import to_bytes
    from youthreport.runs import lock, write_all

    if reason and not says_something(reason):
        raise ConfigurationError(
            "强制冻结的理由没有说明任何情况",
            place="--force",
            remedy="请写明为什么带着未解决的问题结账，如“两家单位年底撤并，经书记会议研究不再补报”。",
        )
    project = load_project(folder)
    with lock(project.state):
        paper = make(project, default_stamp(project), narrate)
        still_open = open_matters(paper)
        content = to_bytes(_record(paper, reason if still_open else "", still_open))
        if is_frozen(project):
            return _again(paper, content)
        if still_open and not reason:
            raise _refused(still_open)
        write_all(project.previous, {project.frozen_file(project.period).name: content})
    return _closing(paper, content, written=True, overridden=still_open)


def unfreeze(folder: Path) -> Path:
    """Open the period again; where the closed record lies now, kept as evidence.

    ConfigurationError when the period is not closed, OutputError when the file cannot be moved.
    """
    from youthreport.runs import lock

    project = load_project(folder)
    file = project.frozen_file(project.period)
    with lock(project.state):
        if not is_frozen(project):
            raise ConfigurationError("本期还没有冻结", place=file.name, remedy="不需要撤销。")
        try:
            kept = project.previous / _UNDONE / f"{file.stem}-{sha256(file.read_bytes())[:8]}.json"
            kept.parent.mkdir(exist_ok=True)
            file.replace(kept)
        except OSError as error:
            raise OutputError(
                "冻结文件移不走", place=file.name, remedy="请关闭正在使用它的程序，并检查文件夹是否只读。"
            ) from error
    return kept


def open_matters(paper: Paper) -> tuple[str, ...]:
    """Everything that stands against closing: gaps, errors, unexplained doubts, a paper made of other data."""
    from youthreport.closing import differing
    from youthreport.validation import unexplained

    district = paper.inputs.district
    left = unexplained(paper.findings, paper.inputs.filings, district)
    doubts = (f"{finding.cell} {finding.message}" for finding in left if not explained(finding, district))
    stale = differing(_published(paper.inputs.project) or {}, paper.rollup.figures)
    outdated = [f"公文与现有数据不一致，{line}" for line in stale]
    return (*paper.gaps, *doubts, *(outdated or _contradicted(paper)))


def _contradicted(paper: Paper) -> tuple[str, ...]:
    """One sentence when people edited the published paper so that it says something else than the data."""
    project = paper.inputs.project
    file = project.output / f"{title_of(project)}.docx"
    made = _paper_made(project)
    if made is None or made.now == made.published:
        return ()
    try:
        found = disagreements(file, paper)
    except ConfigurationError as problem:
        return (f"公文“{file.name}”核对不了：{problem.message}",)
    if not found:
        return ()
    return (f"公文经人改动，有 {len(found)} 处与数据不一致，如：{found[0]}（请用 verify 逐项核对）",)


def _record(paper: Paper, reason: str, still_open: tuple[str, ...]) -> dict[str, object]:
    from youthreport.closing import frozen_record

    inputs = paper.inputs
    return frozen_record(
        period=inputs.project.period,
        catalogue=inputs.catalogue,
        rollup=paper.rollup,
        claims=paper.vocabulary.claims,
        filings=inputs.filings,
        district=inputs.district,
        inputs=input_hashes(inputs.project, inputs.filings),
        paper=_paper_made(inputs.project),
        program=__version__,
        forced=reason,
        still_open=still_open,
    )


def _again(paper: Paper, content: bytes) -> Closing:
    """The period is closed already: nothing changes, or the data have changed and that is said."""
    from youthreport.closing import changes

    project = paper.inputs.project
    closed = read_frozen(project.frozen_file(project.period))
    now = parse_frozen(content.decode("utf-8"))
    assert closed is not None
    if changed := changes(closed, now, {code: figure.label for code, figure in paper.rollup.figures.items()}):
        raise FinalRefusedError(
            _listed(
                f"{project.period}已经冻结，现有数据与冻结时不同（{len(changed)} 处），没有重新冻结。",
                changed,
            ),
            remedy="不应改动的，请把数据恢复原样；确需更正的，请先用 --unfreeze 撤销冻结，重新 build 后再冻结。",
        )
    return _closing(paper, project.frozen_file(project.period).read_bytes(), written=False)


def _closing(paper: Paper, content: bytes, *, written: bool, overridden: tuple[str, ...] = ()) -> Closing:
    frozen, project = parse_frozen(content.decode("utf-8")), paper.inputs.project
    made = _paper_made(project)
    return Closing(
        project.frozen_file(project.period),
        written,
        len(frozen.units),
        len(frozen.figures),
        overridden,
        made.file if made else None,
    )


def _refused(still_open: tuple[str, ...]) -> FinalRefusedError:
    return FinalRefusedError(
        _listed(f"还有 {len(still_open)} 处未解决，本期没有冻结。", still_open),
        remedy="请先补报、更正或说明，数据有变化的重新 build；确需带着这些问题结账的，请用 --force 写明理由，理由会记入冻结文件。",
    )


def _listed(head: str, lines: tuple[str, ...]) -> str:
    more = [f"……另有 {len(lines) - _SHOWN} 处"] if len(lines) > _SHOWN else []
    return "\n".join([head, *(f"· {line}" for line in lines[:_SHOWN]), *more])


def _published(project: Project) -> Mapping[str, object] | None:
    """figures.json of the published paper; None when there is none that can be read."""
    try:
        data = json.loads((project.output / "figures.json").read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _paper_made(project: Project) -> PaperMade | None:
    """The published paper by its manifest; None when nothing was published, or the paper is gone."""
    from youthreport.closing import PaperMade
    from youthreport.runs import read_manifest

    manifest = read_manifest(project.output) or {}
    listed = manifest.get("outputs")
    hashes = (
        {e.get("file"): e.get("sha256") for e in listed if isinstance(e, dict)}
        if isinstance(listed, list)
        else {}
    )
    name = f"{title_of(project)}.docx"
    try:
        now = sha256((project.output / name).read_bytes())
    except OSError:
        return None
    return PaperMade(name, str(hashes.get(name) or ""), now, str(manifest.get("build_id") or ""))
