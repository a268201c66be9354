"""One .docx from anywhere → what departs from the official format, and a mended copy beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from youthreport.errors import ConfigurationError
from youthreport.results import spare

if TYPE_CHECKING:
    from youthreport.lint import Change, Report


@dataclass(frozen=True, slots=True)
class Linted:
    """What was found; after mending also what was changed, where the copy lies and what was moved aside for it.

    The report is about the copy when there is one.
    """

    report: Report
    changes: tuple[Change, ...] = ()
    output: Path | None = None
    moved: tuple[Path, ...] = ()


def lint(file: Path, *, profile: str, level3: str) -> Linted:
    """Judge one file. ConfigurationError (2) when it is no .docx that can be read: nothing was judged."""
    from youthreport.lint import Refusal, inspect

    report = inspect(_read(file), profile, level3)
    if isinstance(report, Refusal):
        raise ConfigurationError(report.message, place=file.name, remedy=report.remedy)
    return Linted(report)


def fix(file: Path, output: Path, *, profile: str, level3: str) -> Linted:
    """Mend what is safe into another file; the given one is never written to.

    ConfigurationError (2) for an unreadable file or an unsuitable `output`, OutputError (73) when it cannot
    be written. Another file that lies there already is moved to edited/.
    """
    from youthreport.lint import Refusal, mend
    from youthreport.runs import write_all

    _refuse_output(file, output)
    spare(output)
    mended = mend(_read(file), profile, level3)
    if isinstance(mended, Refusal):
        raise ConfigurationError(mended.message, place=file.name, remedy=mended.remedy)
    done = write_all(output.parent, {output.name: mended.content})
    return Linted(mended.report, mended.changes, output, done.edited)


def _read(file: Path) -> bytes:
    """The bytes, at most one more than a paper may have; ConfigurationError when the file cannot be read."""
    from youthreport.lint import MAX_BYTES

    try:
        with file.open("rb") as source:
            return source.read(MAX_BYTES + 1)
    except OSError as problem:
        raise ConfigurationError(
            f"文件无法读取（{problem.strerror or problem}）",
            place=file.name,
            remedy="请核对文件是否存在、是否允许读取；正在 Word 或 WPS 中打开的，请先关闭。",
        ) from problem


def _refuse_output(file: Path, output: Path) -> None:
    if output.exists() and file.exists() and output.samefile(file):
        raise ConfigurationError(
            "改正后的文件不能与原文件同名", place="--output", remedy="请另写一个文件名，原文件不会被改动。"
        )
    if output.is_dir() or output.suffix.lower() != ".docx":
        raise ConfigurationError(
            f"“{output}”不是 .docx 文件名", place="--output", remedy="请写出文件名，如：-o 改正稿.docx"
        )
