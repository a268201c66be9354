"""An assessment → 催办.txt: for each unit that has to do something, a text ready to paste into WeChat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from youthreport.model import Assessment, Finding, OrgUnit, Period, UnitState, UnitStatus
from youthreport.outputs.assessment.grouping import SEVERITIES, counts
from youthreport.outputs.feedback.due import Due

REMINDERS = "催办.txt"
_MOST_LINES = 8
_MOST_PLACES = 3
# Characters in a line that is read on a telephone.
_LONGEST_MESSAGE, _LONGEST_REMEDY = 60, 40
_SENTENCES = re.compile(r"[^。！？]*[。！？]?")
_WORDS = re.compile(r"[\u4e00-\u9fff·]+")
_LONGEST_NAME = 4
_TITLES = ("老师", "主任", "书记", "同志", "部长", "科长", "主席", "干事")
_CHASED = (UnitState.MISSING, UnitState.RETURNED, UnitState.EMPTY)


def reminders(
    assessment: Assessment, returns: Iterable[Due], names: Mapping[str, str], deadline: date | None
) -> bytes:
    """The file, empty when nobody has to be reminded; `names` are those of the copies by the name of the return.

    UTF-8 with a byte-order mark and Windows line ends: every Notepad shows it right, and pasting leaves the mark
    behind. The texts do not depend on today's date.
    """
    sections = tuple(_sections(assessment, tuple(returns), names, _by_when(deadline)))
    if not sections:
        return b""
    blocks = [
        f"【{number}/{len(sections)}】{heading}\n{'─' * 30}\n{text}\n"
        for number, (heading, text) in enumerate(sections, start=1)
    ]
    head = f"{Period(assessment.period)}催办消息，共{len(sections)}条。横线以下为消息正文，可整段复制到微信。\n\n"
    return (head + "\n\n".join(blocks)).replace("\n", "\r\n").encode("utf-8-sig", "replace")


def _sections(
    assessment: Assessment, returns: Sequence[Due], names: Mapping[str, str], by_when: str
) -> Iterator[tuple[str, str]]:
    """Heading (for the clerk) and text (for the unit), in the order of the roster, unknown senders last."""
    period = str(Period(assessment.period))
    by_unit: dict[str, list[Due]] = {}
    for each in returns:
        by_unit.setdefault(each.filing.unit.code if each.filing.unit else "", []).append(each)
    strangers = by_unit.pop("", [])
    for status in assessment.units:
        if found := by_unit.pop(status.unit.code, []):
            yield _heading(status.unit), _faulty(status.unit, found, names, period, by_when)
        elif status.state in _CHASED:
            yield _heading(status.unit), _chased(status, period, by_when)
    for found in by_unit.values():
        if unit := found[0].filing.unit:
            yield _heading(unit), _faulty(unit, found, names, period, by_when)
    for each in strangers:
        yield f"未识别单位（文件{each.filing.file}）", _faulty(None, [each], names, period, by_when)


def _heading(unit: OrgUnit) -> str:
    return f"{unit.name or unit.code}（{'，'.join(part for part in (unit.code, unit.contact) if part)}）"


def _faulty(
    unit: OrgUnit | None, returns: Iterable[Due], names: Mapping[str, str], period: str, by_when: str
) -> str:
    lines = [_greeting(unit)]
    for each in returns:
        file = PurePosixPath(each.filing.file).name
        if not each.marked:
            lines += [f"收到的{period}报表“{file}”无法读取。", *_problems(each.open)]
            continue
        told = "、".join(f"{SEVERITIES[s]}{number}处" for s, number in counts(each.open).items() if number)
        lines.append(f"收到的{period}报表“{file}”需要更正（{told}）：")
        lines += _problems(each.open)
        copy = PurePosixPath(names[each.filing.file]).name
        lines.append(
            f"请打开随附的“{copy}”，改正标色的单元格，情况属实的写明差异说明；把《封面》的“版次”加1，保存后直接发回。"
        )
    return "\n".join((*lines, by_when, "谢谢！"))


def _chased(status: UnitStatus, period: str, by_when: str) -> str:
    words = {
        UnitState.MISSING: f"{period}报表尚未收到贵单位报送，请使用本期报送表填写后发来；没有发生的填0。",
        UnitState.EMPTY: f"收到的{period}报表是空的，请填写后重新发来；没有发生的填0。",
        UnitState.RETURNED: f"收到的{period}报表已退回，请更正后重新发来。",
    }
    reason = f"原因：{_whole(status.reason)}" if status.reason else ""
    return "\n".join((_greeting(status.unit), words[status.state] + reason, by_when, "谢谢！"))


def _greeting(unit: OrgUnit | None) -> str:
    if unit is None:
        return "您好！"
    short = unit.aliases[0] if unit.aliases else unit.name or unit.code
    return f"{short}{_person(unit.contact)}，您好！"


def _person(contact: str) -> str:
    """The name in 联系人, which is often a telephone number or an office alone: then ""."""
    name = next(iter(_WORDS.findall(contact)), "")
    if name.endswith(_TITLES):
        return str(name)
    return f"{name}同志" if 2 <= len(name) <= _LONGEST_NAME else ""


def _by_when(deadline: date | None) -> str:
    if deadline is None:
        return "请收到后尽快发来。"
    return f"请在{deadline.month}月{deadline.day}日前发来；已过此日期的，请收到后尽快发来。"


def _problems(findings: Iterable[Finding]) -> Iterator[str]:
    """A line for each kind of problem on a sheet, the worst first."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.rule, finding.cell.sheet), []).append(finding)
    kinds = list(groups.values())
    shown = kinds if len(kinds) <= _MOST_LINES else kinds[: _MOST_LINES - 1]
    for number, found in enumerate(shown, start=1):
        message, remedy = _short(found[0].message, _LONGEST_MESSAGE), _short(found[0].remedy, _LONGEST_REMEDY)
        yield f"{number}. {_places(found)}{message}{remedy}"
    if left := kinds[len(shown) :]:
        yield f"{len(shown) + 1}. 另有{sum(map(len, left))}处，见附件首页“审核意见”。"


def _places(findings: Sequence[Finding]) -> str:
    sheet = findings[0].cell.sheet
    refs = list(dict.fromkeys(finding.cell.ref for finding in findings if finding.cell.ref))
    some = "、".join(refs[:_MOST_PLACES])
    many = (
        f"等{len(findings)}处" if len(findings) > min(len(refs), _MOST_PLACES) and len(findings) > 1 else ""
    )
    place = f"{f'《{sheet}》' if sheet else ''}{some}{many}"
    return f"{place}：" if place else ""


def _short(text: str, longest: int) -> str:
    """The first sentences that fit; a first one that does not is cut."""
    kept = ""
    for sentence in _SENTENCES.findall(" ".join(text.split())):
        if kept and len(kept + sentence) > longest:
            break
        kept += sentence
    return _whole(kept if len(kept) <= longest else f"{kept[: longest - 1]}…")


def _whole(text: str) -> str:
    """The text as a sentence that is closed."""
    return text if not text or text.endswith(("。", "！", "？", "…")) else f"{text}。"
