"""The district's places for new members and what units say they got → where the two differ, who is unknown (X30)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from youthreport.frozen import successor
from youthreport.fullnames import names_of
from youthreport.listing import counting, normalised, text_of, unit_value
from youthreport.model import (
    Catalogue,
    Cell,
    Filing,
    FilingStatus,
    Finding,
    ListRow,
    Number,
    OrgUnit,
    Roster,
    Severity,
)
from youthreport.validation.shared import Filings, Findings

SHEET, PLAN, SHARE, RECIPIENT = "名额分配", "dev_quota", "dev_quota_unit", "单位"
RULE = "X30"


def planned(own: Filing) -> Filing:
    """The district's filing with an error when the plan that it typed is not the sum of 名额分配."""
    typed = next((entry for entry in own.entries if entry.code == PLAN), None)
    rows = counting(own.tables.get(SHEET))
    total = sum(_number(row.values.get("数量")) for row in rows)
    # A row that X24 has set aside says enough: the sum without it proves nothing.
    if typed is None or typed.value is None or not rows or total == typed.value or _set_aside(own):
        return own
    finding = Finding(
        RULE,
        Severity.ERROR,
        typed.cell,
        f"年度发展团员计划填{typed.value}，《{SHEET}》各单位之和为{total}，两者不等，该指标暂不计入。",
        "请核对计划数和《名额分配》，使两者一致。",
        code=PLAN,
        raw=typed.raw,
    )
    # What X16 says of a typed total is said here already, and more sharply.
    others = tuple(f for f in own.findings if not (f.rule == "X16" and f.code == PLAN))
    return replace(own, findings=(*others, finding))


def to_nobody(own: Filing, roster: Roster) -> Filing:
    """The district's filing with a doubt at each counting row that gives places to no unit on the roster.

    The places count for the plan; that all have been given to somebody is then not said. Without a roster
    nothing is.
    """
    known = _by_name(roster)
    found = tuple(
        _unknown(row)
        for row in counting(own.tables.get(SHEET))
        if known and row.values.get(RECIPIENT) is not None and _recipient(row) not in known
    )
    return replace(own, findings=(*own.findings, *found))


def _unknown(row: ListRow) -> Finding:
    written = row.raws.get(RECIPIENT, text_of(row.values.get(RECIPIENT)))
    return Finding(
        RULE,
        Severity.WARNING,
        row.cells.get(RECIPIENT, row.cell),
        f"《{SHEET}》第{row.number}行的“{written}”不在应报单位名册，名额计入年度计划，但不能确认已分到单位，"
        "正文不写“全部分配到位”。",
        "请改为名册中的单位全称、简称或编码；确为名册以外的，请在区本级表《核实说明》填写："
        f"单位编码“区级”、指标或规则“{RULE}”、原因。",
        raw=written,
    )


def _recipient(row: ListRow) -> str:
    return normalised(text_of(row.values.get(RECIPIENT)))


def _by_name(roster: Roster) -> dict[str, str]:
    return {name: unit.code for unit in roster.units for name in names_of(unit)}


def shared_out(filings: Filings, own: Filing, roster: Roster, catalogue: Catalogue) -> Findings:
    """A doubt for each unit whose 本单位分得发展名额 is not what 名额分配 gives it; none without such a sheet."""
    indicator = next((i for i in catalogue.indicators if i.code == SHARE), None)
    given = _given(own, roster)
    if indicator is None or not given or _set_aside(own):
        return ()
    found = []
    for filing in filings:
        unit = filing.unit
        if unit is None or filing.status is not FilingStatus.ACCEPTED or unit.type not in indicator.reporters:
            continue
        told = unit_value(indicator, filing, catalogue)
        if told is not None and told != given.get(unit.code, 0):
            found.append(_differs(filing, unit, told, given.get(unit.code, 0)))
    return tuple(found)


def _set_aside(own: Filing) -> bool:
    """Whether a row of 名额分配 does not count."""
    table = own.tables.get(SHEET)
    return table is not None and any(row.excluded for row in table.rows)


def _given(own: Filing, roster: Roster) -> dict[str, Number]:
    """The places by unit code, those of a merged unit at its successor; rows of no unit on the roster are left out."""
    known = _by_name(roster)
    given: dict[str, Number] = defaultdict(int)
    for row in counting(own.tables.get(SHEET)):
        code = known.get(_recipient(row))
        if code is not None:
            given[successor(code, roster)] += _number(row.values.get("数量"))
    return given


def _differs(filing: Filing, unit: OrgUnit, told: Number, given: Number) -> Finding:
    entry = next((entry for entry in filing.entries if entry.code == SHARE), None)
    return Finding(
        RULE,
        Severity.WARNING,
        entry.cell if entry else Cell(filing.file, "指标表"),
        f"{unit.name}填报分得发展名额{told}名，区本级表《{SHEET}》为{given}名。",
        "请对照分配文件核对；本单位填错的请改正，《名额分配》有误的请团区委更正，其他情况请在“差异说明”中写明。",
        code=SHARE,
        raw=entry.raw if entry else str(told),
        value=told,
    )


def _number(value: object) -> Number:
    return value if isinstance(value, Number) and not isinstance(value, bool) else 0
