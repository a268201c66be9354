"""`explain`: what a rule, an indicator or a wording filter means."""

from __future__ import annotations

import click

from youthreport.cli.options import verbosity
from youthreport.usage import ChineseArgument, ChineseCommand


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument(
    "name", cls=ChineseArgument, metavar="名称", about="规则编号，指标的代码或名称，模板中的名称或写法。"
)
@verbosity
def explain(name: str, quiet: bool, verbose: bool) -> int:
    """解释一条规则、一个指标或一种写法。"""
    from youthreport.pipeline import explaining

    click.echo(explaining.explain(name), nl=False)
    return 0
