"""Plain values → the records that the stage tests work on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from youthreport.model import (
    Catalogue,
    Cell,
    ComputedFigure,
    District,
    Entry,
    Filing,
    FilingStatus,
    Indicator,
    ItemList,
    ListColumn,
    ListRow,
    ListSheet,
    ListSource,
    ListTable,
    Number,
    OrgUnit,
    Period,
    Relation,
    Roster,
    Severity,
)

PERIOD = Period("2026S1")
BRANCHES = ("街道", "学校")


def indicator(code, source="typed", aggregation="sum", **more):
    more.setdefault("reporters", BRANCHES)
    more.setdefault("compulsory", ())
    return Indicator(
        code=code,
        label=code,
        name=more.pop("name", code),
        measure=more.pop("measure", "个"),
        basis="期内数",
        aggregation=aggregation,
        source=source,
        last_year=False,
        definition="",
        **more,
    )


def computed(code, aggregation, **more):
    measure = more.pop("measure", "%")
    return ComputedFigure(code, code, code, measure, "期内数", aggregation, "", **more)


ACTS = ListSheet(
    name="活动台账",
    types=(*BRANCHES, "区级"),
    columns=(
        ListColumn("活动名称", "text", True),
        ListColumn("活动类型", "text"),
        ListColumn("起始日期", "date", dated="inside"),
        ListColumn("地点", "text"),
        ListColumn("场次", "count", default="1"),
        ListColumn("主办单位", "text"),
        ListColumn("是否协办", "flag"),
    ),
    key=("活动名称", "起始日期", "地点"),
    date_column="起始日期",
)
STUDY = ListSheet(
    name="青年大学习",
    types=BRANCHES,
    columns=(ListColumn("期次", "count"), ListColumn("团员数", "count"), ListColumn("参学人数", "count")),
    key=("期次",),
)
TEAMS = ListSheet(
    name="青年突击队",
    types=BRANCHES,
    columns=(ListColumn("队名", "text"), ListColumn("依托项目", "text")),
    key=("队名",),
)
YEARS = ListSheet("历年评选", ("区级",), (ListColumn("年份", "count"),), ("年份",))

CATALOGUE = Catalogue(
    version="1",
    unit_types=BRANCHES,
    measures={},
    indicators=(
        indicator("whole", compulsory=BRANCHES),
        indicator("part"),
        indicator("money", measure="元"),
        indicator("acts", "list", list_source=ListSource("活动台账", "sum", "场次")),
        indicator(
            "projects", "list", "distinct", list_source=ListSource("青年突击队", "distinct", "依托项目")
        ),
        indicator("both", "derived", "derived", expression="whole + part"),
        indicator("qn_learn_sum", "list", list_source=ListSource("青年大学习", "sum", "参学人数")),
        indicator("qn_base_sum", "list", list_source=ListSource("青年大学习", "sum", "团员数")),
        indicator("task", reporters=("区级",)),
    ),
    sheets=(ACTS, STUDY, TEAMS, YEARS),
    relations=(
        Relation("X03", "part", "≤", "whole", Severity.ERROR, "part", "“其中”大于总数。", "请核对。"),
        Relation("X03", "acts", "≤", "whole", Severity.ERROR, "acts", "活动多于总数。", "请核对。"),
    ),
    texts=(),
    computed=(
        computed("share", "ratio", numerator="part", denominator="whole"),
        computed("done", "ratio", numerator="whole", denominator="task"),
        computed(
            "lowest",
            "min_ratio",
            numerator="参学人数",
            denominator="团员数",
            list_source=ListSource("青年大学习", "distinct", "期次"),
        ),
        computed("twice", "derived", expression="whole * 2", measure="个"),
        computed("consec_n", "derived", function="consec_n", measure="年"),
        computed("prob_unreported", "derived", function="prob_unreported", measure="个"),
        computed("prob_low_rate_units", "derived", function="prob_low_rate_units", measure="个"),
    ),
    items=(
        ItemList("kinds", "kinds", "活动台账", "{活动类型}", "", (("活动类型", ("*",)),), "frequency"),
        ItemList(
            "absent", "absent", "活动台账", "{活动类型}", "", (("活动类型", ("培训", "交友")),), "absent"
        ),
    ),
    claims=(),
    slots=(),
)

A = OrgUnit("A01", "甲街道团工委", "街道", aliases=("甲街道",))
B = OrgUnit("B01", "乙街道团工委", "街道")
C = OrgUnit("C01", "丙学校团委", "学校")
ROSTER = Roster((A, B, C))
OWN = OrgUnit("D00", "某团区委", "区级")


def entry(unit: OrgUnit, code: str, value: Number | None, **more) -> Entry:
    raw = more.pop("raw", "" if value is None else str(value))
    codes = sorted({*(i.code for i in CATALOGUE.indicators), code})
    row = codes.index(code) + 4
    return Entry(code, value, raw, Cell(f"returns/{unit.name}.xlsx", "指标表", f"E{row}"), **more)


def table(unit: OrgUnit, sheet: str, *rows: dict, ticked: bool = False) -> ListTable:
    file = f"returns/{unit.name}.xlsx"
    made = tuple(
        ListRow(
            number,
            values,
            {name: Cell(file, sheet, f"{chr(65 + at)}{number}") for at, name in enumerate(values)},
            {name: str(value) for name, value in values.items()},
            Cell(file, sheet, f"A{number}"),
        )
        for number, values in enumerate(rows, start=4)
    )
    return ListTable(sheet, made, ticked, True, Cell(file, "封面", "B12") if ticked else Cell(file, sheet))


def filing(unit: OrgUnit, values: dict | None = None, *tables: ListTable, **more) -> Filing:
    entries = more.pop("entries", ())
    entries += tuple(entry(unit, code, value) for code, value in (values or {}).items())
    return Filing(
        more.pop("file", f"returns/{unit.name}.xlsx"),
        "0" * 64,
        more.pop("unit", unit),
        PERIOD.code,
        more.pop("revision", 1),
        date(2026, 7, 1),
        more.pop("status", FilingStatus.ACCEPTED),
        entries,
        {t.sheet: t for t in tables},
    )


def district(values: dict | None = None, *tables: ListTable, **more) -> District:
    return District(filing(OWN, values, *tables, file="district.xlsx"), {}, **more)


def act(name: str, day: date = date(2026, 5, 4), place: str = "广场", **more) -> dict:
    return {"活动名称": name, "起始日期": day, "地点": place, **more}


MONEY = Decimal("0.10")
