"""`forms`: what a clerk is told of the blank returns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthreport.cli.options import FOLDER, in_project, narrator, verbosity
from youthreport.usage import ChineseCommand

if TYPE_CHECKING:
    from youthreport.pipeline.handing_out import HandedOut


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@in_project
@click.option("--unit", "units", multiple=True, metavar="编码", help="只制作该单位的报表，可重复使用。")
@click.option("-o", "--output", type=FOLDER, metavar="文件夹", help="报表存放文件夹，默认为项目的 forms。")
@verbosity
def forms(project: Path, units: tuple[str, ...], output: Path | None, quiet: bool, verbose: bool) -> int:
    """按名册为每个单位制作一份预填好的空白报表。"""
    from youthreport.pipeline import handing_out

    report_forms(handing_out.forms(project, units=units, output=output, narrate=narrator(quiet)))
    return 0


def report_forms(made: HandedOut) -> None:
    """What the clerk needs to know after forms were made: old ones that were moved aside, one closing line."""
    for path in made.moved:
        click.echo(f"文件夹中的同名报表内容不同，可能已经填写，已移至 {path}，未被覆盖。")
    click.echo(
        f"已制作 {made.count} 份空白报表：{made.folder}" if made.count else "名册中没有需要制表的单位。"
    )
