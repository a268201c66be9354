"""What the district's registers call a unit → its code, with a doubt about each row that would do nothing."""

from __future__ import annotations

from collections.abc import Iterable

from youthreport.intake.readings import finding
from youthreport.intake.recognising import Found, fold
from youthreport.intake.suggesting import nearest_units
from youthreport.intake.units import unit_named
from youthreport.model import Finding, Roster, Severity
from youthreport.quoting import quoted

DISTRICT_TYPE = "区级"
# What the registers and the remedies call the district itself.
_OURSELVES = (DISTRICT_TYPE, "区本级", "团区委")


class NamedUnits:
    """The units that the registers name, and a doubt about each row that would be passed over in silence.

    `own` are the names of the district itself, which stands on no roster but has doubts of its own to answer.
    """

    def __init__(self, name: str, roster: Roster | None, own: Iterable[str] = ()) -> None:
        self._name, self._roster = name, roster
        self._own = {fold(text) for text in (*_OURSELVES, *own) if text}
        self.findings: list[Finding] = []

    def code(self, found: Found, row: int, written: str) -> str:
        """The code of the unit that is meant; as it was written when nobody on the roster is."""
        unit = unit_named(written, self._roster) if self._roster else None
        if unit is not None:
            return unit.code
        if fold(written) in self._own:
            return DISTRICT_TYPE
        if self._roster is None:
            return written
        near = "、".join(f"{u.code}（{u.name}）" for u in nearest_units(written, written, self._roster))
        asked = f"，是否为{near}？" if near else "，"
        told = f"{quoted(written)}不在应报单位名册{asked}本行不起作用"
        self.doubt("M37", found, row, "单位编码", told, "请填写名册中的单位编码，或删去这一行。", raw=written)
        return written

    def named(self, code: str) -> str:
        """The name of the unit of that code, the code itself when nobody on the roster has it."""
        unit = self._roster.by_code(code) if self._roster else None
        return unit.name if unit else code

    def agree(self, found: Found, row: int, code: str, name: str) -> bool:
        """Whether code and name of a row are one unit's, as far as both are known; a doubt when they are two units'.

        A name that the roster does not hold, beside a code that it does, is only noted.
        """
        by_code = unit_named(code, self._roster) if self._roster and code and name else None
        if by_code is None or self._roster is None:
            return True
        by_name = unit_named(name, self._roster)
        if by_name is None:
            told = f"{quoted(name)}不是名册中“{by_code.name}”的名称或别名，按编码识别"
            place = found.cell(self._name, row, "单位全称")
            remedy = f"请核对是不是{by_code.name}收到的日期。"
            self.findings.append(finding("M37", Severity.NOTICE, place, told, remedy, raw=name))
        elif by_name != by_code:
            told = f"单位编码{quoted(code)}是“{by_code.name}”，与单位全称{quoted(name)}不是同一个单位，本行不起作用"
            remedy = "请核对这一天是哪个单位的，改正编码或名称。"
            self.doubt("M37", found, row, "单位编码", told, remedy, raw=code)
            return False
        return True

    def doubt(
        self, rule: str, found: Found, row: int, column: str, message: str, remedy: str, *, raw: str
    ) -> None:
        """Notes that the row does not do what it was written for."""
        place = found.cell(self._name, row, column)
        self.findings.append(finding(rule, Severity.WARNING, place, message, remedy, raw=raw))
