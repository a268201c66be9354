"""`diff`: what changed between two builds."""

from __future__ import annotations

from pathlib import Path

import click

from youthreport.cli.options import show, verbosity
from youthreport.usage import ChineseArgument, ChineseCommand

_ABOUT = "项目文件夹、成果文件夹、保留的往期成果，或其中的数据文件、冻结文件。"


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument("old", cls=ChineseArgument, type=click.Path(path_type=Path), metavar="旧成果", about=_ABOUT)
@click.argument("new", cls=ChineseArgument, type=click.Path(path_type=Path), metavar="新成果", about="同上。")
@click.option(
    "--format",
    "how",
    type=click.Choice(["text", "json", "xlsx"]),
    default="text",
    metavar="格式",
    help="text（默认）、json 或 xlsx（须用 -o 指定文件）。",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="结果写入该文件，不显示。"
)
@verbosity
def diff(old: Path, new: Path, how: str, output: Path | None, quiet: bool, verbose: bool) -> int:
    """比较两次成果：哪些数变了、变了多少、因为哪些报表。"""
    from youthreport.pipeline import comparing

    if how == "xlsx" and output is None:
        raise click.UsageError("xlsx 不能显示在屏幕上，请用 -o 写明文件名")
    show(comparing.told(comparing.compare(old, new), how), output)
    return 0
