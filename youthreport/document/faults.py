"""What is wrong with a template → values with file, place, text, tag and remedy; the first one as a TemplateError."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from youthreport.errors import TemplateError
from youthreport.model import Severity

_SHOWN = 60  # characters of a paragraph
_NEAR = 40  # how alike two names must be for one to be offered


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a template: an error stops `build`, a warning or a notice is only told by the check.

    `place` is 第3段 or 第1个表格第2行第1列, "" when the whole file is meant; `paragraph` counts all paragraphs of the
    body from 0, tables included, -1 for none; `text` is what the paragraph says, `tag` the tag at fault or "".
    """

    severity: Severity
    file: str
    message: str
    remedy: str
    place: str = ""
    text: str = ""
    tag: str = ""
    paragraph: int = -1

    def __str__(self) -> str:
        return f"{self.where}：{self.message}"

    @property
    def where(self) -> str:
        """File, place, text and tag."""
        text = self.text.strip()
        shown = text if len(text) <= _SHOWN else _around(text, self.tag)
        quoted = f"“{shown}”" if shown else ""
        tag = f"的标签 {self.tag}" if self.tag else ""
        return f"{self.file} {self.place}{quoted}{tag}".strip()

    def error(self, others: int = 0) -> TemplateError:
        """The fault as the end of a run that met `others` more."""
        more = f"\n另有 {others} 处问题，可用 youthreport check-templates 一次列出。" if others else ""
        return TemplateError(self.message, place=self.where, remedy=self.remedy + more)


def _around(text: str, tag: str) -> str:
    """The stretch of a long text that holds the tag, or its beginning."""
    at = max(text.find(tag), 0) if tag else 0
    start = max(0, min(at - _SHOWN // 4, len(text) - _SHOWN))
    end = max(start + _SHOWN, at + len(tag))
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def stop(faults: Sequence[Fault]) -> None:
    """TemplateError for the first error among the faults; nothing when there is none."""
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if errors:
        raise errors[0].error(len(errors) - 1)


def refuse(message: str, *, file: str, remedy: str) -> NoReturn:
    """TemplateError for a file that cannot be read at all."""
    raise Fault(Severity.ERROR, file, message, remedy).error()


def unknown(kind: str, name: str, known: Iterable[str]) -> tuple[str, str]:
    """Message and remedy for a name that does not exist, with the nearest one that does."""
    from rapidfuzz import fuzz, process  # only a mistake pays for it

    near = process.extractOne(name, [str(item) for item in known], scorer=fuzz.ratio, score_cutoff=_NEAR)
    hint = f"是不是想写“{near[0]}”？" if near else ""
    return (
        f"没有叫“{name}”的{kind}",
        f"{hint}请在模板里改正名称后再重新生成；全部名称可用 youthreport explain 查看。",
    )


def placed(faults: Iterable[Fault], **where: str | int) -> tuple[Fault, ...]:
    """The same faults at another place."""
    return tuple(replace(fault, **where) for fault in faults)  # type: ignore[arg-type]
