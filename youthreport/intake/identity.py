"""The cover of a return and the hidden sheet of its form → a doubt when the form was made for somebody else."""

from __future__ import annotations

from collections.abc import Iterator

from youthreport.intake.cover import Cover, period_code
from youthreport.intake.readings import finding
from youthreport.intake.units import unit_of_code
from youthreport.model import Finding, OrgUnit, Period, Roster, Severity
from youthreport.quoting import quoted

PERIOD_PLACE, UNIT_PLACE = "_meta!B2", "_meta!B3"
_REMEDY = "请核对是否用错了报送表，上期带来的清单和上年同期数可能不是{}的；请改用{}的报送表填报。"


def check_identity(cover: Cover, unit: OrgUnit, period: Period, roster: Roster | None) -> Iterator[Finding]:
    """A warning for the unit (M37) and the period (X26) that the form was made for, where the cover names another.

    The cover counts: people read it. A form without a hidden sheet, as other programs save it, says nothing.
    """
    if cover.text("单位编码") or cover.text("单位全称"):
        yield from _made_for_another(cover, unit, roster)
    hidden = cover.meta_period
    if hidden and cover.text("报告期") and period_code(hidden) != period.code:
        place = cover.cell("报告期")
        told = (
            f"封面的报告期（{place.ref}）是{period.code}，表内隐藏的报告期（{PERIOD_PLACE}）却是{quoted(hidden)}，"
            "疑为往期的报送表改了封面，按封面计入"
        )
        remedy = _REMEDY.format("本期", "本期")
        yield finding("X26", Severity.WARNING, place, told, remedy, raw=hidden)


def _made_for_another(cover: Cover, unit: OrgUnit, roster: Roster | None) -> Iterator[Finding]:
    hidden = cover.meta_unit
    known = unit_of_code(hidden, roster or Roster((unit,)))
    if not hidden or known == unit:
        return
    place = cover.cell("单位编码")
    whose = f"，是{known.name}的" if known else "，名册中没有" if roster else ""
    told = (
        f"封面（{place.ref}）的单位是“{unit.name}”（{unit.code}），表内隐藏的编码（{UNIT_PLACE}）却是"
        f"{quoted(hidden)}{whose}，疑用了其他单位的报送表，按封面计入"
    )
    yield finding("M37", Severity.WARNING, place, told, _REMEDY.format("本单位", "本单位"), raw=hidden)
