"""argv → exit code: the only module that prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from youthreport import __version__
from youthreport.errors import ConfigurationError, YouthReportError
from youthreport.usage import ChineseGroup, Folder, usage_message

if TYPE_CHECKING:
    from youthreport.pipeline import Built, HandedOut

INCOMPLETE = 3
DEFECT = 70
INTERRUPTED = 130
SEVERITIES = (("error", "错误"), ("warning", "核实"), ("notice", "提示"))
FOLDER = Folder()
PROJECT = "[项目文件夹]"


def verbosity(command: click.decorators.FC) -> click.decorators.FC:
    """`-q` and `-v` for a command."""
    command = click.option("-q", "--quiet", is_flag=True, help="只输出结果，不输出过程。")(command)
    return click.option("-v", "--verbose", is_flag=True, help="出错时显示详细信息。")(command)


@click.group(
    cls=ChineseGroup,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    __version__, prog_name="youthreport", message="%(prog)s %(version)s", help="显示版本号。"
)
def cli() -> None:
    """团区委半年工作总结：制发报表、审核汇总、生成公文。"""


@cli.command(options_metavar="[选项]")
@click.argument("project", type=FOLDER, default=".", metavar=PROJECT)
@click.option("-o", "--output", type=FOLDER, metavar="文件夹", help="成果存放文件夹，默认为项目的 output。")
@click.option("--final", is_flag=True, help="定稿：存在缺报、错误或未说明的疑点时不予生成。")
@click.option("--date", "day", metavar="日期", help="写入文件的日期，如 2026-07-10；不填则取报告期末日。")
@verbosity
def build(
    project: Path, output: Path | None, final: bool, day: str | None, quiet: bool, verbose: bool
) -> int:
    """读取报表、审核汇总，生成工作总结及计划、数据台账。"""
    from youthreport import pipeline

    built = pipeline.build(project, output=output, final=final, stamp=stamp_of(day), narrate=narrator(quiet))
    report_build(built, quiet)
    return 0 if built.complete else INCOMPLETE


@cli.command(options_metavar="[选项]")
@click.argument("project", type=FOLDER, default=".", metavar=PROJECT)
@click.option("--unit", "units", multiple=True, metavar="编码", help="只制作该单位的报表，可重复使用。")
@click.option("-o", "--output", type=FOLDER, metavar="文件夹", help="报表存放文件夹，默认为项目的 forms。")
@verbosity
def forms(project: Path, units: tuple[str, ...], output: Path | None, quiet: bool, verbose: bool) -> int:
    """按名册为每个单位制作一份预填好的空白报表。"""
    from youthreport import pipeline

    report_forms(pipeline.forms(project, units=units, output=output, narrate=narrator(quiet)))
    return 0


def narrator(quiet: bool) -> Callable[[str], None]:
    """A function that tells progress on stderr, or tells nothing."""
    return lambda text: None if quiet else click.echo(text, err=True)


def stamp_of(day: str | None) -> datetime | None:
    """The moment of `--date` or SOURCE_DATE_EPOCH, None when neither is given; ConfigurationError if unreadable."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if day:
            chosen = date.fromisoformat(day)
            return datetime(chosen.year, chosen.month, chosen.day, tzinfo=UTC)
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except (ValueError, OverflowError, OSError):
        raise ConfigurationError(
            f"日期“{day or epoch}”无法识别",
            place="--date" if day else "SOURCE_DATE_EPOCH",
            remedy="请写成 2026-07-10 的形式。" if day else "请填整数秒。",
        ) from None


def report_forms(made: HandedOut) -> None:
    """What the clerk needs to know after forms were made: old ones that were moved aside, one closing line."""
    for path in made.moved:
        click.echo(f"文件夹中的同名报表内容不同，可能已经填写，已移至 {path}，未被覆盖。")
    click.echo(
        f"已制作 {made.count} 份空白报表：{made.folder}" if made.count else "名册中没有需要制表的单位。"
    )


def report_build(built: Built, quiet: bool) -> None:
    """What the clerk needs to know after a build: moved papers, gaps, doubts, one closing line."""
    paper = built.paper
    for moved in built.moved:
        click.echo(
            f"成果文件夹中的文件已被人工修改，已移至 {moved}，未被覆盖；refresh 命令推出后可把新数据并入修改稿，"
            "目前请把需要保留的修改抄回新稿。"
        )
    for gap in paper.gaps:
        click.echo(f"· {gap}")
    if not quiet:
        counts = "，".join(
            f"{word} {sum(f.severity == s for f in paper.findings)} 处" for s, word in SEVERITIES
        )
        click.echo(f"{counts}，详见数据台账。")
    rollup = paper.rollup
    click.echo(
        f"已生成{'' if built.complete else '（不完整）'}：{built.document}（应报 {len(rollup.expected)}、"
        f"实报 {len(rollup.received)}，数据 {len(paper.document.printed)} 处）"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code of the contract."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        outcome = cli.main(args=arguments, prog_name="youthreport", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as problem:
        click.echo(usage_message(problem), err=True)
        return 2
    except YouthReportError as problem:
        click.echo(str(problem), err=True)
        return problem.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as defect:
        return report_defect(defect, arguments)
    return outcome if isinstance(outcome, int) else 0


def report_defect(defect: Exception, arguments: list[str]) -> int:
    """Say that the program is at fault; the traceback is shown only with -v."""
    import traceback

    click.echo(
        f"程序出现缺陷：{type(defect).__name__}: {defect}。请把命令和报表反馈给维护者；加 -v 可查看详情。",
        err=True,
    )
    if "-v" in arguments or "--verbose" in arguments:
        click.echo("".join(traceback.format_exception(defect)), err=True)
    return DEFECT


def entry() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main())
