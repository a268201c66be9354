"""`check-templates`: what a clerk is told of the faults of section templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthreport.cli.options import verbosity
from youthreport.usage import ChineseArgument, ChineseCommand

if TYPE_CHECKING:
    from youthreport.pipeline.templates import Checked

DISAGREEMENT = 1
WORDS = {"error": "错误", "warning": "核实", "notice": "提示"}


@click.command("check-templates", cls=ChineseCommand, options_metavar="[选项]")
@click.argument(
    "places",
    cls=ChineseArgument,
    nargs=-1,
    type=click.Path(path_type=Path),
    metavar="[项目文件夹 或 模板文件...]",
    about="不写则为所在的项目；也可以写模板文件夹。",
)
@click.option(
    "--annotate",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="把问题写成批注，另存一份到这个文件夹；模板本身不改。",
)
@verbosity
def check_templates(places: tuple[Path, ...], annotate: Path | None, quiet: bool, verbose: bool) -> int:
    """检查分节模板：标签、名称、格式和用语，不需要数据。"""
    from youthreport.pipeline import templates

    checked = templates.check_templates(places, annotate)
    report(checked, quiet)
    return 0 if checked.sound else DISAGREEMENT


def report(checked: Checked, quiet: bool) -> None:
    """Every fault with what to do, the copies, one closing line."""
    for fault in checked.faults:
        click.echo(f"[{WORDS[fault.severity]}] {fault}。")
        click.echo(f"    {fault.remedy}")
    for path in checked.copies:
        click.echo(f"已写入带批注的副本：{path}")
    if not quiet or checked.faults:
        counts = "，".join(
            f"{word} {sum(f.severity == severity for f in checked.faults)} 处"
            for severity, word in WORDS.items()
        )
        click.echo(f"已检查 {len(checked.files)} 份模板：{counts}。")
