"""A result and the file that -o names → the file written, never over what a project lives from."""

from __future__ import annotations

import json
from pathlib import Path

from youthreport.errors import ConfigurationError, OutputError
from youthreport.places import Places, project_above

_MANIFEST = "manifest.json"
_AGAIN = "要重新生成这份成果，请运行 build。"


def save(output: Path, content: bytes, *, handing_in: bool = False) -> None:
    """Write the result there.

    `handing_in`: the result is itself a return, which may be put among the returns of another project.
    Errors: ConfigurationError (2) when a project's inputs or published files would be overwritten, OutputError (73).
    """
    spare(output, handing_in=handing_in)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(content)
    except OSError as error:
        raise OutputError(
            "结果写不进这个文件", place=str(output), remedy="请检查文件夹是否只读、文件是否正被其他程序打开。"
        ) from error


def spare(output: Path, *, handing_in: bool = False) -> None:
    """ConfigurationError when writing there would touch the inputs of a project or what a build published."""
    whole = output.resolve()
    if whole.name in _published(whole.parent):
        raise _refused(output, "是 build 的成果，不能用其他结果覆盖", _AGAIN)
    home = project_above(whole)
    if home is None:
        return
    places = Places(home.resolve())
    inputs = (places.settings, places.roster, places.district)
    folders = [places.previous, places.state, places.folder / "templates"]
    folders += [] if handing_in else [places.returns]
    if whole in inputs or any(whole.is_relative_to(folder) for folder in folders):
        raise _refused(output, "是项目的输入，不能用结果覆盖")
    if whole == places.output / _MANIFEST:
        raise _refused(output, "是 build 的成果，不能用其他结果覆盖", _AGAIN)


def _refused(output: Path, why: str, more: str = "") -> ConfigurationError:
    return ConfigurationError(
        f"这个文件或它所在的文件夹{why}",
        place=f"-o {output}",
        remedy=f"请用 -o 写另一个文件名，例如桌面上的新文件；原文件没有改动。{more}",
    )


def _published(folder: Path) -> frozenset[str]:
    """The names of the files that the last build put there, manifest.json among them; none when it put none there."""
    try:
        told = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return frozenset({_MANIFEST, *(entry["file"] for entry in told["outputs"])})
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()
