"""Files → those that can belong to a unit of the roster, and one filing per unit (X26)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from youthreport.frozen import successor
from youthreport.model import Cell, Entry, Filing, FilingStatus, Finding, OrgUnit, Period, Roster, Severity
from youthreport.validation.senders import likely_sender


def placed(filings: Iterable[Filing], roster: Roster, period: Period) -> tuple[Filing, ...]:
    """The filings in the same order; those of no unit of the roster or of another period are rejected.

    An empty roster (files judged outside a project) rules nobody out.
    """
    valid = {unit.code for unit in roster.valid_at(period.end)}
    return tuple(_placed(filing, valid, roster, period) if roster.units else filing for filing in filings)


def one_each(filings: Iterable[Filing], names: Mapping[str, str]) -> tuple[Filing, ...]:
    """The filings in the same order; for each unit at most one stays accepted.

    `names` are the indicators' names by code, for saying where two returns differ.
    """
    known = list(filings)
    by_unit: dict[str, list[int]] = defaultdict(list)
    for index, filing in enumerate(known):
        if filing.unit is not None and filing.status is FilingStatus.ACCEPTED:
            by_unit[filing.unit.code].append(index)
    for indexes in by_unit.values():
        chosen = _chosen([known[i] for i in indexes], names)
        for index, filing in zip(indexes, chosen, strict=True):
            known[index] = filing
    return tuple(known)


def content(filing: Filing) -> dict[str, object]:
    """What the filing says by indicator code and sheet, without where it stands: equal for two copies of one return."""
    entries: dict[str, object] = {
        e.code: (_said(e), e.estimate, e.explanation, str(e.last_year))
        for e in filing.entries
        if e.raw.strip() or e.value is not None or e.explanation
    }
    tables = {
        name: (table.ticked, sorted(sorted((k, str(v)) for k, v in row.values.items()) for row in table.rows))
        for name, table in filing.tables.items()
        if table.ticked or table.rows
    }
    return {**entries, **{f"《{name}》": said for name, said in tables.items()}}


def _said(entry: Entry) -> str:
    """The value; what does not count differs by its text."""
    return entry.raw.strip() if entry.value is None else str(entry.value)


def _placed(filing: Filing, valid: set[str], roster: Roster, period: Period) -> Filing:
    if filing.status is FilingStatus.UNREADABLE:
        return _hinted(filing, roster)
    if filing.status is not FilingStatus.ACCEPTED:
        return filing
    if filing.unit is None:
        return _rejected(
            filing,
            "本表的单位不在应报单位名册，整表未计入。",
            "请核对封面的单位编码和单位全称；确属应报单位的，请先在名册中登记。",
        )
    if filing.unit.code not in valid:
        return _gone(filing, filing.unit, roster, period)
    if filing.period and filing.period != period.code:
        return _rejected(
            filing,
            f"封面的报告期为“{filing.period}”，本次汇总为“{period.code}”，整表未计入。",
            "请改用本期报送表填报，或更正封面的报告期后重报。",
        )
    return filing


def _gone(filing: Filing, unit: OrgUnit, roster: Roster, period: Period) -> Filing:
    """The return of a unit that is not there at the period's end, with where its figures belong now."""
    into = roster.by_code(successor(unit.code, roster))
    if into is not None and into.code != unit.code:
        return _rejected(
            filing,
            f"{unit.name}已并入{into.name}（{into.code}），在{period}期末不单独报送，整表未计入。",
            f"请由{into.name}一并填报；名册有误的，请更正“并入单位编码”。",
        )
    listed = roster.by_code(unit.code) or unit
    ended = listed.valid_to is not None and listed.valid_to < period.end
    day = listed.valid_to if ended else listed.valid_from
    when = f"有效期{'至' if ended else '自'}{day.isoformat()}" if day else "不在有效期"
    return _rejected(
        filing,
        f"{unit.name}在{period}期末不是应报单位（名册：{when}），整表未计入。",
        "如仍应报送，请在名册中更正有效期；已并入其他单位的，请填写“并入单位编码”。",
    )


def _hinted(filing: Filing, roster: Roster) -> Filing:
    """An unreadable file with the unit that its name suggests, said and no more."""
    unit = likely_sender(filing.file, roster)
    if unit is None or not filing.findings:
        return filing
    first, *others = filing.findings
    message = f"{first.message.rstrip('。')}；从文件名看，可能是{unit.name}报来的，未能核实。"
    return replace(filing, findings=(replace(first, message=message), *others))


def _chosen(group: list[Filing], names: Mapping[str, str]) -> list[Filing]:
    if len(group) == 1:
        return group
    highest = max(filing.revision for filing in group)
    current = sorted((f for f in group if f.revision == highest), key=lambda filing: filing.file)
    best = current[0]
    contents = {filing.file: content(filing) for filing in current}
    other = next((f for f in current if contents[f.file] != contents[best.file]), None)
    if other is None:
        return [filing if filing is best else _superseded(filing, best) for filing in group]
    where = _differences(contents[best.file], contents[other.file], names)
    return [_contested(f, current, where) if f.revision == highest else _superseded(f, best) for f in group]


def _differences(one: dict[str, object], other: dict[str, object], names: Mapping[str, str]) -> str:
    """Where two returns differ, the first three places by name."""
    places = [names.get(key, key) for key in dict.fromkeys([*one, *other]) if one.get(key) != other.get(key)]
    shown = "、".join(places[:3])
    return shown + (f"等{len(places)}处" if len(places) > 3 else "")


def _contested(filing: Filing, current: list[Filing], where: str) -> Filing:
    others = "、".join(sorted(other.file for other in current if other is not filing))
    name = filing.unit.name if filing.unit else ""
    return _rejected(
        filing,
        f"{name}同为第{filing.revision}版的报表内容不一致（本表{filing.file}，另见{others}；"
        f"不同之处：{where}），都未计入。",
        "请确认以哪一份为准，把该份的版次加1后重报，或移走另一份。",
    )


def _superseded(filing: Filing, best: Filing) -> Filing:
    same = filing.revision == best.revision
    reason = "与其内容相同" if same else f"其版次{best.revision}更高"
    finding = Finding(
        "X26",
        Severity.NOTICE,
        Cell(filing.file),
        f"本单位另有报表{best.file}，{reason}，以该份为准，本表不重复计入。",
        "无需处理；如应以本表为准，请提高本表版次后重报。",
        raw=str(filing.revision),
    )
    return replace(filing, status=FilingStatus.SUPERSEDED, findings=(*filing.findings, finding))


def _rejected(filing: Filing, message: str, remedy: str) -> Filing:
    known = any(f.rule == "X26" and f.severity is Severity.ERROR for f in filing.findings)
    finding = Finding("X26", Severity.ERROR, Cell(filing.file), message, remedy)
    # Intake may have said already, with the very cell, that the unit is unknown.
    findings = filing.findings if known else (*filing.findings, finding)
    return replace(filing, status=FilingStatus.REJECTED, findings=findings)
