"""What is known of a new project → the text of its youthreport.toml, every setting explained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from youthreport.settings.declared import DECLARED, TABLES, Setting

_HEAD = (
    "# 本项目的设置，用记事本即可修改，保存时编码选择 UTF-8。",
    "# 以 # 开头的行是说明，或还没有启用的设置：去掉行首的 # 即可启用。",
    "# 写错的键会被指出；运行 youthreport config 可查看实际生效的设置。",
)


def written(values: Mapping[tuple[str, str], object]) -> str:
    """The file with the given values by table and key; everything else is there as a comment."""
    lines = list(_HEAD)
    for table, about in TABLES.items():
        lines += ["", f"[{table}]  # {about}"]
        for setting in DECLARED:
            if setting.table == table:
                lines += [f"# {_about(setting)}", _line(setting, values.get((table, setting.key)))]
    return "\n".join(lines) + "\n"


def literal(value: object) -> str:
    """The value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return '"' + "".join(_escaped(character) for character in str(value)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return f"\\u{ord(character):04x}" if ord(character) < 32 or ord(character) == 127 else character


def _about(setting: Setting) -> str:
    choices = "、".join(literal(choice) for choice in setting.choices)
    return f"{setting.about}；可选 {choices}" if choices else setting.about


def _line(setting: Setting, value: object) -> str:
    if value is not None:
        return f"{setting.key} = {literal(value)}"
    shown = setting.default if setting.default not in (None, "") else setting.example
    if setting.kind is date:
        shown = date.fromisoformat(setting.example)
    return f"# {setting.key} = {literal(shown)}"
