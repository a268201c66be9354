"""`validate` and `status`: what a clerk is told of the returns."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from youthreport.cli.options import FOLDER, in_project, narrator, painter, show, verbosity
from youthreport.usage import ChineseArgument, ChineseCommand

FAILED = 1


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@click.argument(
    "targets",
    cls=ChineseArgument,
    nargs=-1,
    type=click.Path(path_type=Path),
    metavar="[项目文件夹 或 报表文件...]",
    about="不写则为所在的项目；项目中的报表对照本项目审核，其他地方的报表只审核表内关系。",
)
@click.option(
    "--format",
    "how",
    type=click.Choice(["text", "json", "html", "junit"]),
    default="text",
    metavar="格式",
    help="text（默认）、json、html 或 junit。",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="结果写入该文件，不显示。"
)
@click.option(
    "--feedback", type=FOLDER, metavar="文件夹", help="把有问题的报表标注后写入该文件夹，可直接退回。"
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    metavar="级别",
    help="到什么程度算不通过：error（默认，有错误）或 warning（有未说明的疑点）。",
)
@click.option("--full", is_flag=True, help="逐条列出提示，不合并同类。")
@verbosity
def validate(
    targets: tuple[Path, ...],
    how: str,
    output: Path | None,
    feedback: Path | None,
    fail_on: str,
    full: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """审核报表：指出错误和疑点，可生成标注好的退回稿。"""
    from youthreport.model import Severity
    from youthreport.pipeline import judging

    judged = judging.validate(targets, narrator(quiet))
    weight = Severity(fail_on)
    telling = judging.Telling(how, output, painter(output), weight, full)
    show(judging.told(judged, telling), output)
    if feedback is not None:
        report_feedback(*judging.feedback(judged, feedback, narrator(quiet)))
    return FAILED if judged.fails(weight) else 0


@click.command(cls=ChineseCommand, options_metavar="[选项]")
@in_project
@click.option(
    "--format",
    "how",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    metavar="格式",
    help="text（默认）、json 或 html。",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="结果写入该文件，不显示。"
)
@verbosity
def status(project: Path, how: str, output: Path | None, quiet: bool, verbose: bool) -> int:
    """查看报送进度：应报、实报、按时、缺报、退回和催报名单。"""
    from youthreport.pipeline import judging

    judged = judging.status(project, narrator(quiet))
    show(judging.told_status(judged, judging.Telling(how, output, painter(output))), output)
    return 0


def report_feedback(folder: Path, count: int) -> None:
    """One line on stderr: results on stdout stay what a script asked for."""
    told = f"已写入 {count} 个反馈文件：{folder}" if count else "没有需要退回的报表，未写反馈文件。"
    click.echo(told, err=True)
    sys.stderr.flush()
