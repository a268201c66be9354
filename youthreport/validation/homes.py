"""All filings → youth homes that an activity or a project names and no list holds (X23)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from youthreport import duty
from youthreport.listing import answered, counting, normalised, pieces, text_of
from youthreport.model import Filing, FilingStatus, Finding, ListRow, ListTable, Severity
from youthreport.validation.ground import Around, accused, noted, with_rows, without

SHEET, NAME = "青年之家", "名称"
NAMED_IN: Mapping[str, str] = {"活动台账": "阵地", "志愿服务项目": "落地青年之家"}
# Words that a clerk adds or drops without meaning another home.
_LOOSE = re.compile("街道|社区|团工委|团委|团总支")
_GENERIC = normalised(SHEET)
_SHORTEST = 4  # a shorter text within a name may belong to any home
_NEAR = 75  # of 100: a slip of the pen in the name of a home of one's own


@dataclass(frozen=True, slots=True)
class _Known:
    """The homes on record: of everybody, and whether some unit's list is still open."""

    everywhere: tuple[str, ...]
    open: bool


def listed_homes(filings: tuple[Filing, ...], around: Around) -> tuple[Filing, ...]:
    """X23: the filings, each with a finding for a named home that neither its own nor another list holds.

    A list that was not answered proves nothing, so its unit is not accused. A home may be another unit's: while
    some unit's list is open, an unlike name is a doubt that counts, not an error that blocks the cell.
    """
    known = _known(filings, around)
    return tuple(_checked(f, known) if f.status is FilingStatus.ACCEPTED else f for f in filings)


def _known(filings: tuple[Filing, ...], around: Around) -> _Known:
    names = [name for f in filings for name in _names(f.tables.get(SHEET))]
    for closed in around.earlier:
        for sheets in closed.lists.values():
            names += [row[NAME] for row in sheets.get(SHEET, ()) if row.get(NAME)]
    filed = duty.filed(filings)
    holders = {t for sheet in around.catalogue.sheets if sheet.name == SHEET for t in sheet.types}
    expected = duty.expected(around.roster, around.period, around.district.excused, filings)
    silent = [u for u in expected if u.type in holders and not _answered(filed.get(u.code))]
    return _Known(tuple(names), bool(silent) or not around.roster.units)


def _answered(filing: Filing | None) -> bool:
    return filing is not None and answered(filing.tables.get(SHEET))


def _names(table: ListTable | None) -> tuple[str, ...]:
    return tuple(name for row in (table.rows if table else ()) if (name := text_of(row.values.get(NAME))))


def _checked(filing: Filing, known: _Known) -> Filing:
    own = filing.tables.get(SHEET)
    if own is not None and not answered(own):
        return filing
    # The district keeps no list of its own: only a complete record of all others tells it anything.
    if own is None and known.open:
        return filing
    mine = _names(own)
    for sheet, column in NAMED_IN.items():
        if sheet in filing.tables:
            filing = _checked_rows(filing, sheet, column, mine, known)
    return filing


def _checked_rows(filing: Filing, sheet: str, column: str, mine: tuple[str, ...], known: _Known) -> Filing:
    counted = {row.number for row in counting(filing.tables[sheet])}
    rows, found, said = [], [], accused(filing)
    for row in filing.tables[sheet].rows:
        names = pieces(text_of(row.values.get(column))) if row.number in counted else ()
        strange = [n for n in names if not _among(n, (*mine, *known.everywhere))]
        if not strange or row.cells.get(column, row.cell) in said:
            rows.append(row)
            continue
        finding = _finding(row, sheet, column, strange[0], mine, known)
        found.append(finding)
        rows.append(without(row, column) if finding.severity is Severity.ERROR else row)
    return noted(with_rows(filing, sheet, rows), found)


def _among(name: str, names: Iterable[str]) -> bool:
    plain, bare = normalised(name), _bare(name)
    for other in names:
        theirs = normalised(other)
        shorter = min(len(plain), len(theirs))
        part = shorter >= _SHORTEST and (plain in theirs or theirs in plain)
        if bare == _bare(other) or plain == _GENERIC or (part and theirs != _GENERIC):
            return True
    return False


def _bare(name: str) -> str:
    return _LOOSE.sub("", normalised(name))


def _finding(
    row: ListRow, sheet: str, column: str, name: str, mine: tuple[str, ...], known: _Known
) -> Finding:
    from rapidfuzz.process import extractOne

    near = extractOne(name, mine, score_cutoff=_NEAR) if mine else None
    certain = near is not None or not known.open
    message = f"《{sheet}》第{row.number}行“{column}”填“{name}”，《{SHEET}》中没有这个名称"
    message += "，本格未计入。" if certain else "；还有单位没有报来《青年之家》，暂予计入。"
    advice = f"是不是“{near[0]}”？" if near else ""
    return Finding(
        "X23",
        Severity.ERROR if certain else Severity.WARNING,
        row.cells.get(column, row.cell),
        message,
        f"{advice}请改用《{SHEET}》中的名称，或先在《{SHEET}》中补登；不在青年之家举办的，请把该格留空。",
        raw=row.raws.get(column, name),
    )
