"""A value as somebody wrote it → the value that it stands for, or what should have been written."""

from __future__ import annotations

from datetime import date
from typing import NoReturn

from youthreport.errors import ConfigurationError
from youthreport.settings.declared import FONT, PERIOD_CODE, Setting

_EXPECTED = {
    str: "一段带引号的文字",
    bool: " true 或 false（不加引号）",
    int: "整数，不加引号",
    date: "日期，如 2026-07-10",
}
_YES, _NO = ("true", "1", "yes", "是"), ("false", "0", "no", "否")


def value_in_file(setting: Setting, value: object, place: str) -> object:
    """The value of a TOML file, checked; a date may also be ISO text. ConfigurationError names `place`."""
    name = f"[{setting.table}] {setting.key}"
    # A TOML date-time is a date to isinstance, and a bool an int, but not to us.
    fits = type(value) in (date, str) if setting.kind is date else type(value) is setting.kind
    if not fits:
        wrong(name, _EXPECTED[setting.kind], value, place)
    return _checked(setting, _day(value, name, place) if setting.kind is date else value, name, place)


def value_in_environment(setting: Setting, text: str) -> object:
    """The value that an environment variable stands for, checked. ConfigurationError names the variable."""
    place = f"环境变量 {setting.variable}"
    value: object = text.strip()
    if setting.kind is bool:
        if str(value).lower() not in (*_YES, *_NO):
            wrong("", " true 或 false", value, place)
        value = str(value).lower() in _YES
    elif setting.kind is int:
        if not (text.strip().isascii() and text.strip().isdigit() and len(text) < 10):
            wrong("", "整数", value, place)
        value = int(text)
    elif setting.kind is date:
        value = _day(value, "", place)
    return _checked(setting, value, "", place)


def _checked(setting: Setting, value: object, name: str, place: str) -> object:
    if setting.choices and value not in setting.choices:
        wrong(name, " 或 ".join(f'"{choice}"' for choice in setting.choices), value, place)
    if setting.table == "fonts" and not FONT.fullmatch(str(value)):
        wrong(name, "字体的名称，如 仿宋_GB2312", value, place)
    if (setting.table, setting.key) == ("period", "code") and not PERIOD_CODE.fullmatch(str(value).strip()):
        wrong(name, "四位年份加 S1（上半年）或 S2（下半年），如 2026S1", value, place)
    if setting.kind is int and not 1 <= int(str(value)) <= setting.most:
        wrong(name, f" 1 至 {setting.most} 的整数", value, place)
    return value


def wrong(name: str, expected: str, value: object, place: str) -> NoReturn:
    """ConfigurationError: the value does not do, and what would."""
    raise ConfigurationError(
        f"{name} 的值 {_shown(value)} 不合要求".strip(), place=place, remedy=f"应为{expected}，请改正后重试。"
    )


def _day(value: object, name: str, place: str) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        wrong(name, _EXPECTED[date], value, place)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”" if isinstance(value, str) else str(value)
