"""The bytes of an untrusted file → a workbook or a filing, made in the bounded child.

Whatever the file does there ends as a verdict on that file; the run goes on.
"""

from __future__ import annotations

import copyreg
import hashlib
import logging
import pickle
from dataclasses import dataclass, replace
from types import MappingProxyType

from youthreport import bounded
from youthreport.intake.content import read_book
from youthreport.intake.sheets import Verdict, Workbook
from youthreport.intake.suffixes import RENAMED_TEXT, about_name, is_named_so
from youthreport.model import Catalogue, Filing, Period, Roster

_log = logging.getLogger(__name__)

SECONDS = 30.0
MEGABYTES = 1_500
_REMEDY = "请用本期报送表重新填写；也可在 Excel 或 WPS 中打开，另存为 .xlsx 后重新报送。"
_DEATHS = {
    "time": f"读取{SECONDS:.0f}秒仍未完成，内容不正常",
    "memory": "读取时占用内存过多，内容不正常",
    "crash": "使读取中断，可能已损坏或写法特殊",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What a return is read against."""

    roster: Roster | None
    catalogue: Catalogue
    period: Period | None


@dataclass(frozen=True, slots=True)
class _Request:
    data: bytes
    name: str
    context: bytes


def read_workbook(data: bytes) -> Workbook:
    """The sheets of the file, or a verdict that says in Chinese why there are none."""
    result = bounded.run(_workbook, data, seconds=SECONDS, megabytes=MEGABYTES)
    return Workbook(_verdict_on(result, "")) if isinstance(result, bounded.Death) else result


def read_return(data: bytes, name: str, context: Context) -> Filing | Verdict:
    """The filing that the bytes hold, or the verdict on a file that ended its reader."""
    request = _Request(data, name, _packed(context))
    result = bounded.run(_filing, request, seconds=SECONDS, megabytes=MEGABYTES)
    return _verdict_on(result, name) if isinstance(result, bounded.Death) else result


def _verdict_on(death: bounded.Death, name: str) -> Verdict:
    """What is said of a file on which the reader died; how it died is for the log."""
    _log.info("%s: %s %s", name, death.reason, death.detail)
    return Verdict(death.reason, _DEATHS[death.reason], _REMEDY)


def _workbook(data: bytes) -> Workbook:
    from youthreport.intake.reading import read_workbook as read  # the readers are loaded in the child only

    return read(data)


def _filing(request: _Request) -> Filing | Verdict:
    book = _workbook(request.data)
    if not book.verdict.readable:
        return book.verdict
    if not book.sheets:
        return Verdict("empty", "里面没有工作表", "请使用本期报送表填写后重新报送。")
    kind = book.verdict.kind
    if kind == "csv" and not is_named_so(kind, request.name):
        return RENAMED_TEXT
    context = _unpacked(request.context)
    filing = read_book(
        book,
        request.name,
        hashlib.sha256(request.data).hexdigest(),
        roster=context.roster,
        catalogue=context.catalogue,
        period=context.period,
    )
    return replace(filing, findings=(*about_name(kind, request.name), *filing.findings))


def _view(table: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(table)


# The catalogue's tables are read-only views, which do not pickle by themselves.
copyreg.pickle(MappingProxyType, lambda view: (_view, (dict(view),)))

# The last context and its bytes, in the parent and in the child: a run reads all its files against one.
_last: list[tuple[Context, bytes]] = []


def _packed(context: Context) -> bytes:
    if not _last or any(
        getattr(_last[0][0], name) is not getattr(context, name) for name in ("roster", "catalogue", "period")
    ):
        _last[:] = [(context, pickle.dumps(context, protocol=pickle.HIGHEST_PROTOCOL))]
    return _last[0][1]


def _unpacked(content: bytes) -> Context:
    if not _last or _last[0][1] != content:
        _last[:] = [(pickle.loads(content), content)]
    return _last[0][0]
