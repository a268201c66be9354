"""The 封面 of a return → who reports, for which period, in which revision, and which lists are ticked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from youthreport.addresses import reference
from youthreport.intake.dates import read_date
from youthreport.intake.numbers import read_number
from youthreport.intake.readings import finding, shown, tidy
from youthreport.intake.recognising import fold
from youthreport.intake.sheets import CellValue, Place, Sheet
from youthreport.model import Cell, Finding, Period, Severity
from youthreport.quoting import quoted

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
_REVISION = re.compile(r"第?\s*([0-9]{1,3})\s*[版次稿]*|[vV]([0-9]{1,3})", re.ASCII)
_LONGEST_LABEL = 60
_TICKED = frozenset({"✓", "√", "✔", "☑", "是", "对", "无", "没有", "y", "yes", "true", "1", "v"})
_NOT_TICKED = frozenset({"否", "有", "n", "no", "false", "0", "□", "☐", "/", "-", "—"})


@dataclass
class Cover:
    """What the cover and the hidden `_meta` sheet say, blanks as empty strings."""

    values: dict[str, CellValue] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    ticks: set[str] = field(default_factory=set)
    # The cells beside 本期无此项, ticked or not, with the lists that they are for.
    tick_places: dict[Place, str] = field(default_factory=dict)
    form_version: str = ""
    meta_period: str = ""
    meta_unit: str = ""
    place: Cell = field(default_factory=lambda: Cell(""))
    date1904: bool = False
    findings: list[Finding] = field(default_factory=list)

    def text(self, label: str) -> str:
        """The text beside the label."""
        return tidy(shown(self.values.get(label)))

    def tick(self, sheet: str) -> Cell:
        """The place of the tick for that list; where it is not ticked, a place without a file."""
        ticked = (
            place for place, name in self.tick_places.items() if name == fold(sheet) and name in self.ticks
        )
        place = next(ticked, None)
        return Cell(self.place.file, self.place.sheet, reference(*place)) if place else Cell("")

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
            cover.place, cover.date1904 = Cell(file, sheet.name), sheet.date1904
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
        if not isinstance(content, str) or len(content) > _LONGEST_LABEL:
            continue
        label = fold(content).rstrip(":")
        beside = _beside(sheet, row, column)
        tick = _TICK.fullmatch(label)
        if tick:
            cover.tick_places[row, beside[1]] = tick[1]
            _read_tick(
                cover, tick[1], shown(sheet.cells.get(beside)), Cell(file, sheet.name, reference(*beside))
            )
        elif label in names and names[label] not in cover.cells:
            cover.cells[names[label]] = Cell(file, sheet.name, reference(*beside))
            if beside in sheet.cells:
                cover.values[names[label]] = sheet.cells[beside]


def _read_tick(cover: Cover, name: str, raw: str, place: Cell) -> None:
    mark = tidy(raw).replace("\ufe0f", "").lower()
    if mark in _TICKED:
        cover.ticks.add(name)
    elif mark and mark not in _NOT_TICKED:
        told = f"“本期无此项：{name}”后填{quoted(raw)}，看不出是否勾选，按没有勾选处理"
        remedy = "本期没有此项的请选✓，有内容的请清空该格。"
        cover.findings.append(finding("M26", Severity.WARNING, place, told, remedy, raw=raw))


def _beside(sheet: Sheet, row: int, column: int) -> Place:
    """The place right of a label; only merging may move it, for hints stand further right."""
    return row, next((last[1] for first, last in sheet.merged if first == (row, column)), column) + 1


def period_code(text: str) -> str | None:
    """The period code that a text such as 2026S1, 2026年上半年 or 2026年1—6月 means, or None."""
    found = _PERIOD.search(fold(text))
    if found is None:
        return None
    half = found[3] or {"上": "1", "下": "2", "1": "1", "7": "2"}[found[4] or found[5]]
    return f"{found[1]}S{half}"


def period_of(cover: Cover) -> Period | None:
    """The period that the return says it is for; None if it names none."""
    code = period_code(cover.text("报告期") or cover.meta_period)
    return Period(code) if code else None


def check_period(cover: Cover, period: Period) -> list[Finding]:
    """An error if the return is for another period; a warning if it names none."""
    text = cover.text("报告期") or cover.meta_period
    cell = cover.cell("报告期")
    if period_code(text) == period.code:
        return []
    if not text:
        told = f"封面没有写报告期，按{period}处理"
        return [finding("X26", Severity.WARNING, cell, told, f"请在封面补填报告期：{period.code}。")]
    told = f"报告期{quoted(text)}不是本期（{period}），整份未计入"
    remedy = "请使用本期报送表重新填报；只是写错的，请改正后重报。"
    return [finding("X26", Severity.ERROR, cell, told, remedy, raw=text)]


def read_revision(cover: Cover) -> tuple[int, list[Finding]]:
    """The revision, 1 if the cover gives none."""
    text = cover.text("版次")
    if not text:
        return 1, []
    number = revision_of(text)
    if number is not None and _REVISION.fullmatch(text):
        return number, []
    if number is not None:
        told = f"版次{quoted(text)}按第{number}版处理"
        notes = [("M36", Severity.NOTICE, told, "以后请把版次填为1、2、3等数字。")]
    else:
        number = 1
        told = f"版次{quoted(text)}看不出是第几版，按第1版处理"
        notes = [("M36", Severity.WARNING, told, "请把版次填为1、2、3等数字。")]
    return number, [finding(*note[:2], cover.cell("版次"), *note[2:], raw=text) for note in notes]


def revision_of(text: str) -> int | None:
    """The revision that a text such as 2 or 第二版 names; None when it names none."""
    if match := _REVISION.fullmatch(text):
        return int(match[1] or match[2])
    number = read_number(text.strip("第版次稿 ")).value
    return number if isinstance(number, int) and 0 < number < 1000 else None


def read_submitted(cover: Cover, period: Period) -> tuple[date | None, list[Finding]]:
    """The date of submission, None if blank or unreadable."""
    # A return is sent after the half-year ends: a date without year is completed by the end's year.
    reading = read_date(cover.values.get("报送日期"), period, date1904=cover.date1904)
    day = reading.value if isinstance(reading.value, date) else None
    return day, list(reading.findings(cover.cell("报送日期")))
