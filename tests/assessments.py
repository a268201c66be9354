"""Units, files and findings in a few words → an Assessment as judging hands it over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import strategies as st

from youthreport.model import (
    Assessment,
    Cell,
    Filing,
    FilingStatus,
    Finding,
    OrgUnit,
    Roster,
    Severity,
    UnitState,
    UnitStatus,
)

ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
DESK = OrgUnit("JY00", "区教育局团委", "学校", is_system=True, children_report=True)
STREET = OrgUnit("JD01", "听枫街道团工委", "街道", contact="林某")
SCHOOL = OrgUnit("XX02", "砚湖中学团委", "学校", parent="JY00")
COMPANY = OrgUnit("QY03", "澄岚轨道装备公司团委", "企业")
PARK = OrgUnit("LX04", "数字产业园团总支", "两新")


def finding(
    file: str,
    ref: str = "E12",
    severity: Severity = ERROR,
    rule: str = "X03",
    message: str = "“五星支部数”9大于“已完成自评支部数”8。",
    **more: object,
) -> Finding:
    cell = Cell(file, str(more.pop("sheet", "指标表")), ref)
    remedy = str(more.pop("remedy", "请核对两处数字，改正后重新报送。"))
    return Finding(rule, severity, cell, message, remedy, **more)  # type: ignore[arg-type]


def filing(
    unit: OrgUnit | None, *findings: Finding, file: str = "", status: FilingStatus = FilingStatus.ACCEPTED
) -> Filing:
    name = file or f"returns/{unit.name if unit else '不明'}.xlsx"
    return Filing(name, "0" * 64, unit, "2026S1", 1, date(2026, 7, 1), status, findings=findings)


def status(unit: OrgUnit, state: UnitState, **more: object) -> UnitStatus:
    return UnitStatus(unit, state, **more)  # type: ignore[arg-type]


def assessment(
    *filings: Filing,
    units: Iterable[UnitStatus] = (),
    across: Iterable[Finding] = (),
    explained: Iterable[Finding] = (),
) -> Assessment:
    """The assessment of these files; without `units` they were judged outside a project."""
    states, others, settled = tuple(units), tuple(across), set(explained)
    found = [f for one in filings for f in one.findings] + list(others)
    still = tuple(f for f in dict.fromkeys(found) if f.severity is not NOTICE and f not in settled)
    roster = Roster(tuple(dict.fromkeys((DESK, *(state.unit for state in states))))) if states else None
    return Assessment("2026S1", roster, None, filings, others, states, still)


def busy_day() -> Assessment:
    """A day with one of everything: each state, each severity, an explained doubt, a file nobody can read."""
    street, school, company = (f"returns/{unit.name}.xlsx" for unit in (STREET, SCHOOL, COMPANY))
    doubt = finding(school, "E20", WARNING, "X10", "“志愿服务活动场次（含应急）”120是上年同期12的10倍。")
    settled = finding(school, "E7", WARNING, "X11", "“团员总数”比上年同期少3人。", code="members", value=97)
    wide = [
        finding(
            school,
            f"E{row}",
            NOTICE,
            "M01",
            f"“１{row}”是全角数字，已按1{row}处理。",
            raw=f"１{row}",
            value=10,
        )
        for row in range(30, 39)
    ]
    missing = finding("roster.xlsx", "", WARNING, "X27", "数字产业园团总支（LX04）尚未报送。", sheet="")
    return assessment(
        filing(SCHOOL, doubt, settled, *wide),
        filing(STREET, finding(street, raw="9个", code="star5"), status=FilingStatus.REJECTED),
        filing(COMPANY),
        filing(None, finding("returns/不明.xlsx", "", ERROR, "M38", "这个文件已加密，未能读取。", sheet=""),
               status=FilingStatus.UNREADABLE),
        units=(
            status(STREET, UnitState.RETURNED, file=street, received=date(2026, 7, 3), errors=1),
            status(SCHOOL, UnitState.ON_TIME, file=school, received=date(2026, 7, 1), warnings=2, notices=9),
            status(COMPANY, UnitState.LATE, file=company, received=date(2026, 7, 9)),
            status(PARK, UnitState.MISSING),
        ),
        across=[missing],
        explained=[settled],
    )  # fmt: skip


# Anything that a file from outside can hold, with a liking for what is awkward on a terminal or in markup.
AWKWARD = "\x1b[31m\x07\x00\r\n\t\u200b\u202e\u2028\ufeff“”—·…①㎡ｶ😀𠮷é\u0301\ud83d<>&\"'/\\"
texts = st.text(
    st.one_of(st.sampled_from(AWKWARD), st.sampled_from("五星支部，。（》E12"), st.characters()), max_size=60
)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Assessments with arbitrary texts in every place that files, rosters or people fill."""
    units = [
        OrgUnit(
            draw(texts),
            draw(texts),
            "街道",
            parent=draw(st.sampled_from(["", "JY00", "无"])),
            contact=draw(texts),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    filings = [
        filing(unit, *draw(_findings(file)), file=file, status=draw(st.sampled_from(list(FilingStatus))))
        for unit in [*units, None]
        for file in [draw(texts)]
    ]
    states = [
        status(
            unit,
            draw(st.sampled_from(list(UnitState))),
            reason=draw(texts),
            errors=draw(st.integers(0, 9999)),
        )
        for unit in units
    ]
    across = draw(_findings(draw(texts)))
    return assessment(*filings, units=states, across=across, explained=across[:1])


def _findings(file: str) -> st.SearchStrategy[list[Finding]]:
    one = st.builds(
        lambda ref, severity, rule, message, sheet, remedy, raw: finding(
            file, ref, severity, rule, message, sheet=sheet, remedy=remedy, raw=raw
        ),
        st.sampled_from(["", "E7", "AB12"]), st.sampled_from(list(Severity)), st.sampled_from(["X03", "M01"]),
        texts, texts, texts, texts,
    )  # fmt: skip
    return st.lists(one, max_size=4)


def crowd(units: int, each: int) -> Assessment:
    """Many units with many findings: one in ten an error, two a doubt, the rest notices."""
    rules = {ERROR: "X03", WARNING: "X10", NOTICE: "M01"}
    filings, states = [], []
    for number in range(units):
        unit = OrgUnit(f"JD{number:02}", f"第{number}街道团工委", "街道")
        file = f"returns/{unit.name}.xlsx"
        weights = [ERROR if at % 10 == 0 else WARNING if at % 10 < 3 else NOTICE for at in range(each)]
        found = [
            finding(file, f"E{at}", s, rules[s], f"第{number}家第{at}处。") for at, s in enumerate(weights)
        ]
        filings.append(filing(unit, *found, file=file))
        states.append(status(unit, UnitState.ON_TIME, file=file, received=date(2026, 7, 1)))
    return assessment(*filings, units=states)
