"""`rollup`: this level's own return for the level above."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthreport.cli.options import in_project, narrator, stamp_of, verbosity
from youthreport.usage import ChineseCommand

if TYPE_CHECKING:
    from youthreport.pipeline.rolling_up import RolledUp

FAILED, INCOMPLETE = 1, 3


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@in_project
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="汇总表写入该文件，必须写明。",
)
@click.option("--unit", "code", metavar="编码", help="本单位在上级名册中的编码，不写则取设置文件中的编码。")
@click.option("--revision", default="1", metavar="版次", help="第几次报送，默认为 1。")
@click.option("--date", "day", metavar="日期", help="写在封面的报送日期，如 2026-07-10；不填则留空。")
@verbosity
def rollup(
    project: Path,
    output: Path | None,
    code: str | None,
    revision: str,
    day: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """把本级汇总结果做成报送表，报给上级团委。"""
    from youthreport.pipeline import rolling_up

    if output is None:
        raise click.UsageError("请用 -o 写明汇总表的文件名")
    if not (revision.isascii() and revision.isdigit() and 0 < int(revision) < 100):
        raise click.UsageError("选项“--revision”的内容只能是 1、2、3……")
    moment = stamp_of(day)
    done = rolling_up.rollup(
        project,
        output,
        narrator(quiet),
        code=(code or "").strip(),
        revision=int(revision),
        submitted=moment.date() if moment else None,
    )
    report_rollup(done)
    return FAILED if done.refused else INCOMPLETE if done.gaps else 0


def report_rollup(done: RolledUp) -> None:
    """What the clerk needs to know: what is lacking, what the level above would find, what to fill in by hand."""
    from youthreport.outputs.assessment import validation_text

    for gap in done.gaps:
        click.echo(f"· {gap}")
    if done.assessment.every:
        click.echo(validation_text(done.assessment), nl=False)
    state = "有错误，请先更正" if done.refused else "不完整" if done.gaps else "已通过审核"
    click.echo(f"已生成汇总表（{state}）：{done.file}（{done.unit.name}，{done.unit.code}）")
    if done.submitted is None:
        click.echo("报送前请补全封面的填表人、审核人、联系电话和报送日期。")
    else:
        day = done.submitted.isoformat()
        click.echo(f"封面的报送日期已填{day}；报送前请补全填表人、审核人和联系电话。")
