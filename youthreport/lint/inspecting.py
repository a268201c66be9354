"""The bytes of any file → a Report or a Mended paper, or a Refusal; the work is done in a bounded child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from youthreport import bounded
from youthreport.lint.opening import CRASHED, DIED, open_package
from youthreport.lint.records import Mended, Report
from youthreport.lint.standard import PROFILES
from youthreport.wordfile.package import PackageError
from youthreport.wordfile.refusals import Refusal

T = TypeVar("T")
_SECONDS = 60.0
_MEGABYTES = 1536
_TAGS = ("{{", "{%")
# mending punctuation would break the names in the tags
_TEMPLATE = Refusal(
    "这份文件含有 {{ }} 或 {% %} 标签，是程序的模板，不能自动改正",
    "请用 youthreport check-templates 检查模板，按提示在 Word 或 WPS 中改。",
)


@dataclass(frozen=True, slots=True)
class _Task:
    content: bytes
    profile: str
    level3: str


def inspect(content: bytes, profile: str = "common", level3: str = "1.") -> Report | Refusal:
    """What departs from the standard; a key of PROFILES and one of LEVEL3_MARKS say what is asked."""
    return _lived(
        bounded.run(_inspect, _Task(content, profile, level3), seconds=_SECONDS, megabytes=_MEGABYTES)
    )


def mend(content: bytes, profile: str = "common", level3: str = "1.") -> Mended | Refusal:
    """The paper with everything mended that is safe; the same bytes for the same input. A template is refused."""
    return _lived(bounded.run(_mend, _Task(content, profile, level3), seconds=_SECONDS, megabytes=_MEGABYTES))


def _inspect(task: _Task) -> Report | Refusal:
    from youthreport.lint.judging import report_of
    from youthreport.lint.reading import read_paper

    package = open_package(task.content)
    if isinstance(package, Refusal):
        return package
    try:
        return report_of(read_paper(package, PROFILES[task.profile], task.level3))
    except PackageError as problem:
        return _damaged(problem)


def _mend(task: _Task) -> Mended | Refusal:
    from youthreport.lint.mending import mend_package
    from youthreport.lint.reading import read_paper

    package = open_package(task.content)
    if isinstance(package, Refusal):
        return package
    try:
        paper = read_paper(package, PROFILES[task.profile], task.level3)
        if any(sign in paragraph.text for paragraph in paper.every for sign in _TAGS):
            return _TEMPLATE
        return mend_package(package, PROFILES[task.profile], task.level3)
    except PackageError as problem:
        return _damaged(problem)


def _damaged(problem: Exception) -> Refusal:
    """A part that is only met while reading: styles, footers, numbering."""
    return Refusal(
        str(problem) or "文件已损坏，无法读取", "请用 Word 或 WPS 打开修复，另存为 .docx 后再检查。"
    )


def _lived(result: T | bounded.Death) -> T | Refusal:
    if not isinstance(result, bounded.Death):
        return result
    return CRASHED if result.reason == "crash" else DIED
