"""What several commands share: arguments, options and how progress is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime

import click

from youthreport.errors import ConfigurationError
from youthreport.usage import Folder

FOLDER = Folder()
PROJECT = "[项目文件夹]"


def verbosity(command: click.decorators.FC) -> click.decorators.FC:
    """`-q` and `-v` for a command."""
    command = click.option("-q", "--quiet", is_flag=True, help="只输出结果，不输出过程。")(command)
    return click.option("-v", "--verbose", is_flag=True, help="出错时显示详细信息。")(command)


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
