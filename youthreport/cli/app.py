"""argv → exit code: the group of all commands, and what becomes of errors."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from youthreport import __version__
from youthreport.cli.building import build
from youthreport.cli.closing import freeze
from youthreport.cli.comparing import diff
from youthreport.cli.explaining import explain
from youthreport.cli.handing_out import forms
from youthreport.cli.judging import status, validate
from youthreport.cli.linting import lint
from youthreport.cli.revising import refresh, verify
from youthreport.cli.rolling_up import rollup
from youthreport.cli.templates import check_templates
from youthreport.cli.tracing import trace
from youthreport.errors import YouthReportError
from youthreport.usage import ChineseGroup, usage_message

DEFECT = 70
INTERRUPTED = 130


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


for command in (
    forms,
    validate,
    status,
    build,
    verify,
    refresh,
    lint,
    explain,
    trace,
    diff,
    freeze,
    rollup,
    check_templates,
):
    cli.add_command(command)


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
