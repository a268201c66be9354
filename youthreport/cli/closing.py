"""`freeze`: what a clerk is told of the closed period."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthreport.cli.options import in_project, narrator, verbosity
from youthreport.usage import ChineseCommand

if TYPE_CHECKING:
    from youthreport.pipeline.closing import Closing


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@in_project
@click.option("--force", "reason", metavar="理由", help="带着未解决的问题冻结，理由记入冻结文件。")
@click.option("--unfreeze", is_flag=True, help="撤销冻结；原冻结文件另存备查。")
@verbosity
def freeze(project: Path, reason: str | None, unfreeze: bool, quiet: bool, verbose: bool) -> int:
    """冻结本期：留存各单位数据、存量名单和定稿数，作为下期的基数；此后 build 不再改动成果。"""
    from youthreport.pipeline import closing

    if unfreeze:
        if reason is not None:
            raise click.UsageError("--unfreeze 不能与 --force 同时使用")
        click.echo(f"已撤销冻结，原冻结文件移至 {closing.unfreeze(project)}。更正后请重新 build，再 freeze。")
        return 0
    if reason is not None and not reason.strip():
        raise click.UsageError("选项“--force”后面要写明理由")
    report_freeze(closing.freeze(project, narrator(quiet), (reason or "").strip()))
    return 0


def report_freeze(done: Closing) -> None:
    """What the clerk needs to know: what was closed over, whether there is a paper, how to go on."""
    if not done.written:
        click.echo(f"本期已经冻结，数据没有变化：{done.file}")
        return
    for line in done.overridden:
        click.echo(f"· 未解决：{line}")
    if done.paper is None:
        click.echo(
            "提示：成果文件夹中没有本期公文，冻结文件里没有公文的校验值；需要公文的，请撤销冻结后先 build。"
        )
    forced = "（按所写理由强制冻结）" if done.overridden else ""
    click.echo(f"已冻结{forced}：{done.file}（单位 {done.units} 个，数据 {done.figures} 项）")
    click.echo("此后 build 不再改动本期成果；建下一期请运行 youthreport init 新文件夹 --from 本期文件夹。")
