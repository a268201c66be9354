"""A document's build ids → the papers of those builds, as far as anything of them is left."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from youthreport.errors import ConfigurationError
from youthreport.fingerprint import sha256
from youthreport.heading import REVIEWED
from youthreport.places import Places, project_above
from youthreport.project import Project
from youthreport.runs import history, keep, read_manifest

_FIGURES, MANIFEST = "figures.json", "manifest.json"


@dataclass(frozen=True, slots=True)
class Build:
    """A published build: its id, its paper, its claims with their verdicts by name, its period ("" not known).

    `values` are its figures by code, each with its measure; `labels` their names, also of those that only its returns
    know (targets of tasks).
    """

    build_id: str
    paper: bytes
    claims: Mapping[str, bool] = field(default_factory=dict)
    period: str = ""
    values: Mapping[str, tuple[object, str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


def remember(project: Project, build_id: str, files: Mapping[str, bytes], title: str) -> None:
    """Keep of a build what tells later who changed what: its paper, its figures, its manifest.

    So many builds are kept as [build] history says: a leader may hold a paper for weeks while every new return
    makes a build.
    """
    names = (f"{title}.docx", _FIGURES, MANIFEST)
    keep(project.state, build_id, {name: files[name] for name in names}, project.history)


def builds_before(ids: Iterable[str], document: Path, project: Project) -> tuple[Build, ...]:
    """The builds that the document comes from, the oldest first; empty when nothing of them is left.

    The history has them, that of the project in which the document lies as well, or a folder of published files
    that nobody changed since. A document without an id belongs to what lies in the output folder.
    """
    folders = (document.parent, document.parent.parent, project.output, project.output / "draft")
    published = [build for folder in folders if (build := published_build(folder)) is not None]
    home = project_above(document.resolve().parent)
    states = (Places(home).state, project.state) if home is not None else (project.state,)
    kept = {one.build_id: one.folder for state in states for one in reversed(history(state))}
    known = {build.build_id: build for build in reversed(published)}
    found = []
    for build_id in ids:
        build = published_build(kept[build_id]) if build_id in kept else None
        if (build := build or known.get(build_id)) is not None:
            found.append(build)
    return tuple(found) if found or tuple(ids) else tuple(published[:1])


def published_build(folder: Path) -> Build | None:
    """The build whose files lie there; None without a manifest, or when its paper was changed or taken away."""
    manifest = read_manifest(folder) or {}
    for name, digest in _papers(manifest):
        try:
            content = (folder / name).read_bytes()
        except OSError:
            continue
        if sha256(content) == digest:
            told = _figures(folder)
            return Build(
                str(manifest.get("build_id") or ""),
                content,
                _claims(told),
                _period(told),
                _values(told),
                _labels(told),
            )
    return None


def named_build(manifest: Path, project: Project | None) -> Build:
    """The build that a manifest.json describes; ConfigurationError when its paper is not to be had."""
    told = read_manifest(manifest.parent) if manifest.name == MANIFEST else None
    if told is None:
        raise ConfigurationError(
            "不是可以读取的 manifest.json",
            place=str(manifest),
            remedy="请指定 build 成果文件夹中的 manifest.json。",
        )
    build = published_build(manifest.parent)
    if build is None and project is not None:
        kept = (one.folder for one in history(project.state) if one.build_id == told.get("build_id"))
        build = next((found for folder in kept if (found := published_build(folder))), None)
    if build is None:
        raise ConfigurationError(
            "这份清单对应的文稿已不在，或已被修改",
            place=str(manifest),
            remedy="请指定文稿未经修改的那次成果，或不写 --manifest，直接与现有报表核对。",
        )
    return build


def _papers(manifest: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    listed = manifest.get("outputs")
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    for entry in entries:
        name, digest = str(entry.get("file") or ""), str(entry.get("sha256") or "")
        if name.endswith(".docx") and not name.endswith(f"{REVIEWED}.docx") and not set(name) & set("/\\:"):
            yield name, digest


def _figures(folder: Path) -> Mapping[str, object]:
    try:
        told = json.loads((folder / _FIGURES).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _claims(told: Mapping[str, object]) -> Mapping[str, bool]:
    listed = told.get("claims")
    claims = [claim for claim in listed if isinstance(claim, dict)] if isinstance(listed, list) else []
    return {str(claim["name"]): claim.get("holds") is True for claim in claims if "name" in claim}


def _figures_of(told: Mapping[str, object]) -> list[dict[str, object]]:
    listed = told.get("figures")
    return [figure for figure in listed if isinstance(figure, dict)] if isinstance(listed, list) else []


def _labels(told: Mapping[str, object]) -> Mapping[str, str]:
    return {str(f["code"]): str(f.get("label", "")) for f in _figures_of(told) if "code" in f}


def _values(told: Mapping[str, object]) -> Mapping[str, tuple[object, str]]:
    return {str(f.get("code")): (f.get("value"), str(f.get("measure") or "")) for f in _figures_of(told)}


def _period(told: Mapping[str, object]) -> str:
    return str(told.get("period") or "")
