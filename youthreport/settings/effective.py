"""A project folder and the environment → Settings: the environment before the file, the file before the default."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from youthreport.errors import ConfigurationError
from youthreport.places import SETTINGS
from youthreport.settings.checking import value_in_environment, value_in_file, wrong
from youthreport.settings.declared import (
    BY_PLACE,
    DECLARED,
    OTHER_VARIABLES,
    PREFIX,
    TABLES,
    Setting,
    keys_of,
)


class Origin(StrEnum):
    """Where a value comes from."""

    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class InForce:
    """One setting with its value; `where` is the line of the file or the variable, "" for a default."""

    setting: Setting
    value: object
    origin: Origin
    where: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, in the order in which they are declared."""

    every: tuple[InForce, ...]

    def table(self, name: str) -> dict[str, object]:
        """What is set in that table by key; settings at their default are left out."""
        return {
            one.setting.key: one.value
            for one in self.every
            if one.setting.table == name and one.origin is not Origin.DEFAULT
        }

    def get(self, table: str, key: str) -> object:
        """The value in force; None where nothing is set and there is no default."""
        return next(o.value for o in self.every if (o.setting.table, o.setting.key) == (table, key))


def read_settings(folder: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """What is in force in that project folder.

    ConfigurationError names the line, key or variable and what to write there. An empty variable is none.
    """
    text = _text_of(folder / SETTINGS)
    told = _in_file(_parsed(text), text)
    overruled = _in_environment(os.environ if environment is None else environment)
    return Settings(
        tuple(overruled.get(s) or told.get(s) or InForce(s, s.default, Origin.DEFAULT) for s in DECLARED)
    )


# -- the environment -----------------------------------------------------------------------


def _in_environment(environment: Mapping[str, str]) -> dict[Setting, InForce]:
    known = {setting.variable: setting for setting in DECLARED}
    found = {}
    for name, text in sorted(environment.items()):
        if not name.startswith(PREFIX) or name in OTHER_VARIABLES or not text.strip():
            continue
        if name not in known:
            advice = _advice(name, (*known, *OTHER_VARIABLES))
            raise ConfigurationError(
                f"不认识的环境变量 {name}",
                place="环境变量",
                remedy=f"{advice}写法是 {PREFIX}小节_键，如 {PREFIX}PERIOD_CODE；运行 youthreport config 可查看各项设置。",
            )
        setting = known[name]
        found[setting] = InForce(setting, value_in_environment(setting, text), Origin.ENVIRONMENT, name)
    return found


# -- youthreport.toml ----------------------------------------------------------------------


def _text_of(path: Path) -> str:
    try:
        # Notepad puts a byte-order mark before UTF-8.
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ConfigurationError(
            f"这里不是项目文件夹：没有 {SETTINGS}",
            place=path.parent.name or str(path.parent),
            remedy="请先进入项目文件夹，或在命令后写出它的位置；新建项目请运行 youthreport init 文件夹名。",
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


def _in_file(data: Mapping[str, object], text: str) -> dict[Setting, InForce]:
    found = {}
    for table, values in data.items():
        if table not in TABLES:
            _unknown(f"[{table}]" if isinstance(values, dict) else table, table, tuple(TABLES), text)
        if not isinstance(values, dict):
            wrong(table, "一个小节，如 [" + table + "]", values, SETTINGS)
        for key, value in values.items():
            if (table, key) not in BY_PLACE:
                _unknown(f"[{table}] {key}", key, keys_of(table), text)
            setting = BY_PLACE[table, key]
            line = _line_of(key, text, table)
            where = f"{SETTINGS} 第 {line} 行" if line else SETTINGS
            found[setting] = InForce(setting, value_in_file(setting, value, SETTINGS), Origin.FILE, where)
    return found


def _unknown(place: str, key: str, known: tuple[str, ...], text: str) -> NoReturn:
    line = _line_of(key, text)
    where = f"第 {line} 行：" if line else ""
    raise ConfigurationError(
        f"{where}不认识的设置 {place}",
        place=SETTINGS,
        remedy=f"{_advice(key, known)}这里可以写：{'、'.join(known)}。",
    )


def _advice(key: str, known: tuple[str, ...]) -> str:
    from rapidfuzz import fuzz, process  # only a mistake pays for it

    near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=60)
    return f"是不是想写 {near[0]}？" if near else ""


def _line_of(key: str, text: str, table: str = "") -> int | None:
    """The first line that sets the key, in that table when one is named."""
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    inside = not table
    for number, line in enumerate(text.splitlines(), start=1):
        if table and line.strip().startswith("["):
            inside = re.match(rf"\s*\[\s*{table}\s*\]", line) is not None
        if inside and pattern.match(line):
            return number
    return None
