"""`config`: what is in force and where it comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthreport.cli.options import in_project, verbosity
from youthreport.usage import ChineseCommand

if TYPE_CHECKING:
    from youthreport.settings import InForce, Settings


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@in_project
@click.option(
    "--format", "how", type=click.Choice(["text", "json"]), default="text", metavar="格式",
    help="text 供人阅读（默认），json 供程序读取。",
)  # fmt: skip
@verbosity
def config(project: Path, how: str, quiet: bool, verbose: bool) -> int:
    """查看实际生效的设置，以及每一项来自哪里。"""
    from youthreport.project import load_project
    from youthreport.settings import read_settings

    settings = read_settings(project)
    click.echo(settings_json(settings) if how == "json" else settings_text(settings))
    load_project(project)  # what is missing altogether is told after what is there
    return 0


def settings_text(settings: Settings) -> str:
    """The settings by table, as youthreport.toml would say them, each with its origin."""
    from youthreport.settings import TABLES

    lines = []
    for table, about in TABLES.items():
        lines += [f"[{table}]  # {about}"]
        lines += [_line(one) for one in settings.every if one.setting.table == table] + [""]
    return "\n".join(lines[:-1])


def _line(one: InForce) -> str:
    from youthreport.settings.written import literal

    said = (
        f"{one.setting.key} = {literal(one.value)}" if one.value is not None else f"{one.setting.key} 未设置"
    )
    origin = {"default": "默认", "environment": f"环境变量 {one.where}"}.get(one.origin, one.where)
    return f"  {said}  # {one.setting.about}；来自：{origin}"


def settings_json(settings: Settings) -> str:
    """The same for scripts: {"schema": …, "settings": [{"table", "key", "value", "source", "where", "variable"}]}."""
    told = [
        {
            "table": one.setting.table,
            "key": one.setting.key,
            "value": _plain(one.value),
            "source": one.origin.value,
            "where": one.where or None,
            "variable": one.setting.variable,
        }
        for one in settings.every
    ]
    return json.dumps({"schema": "youthreport/config/1", "settings": told}, ensure_ascii=False, indent=1)


def _plain(value: object) -> object:
    return value if isinstance(value, bool | int | str) or value is None else str(value)
