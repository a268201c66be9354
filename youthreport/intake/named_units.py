"""What the district's registers call a unit → its code, with a doubt about each row that would do nothing."""

from __future__ import annotations

from youthreport.intake.readings import finding
from youthreport.intake.recognising import Found
from youthreport.intake.suggesting import nearest_units
from youthreport.intake.units import unit_named
from youthreport.model import Finding, Roster, Severity
from youthreport.quoting import quoted

DISTRICT_TYPE = "区级"


class NamedUnits:
    """The units that the registers name, and a doubt about each row that would be passed over in silence."""

    def __init__(self, name: str, roster: Roster | None) -> None:
        self._name, self._roster = name, roster
        self.findings: list[Finding] = []

    def code(self, found: Found, row: int, written: str) -> str:
        """The code of the unit that is meant; as it was written when nobody on the roster is."""
        if self._roster is None or written == DISTRICT_TYPE:
            return written
        unit = unit_named(written, self._roster)
        if unit is not None:
            return unit.code
        near = "、".join(f"{u.code}（{u.name}）" for u in nearest_units(written, written, self._roster))
        asked = f"，是否为{near}？" if near else "，"
        told = f"{quoted(written)}不在应报单位名册{asked}本行不起作用"
        self.doubt("M37", found, row, "单位编码", told, "请填写名册中的单位编码，或删去这一行。", raw=written)
        return written

    def doubt(
        self, rule: str, found: Found, row: int, column: str, message: str, remedy: str, *, raw: str
    ) -> None:
        """Notes that the row does not do what it was written for."""
        place = found.cell(self._name, row, column)
        self.findings.append(finding(rule, Severity.WARNING, place, message, remedy, raw=raw))
