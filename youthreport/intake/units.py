"""A cover and the roster → the unit that reports, or why it cannot be told."""

from __future__ import annotations

from youthreport.fullnames import forms_of
from youthreport.intake.cover import Cover
from youthreport.intake.readings import finding
from youthreport.intake.recognising import fold
from youthreport.intake.suggesting import nearest_units
from youthreport.model import Catalogue, Finding, OrgUnit, Roster, Severity
from youthreport.quoting import quoted

_REMEDY = "请核对封面的单位编码和单位全称；如为新单位，请联系团区委加入应报单位名册。"


def unit_of_cover(cover: Cover) -> OrgUnit | None:
    """The unit as the cover describes it, for files judged without a roster; None if it is silent."""
    code, name = cover.text("单位编码") or cover.meta_unit, cover.text("单位全称")
    return OrgUnit(code or name, name or code, cover.text("单位类型")) if code or name else None


def match_unit(cover: Cover, roster: Roster) -> tuple[OrgUnit | None, list[Finding]]:
    """The roster's unit by code, then by name or alias; None with an error if there is none or they contradict."""
    code, name = cover.text("单位编码") or cover.meta_unit, cover.text("单位全称")
    by_code, by_name = unit_of_code(code, roster), _units_of_name(name, roster)
    if by_code is not None and by_name and by_code not in by_name:
        return None, [_contradiction(cover, code, name, by_code)]
    if by_code is not None and cover.place.sheet and not (name or cover.text("单位编码")):
        return by_code, [_by_hidden_code(cover, by_code)]
    if by_code is not None:
        return by_code, _about_name(cover, by_code, name, known=bool(by_name))
    if len(by_name) == 1:
        return by_name[0], [_about_code(cover, code, by_name[0])]
    return None, [_unknown(cover, code, name, roster, several=by_name)]


def unit_named(text: str, roster: Roster) -> OrgUnit | None:
    """The roster's unit of that code, name or alias; None if there is none or several."""
    found = unit_of_code(text, roster)
    named = [] if found else _units_of_name(text, roster)
    return found or (named[0] if len(named) == 1 else None)


def unit_of_code(code: str, roster: Roster) -> OrgUnit | None:
    """The roster's unit of that code, whatever its case or leading zeros; None if there is none or several."""
    if not code:
        return None
    exact = next((u for u in roster.units if u.code.casefold() == code.casefold()), None)
    loose = [u for u in roster.units if code.isdigit() and u.code.lstrip("0") == code.lstrip("0")]
    return exact or (loose[0] if len(loose) == 1 else None)


def check_type(cover: Cover, unit_type: str, catalogue: Catalogue) -> list[Finding]:
    """An error when nobody can tell which sheets the unit has to fill in."""
    if unit_type in catalogue.unit_types:
        return []
    told = f"封面的单位类型{quoted(unit_type)}不认识" if unit_type else "封面没有写单位类型"
    told += "，不知道应当填报哪些内容，整份未计入"
    remedy = f"请在封面填写单位类型：{'、'.join(catalogue.unit_types)}。"
    return [finding("X26", Severity.ERROR, cover.cell("单位类型"), told, remedy, raw=unit_type)]


def _units_of_name(name: str, roster: Roster) -> list[OrgUnit]:
    if not name:
        return []
    wanted = fold(name)
    exact = [unit for unit in roster.units if fold(unit.name) == wanted]
    called = exact or [unit for unit in roster.units if wanted in {fold(alias) for alias in unit.aliases}]
    return called or [unit for unit in roster.units if wanted in map(fold, forms_of(unit))]


def _contradiction(cover: Cover, code: str, name: str, unit: OrgUnit) -> Finding:
    told = f"单位编码{quoted(code)}是“{unit.name}”，与单位全称{quoted(name)}不一致，整份未计入"
    return finding("X26", Severity.ERROR, cover.cell("单位编码"), told, "请核对后改正编码或名称。", raw=code)


def _about_name(cover: Cover, unit: OrgUnit, name: str, *, known: bool) -> list[Finding]:
    if not name or fold(name) == fold(unit.name):
        return []
    place = cover.cell("单位全称")
    if known:
        told = f"{quoted(name)}已识别为“{unit.name}”"
        return [finding("M37", Severity.NOTICE, place, told, "以后请填单位全称。", raw=name)]
    told = f"{quoted(name)}不是名册中“{unit.name}”的名称或别名，按编码识别"
    remedy = "请核对是否用错了报送表；名称有变的，请联系团区委在名册的“简称/别名”中补登。"
    return [finding("M37", Severity.WARNING, place, told, remedy, raw=name)]


def _by_hidden_code(cover: Cover, unit: OrgUnit) -> Finding:
    told = f"没有填单位编码和单位全称，按表内隐藏的编码识别为“{unit.name}”"
    remedy = f"请在封面补填单位编码{unit.code}和单位全称。"
    return finding("M37", Severity.NOTICE, cover.cell("单位编码"), told, remedy)


def _about_code(cover: Cover, code: str, unit: OrgUnit) -> Finding:
    told = f"单位编码{quoted(code)}不在名册" if code else "没有填单位编码"
    severity = Severity.WARNING if code else Severity.NOTICE
    told += f"，按名称识别为“{unit.name}”"
    return finding("M37", severity, cover.cell("单位编码"), told, f"请把单位编码填为{unit.code}。", raw=code)


def _unknown(cover: Cover, code: str, name: str, roster: Roster, *, several: list[OrgUnit]) -> Finding:
    shown = name or code
    if not shown:
        told, remedy = "封面没有填单位编码和单位全称，不知道是哪个单位的表，整份未计入", _REMEDY
    elif several:
        told = f"{quoted(shown)}对应名册中的多个单位{_asked(several)}整份未计入"
        remedy = "请在封面填写单位编码。"
    else:
        told = f"{quoted(shown)}不在应报单位名册{_asked(nearest_units(name, code, roster))}整份未计入"
        remedy = _REMEDY
    return finding("X26", Severity.ERROR, cover.cell("单位全称"), told, remedy, raw=shown)


def _asked(units: list[OrgUnit]) -> str:
    """The question whether one of these is meant, a comma when there is none to ask about."""
    if not units:
        return "，"
    return f"，是否为{'或'.join(f'“{unit.name}”（{unit.code}）' for unit in units)}？"
