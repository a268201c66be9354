"""A project folder → where everything in it lies; light, for it is asked before anything is loaded."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

SETTINGS = "youthreport.toml"


@dataclass(frozen=True, slots=True)
class Places:
    """The files and folders of a project."""

    folder: Path

    @property
    def settings(self) -> Path:
        """youthreport.toml."""
        return self.folder / SETTINGS

    @property
    def roster(self) -> Path:
        """应报单位名册."""
        return self.folder / "roster.xlsx"

    @property
    def district(self) -> Path:
        """区本级表."""
        return self.folder / "district.xlsx"

    @property
    def returns(self) -> Path:
        """The folder of what the branches sent; never written to."""
        return self.folder / "returns"

    @property
    def previous(self) -> Path:
        """The folder of frozen periods."""
        return self.folder / "previous"

    @property
    def output(self) -> Path:
        """The folder that `build` publishes into."""
        return self.folder / "output"

    @property
    def state(self) -> Path:
        """The program's own folder: lock, log, cache, history."""
        return self.folder / ".youthreport"


def project_above(path: Path) -> Path | None:
    """The nearest project folder at or above that path, None if there is none; the path need not exist."""
    whole = path.absolute()
    return next((folder for folder in (whole, *whole.parents) if (folder / SETTINGS).is_file()), None)


def project_here() -> Path:
    """The project that the current folder is or lies in, as one writes it from here (., ..); . if there is none."""
    home = project_above(Path())
    return Path() if home is None else Path(os.path.relpath(home))


def templates_for(folder: Path) -> Path:
    """The project's own templates when it has sections, else those that came with the program."""
    own = folder / "templates"
    if any((own / "sections").glob("*.docx")):
        return own
    package = Path(__file__).resolve().parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"
