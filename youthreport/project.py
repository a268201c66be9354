"""youthreport.toml and the project folder → Project: who we are, which period, where everything lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import cast

from youthreport.arrivals import Notice, files_below, notices, readable, returns_among
from youthreport.errors import ConfigurationError
from youthreport.model import Period
from youthreport.paper_settings import PaperSettings, paper_settings
from youthreport.places import SETTINGS, Places, templates_for
from youthreport.settings import TABLES, Settings, read_settings
from youthreport.settings.declared import PERIOD_CODE, keys_of

__all__ = ["PERIOD_CODE", "SETTINGS", "Project", "load_project", "return_files", "return_notices"]


@dataclass(frozen=True, slots=True)
class Project(Places):
    """One reporting period of one organisation.

    `deadline` None: no date was set, so nothing can be said about being on time.
    `policy` holds the choices of [policy] by key: "yes", or "" for no, or the chosen text, defaults filled in.
    `history`: so many builds are kept. `pdf`: whether a build prints the paper when nobody says otherwise.
    `code` is this organisation's own code in the roster of the level above, "" when it was not set.
    """

    period: Period
    name: str
    short: str
    deadline: date | None
    templates: Path
    paper: PaperSettings = field(default_factory=PaperSettings)
    policy: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    history: int = 40
    pdf: bool = False

    def frozen_file(self, period: Period) -> Path:
        """Where the closed figures of that period lie, whether or not the file exists."""
        return self.previous / f"{period.code}.json"

    @property
    def options(self) -> Mapping[str, object]:
        """Everything set in youthreport.toml by key, as plain values; keys without a value are left out."""
        settings: dict[str, object] = {
            "organisation": self.name,
            "short": self.short,
            "profile": self.paper.profile.name,
            "level3": self.paper.profile.level3,
            "seal": self.paper.profile.seal,
            "sign": self.paper.sign,
            **{
                key: choice == "yes" if choice in ("yes", "") else choice
                for key, choice in self.policy.items()
            },
        }
        dates = {"deadline": self.deadline, "date": self.paper.date}
        return settings | {key: day.isoformat() for key, day in dates.items() if day is not None}

    def relative(self, path: Path) -> str:
        """The posix path inside the project; the bare file name of what lies elsewhere."""
        try:
            return readable(path.resolve().relative_to(self.folder.resolve()).as_posix())
        except ValueError:
            return readable(path.name)


def load_project(folder: Path, environment: Mapping[str, str] | None = None) -> Project:
    """The project in that folder; ConfigurationError names the line, key or variable and what to write there.

    YOUTHREPORT_* variables go before the file; `environment` is the program's own unless given.
    """
    settings = read_settings(folder, environment)
    name = _required(settings, "organisation", "name")
    return Project(
        folder=folder,
        period=Period(_required(settings, "period", "code")),
        name=name,
        short=str(settings.get("organisation", "short") or name),
        deadline=cast("date | None", settings.get("period", "deadline")),
        templates=templates_for(folder),
        paper=paper_settings({table: settings.table(table) for table in TABLES}),
        policy=_policy(settings),
        history=cast("int", settings.get("build", "history")),
        pdf=bool(settings.get("build", "pdf")),
        code=str(settings.get("organisation", "code") or "").strip(),
    )


def return_files(project: Project) -> tuple[Path, ...]:
    """The files in returns/ and its sub-folders, sorted by path; empty if there are none.

    Lock files of office programs, half-finished downloads, hidden files and copies in conflict are left out.
    """
    return returns_among(files_below(project.returns), project.returns)


def return_notices(project: Project) -> tuple[Notice, ...]:
    """What a clerk should know of the files in returns/ that are not read."""
    found = notices(files_below(project.returns), project.returns)
    return tuple(replace(one, file=f"{project.returns.name}/{one.file}") for one in found)


def _required(settings: Settings, table: str, key: str) -> str:
    value = str(settings.get(table, key) or "").strip()
    if not value:
        raise ConfigurationError(
            f"缺少 [{table}] {key}", place=SETTINGS, remedy=f'请在 [{table}] 小节下写一行 {key} = "…"。'
        )
    return value


def _policy(settings: Settings) -> dict[str, str]:
    """The choices of [policy] as text, every one of them."""
    chosen = {key: settings.get("policy", key) for key in keys_of("policy")}
    return {key: ("yes" if v else "") if isinstance(v, bool) else str(v) for key, v in chosen.items()}
