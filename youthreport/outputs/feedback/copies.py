"""The returns that go back and their bytes → annotated copies, each made in a bounded child."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from youthreport.bounded import Death, run
from youthreport.model import Catalogue, Filing, Period
from youthreport.outputs.assessment.grouping import SEVERITIES, counts
from youthreport.outputs.feedback.annotated import Made, SheetsOf, Task, alone, annotate
from youthreport.outputs.feedback.due import Due
from youthreport.outputs.feedback.naming import copy_names

_MEGABYTES = 2048
# More than anybody reads; a sheet holds 65,530 links at most.
_MOST_FINDINGS = 5_000
_DEATHS = {
    "time": "原文件内容过大或写法特殊，标注用时过长，本文件只列出审核意见，请在原文件上改正",
    "memory": "原文件内容过大，内存不足以标注，本文件只列出审核意见，请在原文件上改正",
    "crash": "原文件写法特殊，标注时出错，本文件只列出审核意见，请在原文件上改正",
}
_GONE = "原文件已不在报送文件夹中，本文件只列出审核意见，请在原文件上改正"


@dataclass(frozen=True, slots=True)
class Copy:
    """A feedback copy of the return `file`: its name (a posix path below the feedback folder) and its bytes.

    `lost` names in Chinese what the sender's file holds and the copy does not. `alone` says in Chinese why the
    copy holds 审核意见 alone, "" when it holds the return, too.
    """

    file: str
    name: str
    content: bytes
    lost: tuple[str, ...] = ()
    alone: str = ""


def copies(
    returns: Iterable[Due],
    catalogue: Catalogue,
    contents: Callable[[str], bytes],
    sheets_of: SheetsOf,
    *,
    seconds: float = 30.0,
) -> Iterator[Copy]:
    """One copy for each return that could be read, in the order given.

    `contents` gives the bytes of a return by its name and may raise OSError. `sheets_of` reads files that are no
    .xlsx; it runs in the child and must be picklable (a function of a module). A file that kills the child, or
    takes longer than `seconds`, gets a workbook of 审核意见 alone in which the reason stands.
    """
    marked = [each for each in returns if each.marked]
    names = copy_names(each.filing.file for each in marked)
    titles = {rule.id: rule.title for rule in catalogue.rules}
    for each in marked:
        file = each.filing.file
        made = _made(_task(each, titles, sheets_of), file, contents, seconds)
        yield Copy(file, names[file], made.content, made.lost, made.alone)


def _task(each: Due, titles: Mapping[str, str], sheets_of: SheetsOf) -> Task:
    """What is to be done, the bytes of the file left open."""
    told = "、".join(f"{SEVERITIES[s]}{number}处" for s, number in counts(each.told).items() if number)
    summary = f"共有{told}。"
    if (left := len(each.told) - _MOST_FINDINGS) > 0:
        summary += f"本页列出前{_MOST_FINDINGS}处，其余{left}处请先改正以上各处后再看。"
    return Task(b"", each.told[:_MOST_FINDINGS], titles, (_about(each.filing), summary), sheets_of)


def _made(task: Task, file: str, contents: Callable[[str], bytes], seconds: float) -> Made:
    try:
        task = replace(task, content=contents(file))
    except OSError:
        return alone(task, _GONE)
    made = run(annotate, task, seconds=seconds, megabytes=_MEGABYTES)
    return alone(task, _DEATHS[made.reason]) if isinstance(made, Death) else made


def _about(filing: Filing) -> str:
    """Which return this is about: a copy that lies about is not taken for another one."""
    unit = filing.unit.name or filing.unit.code if filing.unit else "未识别单位"
    revision = f"，版次{filing.revision}" if filing.revision else ""
    return f"{unit}　{Period(filing.period)}　原文件：{PurePosixPath(filing.file).name}{revision}"
