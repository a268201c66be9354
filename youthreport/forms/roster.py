"""Units → roster.xlsx, the list of the units that must report (应报单位名册)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from youthreport.forms import packing, tables
from youthreport.model import ListColumn, OrgUnit

NAME = "应报单位名册"
NOTE = (
    "一行一个单位，橙色表头为必填。简称、别名之间用、隔开；单位编码一经使用请勿改动；"
    "有效期不填表示不限；撤并的单位请在“并入单位编码”填写接收单位。"
)
CODES = ("单位编码", "上级单位编码", "并入单位编码", "联系人")


def write_roster(units: Sequence[OrgUnit], unit_types: Sequence[str] = ()) -> bytes:
    """The .xlsx of the roster; `unit_types` fill the drop-down of 类型 (without them it takes any text)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = [_row(unit) for unit in units]
    sheet = tables.write_table(book, NAME, NOTE, _columns(tuple(unit_types)), rows, codes=CODES)
    sheet.freeze_panes = "C4"
    return packing.pack(book)


def _columns(types: tuple[str, ...]) -> tuple[ListColumn, ...]:
    return (
        ListColumn("单位编码", "text", required=True, width=16, note="每个单位一个，不可重复"),
        ListColumn("单位全称", "text", required=True, width=34),
        ListColumn("简称/别名", "text", width=26, note="多个之间用、隔开"),
        ListColumn("类型", "choice" if types else "text", required=True, choices=types, width=10),
        ListColumn("领域", "text", width=16),
        ListColumn("上级单位编码", "text", width=16),
        ListColumn("有效期起", "date", width=14),
        ListColumn("有效期止", "date", width=14),
        ListColumn("是否系统", "flag", width=10, note="只汇总、不直接开展工作的系统团委选是", default="否"),
        ListColumn(
            "是否有下级另报", "flag", width=12, note="下级单位自行报送的选是，防止重复统计", default="否"
        ),
        ListColumn("并入单位编码", "text", width=16),
        ListColumn("联系人", "text", width=20),
    )


def _row(unit: OrgUnit) -> dict[str, str]:
    return {
        "单位编码": unit.code,
        "单位全称": unit.name,
        "简称/别名": "、".join(unit.aliases),
        "类型": unit.type,
        "领域": unit.domain,
        "上级单位编码": unit.parent,
        "有效期起": _day(unit.valid_from),
        "有效期止": _day(unit.valid_to),
        "是否系统": "是" if unit.is_system else "否",
        "是否有下级另报": "是" if unit.children_report else "否",
        "并入单位编码": unit.merged_into,
        "联系人": unit.contact,
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
