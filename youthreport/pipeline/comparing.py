"""Two builds, wherever they lie → what changed between them: the spine of `diff`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport.catalogue import load_catalogue
from youthreport.errors import ConfigurationError, NoInputError, YouthReportError
from youthreport.project import SETTINGS, load_project

if TYPE_CHECKING:
    from youthreport.outputs.comparing import Comparison, Snapshot

_FIGURES, _MANIFEST = "figures.json", "manifest.json"


def compare(old: Path, new: Path) -> Comparison:
    """What changed from the old build to the new one.

    Each is a project folder, an output folder, a kept build, its figures.json or manifest.json, or a closed
    period. ConfigurationError (2) for what is none of these, NoInputError (4) for a project not built yet.
    """
    from youthreport.outputs.comparing import compare as compare_builds

    return compare_builds(_build(old), _build(new))


def told(found: Comparison, how: str) -> bytes:
    """The comparison as text, json or xlsx."""
    from youthreport.outputs import comparing as formats

    match how:
        case "json":
            return formats.comparison_json(found)
        case "xlsx":
            return formats.comparison_xlsx(found)
        case _:
            return formats.comparison_text(found).encode()


def _build(path: Path) -> Snapshot:
    from youthreport.outputs.comparing import snapshot

    file = _figures_of(path)
    try:
        return snapshot(path.as_posix(), _read(file), _manifest(file), load_catalogue(), _names(file))
    except OSError as error:
        raise ConfigurationError("文件打不开", place=str(file), remedy="请核对位置和读取权限。") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ConfigurationError(
            f"这个文件不能比较（{error}）",
            place=str(file),
            remedy="请写项目文件夹、成果文件夹、其中的 figures.json，或 previous 中的冻结文件。",
        ) from error


def _figures_of(path: Path) -> Path:
    """The file that tells the figures of that build."""
    if path.is_file():
        return path.with_name(_FIGURES) if path.name == _MANIFEST else path
    if not path.is_dir():
        raise ConfigurationError("没有这个文件或文件夹", place=str(path), remedy="请核对名称和位置。")
    places = [path / _FIGURES] + ([path / "output" / _FIGURES] if (path / SETTINGS).is_file() else [])
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise NoInputError(
            "这里还没有 build 的成果", place=str(path), remedy="请先运行 build，或写另一个成果文件夹。"
        )
    return found


def _manifest(figures: Path) -> Mapping[str, object] | None:
    try:
        return _read(figures.with_name(_MANIFEST)) if figures.name == _FIGURES else None
    except (OSError, ValueError, RecursionError):
        return None


def _names(file: Path) -> Mapping[str, str]:
    """The units by code of the project in whose previous/ a closed period lies; none where there is no such roster.

    Only an old or handmade record needs it: the others name their units.
    """
    folder = file.absolute().parent.parent
    if file.name == _FIGURES or not (folder / SETTINGS).is_file():
        return {}
    from youthreport.intake import read_roster

    try:
        project = load_project(folder)
        return {unit.code: unit.name for unit in read_roster(project.roster, project.roster.name).units}
    except (YouthReportError, OSError):
        return {}  # the comparison needs no roster: units are told by their code


def _read(file: Path) -> Mapping[str, object]:
    data = json.loads(file.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    if not isinstance(data, dict):
        raise TypeError("应为对照表")
    return data
