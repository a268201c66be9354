"""What several commands share: arguments, options and how progress is told."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import click

from youthreport.cli.running import Run
from youthreport.errors import ConfigurationError
from youthreport.places import project_here
from youthreport.results import save
from youthreport.usage import Folder

FOLDER = Folder()


def in_project(command: click.decorators.FC) -> click.decorators.FC:
    """The project folder for a command; not written, the project that one stands in."""
    return click.argument("project", type=FOLDER, default=project_here, metavar="[项目文件夹]")(command)


def verbosity(command: click.decorators.FC) -> click.decorators.FC:
    """`-q` and `-v` for a command."""
    command = click.option("-q", "--quiet", is_flag=True, help="只输出结果，不输出过程。")(command)
    return click.option("-v", "--verbose", is_flag=True, help="同时显示运行记录，出错时显示详细信息。")(
        command
    )


def narrator(quiet: bool) -> Callable[[str], None]:
    """A function that tells progress on stderr, or nothing there; the run's log gets it in any case."""
    context = click.get_current_context(silent=True)
    run = context.find_object(Run) if context else None

    def tell(text: str) -> None:
        """Notes the stage in the log of the run, and prints it on stderr unless quiet."""
        if run is not None:
            run.stage(text)
        if not quiet:
            click.echo(text, err=True)

    return tell


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


COLOURS = {"错误": "red", "退回": "red", "缺报": "red", "核实": "yellow", "迟报": "yellow", "空报": "yellow"}


def painter(output: Path | None) -> Callable[[str, object], str]:
    """A function that colours the word of a severity or state on a terminal, and leaves it alone elsewhere.

    NO_COLOR is honoured.
    """
    if output is not None or os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return lambda word, _: word
    return lambda word, _: click.style(word, fg=COLOURS.get(word.strip(), "cyan"))


def show(content: bytes, output: Path | None) -> None:
    """The result on stdout, or in the file; OutputError when that cannot be written."""
    if output is None:
        click.echo(content, nl=False)
    else:
        save(output, content)
