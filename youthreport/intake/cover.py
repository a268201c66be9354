"""The 封面 of a return → who reports, for which period, in which revision, and which lists are ticked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from youthreport.intake.dates import read_date
from youthreport.intake.normalising import read_number
from youthreport.intake.reading import CellValue, Sheet
from youthreport.intake.readings import shown, tidy
from youthreport.intake.recognising import fold, reference
from youthreport.intake.suggesting import nearest_units
from youthreport.model import Cell, Finding, OrgUnit, Period, Roster, Severity

_LABELS = {
    "单位编码": ("单位代码", "编码"),
    "单位全称": ("单位名称", "填报单位", "报送单位"),
    "单位类型": ("类型",),
    "报告期": ("报告期间", "所属期"),
    "版次": ("版本",),
    "报送日期": ("填报日期", "上报日期"),
    "填表人": (),
    "审核人": (),
    "联系电话": ("电话",),
}
_TICK = re.compile(r"本期无此项[::]?(.+)")
_PERIOD = re.compile(r"(\d{4})年?(?:(s|h|-)?([12])$|(上|下)半年|年?([17])[-~至—]+(?:6|12)月)", re.ASCII)
_REMEDY_UNIT = "请核对封面的单位编码和单位全称；如为新单位，请联系团区委加入应报单位名册。"


@dataclass
class Cover:
    """What the cover and the hidden `_meta` sheet say, blanks as empty strings."""

    values: dict[str, CellValue] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    ticks: set[str] = field(default_factory=set)
    form_version: str = ""
    meta_period: str = ""
    meta_unit: str = ""
    place: Cell = field(default_factory=lambda: Cell(""))

    def text(self, label: str) -> str:
        """The text beside the label."""
        return tidy(shown(self.values.get(label)))

    def cell(self, label: str) -> Cell:
        """The place of that value, or the cover sheet."""
        return self.cells.get(label, self.place)


def read_cover(sheets: Iterable[Sheet], file: str) -> Cover:
    """The cover; empty where the file has none."""
    cover = Cover(place=Cell(file))
    for sheet in sheets:
        if sheet.name == "_meta":
            cover.form_version, cover.meta_period, cover.meta_unit = (
                shown(sheet.cells.get((row, 2))).strip() for row in (1, 2, 3)
            )
        elif fold(sheet.name) == "封面" or (not cover.values and _looks_like_cover(sheet)):
            cover.place = Cell(file, sheet.name)
            _read_labels(sheet, cover, file)
    return cover


def _looks_like_cover(sheet: Sheet) -> bool:
    texts = {
        fold(value) for (_, column), value in sheet.cells.items() if column <= 2 and isinstance(value, str)
    }
    return {"单位编码", "报告期"} <= texts or {"单位全称", "报告期"} <= texts


def _read_labels(sheet: Sheet, cover: Cover, file: str) -> None:
    names = {fold(alias): name for name, aliases in _LABELS.items() for alias in (name, *aliases)}
    for (row, column), content in sorted(sheet.cells.items(), key=lambda item: item[0]):
        if not isinstance(content, str):
            continue
        label = fold(content).rstrip(":")
        beside = _beside(sheet, row, column)
        tick = _TICK.fullmatch(label)
        if tick and beside:
            if tidy(shown(sheet.cells[beside])).lower() in (
                "✓",
                "√",
                "✔",
                "是",
                "☑",
                "y",
                "yes",
                "true",
                "1",
                "无",
            ):
                cover.ticks.add(tick[1])
        elif label in names and names[label] not in cover.cells:
            cover.cells[names[label]] = Cell(file, sheet.name, reference(*(beside or (row, column + 1))))
            if beside:
                cover.values[names[label]] = sheet.cells[beside]


def _beside(sheet: Sheet, row: int, column: int) -> tuple[int, int] | None:
    """The filled place right of a label; only merging may move it, for hints stand further right."""
    right = next((last[1] for first, last in sheet.merged if first == (row, column)), column) + 1
    return (row, right) if (row, right) in sheet.cells else None


def period_code(text: str) -> str | None:
    """The period code that a text such as 2026S1, 2026年上半年 or 2026年1—6月 means, or None."""
    found = _PERIOD.search(fold(text))
    if found is None:
        return None
    half = found[3] or {"上": "1", "下": "2", "1": "1", "7": "2"}[found[4] or found[5]]
    return f"{found[1]}S{half}"


def check_period(cover: Cover, period: Period) -> list[Finding]:
    """An error if the return is for another period; a warning if it names none."""
    text = cover.text("报告期") or cover.meta_period
    code = period_code(text)
    cell = cover.cell("报告期")
    if code == period.code:
        return []
    if not text:
        return [
            Finding(
                "X26", Severity.WARNING, cell, f"封面没有写报告期，按{period}处理", "请在封面补填报告期。"
            )
        ]
    return [
        Finding(
            "X26",
            Severity.ERROR,
            cell,
            f"报告期“{text}”不是本期（{period}），整份未计入",
            "请使用本期报送表重新填报。",
            raw=text,
        )
    ]


def read_revision(cover: Cover) -> tuple[int, list[Finding]]:
    """The revision, 1 if the cover gives none."""
    text = cover.text("版次")
    match = re.fullmatch(r"第?\s*([0-9]{1,3})\s*[版次稿]*|[vV]([0-9]{1,3})", text)
    if match:
        return int(match[1] or match[2]), []
    reading = read_number(text.strip("第版次稿 "))
    if isinstance(reading.value, int) and reading.value < 1000:
        return reading.value, []
    if not text:
        return 1, []
    return 1, [
        Finding(
            "M36",
            Severity.WARNING,
            cover.cell("版次"),
            f"版次“{text[:20]}”无法识别，按1处理",
            "请把版次填为 1、2、3 等数字。",
            raw=text,
        )
    ]


def read_submitted(cover: Cover, period: Period) -> tuple[date | None, list[Finding]]:
    """The date of submission, None if blank or unreadable."""
    # A return is sent after the half-year ends: a date without year is completed by the end's year.
    reading = read_date(cover.values.get("报送日期"), period)
    day = reading.value if isinstance(reading.value, date) else None
    return day, list(reading.findings(cover.cell("报送日期")))


def match_unit(cover: Cover, roster: Roster) -> tuple[OrgUnit | None, list[Finding]]:
    """The roster's unit by code, then by name or alias; None with an error if there is none or they contradict."""
    code, name = cover.text("单位编码") or cover.meta_unit, cover.text("单位全称")
    by_code, by_name = _unit_of_code(code, roster), _units_of_name(name, roster)
    if by_code is not None and by_name and by_code not in by_name:
        return None, [
            Finding(
                "X26",
                Severity.ERROR,
                cover.cell("单位编码"),
                f"单位编码“{code}”是“{by_code.name}”，与单位全称“{name}”不一致，整份未计入",
                "请核对后改正编码或名称。",
                raw=code,
            )
        ]
    if by_code is not None:
        return by_code, _name_notes(cover, by_code, name, bool(by_name))
    if len(by_name) == 1:
        unit = by_name[0]
        message = f"单位编码“{code}”不在名册" if code else "没有填单位编码"
        severity = Severity.WARNING if code else Severity.NOTICE
        return unit, [
            Finding(
                "M37",
                severity,
                cover.cell("单位编码"),
                f"{message}，按名称识别为“{unit.name}”",
                f"请把单位编码填为 {unit.code}。",
                raw=code,
            )
        ]
    shown_name = name or code or "（未填）"
    reason = "对应名册中的多个单位" if by_name else "不在应报单位名册"
    meant = by_name or nearest_units(name, code, roster)
    asked = f"，是否为{'或'.join(f'“{unit.name}”（{unit.code}）' for unit in meant)}？" if meant else "，"
    return None, [
        Finding(
            "X26",
            Severity.ERROR,
            cover.cell("单位全称"),
            f"“{shown_name}”{reason}{asked}整份未计入",
            _REMEDY_UNIT,
            raw=shown_name,
        )
    ]


def _unit_of_code(code: str, roster: Roster) -> OrgUnit | None:
    if not code:
        return None
    exact = next((u for u in roster.units if u.code.casefold() == code.casefold()), None)
    loose = [u for u in roster.units if code.isdigit() and u.code.lstrip("0") == code.lstrip("0")]
    return exact or (loose[0] if len(loose) == 1 else None)


def _units_of_name(name: str, roster: Roster) -> list[OrgUnit]:
    if not name:
        return []
    exact = [unit for unit in roster.units if fold(unit.name) == fold(name)]
    return exact or [unit for unit in roster.units if fold(name) in {fold(alias) for alias in unit.aliases}]


def _name_notes(cover: Cover, unit: OrgUnit, name: str, known: bool) -> list[Finding]:
    if not name or fold(name) == fold(unit.name):
        return []
    cell = cover.cell("单位全称")
    if known:
        return [
            Finding(
                "M37", Severity.NOTICE, cell, f"“{name}”已识别为“{unit.name}”", "以后请填单位全称。", raw=name
            )
        ]
    return [
        Finding(
            "M37",
            Severity.WARNING,
            cell,
            f"“{name}”不是名册中“{unit.name}”的名称或别名，按编码识别",
            "请核对是否用错了报送表；名称有变的，请在名册的“简称/别名”中补登。",
            raw=name,
        )
    ]
