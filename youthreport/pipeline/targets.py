"""What `validate` is told to judge → the project, or single files with the project that they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from youthreport.errors import ConfigurationError
from youthreport.places import project_above, project_here
from youthreport.project import Project, load_project


@dataclass(frozen=True, slots=True)
class Targets:
    """`files` are the named returns, empty when the whole project is meant; `project` None: outside of any."""

    project: Project | None
    files: tuple[Path, ...] = ()


def targets_of(paths: Sequence[Path]) -> Targets:
    """One project folder (that of the current folder when nothing is named), or any number of files.

    ConfigurationError for a path that does not exist, a mixture, or files of several projects.
    """
    if not paths:
        return Targets(load_project(project_here()))
    if missing := next((path for path in paths if not path.exists()), None):
        raise ConfigurationError("没有这个文件或文件夹", place=str(missing), remedy="请核对名称和位置。")
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > 1:
        raise ConfigurationError(
            "项目文件夹和文件不能写在一起",
            place=str(folders[0]),
            remedy="请只写一个项目文件夹，或只写一份或几份报表。",
        )
    if folders:
        return Targets(load_project(folders[0]))
    homes = {project_above(path.resolve().parent) for path in paths}
    if len(homes) > 1:
        raise ConfigurationError(
            "这些文件不在同一个项目文件夹中", place=str(paths[-1]), remedy="请按项目分几次审核。"
        )
    home = homes.pop()
    return Targets(load_project(home) if home else None, tuple(dict.fromkeys(paths)))
