"""`lint`: what a clerk is told of a paper's format."""

from __future__ import annotations

from pathlib import Path

import click

from youthreport.cli.options import narrator, painter, verbosity
from youthreport.usage import ChineseArgument, ChineseCommand, PresentFile

FOUND = 1


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument(
    "file", cls=ChineseArgument, type=PresentFile(), metavar="公文文件", about="要检查的 .docx 文件。"
)
@click.option("--fix", is_flag=True, help="改正有把握的问题，另存为 -o 指定的文件；原文件不改动。")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="改正后另存的文件。")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="格式",
    help="输出格式：text 供人阅读（默认），json 供程序读取。",
)  # fmt: skip
@click.option(
    "--profile", type=click.Choice(["common", "strict"]), default="common", metavar="版式",
    help="版心的算法：common 按页边距或按字面都算对（默认），strict 只按字面。",
)  # fmt: skip
@click.option(
    "--level3", type=click.Choice(["1.", "1、"]), default="1.", metavar="写法",
    help="第三层序数的写法：“1.”（默认）或“1、”。",
)  # fmt: skip
@click.option("--full", is_flag=True, help="逐处列出，不合并同类问题。")
@verbosity
def lint(
    file: Path, fix: bool, output: Path | None, form: str, profile: str, level3: str, full: bool,
    quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """按公文格式国家标准检查一份文档，指出问题，可自动改正。"""
    from youthreport.lint import report_json, report_text
    from youthreport.model import Severity
    from youthreport.pipeline import linting

    if fix != (output is not None):
        raise click.UsageError("“--fix”和“--output”要同时写", click.get_current_context())
    narrator(quiet)(f"正在检查 {file.name}……")
    if output is not None:
        done = linting.fix(file, output, profile=profile, level3=level3)
    else:
        done = linting.lint(file, profile=profile, level3=level3)
    if form == "json":
        told = report_json(done.report, file.name, done.changes, output=str(output) if output else None)
    else:
        told = report_text(done.report, done.changes, mended=fix, full=full, paint=painter(None))
    click.echo(told, nl=False)
    for moved in done.moved:
        click.echo(f"原有的同名文件已移至 {moved}，未被覆盖。", err=form == "json")
    if output is not None and form == "text":
        click.echo(f"已另存为：{output}")
    return FOUND if done.report.count(Severity.ERROR) else 0
