"""Plain values → filings of the real catalogue, and what judging says of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from youthreport.catalogue import load_catalogue
from youthreport.listing import text_of
from youthreport.model import (
    Cell,
    District,
    Entry,
    Filing,
    FilingStatus,
    Finding,
    Frozen,
    ListRow,
    ListTable,
    OrgUnit,
    Period,
    Roster,
    TextValue,
)
from youthreport.validation import Judgement, judge_all

CATALOGUE = load_catalogue()
PERIOD = Period("2026S1")
STREET = OrgUnit("JD01", "甲街道团工委", "街道", ("甲街道",))
OTHER = OrgUnit("JD02", "乙街道团工委", "街道", ("乙街道",))
SCHOOL = OrgUnit("XX01", "丙中学团委", "学校")
COMPANY = OrgUnit("QY01", "丁公司团委", "企业")
OWN = OrgUnit("区级", "某团区委", "区级")
UNITS = {unit.type: unit for unit in (STREET, SCHOOL, COMPANY, OWN)}


def typed(unit: OrgUnit, code: str, value: object, **more: object) -> Entry:
    """A figure in the unit's 指标表; `beside` are the other columns of its row as text."""
    row = [i.code for i in CATALOGUE.indicators].index(code) + 4
    file = file_of(unit)
    beside: Mapping[str, str] = more.pop("beside", {})  # type: ignore[assignment]
    places = {"上年同期数": "F", "差异说明": "G", "备注": "H"}
    texts = {n: TextValue(t, Cell(file, "指标表", f"{places[n]}{row}")) for n, t in beside.items()}
    last = beside.get("上年同期数")
    return Entry(
        code,
        value,  # type: ignore[arg-type]
        str(more.pop("raw", "" if value is None else value)),
        Cell(file, "指标表", f"E{row}"),
        explanation=beside.get("差异说明", ""),
        last_year=int(last) if last else None,
        beside=texts,
        **more,  # type: ignore[arg-type]
    )


def file_of(unit: OrgUnit) -> str:
    return "district.xlsx" if unit.type == "区级" else f"returns/{unit.name}.xlsx"


def rows(unit: OrgUnit, sheet: str, *records: Mapping[str, object], ticked: bool = False) -> ListTable:
    """A list sheet with a cell for every column, filled in or not."""
    columns = [column.name for column in CATALOGUE.sheet(sheet).columns]
    file, made = file_of(unit), []
    for number, record in enumerate(records, start=4):
        cells = {name: Cell(file, sheet, f"{chr(65 + at)}{number}") for at, name in enumerate(columns)}
        assert set(record) <= set(columns), set(record) - set(columns)
        values = {name: value for name, value in record.items() if value is not None}
        raws = {name: text_of(value) for name, value in values.items()}  # type: ignore[arg-type]
        made.append(ListRow(number, values, cells, raws, cells[columns[0]]))  # type: ignore[arg-type]
    return ListTable(sheet, tuple(made), ticked, True, Cell(file, sheet))


def filed(unit: OrgUnit, values: Mapping[str, object] | None = None, *parts: ListTable | Entry) -> Filing:
    """A return with typed figures, and with lists or more elaborate entries."""
    entries = [typed(unit, code, value) for code, value in (values or {}).items()]
    entries += [part for part in parts if isinstance(part, Entry)]
    tables = {part.sheet: part for part in parts if isinstance(part, ListTable)}
    return Filing(
        file_of(unit), "0" * 64, unit, PERIOD.code, 1, date(2026, 7, 1), FilingStatus.ACCEPTED, tuple(entries), tables
    )  # fmt: skip


def judged(
    *filings: Filing,
    roster: tuple[OrgUnit, ...] | None = None,
    own: Filing | None = None,
    earlier: tuple[Frozen, ...] = (),
    texts: Mapping[str, str] | None = None,
    finals: Mapping[str, int] | None = None,
) -> Judgement:
    """The judgement of these returns; the roster is their units unless another is given."""
    units = roster if roster is not None else tuple(dict.fromkeys(f.unit for f in filings if f.unit))
    wording = {
        code: TextValue(text, Cell("district.xlsx", "文字要素", f"C{n}"))
        for n, (code, text) in enumerate((texts or {}).items(), 4)
    }
    final = {
        code: Entry(code, value, str(value), Cell("district.xlsx", "上期定稿值", "C4"))
        for code, value in (finals or {}).items()
    }
    district = District(own or filed(OWN), wording, final_values=final)
    return judge_all(filings, district, Roster(units), CATALOGUE, PERIOD, earlier)


def said(judgement: Judgement, rule: str) -> tuple[Finding, ...]:
    """Everything that rule says, in the order of files."""
    everyone = (*judgement.filings, judgement.district.filing)
    found = (*(f for filing in everyone for f in filing.findings), *judgement.findings)
    return tuple(f for f in found if f.rule == rule)


def closed(period: str, figures: Mapping[str, int] | None = None, **units: Mapping[str, int]) -> Frozen:
    """A frozen period."""
    return Frozen(period, dict(figures or {}), {code: dict(values) for code, values in units.items()})
