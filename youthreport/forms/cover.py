"""Unit and period → the cover of a return (封面) and the hidden identity of the form (_meta)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from youthreport.forms import looks, prompts
from youthreport.forms.looks import DAY, FIXED, WORDS, Look, Value
from youthreport.model import ListSheet, OrgUnit, Period

COVER = "封面"
NOTHING: Mapping[str, Value] = {}
TICK = "✓"
TICK_LABEL = "本期无此项："
BLANKS = ("填表人", "审核人", "联系电话", "报送日期")
PHONE = Look(fill=looks.INPUT, locked=False, number_format="@")
TICKED = Look(fill=looks.INPUT, locked=False, align="center")
FIRST_LABEL = 3
NOTE = "请补全浅黄色各栏；某张表本期确实没有内容的，请在对应的“本期无此项”后选择✓，不要留空。"
HINTS: Mapping[str, str] = {
    "单位编码": "已填好，请勿改动",
    "报告期": "已填好，请勿改动",
    "版次": "首次报送为1；退回修改后再报，依次填2、3",
    "联系电话": "手机或座机均可",
    "报送日期": "样式：2026-07-05",
}


def write_cover(
    book: Workbook,
    unit: OrgUnit,
    period: Period,
    lists: Sequence[ListSheet],
    said: Mapping[str, Value] = NOTHING,
    ticked: Collection[str] = (),
) -> Mapping[str, str]:
    """Writes 封面; what comes back maps each list sheet to the address of its tick.

    `said` are values by label, `ticked` the lists that are known to be empty.
    """
    sheet = looks.add_sheet(book, COVER, f"{unit.name}{period}工作报送表", NOTE, [30, 34, 42])
    known: Sequence[tuple[str, Value, Look]] = (
        ("单位编码", unit.code, FIXED),
        ("单位全称", unit.name, FIXED),
        ("单位类型", unit.type, FIXED),
        ("报告期", period.code, FIXED),
        ("版次", said.get("版次", 1), Look(fill=looks.INPUT, locked=False)),
        *(
            (label, said.get(label), {"联系电话": PHONE, "报送日期": DAY}.get(label, WORDS))
            for label in BLANKS
        ),
    )
    for row, (label, value, look) in enumerate(known, start=FIRST_LABEL):
        _line(sheet, row, label, value, look=look, hint=HINTS.get(label, ""))
    _checks(sheet)
    ticks = _write_ticks(sheet, lists, FIRST_LABEL + len(known), ticked)
    looks.protect(sheet)
    return ticks


def write_meta(book: Workbook, version: str, period: Period, code: str) -> Worksheet:
    """The hidden sheet by which a reader knows the form, the period and the unit."""
    sheet: Worksheet = book.create_sheet(prompts.META)
    for row, (label, value) in enumerate(
        (("form_version", version), ("period", period.code), ("unit", code)), start=1
    ):
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, value).data_type = "s"
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    return sheet


def _line(sheet: Worksheet, row: int, label: str, value: Value, *, look: Look, hint: str) -> None:
    looks.put(sheet, row, 1, label, looks.HEAD)
    looks.put(sheet, row, 2, value, look)
    looks.put(sheet, row, 3, hint, looks.NOTE)
    sheet.row_dimensions[row].height = 24


def _checks(sheet: Worksheet) -> None:
    revision = prompts.whole_number("版次", HINTS["版次"])
    revision.formula1 = "1"
    revision.error = "版次请填写1、2、3……，只写数字。"
    revision.add(f"B{FIRST_LABEL + 4}")
    day = prompts.any_day("报送日期", "请填写实际报送的日期。")
    day.add(f"B{FIRST_LABEL + 4 + len(BLANKS)}")
    for check in (revision, day):
        sheet.add_data_validation(check)


def _write_ticks(
    sheet: Worksheet, lists: Sequence[ListSheet], first: int, ticked: Collection[str]
) -> Mapping[str, str]:
    ticks = {}
    for row, entry in enumerate(lists, start=first):
        label = f"{TICK_LABEL}{entry.name}"
        tick = TICK if entry.name in ticked else None
        _line(sheet, row, label, tick, look=TICKED, hint="没有才选✓；已登记内容的请留空")
        ticks[entry.name] = f"'{COVER}'!$B${row}"
    if ticks:
        check = prompts.choice(
            sheet, (TICK,), "本期无此项", "本期确实没有此项工作时选择✓；已登记内容的请留空。"
        )
        check.error = "请从下拉列表中选择✓，或者留空。"
        check.add(f"B{first}:B{first + len(ticks) - 1}")
        sheet.add_data_validation(check)
    return ticks
