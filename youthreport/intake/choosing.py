"""The sheets of a file → one for each sheet of the form, with findings on what was renamed, doubled or hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from youthreport.intake.columns import check_columns
from youthreport.intake.concealed import hidden_sheet
from youthreport.intake.readings import finding
from youthreport.intake.recognising import Found, Layout, fold, known_sheets
from youthreport.intake.sheets import Sheet
from youthreport.model import Cell, Finding, Severity

# Sheets that are ours and hold no data of the sender.
_NO_DATA = ("_meta", "填报说明")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheets by canonical name, the names of those that were refused, and the findings."""

    found: Mapping[str, Found]
    refused: frozenset[str]
    findings: tuple[Finding, ...]


def choose_sheets(
    sheets: Iterable[Sheet],
    layouts: Sequence[Layout],
    file: str,
    *,
    ticked: Collection[str] = (),
    other: Collection[str] = (),
) -> Chosen:
    """One sheet of the file for each layout where there is one.

    `ticked` are folded names of lists that the cover says are empty; `other` are sheets that are read elsewhere.
    """
    findings: list[Finding] = []
    readable = [s for s in sheets if s.name not in (*_NO_DATA, *other) and fold(s.name) != "填报说明"]
    known, unknown = known_sheets(readable, layouts)
    candidates: dict[str, list[tuple[Found, bool]]] = {}
    for found, by_name in known:
        candidates.setdefault(found.layout.name, []).append((found, by_name))
    findings += [_unread(sheet, file) for sheet in unknown]
    chosen: dict[str, Found] = {}
    refused = set()
    for name, places in candidates.items():
        one, notes = _one_of(places, file)
        findings += notes
        if one is not None:
            one, notes = _complete(one, file, idle=fold(name) in ticked)
            findings += notes
        if one is None:
            refused.add(name)
        else:
            chosen[name] = one
    return Chosen(chosen, frozenset(refused), tuple(findings))


def _unread(sheet: Sheet, file: str) -> Finding:
    return finding(
        "M27" if sheet.visible else "M31",
        Severity.NOTICE,
        Cell(file, sheet.name),
        f"{'' if sheet.visible else '隐藏的'}工作表“{sheet.name}”不是报送表里的表，没有读取",
        "如需报送其中的内容，请填入报送表相应的表。",
    )


def _one_of(places: list[tuple[Found, bool]], file: str) -> tuple[Found | None, list[Finding]]:
    """The one with content; None with an error when several differ."""
    filled = [place for place, _ in places if place.has_rows]
    distinct = [p for i, p in enumerate(filled) if all(p.sheet.cells != q.sheet.cells for q in filled[:i])]
    if len(distinct) > 1:
        return None, [_contradiction(distinct, file)]
    one = distinct[0] if distinct else places[0][0]
    findings = [_renamed(one, next(by_name for place, by_name in places if place is one), file)]
    if len(filled) > 1:
        findings.append(_doubled(filled, one, file))
    return one, [*(f for f in findings if f is not None), *hidden_sheet(one, file)]


def _contradiction(distinct: list[Found], file: str) -> Finding:
    name = distinct[0].layout.name
    names = "、".join(f"“{place.sheet.name}”" for place in distinct)
    return finding(
        "M30",
        Severity.ERROR,
        Cell(file, distinct[-1].sheet.name),
        f"存在多张“{name}”（{names}），内容不同，分不清以哪张为准，均未读取",
        "请合并为一张，删去其余的，然后重新报送。",
    )


def _renamed(one: Found, by_name: bool, file: str) -> Finding | None:
    if one.sheet.name == one.layout.name:
        return None
    how = "名称" if by_name else "表头"
    return finding(
        "M30",
        Severity.NOTICE,
        Cell(file, one.sheet.name),
        f"工作表“{one.sheet.name}”已按{how}识别为“{one.layout.name}”",
        "以后请不要修改工作表名称。",
    )


def _doubled(filled: list[Found], one: Found, file: str) -> Finding:
    others = "、".join(f"“{place.sheet.name}”" for place in filled if place is not one)
    return finding(
        "M30",
        Severity.NOTICE,
        Cell(file, one.sheet.name),
        f"{others}与“{one.sheet.name}”内容相同，只读取一张",
        "以后请只保留一张。",
    )


def _complete(one: Found, file: str, *, idle: bool) -> tuple[Found | None, list[Finding]]:
    """The sheet with its usable columns; None with an error when a required one is missing.

    An empty list that the cover ticks needs no columns.
    """
    if one.missing or not one.columns:
        if idle and not one.has_rows:
            return replace(one, columns={}), []
        names = "、".join(f"“{name}”" for name in one.missing) or "表头"
        told = f"缺少必要列{names}，本表未读取" if one.missing else "找不到表头，本表未读取"
        return None, [
            finding(
                "M28",
                Severity.ERROR,
                Cell(file, one.sheet.name),
                told,
                "请使用本期下发的原表样，不要删改表头。",
            )
        ]
    return check_columns(one, file)
