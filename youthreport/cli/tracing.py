"""`trace`: where a figure of the paper comes from."""

from __future__ import annotations

from pathlib import Path

import click

from youthreport.cli.options import FOLDER, narrator, show, verbosity
from youthreport.places import project_here
from youthreport.usage import ChineseArgument, ChineseCommand


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument(
    "words",
    cls=ChineseArgument,
    nargs=-1,
    metavar="[项目文件夹] 名称",
    about="名称可写指标代码或名称、断言名称，或公文中的数（如 128余场）；已进入项目的，只写名称。",
)
@click.option(
    "--format",
    "how",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="格式",
    help="text（默认）或 json。",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="结果写入该文件，不显示。"
)
@verbosity
@click.pass_context
def trace(
    ctx: click.Context, words: tuple[str, ...], how: str, output: Path | None, quiet: bool, verbose: bool
) -> int:
    """追溯一个数：从公文到各单位报表的单元格。"""
    from youthreport.pipeline import tracing

    if not words or len(words) > 2 or not words[-1].strip():
        raise click.UsageError(
            "请写一个名称，如 youthreport trace 新建团组织数；名称中有空格时，请用英文引号括起来"
        )
    folder = FOLDER.convert(words[0], None, ctx) if len(words) == 2 else project_here()
    show(tracing.told(tracing.trace(folder, words[-1].strip(), narrator(quiet)), how), output)
    return 0
