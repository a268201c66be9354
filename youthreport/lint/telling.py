"""A Report → text of at most 100 columns for a person, JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from youthreport.columns import pad, printable, width, wrap
from youthreport.lint.records import Change, Fault, Report, Rule
from youthreport.model import Severity

SCHEMA = "youthreport/lint/1"
WIDTH = 100
WORDS = {Severity.ERROR: "错误", Severity.WARNING: "核实", Severity.NOTICE: "提示"}
Paint = Callable[[str, Severity], str]
_LEAD, _GAP = 14, 2
_PLACES_SHOWN = 6
_QUOTES_SHOWN = 3


def report_text(
    report: Report,
    changes: Sequence[Change] = (),
    *,
    mended: bool = False,
    full: bool = False,
    paint: Paint = lambda text, _: text,
) -> str:
    """The whole text with a final line break, errors first, the verdict last.

    Faults of one rule stand together, the first few quoted, unless `full`. `paint` colours a severity's word.
    """
    lines = list(_changes(changes)) if mended else []
    for severity in WORDS:
        for group in _by_rule(f for f in report.faults if f.rule.severity is severity):
            lines += [*_group(group, full, paint), ""]
    return "\n".join([*lines, verdict(report, mended=mended)]) + "\n"


def verdict(report: Report, *, mended: bool = False) -> str:
    """How many faults of each weight, and what can be done."""
    if not report.faults:
        return "改正后没有发现问题。" if mended else "没有发现问题。"
    counts = "，".join(f"{word} {report.count(severity)} 处" for severity, word in WORDS.items())
    head = "改正后还有：" if mended else "共发现："
    can = f"其中 {report.fixable} 处可用 --fix 自动改正。" if report.fixable else ""
    rest = can or "请按上面的办法改正。"
    return f"{head}{counts}。{rest}"


def _by_rule(faults: Iterable[Fault]) -> list[list[Fault]]:
    grouped: dict[str, list[Fault]] = {}
    for fault in faults:
        grouped.setdefault(fault.rule.id, []).append(fault)
    return [grouped[key] for key in sorted(grouped)]


def _group(faults: list[Fault], full: bool, paint: Paint) -> Iterator[str]:
    rule = faults[0].rule
    word = WORDS[rule.severity]
    count = f"（{len(faults)} 处）" if len(faults) > 1 else ""
    head = f"{word}  {rule.id}  "
    title = wrap(f"{rule.title}{count}　{rule.clause}", WIDTH - _LEAD)
    yield paint(word, rule.severity) + pad(head, _LEAD)[len(word) :] + title[0]
    yield from (" " * _LEAD + line for line in title[1:])
    for place, message, quote in _entries(faults, full):
        told = f"{place}：{message}" + (f"　▸ {quote}" if quote else "")
        yield from (" " * _LEAD + line for line in wrap(told, WIDTH - _LEAD))
    can = "（可自动改正）" if any(fault.fixable for fault in faults) else ""
    yield from (" " * _LEAD + line for line in wrap(f"怎么办：{rule.remedy}{can}", WIDTH - _LEAD))


def _entries(faults: list[Fault], full: bool) -> Iterator[tuple[str, str, str]]:
    """Place, message and quotation; faults that say the same stand together."""
    if full:
        yield from ((fault.place, fault.message, fault.quote) for fault in faults)
        return
    alike: dict[str, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(fault.message, []).append(fault)
    for number, (message, some) in enumerate(alike.items()):
        if number == _PLACES_SHOWN:
            left = sum(len(more) for more in list(alike.values())[number:])
            yield f"另有 {left} 处", "加 --full 可全部列出", ""
            return
        yield _places(some), message, " / ".join(fault.quote for fault in some[:_QUOTES_SHOWN] if fault.quote)


def _places(faults: list[Fault]) -> str:
    places = list(dict.fromkeys(fault.place for fault in faults))
    shown = places[:_PLACES_SHOWN]
    if len(shown) > 1 and all(place.startswith("第") and place.endswith("段") for place in shown):
        told = f"第{'、'.join(place[1:-1] for place in shown)}段"
    else:
        told = "、".join(shown)
    return f"{told}等 {len(places)} 处" if len(places) > len(shown) else told


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        yield "没有可以自动改正的地方。"
        yield ""
        return
    yield f"■ 已改正 {len(changes)} 处"
    for change in changes:
        head = f"{change.rule.id}  {change.place}　"
        quote = f"　▸ {change.quote}" if change.quote else ""
        lines = wrap(f"{change.done}{quote}", WIDTH - max(_LEAD, width(head)))
        yield printable_head(head) + lines[0]
        yield from (" " * max(_LEAD, width(head)) + line for line in lines[1:])
    yield ""


def printable_head(head: str) -> str:
    """The head of a line at the width of the others."""
    return pad(head, _LEAD)


def report_json(
    report: Report, file: str, changes: Sequence[Change] = (), *, output: str | None = None
) -> str:
    """One JSON object with a final line break; `output` names the mended file, None without --fix."""
    told: dict[str, object] = {
        "schema": SCHEMA,
        "file": file,
        "profile": report.profile,
        "summary": {
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notices": report.count(Severity.NOTICE),
            "fixable": report.fixable,
        },
        "findings": [_fault(fault) for fault in report.faults],
    }
    if output is not None:
        told |= {"output": output, "changes": [_change(change) for change in changes]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _fault(fault: Fault) -> dict[str, object]:
    return {
        **_where(fault.rule, fault.paragraph, fault.place, fault.quote),
        "severity": fault.rule.severity.value,
        "message": fault.message,
        "remedy": fault.rule.remedy,
        "fixable": fault.fixable,
    }


def _change(change: Change) -> dict[str, object]:
    return {**_where(change.rule, change.paragraph, change.place, change.quote), "done": change.done}


def _where(rule: Rule, paragraph: int | None, place: str, quote: str) -> dict[str, object]:
    return {
        "rule": rule.id,
        "title": rule.title,
        "clause": rule.clause,
        "paragraph": paragraph,
        "place": place,
        "quote": printable(quote),
    }
