"""youthreport.toml and the project folder → Project: who we are, which period, where everything lies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NoReturn, cast

from youthreport.errors import ConfigurationError
from youthreport.model import Period
from youthreport.paper_settings import CHOICES, KEYS, PaperSettings, paper_settings

SETTINGS = "youthreport.toml"

# Volunteer activities include the emergency ones unless the project says otherwise (decision 3).
_POLICY = {"emergency_in_volunteering": True, "mask_names": False, "annex_tasks": True, "annex_data": True}
# What each setting must be, in the words that the message uses. A type of `date` takes a TOML date or ISO text.
_KEYS: Mapping[str, Mapping[str, type]] = {
    "organisation": {"name": str, "short": str, "code": str},
    "period": {"code": str, "deadline": date},
    **KEYS,
    "policy": dict.fromkeys(_POLICY, bool),
}
_EXPECTED = {str: "一段带引号的文字", bool: " true 或 false（不加引号）", date: "日期，如 2026-07-10"}
# Word takes 31 characters; quotes and brackets would be a slip of the pen.
_FONT = re.compile(r"[^\"“”<>&\x00-\x1f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]{0,31}")
PERIOD_CODE = re.compile(r"[0-9]{4}S[12]")
# Left behind by Office, LibreOffice, browsers and the desktop; never a return.
_JUNK_NAMES = ("thumbs.db", "desktop.ini")
_JUNK_SUFFIXES = (".crdownload", ".tmp", ".part", ".partial")

_Settings = dict[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Project:
    """One reporting period of one organisation.

    `deadline` None: no date was set, so nothing can be said about being on time.
    `policy` holds the choices of [policy] by key: "yes", or "" for no, defaults filled in.
    `code` is this organisation's own code in the roster of the level above, "" when it was not set.
    """

    folder: Path
    period: Period
    name: str
    short: str
    deadline: date | None
    templates: Path
    paper: PaperSettings = field(default_factory=PaperSettings)
    policy: Mapping[str, str] = field(default_factory=dict)
    code: str = ""

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

    def frozen_file(self, period: Period) -> Path:
        """Where the closed figures of that period lie, whether or not the file exists."""
        return self.previous / f"{period.code}.json"

    @property
    def output(self) -> Path:
        """The folder that `build` publishes into."""
        return self.folder / "output"

    @property
    def state(self) -> Path:
        """The program's own folder: lock, log, cache, history."""
        return self.folder / ".youthreport"

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
            **{key: bool(choice) for key, choice in self.policy.items()},
        }
        dates = {"deadline": self.deadline, "date": self.paper.date}
        return settings | {key: day.isoformat() for key, day in dates.items() if day is not None}

    def relative(self, path: Path) -> str:
        """The posix path inside the project; the bare file name of what lies elsewhere."""
        try:
            return path.resolve().relative_to(self.folder.resolve()).as_posix()
        except ValueError:
            return path.name


def load_project(folder: Path) -> Project:
    """The project in that folder; ConfigurationError names the line or key and what to write there."""
    text = _settings_text(folder / SETTINGS)
    settings = _checked(_parsed(text), text)
    organisation, period = settings["organisation"], settings["period"]
    policy = settings["policy"]
    return Project(
        folder=folder,
        period=_period(_required(period, "period", "code")),
        name=(name := _required(organisation, "organisation", "name")),
        short=str(organisation.get("short") or name),
        deadline=cast("date | None", period.get("deadline")),
        templates=_templates(folder),
        paper=paper_settings(settings),
        policy={key: "yes" if policy.get(key, _POLICY[key]) else "" for key in _KEYS["policy"]},
        code=str(organisation.get("code", "")).strip(),
    )


def return_files(project: Project) -> tuple[Path, ...]:
    """The files in returns/ and its sub-folders, sorted by path; empty if there are none.

    Lock files of office programs, half-finished downloads and hidden files are left out.
    """
    if not project.returns.is_dir():
        return ()
    found = ((p.relative_to(project.returns), p) for p in project.returns.rglob("*") if p.is_file())
    return tuple(
        path for inside, path in sorted(found, key=lambda f: f[0].as_posix()) if not _is_junk(inside)
    )


# -- youthreport.toml ----------------------------------------------------------------------


def _settings_text(path: Path) -> str:
    try:
        # Notepad puts a byte-order mark before UTF-8.
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ConfigurationError(
            f"这里不是项目文件夹：没有 {SETTINGS}",
            place=path.parent.name or str(path.parent),
            remedy=f"请先进入项目文件夹，或在命令后写出它的位置；新项目请复制往期项目文件夹，再修改 {SETTINGS}。",
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            "文件不是 UTF-8 编码", place=SETTINGS, remedy="请用记事本打开后“另存为”，编码选择 UTF-8。"
        ) from error
    except OSError as error:
        raise ConfigurationError(
            "设置文件打不开", place=SETTINGS, remedy="请检查文件权限，或关闭正在使用它的程序后重试。"
        ) from error


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+), column (\d+)", str(error))
        number = int(at[1]) if at else len(text.splitlines())
        lines = text.splitlines()
        written = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        raise ConfigurationError(
            f"第 {number} 行写法有误：{written}" if written else f"第 {number} 行写法有误",
            place=SETTINGS,
            remedy='每行应为“键 = 值”，文字用英文双引号括起来，如 name = "共青团某区委"；'
            "注意不要用中文引号和中文等号。",
        ) from error


def _checked(data: Mapping[str, object], text: str) -> _Settings:
    settings: _Settings = {table: {} for table in _KEYS}
    for table, values in data.items():
        if table not in _KEYS:
            _unknown(f"[{table}]" if isinstance(values, dict) else table, table, tuple(_KEYS), text)
        if not isinstance(values, dict):
            _wrong(table, "一个小节，如 [" + table + "]", values)
        for key, value in values.items():
            if key not in _KEYS[table]:
                _unknown(f"[{table}] {key}", key, tuple(_KEYS[table]), text)
            settings[table][key] = _value(table, key, value)
    return settings


def _value(table: str, key: str, value: object) -> object:
    """The value if it is of the right kind, a date as a date."""
    place, kind = f"[{table}] {key}", _KEYS[table][key]
    # A date may also be ISO text; a TOML date-time is a date to isinstance, but not to us.
    fits = type(value) in (date, str) if kind is date else type(value) is kind
    if not fits:
        _wrong(place, _EXPECTED[kind], value)
    choices = CHOICES.get((table, key))
    if choices and value not in choices:
        _wrong(place, " 或 ".join(f'"{choice}"' for choice in choices), value)
    if table == "fonts" and not _FONT.fullmatch(str(value)):
        _wrong(place, "字体的名称，如 仿宋_GB2312", value)
    return _day(place, value) if kind is date else value


def _unknown(place: str, key: str, known: tuple[str, ...], text: str) -> NoReturn:
    from rapidfuzz import fuzz, process  # only a mistake pays for it

    near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=60)
    line = _line_of(key, text)
    where = f"第 {line} 行：" if line else ""
    advice = f"是不是想写 {near[0]}？" if near else ""
    raise ConfigurationError(
        f"{where}不认识的设置 {place}",
        place=SETTINGS,
        remedy=f"{advice}这里可以写：{'、'.join(known)}。",
    )


def _line_of(key: str, text: str) -> int | None:
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    return next((n for n, line in enumerate(text.splitlines(), start=1) if pattern.match(line)), None)


def _wrong(place: str, expected: str, value: object) -> NoReturn:
    raise ConfigurationError(
        f"{place} 的值 {_shown(value)} 不合要求", place=SETTINGS, remedy=f"应为{expected}，请改正后重试。"
    )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”" if isinstance(value, str) else str(value)


def _required(table: Mapping[str, object], name: str, key: str) -> str:
    value = str(table.get(key, "")).strip()
    if not value:
        raise ConfigurationError(
            f"缺少 [{name}] {key}", place=SETTINGS, remedy=f'请在 [{name}] 小节下写一行 {key} = "…"。'
        )
    return value


def _period(code: str) -> Period:
    if not PERIOD_CODE.fullmatch(code):
        _wrong("[period] code", "四位年份加 S1（上半年）或 S2（下半年），如 2026S1", code)
    return Period(code)


def _day(place: str, value: object) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        _wrong(place, _EXPECTED[date], value)


def _templates(folder: Path) -> Path:
    own = folder / "templates"
    if any((own / "sections").glob("*.docx")):
        return own
    package = Path(__file__).resolve().parent
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


# -- returns/ and previous/ ----------------------------------------------------------------


def _is_junk(inside: Path) -> bool:
    name = inside.name.lower()
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in inside.parts)
    return hidden or name.startswith("~$") or name.endswith(_JUNK_SUFFIXES) or name in _JUNK_NAMES
