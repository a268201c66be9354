"""`schedule`: the lines that let the computer build by itself."""

from __future__ import annotations

import re
from pathlib import Path

import click

from youthreport.cli.options import in_project, show, verbosity
from youthreport.usage import ChineseCommand

KINDS = ("cron", "systemd", "windows")


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@in_project
@click.option(
    "--print", "kind", type=click.Choice(KINDS), default="cron", metavar="系统",
    help="cron（默认）、systemd 或 windows，说明见随程序的文档。",
)  # fmt: skip
@click.option("--at", "moment", default="03:00", metavar="时刻", help="每天几点运行，默认 03:00。")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="写入该文件，不显示。")
@verbosity
def schedule(project: Path, kind: str, moment: str, output: Path | None, quiet: bool, verbose: bool) -> int:
    """给出每天自动生成成果的计划任务，填好路径，可直接使用。"""
    from youthreport.launching import this_program
    from youthreport.project import load_project
    from youthreport.scheduling import Daily, schedule_text

    hour, minute = time_of(moment)
    period = load_project(project).period
    text = schedule_text(kind, Daily(project.resolve(), period, hour, minute, this_program()))
    # Windows itself exports tasks as UTF-16.
    encoding = "utf-16" if kind == "windows" and output is not None else "utf-8"
    show(text.encode(encoding), output)
    return 0


def time_of(moment: str) -> tuple[int, int]:
    """Hour and minute; click.UsageError for anything but a time of day."""
    match = re.fullmatch(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])", moment.strip())
    if match is None:
        raise click.UsageError(
            f"选项“--at”的内容“{moment}”不是时刻，应写成 03:00 的形式", click.get_current_context()
        )
    return int(match[1]), int(match[2])
