"""argv → exit code: the group of all commands, and what becomes of errors."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

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
from youthreport.cli.running import Run, logged
from youthreport.cli.scheduling import schedule
from youthreport.cli.settings import config
from youthreport.cli.starting import init
from youthreport.cli.templates import check_templates
from youthreport.cli.tracing import trace
from youthreport.errors import YouthReportError
from youthreport.usage import ChineseGroup, usage_message

USAGE = 2
DEFECT = 70
CANNOT_WRITE = 73
INTERRUPTED = 130
# Of a write that failed wherever it was: stdout into a closed pipe, a temporary file on a full disk.
_UNWRITABLE = {errno.EPIPE, errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)}


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


cli.add_command(init)  # leaves nothing behind when it refuses, and so no log either
for command in (
    forms,
    validate,
    status,
    build,
    verify,
    refresh,
    trace,
    diff,
    freeze,
    rollup,
    lint,
    check_templates,
    explain,
    config,
    schedule,
):
    cli.add_command(logged(command))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the exit code of the contract."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    run = Run(arguments)
    code = _outcome(arguments, run)
    run.end(code)
    return code


def _outcome(arguments: list[str], run: Run) -> int:
    try:
        outcome = cli.main(args=arguments, prog_name="youthreport", standalone_mode=False, obj=run)
        sys.stdout.flush()
    except (click.exceptions.Abort, KeyboardInterrupt):
        return _told(run, "运行已中断，没有发布新的成果。", INTERRUPTED)
    except click.ClickException as problem:
        return _told(run, usage_message(problem), USAGE)
    except YouthReportError as problem:
        return _told(run, str(problem), problem.exit_code)
    except OSError as problem:
        if problem.errno in _UNWRITABLE:
            return _told(run, f"结果写不出去（{problem.strerror}）", CANNOT_WRITE)
        return report_defect(problem, arguments, run)
    except Exception as defect:
        return report_defect(defect, arguments, run)
    return outcome if isinstance(outcome, int) else 0


def _told(run: Run, text: str, code: int) -> int:
    run.failure(text)
    with suppress(OSError):  # nobody may be listening any more
        click.echo(text, err=True)
    return code


def report_defect(defect: Exception, arguments: Sequence[str], run: Run) -> int:
    """Say that the program is at fault; the traceback goes to the log, and is shown only with -v."""
    import traceback

    trace = "".join(traceback.format_exception(defect))
    said = f"程序出现缺陷：{type(defect).__name__}: {defect}"
    run.failure(said, trace)
    where = f"详情在 {run.log} 中，请一并" if run.log else "加 -v 可查看详情，请"
    verbose = "-v" in arguments or "--verbose" in arguments
    with suppress(OSError):
        # Where there is a log, -v shows its lines already.
        shown = f"\n{trace}" if verbose and run.log is None else ""
        click.echo(f"{said}。{where}反馈给维护者。{shown}", err=True)
    return DEFECT


def entry() -> None:
    """The console script."""
    _speak_utf8()
    _stand_somewhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # A service manager's wish to stop is the same as Ctrl+C: children end, nothing is half done.
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGTERM, _stop)
    code = main()
    # What could not be written by now was told of; the interpreter must not add an exit code of its own.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def _speak_utf8() -> None:
    """Begin again in UTF-8 where the locale has another idea of file names: Chinese ones would be garbled."""
    if sys.flags.utf8_mode or sys.getfilesystemencoding().lower() in ("utf-8", "utf8"):
        return
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _stand_somewhere() -> None:
    """Enter the current folder anew by its name where it was exchanged or made anew since the shell entered it."""
    try:
        Path.cwd()
    except FileNotFoundError:
        with suppress(KeyError, OSError):
            os.chdir(os.environ["PWD"])


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
